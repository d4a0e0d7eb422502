import { describe, expect, test } from 'vitest'
import { endingOf, nameIsShown, standingOf, suggestedTerm, termErrors } from '~/modules/accounts/terms'

const year = { startsOn: '2026-04-01', endsOn: '2027-03-31' }

test('both days belong to the term', () => {
  expect(standingOf(year, '2026-03-31')).toBe('coming')
  expect(standingOf(year, '2026-04-01')).toBe('current')
  expect(standingOf(year, '2027-03-31')).toBe('current')
  expect(standingOf(year, '2027-04-01')).toBe('past')
})

test('the dates of a new term', () => {
  expect(termErrors(year, '2026-03-01')).toEqual({})
  expect(termErrors({ startsOn: '2026-04-01', endsOn: '2026-04-01' }, '2026-04-01')).toEqual({})
  expect(termErrors({ startsOn: '2026-04-02', endsOn: '2026-04-01' }, '2026-04-01')).toHaveProperty('endsOn')
  expect(termErrors(year, '2027-04-01')).toHaveProperty('endsOn')
  expect(termErrors({ startsOn: '2026-04-01', endsOn: '2062-03-31' }, '2026-04-01')).toHaveProperty('endsOn')
})

describe('ending a term', () => {
  test.each([
    ['2026-11-21', 'shorten'],
    ['2026-11-22', 'shorten'],
    ['2027-03-30', 'shorten'],
    ['2027-03-31', null],
    ['2026-11-20', null],
  ])('on %s', (lastDay, ending) => {
    expect(endingOf(year, lastDay, '2026-11-22')).toBe(ending)
  })

  test('before it begins takes it away', () => {
    expect(endingOf(year, '2026-03-15', '2026-03-15')).toBe('remove')
    expect(endingOf(year, '2026-03-31', '2026-04-01')).toBe('remove')
  })
})

test('from January on the next fiscal year is offered', () => {
  expect(suggestedTerm('2026-11-22')).toEqual({ startsOn: '2026-11-22', endsOn: '2027-03-31' })
  expect(suggestedTerm('2027-01-01')).toEqual({ startsOn: '2027-04-01', endsOn: '2028-03-31' })
  expect(suggestedTerm('2027-03-31')).toEqual({ startsOn: '2027-04-01', endsOn: '2028-03-31' })
  expect(suggestedTerm('2027-04-01')).toEqual({ startsOn: '2027-04-01', endsOn: '2028-03-31' })
})

test('a name is shown only while the consent stands', () => {
  const given = new Date()
  expect(nameIsShown({ nameShownSince: null, nameWithdrawnAt: null })).toBe(false)
  expect(nameIsShown({ nameShownSince: given, nameWithdrawnAt: null })).toBe(true)
  expect(nameIsShown({ nameShownSince: given, nameWithdrawnAt: given })).toBe(false)
})

/** Seats and terms: what is so on a day, and when one is reminded. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  covers,
  lastBeforeFree,
  offeredTerm,
  overlap,
  reminderDue,
  seatView,
  termFrom,
} from '~/modules/officers/rules'
import { addDays, daysBetween } from '~/platform/clock'

const term = (startsOn: string, endsOn: string, acting = false) => ({ startsOn, endsOn, acting })
const year = term('2026-04-01', '2027-03-31')
const next = term('2027-04-01', '2028-03-31')

describe('a seat', () => {
  test.each([
    ['nobody', [], '2026-11-23', 'vacant'],
    ['somebody, for long', [year], '2026-11-23', 'filled'],
    ['somebody, 91 days before nobody is left', [year], '2026-12-31', 'filled'],
    ['somebody, 90 days before nobody is left', [year], '2027-01-01', 'ends_soon'],
    ['somebody with a successor', [year, next], '2027-03-31', 'filled'],
    [
      'a successor who begins a week late',
      [year, term('2027-04-08', '2028-03-31')],
      '2027-03-31',
      'ends_soon',
    ],
    ['somebody who stands in', [term('2026-10-01', '2027-03-31', true)], '2026-11-23', 'acting'],
    ['somebody to come', [next], '2026-11-23', 'vacant'],
    ['somebody who has gone', [year], '2027-04-01', 'vacant'],
  ] as const)('%s', (_, terms, today, state) => {
    expect(seatView(terms, today).state).toBe(state)
  })

  test('says from when it is free', () => {
    expect(seatView([next, year], '2026-11-23').freeFrom).toBe('2028-04-01')
    expect(seatView([], '2026-11-23').freeFrom).toBe('2026-11-23')
    expect(seatView([next], '2026-11-23')).toMatchObject({ freeFrom: '2026-11-23', next })
  })

  test('goes on with whoever holds it last before it is free, not with whoever comes after a vacancy', () => {
    const late = term('2028-06-01', '2029-03-31')
    expect(lastBeforeFree([late, next, year], '2026-11-23')).toBe(next)
    expect(lastBeforeFree([late, year], '2026-11-23')).toBe(year)
    expect(lastBeforeFree([late], '2026-11-23')).toBeNull()
    const acting = term('2027-04-01', '2027-06-30', true)
    expect(lastBeforeFree([year, acting], '2026-11-23')?.acting).toBe(true)
  })

  test('terms that follow one another never leave a day between, and never overlap', () => {
    const start = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2020-01-01', days))
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 48 }), fc.nat(2000), (from, months, later) => {
        const first = { ...termFrom(from, months), acting: false }
        const second = { ...termFrom(addDays(first.endsOn, 1), months), acting: false }
        expect(overlap(first, second)).toBe(false)
        const day = addDays(from, later)
        const held = [first, second].filter((one) => covers(one, day)).length
        expect(held).toBe(day <= second.endsOn ? 1 : 0)
        expect(seatView([second, first], day).current !== null).toBe(held === 1)
      }),
    )
  })
})

describe('whatever terms a seat has', () => {
  /** Terms one after the other with gaps of some days, in any order. */
  const chains = fc
    .array(fc.record({ gap: fc.nat(40), length: fc.integer({ min: 0, max: 400 }), acting: fc.boolean() }), {
      maxLength: 6,
    })
    .chain((parts) => {
      let day = '2026-04-01'
      const terms = parts.map(({ gap, length, acting }) => {
        const startsOn = addDays(day, gap)
        const endsOn = addDays(startsOn, length)
        day = addDays(endsOn, 1)
        return term(startsOn, endsOn, acting)
      })
      return fc.shuffledSubarray(terms, { minLength: terms.length })
    })
  const someDay = fc.integer({ min: -30, max: 1500 }).map((days) => addDays('2026-04-01', days))

  test('it is free from the first day that no term covers, and that day alone decides its state', () => {
    fc.assert(
      fc.property(chains, someDay, (terms, today) => {
        let free = today
        while (terms.some((one) => covers(one, free))) free = addDays(free, 1)
        const view = seatView(terms, today)
        expect(view.freeFrom).toBe(free)
        expect(view.current === null).toBe(free === today)
        expect(view.current === null || covers(view.current, today)).toBe(true)
        expect(view.state === 'vacant').toBe(free === today)
        if (view.current && !view.current.acting) {
          expect(view.state).toBe(daysBetween(today, free) <= 90 ? 'ends_soon' : 'filled')
        }
        const later = terms.filter(({ startsOn }) => startsOn > (view.current?.endsOn ?? today))
        expect(view.next?.startsOn).toBe(later.map(({ startsOn }) => startsOn).sort()[0])
      }),
    )
  })

  test('whoever is prolonged holds it the day before it is free, and the next term meets no other', () => {
    fc.assert(
      fc.property(chains, someDay, fc.integer({ min: 1, max: 24 }), (terms, today, months) => {
        const last = lastBeforeFree(terms, today)
        const { freeFrom, current } = seatView(terms, today)
        expect(last === null).toBe(current === null)
        if (!last) return
        expect(addDays(last.endsOn, 1)).toBe(freeFrom)
        const next = termFrom(freeFrom, months)
        expect(next.endsOn >= next.startsOn).toBe(true)
        expect(terms.filter(({ endsOn }) => endsOn < freeFrom).some((one) => overlap(one, next))).toBe(false)
      }),
    )
  })
})

test('a year from the first of April ends on the last of March, also over a leap day', () => {
  expect(termFrom('2026-04-01', 12)).toEqual({ startsOn: '2026-04-01', endsOn: '2027-03-31' })
  expect(termFrom('2026-04-01', 24).endsOn).toBe('2028-03-31')
  expect(termFrom('2027-11-30', 3).endsOn).toBe('2028-02-28')
  expect(termFrom('2026-01-31', 1).endsOn).toBe('2026-02-27')
})

test('whoever takes a seat within a year is offered its rest, and ends with the others', () => {
  expect(offeredTerm('2026-11-23', 12).endsOn).toBe('2027-03-31')
  expect(offeredTerm('2026-04-01', 12)).toEqual(termFrom('2026-04-01', 12))
  expect(offeredTerm('2026-04-01', 24)).toEqual(termFrom('2026-04-01', 24))
  expect(offeredTerm('2027-02-10', 12).endsOn).toBe('2028-03-31')
  expect(offeredTerm('2026-11-23', 6)).toEqual(termFrom('2026-11-23', 6))
  fc.assert(
    fc.property(fc.nat(4000), fc.integer({ min: 1, max: 60 }), (days, months) => {
      const { startsOn, endsOn } = offeredTerm(addDays('2020-01-01', days), months)
      expect(endsOn > startsOn).toBe(true)
      // Never so long that it could not stand: five years.
      expect(daysBetween(startsOn, endsOn)).toBeLessThanOrEqual(5 * 366)
    }),
  )
})

describe('a reminder', () => {
  const due = (today: string, sent: number[] = []) => reminderDue(seatView([year], today), sent, today)
  test('goes out 90, 60 and 30 days before the end, once each', () => {
    expect(due('2026-12-30')).toBe(null)
    expect(due('2026-12-31')).toBe(90)
    expect(due('2026-12-31', [90])).toBe(null)
    expect(due('2027-01-30', [90])).toBe(60)
    expect(due('2027-03-01', [90, 60])).toBe(30)
    expect(due('2027-03-31', [90, 60, 30])).toBe(null)
  })

  test('is one and not three when the rounds have been missed', () => {
    expect(due('2027-03-20')).toBe(30)
    expect(due('2027-03-20', [30])).toBe(null)
  })

  test('is not sent where a successor stands, nor for a vacant seat', () => {
    expect(reminderDue(seatView([year, next], '2027-03-30'), [], '2027-03-30')).toBe(null)
    expect(reminderDue(seatView([], '2027-03-30'), [], '2027-03-30')).toBe(null)
  })

  test('never comes twice for the same mark, whatever days the job runs on', () => {
    const days = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
    fc.assert(
      fc.property(days, (runs) => {
        const sent: number[] = []
        for (const run of [...runs].sort((a, b) => a - b)) {
          const day = addDays('2026-04-01', run)
          const mark = reminderDue(seatView([year], day), sent, day)
          if (mark === null) continue
          expect(sent).not.toContain(mark)
          expect(daysBetween(day, year.endsOn)).toBeLessThanOrEqual(mark)
          sent.push(mark)
        }
        expect(sent.length).toBeLessThanOrEqual(3)
      }),
    )
  })
})

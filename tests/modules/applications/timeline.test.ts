/** The way of an application in words, and the days that the association reports. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applicationStates,
  changeProblems,
  completeDue,
  INSIDE_THE_CITY,
  mayAskAdvance,
  moves,
  reportDue,
  reportProblems,
  type Standing,
  stagesOf,
  startProblems,
  stepPages,
  turnOf,
} from '~/modules/applications/rules'
import { holderLetters, maskedNumber } from '~/modules/applications/schema'
import type { Programme } from '~/modules/subsidies/schema'
import { addDays } from '~/platform/clock'
import { shippedProgrammes } from '../../../prisma/seed/programmes'

const standing = (over: Partial<Standing>): Standing => ({
  state: 'draft',
  stateBefore: null,
  consulted: false,
  submittedOn: null,
  decidedOn: null,
  startedOn: null,
  reportedOn: null,
  finalOn: null,
  claimedOn: null,
  paidOn: null,
  ...over,
})

describe('the way', () => {
  test.each(applicationStates)('from %s: done, then now, then later', (state) => {
    for (const stateBefore of ['decided', 'started'] as const) {
      const stages = stagesOf(standing({ state, stateBefore })).map((stage) => stage.state)
      const order = { done: 0, now: 1, later: 2, none: 2 }
      expect(stages.map((one) => order[one])).toEqual(stages.map((one) => order[one]).sort())
      const open = turnOf(state) !== 'nobody' && !['cancelled', 'repaying'].includes(state)
      expect(stages.filter((one) => one === 'now').length, state).toBe(open ? 1 : 0)
    }
  })

  test('ends where it ended: what was reached is done, the rest will not come', () => {
    const ended = stagesOf(
      standing({ state: 'withdrawn', submittedOn: '2026-05-01', decidedOn: '2026-06-01' }),
    )
    expect(ended.map(({ name, state, day }) => [name, state, day])).toEqual([
      ['write', 'done', null],
      ['hand_in', 'done', '2026-05-01'],
      ['decision', 'done', '2026-06-01'],
      ['start', 'none', null],
      ['report', 'none', null],
      ['final', 'none', null],
      ['claim', 'none', null],
      ['payment', 'none', null],
    ])
    expect(stagesOf(standing({ state: 'paid' })).every(({ state }) => state === 'done')).toBe(true)
    expect(stagesOf(standing({ state: 'refused' })).filter(({ state }) => state === 'done').length).toBe(3)
  })

  test('shows a consultation only where there was one', () => {
    const first = (over: Partial<Standing>) => stagesOf(standing(over))[0]?.name
    expect(first({})).toBe('write')
    expect(first({ state: 'consulting' })).toBe('consultation')
    expect(first({ consulted: true })).toBe('consultation')
  })

  test('has a page for each step of the association, and hides what only the city does', () => {
    const ours = moves.filter(({ by }) => by.some((party) => party === 'president')).map(({ verb }) => verb)
    expect([...ours].sort()).toEqual([...Object.keys(stepPages), 'draft_from_consultation'].sort())
    for (const verb of INSIDE_THE_CITY) {
      const move = moves.find((one) => one.verb === verb)
      expect(move && !('letter' in move)).toBe(true)
    }
    expect(mayAskAdvance('decided', { advancePayment: true })).toBe(true)
    expect(mayAskAdvance('decided', { advancePayment: false })).toBe(false)
    expect(mayAskAdvance('finalised', { advancePayment: true })).toBe(false)
  })
})

const today = '2026-11-20'
const days = fc.integer({ min: -400, max: 400 }).map((n) => addDays(today, n))

describe('days', () => {
  test('a contract or a start before the decision never passes unseen where the scheme minds', () => {
    fc.assert(
      fc.property(days, days, days, fc.constantFrom(true, null), (contractOn, startedOn, decidedOn, rule) => {
        const found = startProblems(
          { contractOn, startedOn },
          { decidedOn, contractAfterDecision: rule, year: 2026 },
          today,
        )
        if (contractOn < decidedOn || startedOn < decidedOn || contractOn > today)
          expect(found.length).toBeGreaterThan(0)
        if (rule && contractOn < decidedOn && contractOn <= today) expect(found[0]?.kind).toBe('refused')
      }),
    )
    const fine = { contractOn: '2026-11-01', startedOn: '2026-11-05' }
    const early = { decidedOn: '2026-11-10', contractAfterDecision: false, year: 2026 }
    expect(startProblems(fine, early, today)).toEqual([])
    expect(startProblems(fine, { ...early, contractAfterDecision: null }, today)).toMatchObject([
      { field: 'contract_on', kind: 'asked' },
    ])
    expect(startProblems({ ...fine, startedOn: '2026-10-30' }, early, today)).toMatchObject([
      { field: 'started_on', key: 'start_before_contract' },
    ])
  })

  test('a start that no work has is refused: far ahead, or after the year', () => {
    const decision = { decidedOn: '2026-11-01', contractAfterDecision: true, year: 2026 }
    const of = (startedOn: string, on = today) =>
      startProblems({ contractOn: '2026-11-05', startedOn }, decision, on).map(({ kind, key }) => [kind, key])
    expect(of('2026-12-20')).toEqual([])
    expect(of('2026-12-21')).toEqual([['refused', 'start_far']])
    expect(of('2090-01-01')).toEqual([['refused', 'start_after_year']])
    expect(of('2027-04-01', '2027-03-20')).toEqual([['refused', 'start_after_year']])
    const silent = { ...decision, decidedOn: '2026-11-10', contractAfterDecision: null }
    const both = startProblems({ contractOn: '2026-11-05', startedOn: '2090-01-01' }, silent, today)
    expect(both.map(({ key }) => key)).toEqual(['contract_early_asked', 'start_after_year'])
  })

  test('work is reported when it is done, in the year of the grant', () => {
    const of = (completedOn: string, on = today) =>
      reportProblems({ completedOn, startedOn: '2026-10-01', year: 2026 }, on).map(({ key }) => key)
    expect(of('2026-11-20')).toEqual([])
    expect(of('2026-11-21')).toEqual(['completed_future'])
    expect(of('2026-09-30')).toEqual(['completed_before_start'])
    expect(of('2027-04-01', '2027-04-10')).toEqual(['completed_after_year'])
    expect(of('2027-03-31', '2027-04-10')).toEqual([])
  })

  test('the report is due on the least of plan, scheme and year’s end', () => {
    const [base] = shippedProgrammes().filter(({ key }) => key === 'hirakata-hall')
    if (!base) throw new Error('the scheme is gone')
    const of = (dates: Partial<Programme['dates']>, plannedEnd: string | null = null) => {
      const programme = { ...base, dates: { contractAfterDecision: true, ...dates } }
      return [completeDue(programme, 2026), reportDue(programme, { year: 2026, plannedEnd })]
    }
    expect(of({})).toEqual(['2027-03-31', '2027-03-31'])
    expect(of({ completeBy: '02-28' })).toEqual(['2027-02-28', '2027-02-28'])
    expect(of({ reportBy: '03-10' })).toEqual(['2027-03-31', '2027-03-10'])
    expect(of({ completeBy: '12-20', reportBy: '01-31' })).toEqual(['2026-12-20', '2026-12-20'])
    expect(of({ reportBy: '03-10' }, '2026-11-30')).toEqual(['2027-03-31', '2026-11-30'])
    // The report may be due after the year, and the plan from before a carry-over.
    expect(of({ reportBy: '04-10' }, '2026-03-20')).toEqual(['2027-03-31', '2027-03-31'])
  })

  test('a new end lies ahead, and beyond the year only for who has asked', () => {
    const of = (plannedEnd: string | null) =>
      changeProblems({ plannedStart: null, plannedEnd, startedOn: '2026-12-01', year: 2026 }, today).map(
        ({ kind }) => kind,
      )
    expect(of(null)).toEqual([])
    expect(of('2026-11-19')).toEqual(['refused'])
    expect(of('2026-11-25')).toEqual(['refused'])
    expect(of('2027-03-31')).toEqual([])
    expect(of('2027-04-01')).toEqual(['asked'])
  })
})

describe('the account', () => {
  test('takes the holder as people type it', () => {
    expect(holderLetters('くずは はなぞの')).toBe('クズハ ハナゾノ')
    expect(holderLetters('ｸｽﾞﾊｼﾞﾁｶｲ')).toBe('クズハジチカイ')
    expect(holderLetters('シャ)abc  ｶｲ')).toBe('シャ)ABC カイ')
    expect(holderLetters('山田')).toBe('山田')
  })

  test('shows no more than the last three digits', () => {
    expect(maskedNumber('1234567')).toBe('****567')
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4,8}$/), (digits) => {
        expect(maskedNumber(digits)).toMatch(/^\*+\d{3}$/)
        expect(maskedNumber(digits).length).toBe(digits.length)
      }),
    )
  })
})

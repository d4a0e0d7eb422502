/** Stages, days and states: what may follow what, when an answer is due, and when everything is deleted. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterVerb,
  answerDue,
  answerState,
  hoursOf,
  interestMoves,
  interestStages,
  KEPT_AT_MOST,
  KEPT_DAYS,
  KEPT_WITHOUT_DAY,
  keptUntil,
  lastDayOf,
  mayMoveInterest,
  openingStates,
  openingVerbs,
  proposedClosing,
  REMIND_EVERY,
  reminderDue,
  stagesAfter,
  takesInterest,
  verbsFrom,
} from '~/modules/openings/rules'
import { addDays, daysBetween } from '~/platform/clock'

const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2026-04-01', days))
const dayOrNull = fc.option(day, { nil: null })

describe('stages', () => {
  test('out of the asking leads only the consent of the person', () => {
    expect(stagesAfter('asked', 'keeper')).toEqual([])
    expect(stagesAfter('asked', 'person')).toEqual(['new'])
    expect(interestMoves.filter(({ to }) => to === 'asked')).toEqual([])
  })

  test('the person moves nothing but to the front, and nobody to where it stands', () => {
    for (const from of interestStages) {
      for (const to of stagesAfter(from, 'person')) expect(to).toBe('new')
      expect(mayMoveInterest(from, from, 'person')).toBe(false)
      expect(mayMoveInterest(from, from, 'keeper')).toBe(false)
    }
  })

  test('every stage can be reached from the first, and nobody is elected who was no candidate', () => {
    const reached = new Set<string>(['new'])
    for (let round = 0; round < interestStages.length; round += 1) {
      for (const { from, to, by } of interestMoves) if (by === 'keeper' && reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual(interestStages.filter((stage) => stage !== 'asked').sort())
    expect(interestMoves.filter(({ to }) => to === 'elected').map(({ from }) => from)).toEqual(['candidate'])
  })
})

describe('what is kept', () => {
  test('ends 90 days after the election, else after the closing, else after a year', () => {
    const shown = '2026-10-01'
    const until = (electionOn: string | null, closesOn: string | null, closedOn: string | null = null) =>
      keptUntil({ electionOn, closesOn, closedOn }, shown)
    expect(until('2027-04-20', '2026-12-01')).toBe('2027-07-19')
    expect(until(null, '2026-12-01')).toBe('2027-03-01')
    expect(until(null, null)).toBe('2027-10-01')
    // Closed by hand: the planned election keeps nothing longer than the page of the keepers says.
    expect(until('2027-04-20', '2026-12-01', '2026-11-01')).toBe('2027-01-30')
  })

  test('is never shorter than the talks need, nor longer than two years', () => {
    fc.assert(
      fc.property(dayOrNull, dayOrNull, dayOrNull, day, (electionOn, closesOn, closedOn, shownOn) => {
        const days = daysBetween(shownOn, keptUntil({ electionOn, closesOn, closedOn }, shownOn))
        expect(days).toBeGreaterThanOrEqual(KEPT_DAYS)
        expect(days).toBeLessThanOrEqual(KEPT_AT_MOST)
        if (!electionOn && !closesOn && !closedOn) expect(days).toBe(KEPT_WITHOUT_DAY)
      }),
    )
  })
})

describe('an answer', () => {
  test('is overdue from the day after it was due, and only while nobody has answered', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (shown, days, later) => {
          const dueOn = answerDue(shown, days)
          const today = addDays(shown, later)
          const waiting = { stage: 'new', dueOn, answeredAt: null }
          expect(answerState(waiting, today) === 'overdue').toBe(later > days)
          expect(answerState({ ...waiting, answeredAt: new Date() }, today)).toBe('answered')
          expect(answerState({ ...waiting, stage: 'talking' }, today)).toBe('answered')
        },
      ),
    )
  })

  test('is reminded of the day before it is due and then every third day, until it is given', () => {
    const dueOn = '2026-11-10'
    const told: string[] = []
    let remindedOn: string | null = null
    for (let days = 0; days < 15; days += 1) {
      const today = addDays('2026-11-05', days)
      if (!reminderDue({ stage: 'new', dueOn, answeredAt: null, remindedOn }, today)) continue
      told.push(today)
      remindedOn = today
    }
    expect(told).toEqual(['2026-11-09', '2026-11-12', '2026-11-15', '2026-11-18'])
    expect(daysBetween(told[0] ?? '', told[1] ?? '')).toBe(REMIND_EVERY)
    expect(reminderDue({ stage: 'contacted', dueOn, answeredAt: null, remindedOn: null }, '2026-12-01')).toBe(
      false,
    )
  })
})

describe('an opening', () => {
  test('is published once, and what is over can be opened again', () => {
    expect(verbsFrom('draft')).toEqual(['publish'])
    expect(verbsFrom('open')).toEqual(['fill', 'close'])
    expect(verbsFrom('filled')).toEqual(['reopen'])
    expect(verbsFrom('closed')).toEqual(['reopen'])
    for (const state of openingStates)
      for (const verb of openingVerbs) expect(afterVerb(state, verb)).not.toBe(state)
  })

  test('takes interest while it is open, until the first of closing, election and end, that day included', () => {
    const days = fc.record({ closesOn: dayOrNull, electionOn: dayOrNull, endsOn: dayOrNull })
    fc.assert(
      fc.property(fc.constantFrom(...openingStates), days, day, (state, all, today) => {
        const ahead = Object.values(all).every((one) => one === null || daysBetween(today, one) >= 0)
        expect(takesInterest({ state, ...all }, today)).toBe(state === 'open' && ahead)
        const last = lastDayOf(all)
        if (last !== null) expect(takesInterest({ state: 'open', ...all }, addDays(last, 1))).toBe(false)
      }),
    )
  })

  test('proposes a closing day that is to come and not after the work is over', () => {
    fc.assert(
      fc.property(day, dayOrNull, (today, endsOn) => {
        const proposed = proposedClosing(today, endsOn)
        expect(proposed >= today).toBe(true)
        if (endsOn !== null && endsOn >= today) expect(proposed <= endsOn).toBe(true)
      }),
    )
  })

  test('says its hours to a tenth', () => {
    expect([0, 45, 60, 90, 100, 120].map(hoursOf)).toEqual([0, 0.8, 1, 1.5, 1.7, 2])
  })
})

/** The clock: due days never lie on a day off, one and only one word is said of each, and late is late by its days. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHoliday } from '~/modules/aeds/rules'
import { dueAfter } from '~/modules/exchange/days.server'
import {
  ALIKE,
  carryingPairs,
  daysLate,
  dueState,
  isDayOff,
  isPublicState,
  likeness,
  type MatterState,
  matterMoves,
  matterStates,
  matterVerbs,
  moveOf,
  nextWorkingDay,
  promiseState,
  SOON_DAYS,
} from '~/modules/exchange/rules'
import { addDays, type Day, daysBetween } from '~/platform/clock'

const day = fc.integer({ min: 0, max: 365 * 8 }).map((days): Day => addDays('2022-01-01', days))
const state = fc.constantFrom(...matterStates)
const ANSWERED: readonly MatterState[] = ['answered', 'underway', 'done', 'impossible']

describe('a due day', () => {
  test('is a day on which the city works, never earlier than asked for, and no working day is passed over', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 365 }), (from, days) => {
        const due = dueAfter(from, days)
        const asked = addDays(from, days)
        expect(isDayOff(due, isHoliday)).toBe(false)
        expect(due >= asked).toBe(true)
        for (let at = asked; at < due; at = addDays(at, 1)) expect(isDayOff(at, isHoliday)).toBe(true)
      }),
    )
  })

  test('moves over the turn of the year, and over holidays that meet a weekend', () => {
    expect(nextWorkingDay('2026-12-29', isHoliday)).toBe('2027-01-04')
    // 憲法記念日 2026 is a Sunday: 3 to 6 May are days off
    expect(nextWorkingDay('2026-05-02', isHoliday)).toBe('2026-05-07')
    expect(nextWorkingDay('2026-11-24', isHoliday)).toBe('2026-11-24')
    expect(dueAfter('2026-11-09', 14)).toBe('2026-11-24')
  })
})

describe('how an answer stands', () => {
  const matter = fc.record({
    state,
    dueOn: fc.option(day),
    answeredOn: fc.option(day),
    joinedToId: fc.option(fc.integer({ min: 1, max: 9 })),
  })

  test('is overdue exactly when it is with a section, by itself, and its day is over', () => {
    fc.assert(
      fc.property(matter, day, (one, today) => {
        const overdue =
          one.state === 'routed' && one.joinedToId === null && one.dueOn !== null && one.dueOn < today
        expect(dueState(one, today) === 'overdue').toBe(overdue)
        if (overdue) expect(daysLate(one, today)).toBe(daysBetween(one.dueOn as Day, today))
      }),
    )
  })

  test('is never late by no day, and never in time by some', () => {
    fc.assert(
      fc.property(matter, day, (one, today) => {
        const late = ['overdue', 'answered_late'].includes(dueState(one, today))
        expect(daysLate(one, today) > 0).toBe(late)
      }),
    )
  })

  test('does not change any more once it was answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ANSWERED), day, day, day, day, (to, dueOn, answeredOn, a, b) => {
        const one = { state: to, dueOn, answeredOn, joinedToId: null }
        expect(dueState(one, a)).toBe(dueState(one, b))
        expect(dueState(one, a)).toBe(answeredOn <= dueOn ? 'answered' : 'answered_late')
      }),
    )
  })

  test('says "soon" on the last days, the due day among them', () => {
    const one = { state: 'routed' as const, dueOn: '2026-11-24', answeredOn: null, joinedToId: null }
    const said = (days: number) => dueState(one, addDays('2026-11-24', -days))
    expect([SOON_DAYS + 1, SOON_DAYS, 0, -1].map(said)).toEqual(['ahead', 'soon', 'soon', 'overdue'])
  })
})

test('a promise is kept until its day is over, and late while it is not done', () => {
  fc.assert(
    fc.property(day, day, (promisedOn, today) => {
      const underway = promiseState({ state: 'underway', promisedOn, closedOn: null }, today)
      expect(underway === 'late').toBe(today > promisedOn)
      const done = promiseState({ state: 'done', promisedOn, closedOn: today }, today)
      expect(done).toBe(today > promisedOn ? 'kept_late' : 'kept')
    }),
  )
})

describe('likeness', () => {
  const of = (title: string, body = '') => ({
    title: carryingPairs(title),
    all: carryingPairs(`${title} ${body}`),
  })

  test('is between nothing and one, the same either way, and one for the same question', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'公園街灯消道路穴直ごみをしてくださいベンチ 12'),
      maxLength: 20,
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(likeness(of(a), of(b))).toBe(likeness(of(b), of(a)))
        expect(likeness(of(a), of(b))).toBeGreaterThanOrEqual(0)
        expect(likeness(of(a), of(b))).toBeLessThanOrEqual(1)
        if (carryingPairs(a).size > 0) expect(likeness(of(a), of(a))).toBe(1)
      }),
    )
  })

  test('goes by what it is about, and not by how a request is worded', () => {
    const alike = (a: string, b: string) => likeness(of(a), of(b)) >= ALIKE
    expect(alike('楠葉花園町の公園の街灯が消えています', '公園の街灯はいつ直りますか')).toBe(true)
    expect(alike('ゴミ置き場のカラスよけ', 'ごみ置き場のカラスを何とかしてほしい')).toBe(true)
    expect(alike('歩道の段差を直してください', '集会所の前の道路の穴を直してください')).toBe(false)
    expect(alike('公園の街灯が消えています', '駅へ行くバスを走らせてください')).toBe(false)
  })
})

describe('moves', () => {
  test('need a reason in words wherever somebody is told no, is answered, or waits longer', () => {
    for (const verb of [
      'give_back',
      'refuse',
      'reroute',
      'change_due',
      'answer',
      'answer_promise',
      'answer_done',
      'answer_impossible',
      'finish',
      'give_up',
      'reopen',
    ] as const)
      expect(matterMoves.find((move) => move.verb === verb)?.needs).toContain('reason')
    expect(matterMoves.map(({ verb }) => verb).sort()).toEqual([...matterVerbs].sort())
  })

  test('lead out of refused and withdrawn never, and to an end from everywhere else', () => {
    const next = (from: MatterState) =>
      matterMoves.filter((move) => move.from.includes(from)).map(({ to }) => to)
    expect([next('refused'), next('withdrawn')]).toEqual([[], []])
    const ends = (from: MatterState, seen: readonly MatterState[] = []): boolean =>
      ['done', 'impossible', 'answered', 'refused', 'withdrawn'].includes(from) ||
      next(from).some((to) => !seen.includes(to) && ends(to, [...seen, from]))
    for (const from of matterStates) expect(ends(from)).toBe(true)
  })

  test('are nobody else’s: the author only takes back or goes past the association, an officer only passes on or gives back', () => {
    for (const from of matterStates)
      for (const verb of matterVerbs) {
        if (verb !== 'withdraw' && verb !== 'go_direct') expect(moveOf(verb, from, 'author')).toBeNull()
        if (verb !== 'pass_on' && verb !== 'give_back') expect(moveOf(verb, from, 'officer')).toBeNull()
      }
    expect(moveOf('withdraw', 'answered', 'author')).toBeNull()
    expect(matterStates.filter((from) => moveOf('go_direct', from, 'author'))).toEqual(['waiting'])
  })

  test('take nothing out of the public: what is refused was never public', () => {
    for (const { to, from } of matterMoves)
      if (!isPublicState(to)) expect(from.filter(isPublicState)).toEqual([])
  })
})

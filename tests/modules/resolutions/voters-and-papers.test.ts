/** Days that lie apart, papers that are too many, numbers that are told, and the list of voters beside the register. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allSeen,
  cast,
  choices,
  couldTurn,
  countExtras,
  differenceKinds,
  differencesOf,
  extraOf,
  isCarried,
  markOf,
  mayBeginVote,
  type Need,
  opensOn,
  remindsOn,
  resolutionStates,
  toldOf,
  VOTE_DAYS,
  votersFrom,
} from '~/modules/resolutions/rules'
import { resolutionForm } from '~/modules/resolutions/schema'
import { addDays, daysBetween } from '~/platform/clock'

const need = fc
  .record({
    num: fc.integer({ min: 0, max: 12 }),
    den: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom<Need['kind']>('over', 'at_least'),
    base: fc.constantFrom<Need['base']>('cast', 'all'),
  })
  .filter(({ num, den, kind }) => (kind === 'over' ? num < den : num <= den))

describe('days that lie apart', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-05-01', n))
  test('no form, start or day lets a vote be shorter than its days', () => {
    fc.assert(
      fc.property(fc.option(day), day, day, (voteFrom, voteUntil, today) => {
        if (!mayBeginVote({ voteFrom, voteUntil }, today)) return
        const first = voteFrom !== null && voteFrom > today ? voteFrom : today
        expect(daysBetween(first, voteUntil)).toBeGreaterThanOrEqual(VOTE_DAYS)
      }),
    )
    const form = { title: 'a', way: 'by_rules', unit: 'person', vote_until: '2026-05-20' }
    const takes = (vote_from: string) => resolutionForm.safeParse({ ...form, vote_from }).success
    expect([takes('2026-05-17'), takes('2026-05-18'), takes('2026-05-21'), takes('')]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('whoever is silent is reminded on one of the last days, however many mornings are missed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 0, max: 3 }), (length, missed) => {
        const asked = '2026-05-01'
        const last = addDays(asked, length)
        const first = addDays(last, -3 + missed)
        expect(remindsOn(last, asked, first)).toBe(true)
        expect(remindsOn(last, asked, addDays(last, 1))).toBe(false)
        expect(remindsOn(last, asked, addDays(last, -4))).toBe(false)
        expect(remindsOn(last, first, first)).toBe(false)
      }),
    )
  })

  test('a vote that was announced before is asked for on its first day, or as soon as the clock goes again', () => {
    const days = { voteFrom: '2026-05-12', voteUntil: '2026-05-20' }
    const on = (today: string, begun = '2026-05-02') => opensOn(days, begun, today)
    expect(['2026-05-11', '2026-05-12', '2026-05-15', '2026-05-20', '2026-05-21'].map((d) => on(d))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect(on('2026-05-15', '2026-05-12')).toBe(false)
    expect(opensOn({ ...days, voteFrom: null }, '2026-05-02', '2026-05-15')).toBe(false)
  })
})

describe('sheets that are too many', () => {
  test('could turn a count exactly when some exchange of that many votes turns it', () => {
    const few = fc.integer({ min: 0, max: 6 })
    fc.assert(
      fc.property(
        few,
        few,
        few,
        need,
        few,
        fc.integer({ min: 0, max: 4 }),
        (yes, no, none, of, more, surplus) => {
          const votes = { for: yes, against: no, abstain: none }
          const voters = yes + no + none + more
          let turned = false
          for (let a = 0; a <= cast(votes); a++)
            for (let b = 0; a + b <= cast(votes); b++) {
              const other = { for: a, against: b, abstain: cast(votes) - a - b }
              const moved = choices.reduce((sum, one) => sum + Math.max(0, other[one] - votes[one]), 0)
              if (moved <= surplus && isCarried(other, of, voters) !== isCarried(votes, of, voters))
                turned = true
            }
          expect(couldTurn(votes, of, voters, surplus)).toBe(turned)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('are counted by their reason, and what counts has none', () => {
    expect(
      countExtras([{ choices: null }, { choices: { extra: 'double' } }, { choices: { 7: 'for' } }]),
    ).toEqual({
      double: 1,
    })
    expect([extraOf({ extra: 'other' }), extraOf({ extra: 'surplus' }), extraOf(null)]).toEqual([
      null,
      'surplus',
      null,
    ])
  })
})

test('the numbers are told to officers from the closing on, to members when decided, and of a small secret vote to no member', () => {
  const of = (state: string, secret = false, fewest = 10) => ({ state, secret, fewest })
  for (const state of resolutionStates) {
    const isCounted = ['checking', 'decided', 'to_meeting'].includes(state)
    expect([state, toldOf(of(state), true)]).toEqual([state, isCounted ? 'all' : 'none'])
    expect([state, toldOf(of(state), false)]).toEqual([state, state === 'decided' ? 'all' : 'none'])
  }
  expect([4, 5].map((fewest) => toldOf(of('decided', true, fewest), false))).toEqual(['result', 'all'])
  expect(toldOf(of('decided', true, 1), true)).toBe('all')
  expect(toldOf(of('decided', false, 1), false)).toBe('all')
})

describe('the list of voters', () => {
  const voter = (id: number, householdMemberId: number | null, userId: string | null = null) => ({
    ...{ id, name: `人${id}`, householdId: null, householdMemberId, userId },
  })
  test('is compared with the register: who is missing, who has left, who was added by hand', () => {
    const planned = [voter(0, 1), voter(0, 2, 'a'), voter(0, null, 'b')]
    const listed = [voter(1, 1), voter(2, 3), voter(3, null)]
    const found = differencesOf(planned, listed)
    expect(found.missing.map(({ key }) => key)).toEqual(['m2', 'ub'])
    expect(found.gone.map(({ key }) => key)).toEqual(['v2'])
    expect(found.by_hand.map(({ key }) => key)).toEqual(['v3'])
    // Whoever moved to another household is the same person.
    expect(differencesOf([voter(0, 9, 'a')], [voter(1, 2, 'a')])).toEqual({
      missing: [],
      gone: [],
      by_hand: [],
    })
    const marks = differenceKinds.map((kind) => markOf(found, kind))
    expect([allSeen(found, marks), allSeen(found, marks.slice(1)), allSeen(found, [])]).toEqual([
      true,
      false,
      false,
    ])
    const more = { ...found, missing: [...found.missing, { key: 'm7', name: '新' }] }
    expect(allSeen(more, marks)).toBe(false)
  })

  test('made from the register has no difference to it, whatever the register', () => {
    const people = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 99 }),
        userId: fc.option(fc.constantFrom('a', 'b', 'c')),
        name: fc.constant('人'),
      }),
      { maxLength: 3 },
    )
    const households = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 99 }), name: fc.constant('家'), people }),
      {
        selector: ({ id }) => id,
        maxLength: 6,
      },
    )
    const others = fc.uniqueArray(
      fc.record({ userId: fc.constantFrom('a', 'b', 'd', 'e'), name: fc.constant('人') }),
      {
        selector: ({ userId }) => userId,
      },
    )
    fc.assert(
      fc.property(
        households,
        others,
        fc.constantFrom('person' as const, 'household' as const),
        (all, more, unit) => {
          const planned = votersFrom(all, more, unit)
          const listed = planned.map((one, id) => ({ ...one, id }))
          expect(differencesOf(planned, listed)).toEqual({ missing: [], gone: [], by_hand: [] })
        },
      ),
    )
  })
})

/** What a count comes to, whatever the votes: exact, without order, nobody twice; and what the replies and days say. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Ballot,
  type Choice,
  cast,
  choices,
  clockGoesOn,
  closing,
  consentStanding,
  countVotes,
  firstState,
  hasQuorum,
  isCarried,
  isEnough,
  isFraction,
  isOver,
  mayBeginVote,
  mayMove,
  moves,
  type Need,
  presetOf,
  presets,
  resolutionStates,
  samePaper,
  tally,
  votersFrom,
  votesNeeded,
  ways,
  waysFor,
  windowOf,
} from '~/modules/resolutions/rules'
import { itemForm, resolutionForm } from '~/modules/resolutions/schema'

const choice = fc.constantFrom<Choice>(...choices)
const need = fc
  .record({
    num: fc.integer({ min: 0, max: 12 }),
    den: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom<Need['kind']>('over', 'at_least'),
    base: fc.constantFrom<Need['base']>('cast', 'all'),
  })
  .filter(({ num, den, kind }) => (kind === 'over' ? num < den : num <= den))
const votes = fc.array(choice, { maxLength: 60 })
const named = (said: readonly Choice[]): Ballot[] =>
  said.map((one, index) => ({ voterId: index + 1, choices: { 7: one } }))
const nameless = (said: readonly Choice[]): Ballot[] =>
  said.map((one) => ({ voterId: null, choices: { 7: one } }))
const rules = { way: 'by_rules' as const, quorum: { num: 0, den: 1 } }

describe('the count', () => {
  test('is the same in every order, and the same by name and in secret', () => {
    fc.assert(
      fc.property(
        votes,
        need,
        fc.integer({ min: 0, max: 20 }),
        fc.infiniteStream(fc.nat()),
        (said, of, more, keys) => {
          const voters = said.length + more
          const shuffled = named(said)
            .map((ballot) => ({ ballot, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ ballot }) => ballot)
          const once = countVotes(rules, [{ id: 7, need: of }], named(said), voters)
          expect(countVotes(rules, [{ id: 7, need: of }], shuffled, voters)).toEqual(once)
          expect(countVotes(rules, [{ id: 7, need: of }], nameless(said), voters)).toEqual(once)
        },
      ),
    )
  })

  test('takes nobody twice', () => {
    fc.assert(
      fc.property(votes, choice, (said, second) => {
        const twice = [...named(said), ...named(said.map(() => second))]
        expect(tally(7, twice)).toEqual(tally(7, named(said)))
        expect(cast(tally(7, twice))).toBe(said.length)
      }),
    )
  })

  test('agrees with reckoning in whole numbers, and one vote more never turns a carried item down', () => {
    fc.assert(
      fc.property(votes, need, fc.integer({ min: 0, max: 20 }), (said, of, more) => {
        const voters = said.length + more
        const found = tally(7, named(said))
        const total = of.base === 'all' ? voters : said.length
        const exact =
          total > 0 &&
          found.for > found.against &&
          (of.kind === 'over'
            ? BigInt(found.for) * BigInt(of.den) > BigInt(of.num) * BigInt(total)
            : BigInt(found.for) * BigInt(of.den) >= BigInt(of.num) * BigInt(total))
        expect(isCarried(found, of, voters)).toBe(exact)
        expect(isEnough(votesNeeded(total, of), total, of)).toBe(total > 0)
        expect(isEnough(votesNeeded(total, of) - 1, total, of)).toBe(false)
        const index = said.findIndex((one) => one !== 'for')
        if (exact && index >= 0) {
          const better = said.map((one, at) => (at === index ? 'for' : one))
          expect(isCarried(tally(7, named(better)), of, voters)).toBe(true)
        }
      }),
    )
  })

  test('does not carry a tie, and counts an abstention as a vote cast', () => {
    const of = presets.ordinary
    expect(isCarried({ for: 5, against: 5, abstain: 0 }, of, 10)).toBe(false)
    expect(isCarried({ for: 6, against: 5, abstain: 0 }, of, 20)).toBe(true)
    expect(isCarried({ for: 6, against: 5, abstain: 1 }, of, 20)).toBe(false)
    expect(isCarried({ for: 0, against: 0, abstain: 0 }, of, 20)).toBe(false)
  })

  test('carries nothing by nobody and never by a tie, whatever part was written', () => {
    fc.assert(
      fc.property(
        need,
        fc.nat(30),
        fc.nat(30),
        fc.nat(30),
        fc.nat(10),
        (of, half, against, abstain, more) => {
          const voters = half + half + abstain + more
          expect(isCarried({ for: half, against: half, abstain }, of, voters)).toBe(false)
          expect(isCarried({ for: 0, against, abstain }, of, against + abstain + more)).toBe(false)
        },
      ),
    )
  })

  test('takes no part that a minority or a tie would reach', () => {
    fc.assert(
      fc.property(need, fc.integer({ min: 1, max: 60 }), (of, total) => {
        if (isFraction(of)) expect(votesNeeded(total, of) * 2).toBeGreaterThan(total)
        if (of.num === 0) expect(isFraction(of)).toBe(false)
      }),
    )
    expect(isFraction({ num: 1, den: 3, kind: 'over' })).toBe(false)
    expect(Object.values(presets).every(isFraction)).toBe(true)
    const own = (num: string, den: string, kind: string) =>
      itemForm.safeParse({ item_title: '案', preset: 'own', num, den, kind, base: 'cast', version: '1' })
        .success
    expect([own('0', '5', 'at_least'), own('0', '5', 'over'), own('1', '2', 'at_least')]).toEqual([
      false,
      false,
      false,
    ])
    expect([own('1', '2', 'over'), own('2', '3', 'at_least'), own('1', '1', 'at_least')]).toEqual([
      true,
      true,
      true,
    ])
  })

  test('takes three quarters of all exactly, not of those who vote', () => {
    const of = presets.articles
    expect(isCarried({ for: 75, against: 25, abstain: 0 }, of, 100)).toBe(true)
    expect(isCarried({ for: 74, against: 0, abstain: 0 }, of, 100)).toBe(false)
    expect(isCarried({ for: 3, against: 0, abstain: 0 }, of, 4)).toBe(true)
    expect([presetOf(presets.ordinary), presetOf(presets.dissolution)]).toEqual(['ordinary', 'articles'])
    expect(votesNeeded(58, of)).toBe(44)
    expect(presetOf({ num: 2, den: 3, kind: 'at_least', base: 'all' })).toBe('own')
  })

  test('by agreement of all: one who does not agree, or one who is silent, and a meeting is held', () => {
    const all = { way: 'all_agree' as const, quorum: { num: 0, den: 1 } }
    const items = [{ id: 7, need: presets.ordinary }]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Choice>('for', 'against'), { minLength: 1, maxLength: 30 }),
        fc.nat(3),
        (said, silent) => {
          const { reason, items: counted } = countVotes(all, items, named(said), said.length + silent)
          const expected = said.includes('against') ? 'disagreement' : silent > 0 ? 'missing_vote' : null
          expect(reason).toBe(expected)
          expect(counted[0]?.carried).toBe(expected === null)
        },
      ),
    )
    expect(countVotes(all, items, [], 0).reason).toBe('missing_vote')
  })

  test('needs the quorum of the rules, exactly', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (voted, silent) => {
        expect(hasQuorum(voted, voted + silent, { num: 1, den: 2 })).toBe(voted >= silent)
      }),
    )
    const half = { way: 'by_rules' as const, quorum: { num: 1, den: 2 } }
    const items = [{ id: 7, need: presets.ordinary }]
    expect(countVotes(half, items, named(['for', 'for']), 5)).toMatchObject({
      reason: 'quorum',
      items: [{ carried: false }],
    })
    expect(countVotes(half, items, nameless(['for', 'for']), 4)).toMatchObject({
      reason: null,
      items: [{ carried: true }],
    })
  })
})

describe('consent', () => {
  test('of all begins the vote; one objection decides; one missing reply after the last day too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(true, false, null), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (replies, over) => {
          const found = consentStanding(replies, '2026-05-10', over ? '2026-05-11' : '2026-05-10')
          if (replies.includes(false)) expect(found).toBe('objection')
          else if (replies.includes(null)) expect(found).toBe(over ? 'missing' : 'waiting')
          else expect(found).toBe('all')
          expect(
            consentStanding([...replies].reverse(), '2026-05-10', over ? '2026-05-11' : '2026-05-10'),
          ).toBe(found)
        },
      ),
    )
    expect(consentStanding([], '2026-05-10', '2026-05-01')).toBe('waiting')
  })
})

describe('days and states', () => {
  const days = { consentUntil: '2026-05-10', voteFrom: '2026-05-12', voteUntil: '2026-05-20' }
  test('both last days are included, and papers have three days more', () => {
    expect(windowOf('consenting', days, '2026-05-10')).toBe('open')
    expect(windowOf('consenting', days, '2026-05-11')).toBe('late')
    expect(windowOf('voting', days, '2026-05-11')).toBe('early')
    expect(windowOf('voting', days, '2026-05-20')).toBe('open')
    expect(windowOf('voting', days, '2026-05-21')).toBe('late')
    expect(windowOf('checking', days, '2026-05-15')).toBe('closed')
    expect([clockGoesOn('2026-05-20', '2026-05-23'), clockGoesOn('2026-05-20', '2026-05-24')]).toEqual([
      false,
      true,
    ])
  })

  test('a vote is closed when all have voted or the day is over, and every paper is read and every envelope opened', () => {
    const none = { voters: 4, voted: 3, papersOpen: 0, secret: true, envelopes: 1, sheets: 1 }
    expect(closing(none, '2026-05-20', '2026-05-20')).toBe('not_yet')
    expect(closing({ ...none, voted: 4 }, '2026-05-20', '2026-05-01')).toBe('ready')
    expect(closing(none, '2026-05-20', '2026-05-21')).toBe('ready')
    expect(closing({ ...none, papersOpen: 1 }, '2026-05-20', '2026-05-21')).toBe('papers_open')
    expect(closing({ ...none, envelopes: 2 }, '2026-05-20', '2026-05-21')).toBe('sheets_differ')
    expect(closing({ ...none, envelopes: 2, secret: false }, '2026-05-20', '2026-05-21')).toBe('ready')
  })

  test('every state but the last ones goes on, nothing comes back to a draft, and the 監事 alone decides', () => {
    expect(resolutionStates.filter(isOver)).toEqual(['decided', 'to_meeting', 'cancelled'])
    expect(moves.some(({ to }) => to === 'draft')).toBe(false)
    expect(moves.filter(({ to }) => to === 'decided')).toEqual([
      { from: 'checking', to: 'decided', by: ['auditor'] },
    ])
    expect(mayMove('voting', 'decided', 'officer')).toBe(false)
    expect(mayMove('checking', 'to_meeting', 'officer')).toBe(true)
    const until = { voteFrom: null, voteUntil: '2026-05-20' }
    expect([mayBeginVote(until, '2026-05-17'), mayBeginVote(until, '2026-05-18')]).toEqual([true, false])
    expect(ways.map(firstState)).toEqual(['consenting', 'voting', 'voting'])
    expect([waysFor(true), waysFor(false)]).toEqual([['consent_then_majority', 'all_agree'], ['by_rules']])
  })
})

describe('the list of voters', () => {
  const person = (id: number, userId: string | null) => ({ id, userId, name: `人${id}` })
  test('has each household once, or each person once however many households they stand in', () => {
    const households = [
      { id: 1, name: '森', people: [person(1, 'a'), person(2, null)] },
      { id: 2, name: '林', people: [] },
      { id: 3, name: '木', people: [person(3, 'a')] },
    ]
    const others = [
      { userId: 'a', name: '人1' },
      { userId: 'z', name: '外の人' },
    ]
    expect(votersFrom(households, others, 'person').map(({ name, userId }) => [name, userId])).toEqual([
      ['人1', 'a'],
      ['人2', null],
      ['林', null],
      ['外の人', 'z'],
    ])
    expect(
      votersFrom(households, others, 'household').map(({ name, householdId }) => [name, householdId]),
    ).toEqual([
      ['森', 1],
      ['林', 2],
      ['木', 3],
      ['外の人', null],
    ])
  })
})

test('two readings are the same only when each item is', () => {
  expect(samePaper({ 1: 'for', 2: 'against' }, { 2: 'against', 1: 'for' })).toBe(true)
  expect(samePaper({ 1: 'for' }, { 1: 'abstain' })).toBe(false)
  expect(samePaper({ 1: 'for' }, { 1: 'for', 2: 'for' })).toBe(false)
})

test('the form refuses what cannot be: no last day of consent, days in the wrong order, secrecy where all must agree', () => {
  const whole = {
    title: '規約',
    way: 'consent_then_majority',
    unit: 'person',
    vote_until: '2026-05-20',
    consent_until: '2026-05-10',
  }
  const wrong = (more: Record<string, string>) =>
    resolutionForm.safeParse({ ...whole, ...more }).error?.issues.map(({ path }) => path[0])
  expect(resolutionForm.safeParse(whole).success).toBe(true)
  expect(wrong({ consent_until: '' })).toEqual(['consent_until'])
  expect(wrong({ consent_until: '2026-05-21' })).toEqual(['consent_until'])
  // Three days for papers and three for the vote lie between the two.
  expect(wrong({ consent_until: '2026-05-15' })).toEqual(['consent_until'])
  expect(wrong({ consent_until: '2026-05-14' })).toBeUndefined()
  expect(wrong({ vote_from: '2026-05-21' })).toEqual(['vote_from'])
  expect(wrong({ way: 'all_agree', secret: 'on' })).toEqual(['secret'])
  expect(wrong({ unit: 'household' })).toEqual(['article'])
})

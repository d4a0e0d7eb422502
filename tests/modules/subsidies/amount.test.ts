/** The arithmetic: each shape of rule that cities use, and what holds for all of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Assessment, assess, type Facts, type Step } from '~/modules/subsidies/rules'
import type { Programme, ProgrammeFile } from '~/modules/subsidies/schema'
import { programmeOf } from './support'

const give = (of: Programme, cost: number, facts: Facts = {}) => assess(of, { costs: { w: cost }, facts })
function amount(found: Assessment): number | string {
  return found.outcome === 'determined' ? found.amount : found.outcome
}
const steps = (found: Assessment): Step[] => ('steps' in found ? found.steps : [])

describe('each shape of rule', () => {
  test('rate with a cap, rounded down before the cap', () => {
    const of = programmeOf({ grant: { rate: '2/3' }, cap: 1_000_000 })
    expect(amount(give(of, 1_000_000))).toBe(666_000)
    expect(amount(give(of, 9_000_000))).toBe(1_000_000)
  })

  test('cap on the cost', () => {
    expect(amount(give(programmeOf({ costLimit: 1_000_000 }), 3_000_000))).toBe(500_000)
  })

  test('cap that steps with the cost', () => {
    const cap = { steps: { of: 'cost', each: [{ upTo: 1_000_000, value: 300_000 }, { value: 800_000 }] } }
    expect(amount(give(programmeOf({ cap }), 1_000_000))).toBe(300_000)
    expect(amount(give(programmeOf({ cap }), 1_000_001))).toBe(500_000)
    expect(amount(give(programmeOf({ cap }), 9_000_000))).toBe(800_000)
  })

  test('deductible first', () => {
    expect(amount(give(programmeOf({ deductible: 300_000 }), 1_234_567))).toBe(467_000)
    expect(amount(give(programmeOf({ deductible: 300_000 }), 200_000))).toBe(0)
  })

  test('tiers: half up to a limit, a third above', () => {
    const of = programmeOf({ grant: { tiers: [{ upTo: 1_000_000, rate: '1/2' }, { rate: '1/3' }] } })
    expect(amount(give(of, 1_000_000))).toBe(500_000)
    expect(amount(give(of, 1_600_000))).toBe(700_000)
  })

  test('flat bands', () => {
    const of = programmeOf({
      grant: {
        when: [
          { if: { fact: 'cost', below: 400_000 }, use: { rate: '1/2' } },
          { if: { fact: 'cost', atMost: 500_000 }, use: { flat: 200_000 } },
        ],
        otherwise: { flat: 200_000, over: 500_000, rate: '1/3' },
      },
    })
    expect([300_000, 450_000, 800_000].map((cost) => amount(give(of, cost)))).toEqual([
      150_000, 200_000, 300_000,
    ])
  })

  test('area limit by bands of floor area, exact for parts of a square metre', () => {
    const bands = { of: 'floorArea', each: [{ upTo: 100, per: 1000 }, { per: 10 }] }
    const of = programmeOf({ grant: { rate: '1' }, cap: { bands } }, { rounding: 1 })
    expect(amount(give(of, 9_000_000, { floorArea: '99.5' }))).toBe(99_500)
    expect(amount(give(of, 9_000_000, { floorArea: 150 }))).toBe(100_500)
    expect(give(of, 9_000_000)).toEqual({ outcome: 'incomplete', missing: ['floorArea'] })
  })

  test('standard cost from the number of households', () => {
    const costLimit = {
      steps: { of: 'households', each: [{ upTo: 100, value: 1_000_000 }, { value: 2_000_000 }] },
    }
    expect(amount(give(programmeOf({ costLimit }), 5_000_000, { households: 100 }))).toBe(500_000)
    expect(amount(give(programmeOf({ costLimit }), 5_000_000, { households: 101 }))).toBe(1_000_000)
  })

  test('the lesser of two', () => {
    const cap = { lesserOf: [{ bands: { of: 'floorArea', each: [{ per: 5000 }] } }, 400_000] }
    expect(amount(give(programmeOf({ cap }), 9_000_000, { floorArea: 50 }))).toBe(250_000)
    expect(amount(give(programmeOf({ cap }), 9_000_000, { floorArea: 500 }))).toBe(400_000)
  })

  test('a sum over years or a lifetime, earlier grants deducted', () => {
    const of = programmeOf({ cumulative: { cap: 3_000_000, window: { years: 20 } } })
    expect(amount(give(of, 5_000_000, { earlierGrants: 1_000_000 }))).toBe(2_000_000)
    expect(amount(give(of, 5_000_000, { earlierGrants: 9_000_000 }))).toBe(0)
    const unsaid = give(of, 5_000_000)
    expect(amount(unsaid)).toBe(2_500_000)
    expect('assumptions' in unsaid && unsaid.assumptions).toContainEqual({
      facts: ['earlierGrants'],
      text: null,
    })
  })

  test('a joint cap over works with different rates', () => {
    const works: ProgrammeFile['works'] = [
      { key: 'a', name: 'a', grant: { rate: '1/2' } },
      { key: 'b', name: 'b', grant: { rate: '3/4' } },
      { key: 'c', name: 'c', grant: { rate: '1' } },
    ]
    const of = programmeOf(
      {},
      { works, severalWorks: true, jointCaps: [{ works: ['a', 'b'], cap: 1_500_000 }] },
    )
    expect(amount(assess(of, { costs: { a: 2_000_000, b: 1_000_000 }, facts: {} }))).toBe(1_500_000)
    expect(amount(assess(of, { costs: { a: 2_000_000, b: 1_000_000, c: 70_000 }, facts: {} }))).toBe(
      1_570_000,
    )
  })

  test('a higher cap under a condition', () => {
    const cap = { when: [{ if: { fact: 'shelter', equals: true }, use: 900_000 }], otherwise: 500_000 }
    expect(amount(give(programmeOf({ cap }), 9_000_000, { shelter: true }))).toBe(900_000)
    expect(amount(give(programmeOf({ cap }), 9_000_000, { shelter: false }))).toBe(500_000)
    expect(amount(give(programmeOf({ cap }), 9_000_000))).toBe('incomplete')
  })

  test('a track that the applicant chooses, with its own lock-out', () => {
    const options = ['small', 'large'].map((value) => ({ value, label: value }))
    const of = programmeOf(
      {
        grant: {
          when: [{ if: { fact: 'track', equals: 'small' }, use: { rate: '1/2' } }],
          otherwise: { rate: '2/3' },
        },
        requirements: [
          {
            must: {
              any: [
                { fact: 'track', equals: 'small' },
                { fact: 'yearsSinceGrant', atLeast: 10 },
              ],
            },
            otherwise: '10年',
          },
        ],
      },
      { facts: [{ key: 'track', label: '区分', kind: 'choice', options }] },
    )
    expect(amount(give(of, 900_000, { track: 'small', yearsSinceGrant: 1 }))).toBe(450_000)
    expect(amount(give(of, 900_000, { track: 'large', yearsSinceGrant: 9 }))).toBe('ineligible')
    expect(amount(give(of, 900_000, { track: 'large', yearsSinceGrant: 10 }))).toBe(600_000)
  })

  test('a rate that somebody sets is undetermined, with the most it can be', () => {
    const of = programmeOf({ grant: { setBy: '市長', atMost: '50%' }, cap: 50_000 })
    expect(give(of, 80_000)).toMatchObject({
      outcome: 'undetermined',
      least: 0,
      most: 40_000,
      reasons: [{ key: 'rate_set_by', params: { by: '市長', most: '50%' } }],
    })
  })

  test('other money is deducted first, excludes, is of no matter, or the text is silent', () => {
    const facts = { otherMoney: 400_000 }
    const of = (otherMoney: ProgrammeFile['otherMoney']) => programmeOf({}, { otherMoney })
    expect(amount(give(of('deduct'), 1_000_000, facts))).toBe(300_000)
    expect(amount(give(of('exclude'), 1_000_000, facts))).toBe('ineligible')
    expect(amount(give(of('ignore'), 1_000_000, facts))).toBe(500_000)
    expect(give(of('unstated'), 1_000_000, facts)).toMatchObject({ least: 300_000, most: 500_000 })
    expect(amount(give(of('unstated'), 1_000_000))).toBe(500_000)
  })

  test('rounding that is not stated matters only where it would differ', () => {
    const of = programmeOf({ grant: { rate: '2/3' } }, { rounding: 'unstated' })
    expect(amount(give(of, 1_200_000))).toBe(800_000)
    expect(give(of, 1_000_000)).toMatchObject({
      outcome: 'undetermined',
      least: 660_000,
      most: 666_666,
      reasons: [{ key: 'rounding_unstated' }],
    })
  })

  test('the budget is the last word', () => {
    expect(amount(assess(programmeOf({}), { costs: { w: 1_000_000 }, facts: {}, budgetLeft: 123_456 }))).toBe(
      123_456,
    )
  })
})

describe('the minimum', () => {
  test.each([
    [{ atLeast: 300_000 }, 299_999, 'ineligible'],
    [{ atLeast: 300_000 }, 300_000, 150_000],
    [{ above: 300_000 }, 300_000, 'ineligible'],
    [{ above: 300_000 }, 300_001, 150_000],
  ])('%o of %i', (minimumCost, cost, expected) => {
    expect(amount(give(programmeOf({ minimumCost }), cost))).toBe(expected)
  })
})

test('each step is kept, in the order of computing', () => {
  const of = programmeOf({
    deductible: 100_000,
    costLimit: 2_000_000,
    grant: { rate: '2/3' },
    cap: 1_000_000,
    cumulative: { cap: 3_000_000, window: 'lifetime' },
  })
  const found = give(of, 3_000_001, { otherMoney: 500_000, earlierGrants: 2_100_000 })
  expect(steps(found).map(({ kind, by, result, binds }) => [kind, by, result, binds])).toEqual([
    ['cost', null, '3000001', false],
    ['other_money', '500000', '2500001', true],
    ['deductible', '100000', '2400001', true],
    ['cost_limit', '2000000', '2000000', true],
    ['grant', '2/3', '4000000/3', true],
    ['rounding', '1000', '1333000', true],
    ['cap', '1000000', '1000000', true],
    ['cumulative', '900000', '900000', true],
  ])
  expect(amount(found)).toBe(900_000)
})

describe('what the text leaves open', () => {
  test('an addition that is not known makes the whole cap unknown', () => {
    const sum = [
      500_000,
      { when: [{ if: { fact: 'shelter', equals: true }, use: { undetermined: '加算' } }], otherwise: null },
    ]
    const of = programmeOf({ grant: { rate: '1' }, cap: { sum } })
    expect(amount(give(of, 2_000_000, { shelter: false }))).toBe(500_000)
    expect(give(of, 2_000_000, { shelter: true })).toMatchObject({ outcome: 'undetermined', most: 2_000_000 })
  })

  test('a table that ends says nothing of what lies beyond; null says that there is no limit', () => {
    const steps = { of: 'floorArea', each: [{ upTo: 500, value: 300_000 }] }
    const of = programmeOf({ grant: { rate: '1' }, cap: { steps } })
    expect(amount(give(of, 900_000, { floorArea: 500 }))).toBe(300_000)
    expect(give(of, 900_000, { floorArea: 501 })).toMatchObject({
      outcome: 'undetermined',
      reasons: [{ key: 'limit_unstated' }],
    })
    const when = [{ if: { fact: 'shelter', equals: true }, use: 300_000 } as const]
    const facts = { shelter: false }
    expect(give(programmeOf({ cap: { when } }), 900_000, facts).outcome).toBe('undetermined')
    expect(amount(give(programmeOf({ cap: { when, otherwise: null } }), 900_000, facts))).toBe(450_000)
  })

  test('one silence is read one way for all works', () => {
    const works: ProgrammeFile['works'] = ['a', 'b', 'c', 'd'].map((key) => ({
      key,
      name: key,
      grant: { rate: '1/3' },
    }))
    const of = programmeOf({}, { works, severalWorks: true, rounding: 'unstated', otherMoney: 'unstated' })
    const costs = { a: 100_001, b: 100_001, c: 100_001, d: 100_001 }
    expect(assess(of, { costs, facts: { otherMoney: 40_000 } })).toMatchObject({
      outcome: 'undetermined',
      // All rounded to ¥10,000 with the other money deducted; all to the yen without.
      least: 4 * 30_000,
      most: 4 * 33_333,
    })
  })

  test('a flat sum above the cost is cut to it before it is rounded', () => {
    const of = programmeOf({ grant: { flat: 50_000 } }, { rounding: 'unstated' })
    expect(give(of, 33_333)).toMatchObject({ outcome: 'undetermined', least: 30_000, most: 33_333 })
  })
})

describe('several works', () => {
  const works: ProgrammeFile['works'] = [
    { key: 'a', name: 'a', grant: { rate: '1/2' }, minimumCost: { atLeast: 200_000 } },
    { key: 'b', name: 'b', grant: { rate: '3/4' } },
  ]
  const of = programmeOf({}, { works, severalWorks: true })

  test('one that is not supported is told, and bears no part of the other money', () => {
    const found = assess(of, { costs: { a: 150_000, b: 400_000 }, facts: { otherMoney: 110_000 } })
    expect(amount(found)).toBe(217_000)
    expect('refused' in found && found.refused).toEqual([
      { work: 'a', reasons: [{ key: 'cost_at_least', params: { yen: 200_000 } }] },
    ])
  })
})

test('whether the minimum is waived must be known where the cost is below it', () => {
  const of = programmeOf({ minimumCost: { atLeast: 300_000, unless: { fact: 'disaster', equals: true } } })
  expect(give(of, 200_000)).toEqual({ outcome: 'incomplete', missing: ['disaster'] })
  expect(amount(give(of, 200_000, { disaster: true }))).toBe(100_000)
  expect(amount(give(of, 200_000, { disaster: false }))).toBe('ineligible')
  expect(amount(give(of, 300_000))).toBe(150_000)
})

const cost = fc.integer({ min: 1, max: 99_999_999_999 })
const rate = fc.constantFrom('1/3', '1/2', '2/3', '0.7', '3/4', '1')
const shape = fc.record({
  rate,
  cap: fc.option(fc.integer({ min: 0, max: 50_000_000 }), { nil: undefined }),
  costLimit: fc.option(fc.integer({ min: 0, max: 50_000_000 }), { nil: undefined }),
  deductible: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
  rounding: fc.constantFrom(1 as const, 1000 as const, 10_000 as const, 100_000 as const),
})

describe('for every rule of rate, limits and rounding', () => {
  test('never above the cap or the cost, never negative, never more than the rate gives', () => {
    fc.assert(
      fc.property(shape, cost, fc.integer({ min: 0, max: 10_000_000 }), (rule, of, otherMoney) => {
        const { rate, rounding, ...limits } = rule
        const found = give(programmeOf({ grant: { rate }, ...limits }, { rounding }), of, { otherMoney })
        if (found.outcome !== 'determined') throw new Error(found.outcome)
        expect(found.amount).toBeGreaterThanOrEqual(0)
        expect(found.amount).toBeLessThanOrEqual(Math.max(0, of - otherMoney))
        if (rule.cap !== undefined) expect(found.amount).toBeLessThanOrEqual(rule.cap)
        if (rule.cap === undefined) expect(found.amount % rounding).toBe(0)
      }),
    )
  })

  test('a greater cost never gives less', () => {
    fc.assert(
      fc.property(shape, cost, cost, (rule, a, b) => {
        const { rate, rounding, ...limits } = rule
        const of = programmeOf({ grant: { rate }, ...limits }, { rounding })
        const [small, large] = [give(of, Math.min(a, b)), give(of, Math.max(a, b))]
        expect(amount(large)).toBeGreaterThanOrEqual(amount(small) as number)
      }),
    )
  })

  test('what was granted before never gives more', () => {
    fc.assert(
      fc.property(cost, cost, cost, (of, a, b) => {
        const rule = programmeOf({ cumulative: { cap: 5_000_000, window: { years: 20 } } })
        const with_ = (earlierGrants: number) => amount(give(rule, of, { earlierGrants })) as number
        expect(with_(Math.max(a, b))).toBeLessThanOrEqual(with_(Math.min(a, b)))
      }),
    )
  })

  test('an undetermined amount lies between the least and the most of its readings', () => {
    fc.assert(
      fc.property(cost, rate, (of, rate) => {
        const found = give(programmeOf({ grant: { rate } }, { rounding: 'unstated' }), of)
        const exact = amount(give(programmeOf({ grant: { rate } }, { rounding: 1 }), of)) as number
        if (found.outcome === 'determined') expect(found.amount).toBe(exact)
        else if (found.outcome === 'undetermined') {
          expect(found.most).toBe(exact)
          expect(found.least).toBeLessThan(found.most)
        } else throw new Error(found.outcome)
      }),
    )
  })
})

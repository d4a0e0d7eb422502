/** The simulation: exact sums, each hall once, caps and earlier grants. */
import { describe, expect, test } from 'vitest'
import {
  changed,
  costOf,
  experienceOf,
  factsOf,
  grantedBefore,
  middleArea,
  type Outcome,
  ownShare,
  type PastApplication,
  replay,
  type SimHall,
  sharesOf,
  simulate,
  usualOf,
  type Variant,
  WHOLE,
} from '~/modules/revision/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { programmeOf } from '../subsidies/support'
import { assumedOf, hallOf } from './support'

const variantOf = (programme: Programme, pace = WHOLE): Variant => ({ id: 'v', programme, pace })
const run = (halls: SimHall[], programme: Programme, assumed = assumedOf()): Outcome => {
  const [outcome] = simulate(halls, [variantOf(programme)], assumed)
  if (!outcome) throw new Error('No outcome')
  return outcome
}

describe('what is taken up', () => {
  test('a tenth a year of those that are left', () => {
    const shares = sharesOf([{ work: 'w', need: 'all', yearly: WHOLE / 10 }], 'settled', 3, 0)
    expect(shares.get('w')).toEqual([100_000, 90_000, 81_000])
  })

  test('a retrofit follows the diagnosis that asks for it, from the next year', () => {
    const takings = [
      { work: 'diagnosis', need: 'undiagnosed', yearly: WHOLE },
      { work: 'retrofit', need: 'to_retrofit', yearly: WHOLE },
    ] as const
    const shares = sharesOf(takings, 'undiagnosed', 3, 800_000)
    expect(shares.get('diagnosis')).toEqual([WHOLE, 0, 0])
    expect(shares.get('retrofit')).toEqual([0, 800_000, 0])
    expect(sharesOf(takings, 'settled', 3, 800_000).get('retrofit')).toEqual([0, 0, 0])
  })

  test('a hall is retrofitted or rebuilt, never both', () => {
    const takings = [
      { work: 'retrofit', need: 'to_retrofit', yearly: WHOLE },
      { work: 'rebuild', need: 'not_safe', yearly: WHOLE },
    ] as const
    const shares = sharesOf(takings, 'to_retrofit', 2, 0)
    expect([shares.get('retrofit'), shares.get('rebuild')]).toEqual([
      [500_000, 0],
      [500_000, 0],
    ])
  })
})

describe('a hall', () => {
  const seismic = (completed: string | null, precision: 'day' | 'year' = 'year') => ({
    structure: 'wood' as const,
    confirmed: null,
    started: null,
    completed: completed ? { on: completed, precision } : null,
    diagnoses: [],
    works: [],
  })
  const record = {
    seismic: seismic('1978-01-01'),
    area: 13_250,
    designation: 'both' as const,
    registeredTo: '',
    associations: [],
  }

  test('says what its record knows, and nothing that it does not', () => {
    expect(factsOf(record)).toEqual({
      shelter: true,
      contractBeforeDecision: false,
      oldStandard: true,
      structure: 'wood',
      floorArea: '132.5',
      startedOn: '1978-12-31',
      confirmedOn: '1978-12-31',
    })
    const unknown = factsOf({ ...record, seismic: { ...seismic(null), structure: null }, area: null })
    expect(unknown).toEqual({ shelter: true, contractBeforeDecision: false })
    // Built within three years of its confirmation at the most.
    expect(factsOf({ ...record, seismic: seismic('1990-01-01') })).toMatchObject({
      oldStandard: false,
      startedOn: '1987-01-01',
    })
    expect(factsOf({ ...record, seismic: seismic('1982-01-01') })).not.toHaveProperty('startedOn')
  })

  test('is that of its largest association', () => {
    const associations = [
      { name: '北の会', households: 40, legalPersonality: true },
      { name: '南の会', households: 90, legalPersonality: false },
      { name: '東の会', households: null, legalPersonality: true },
    ]
    expect(factsOf({ ...record, associations, registeredTo: '南の会 ' })).toMatchObject({
      households: 90,
      legalPersonality: false,
      registeredInName: true,
    })
    expect(factsOf({ ...record, associations, registeredTo: '共有' })).toMatchObject({
      registeredInName: false,
    })
  })

  test('costs so much for each square metre, in the middle where the structure is not known', () => {
    const price = { wood: 1501, other: 3000, fixed: 10 }
    expect(costOf(price, 'wood', 13_250)).toBe(10 + Math.round(1501 * 132.5))
    expect(costOf(price, 'other', 10_000)).toBe(300_010)
    expect(costOf(price, null, 10_000)).toBe(10 + 225_050)
    expect(middleArea([{ area: null }, { area: 300 }, { area: 100 }, { area: 200 }])).toBe(200)
    expect(middleArea([{ area: null }])).toBeNull()
  })
})

describe('the amounts', () => {
  test('come to the sum of what the scheme gives each hall', () => {
    const of = programmeOf({ grant: { rate: '2/3' }, cap: 900_000 })
    const outcome = run([hallOf(), hallOf({ district: 2 })], of)
    expect(outcome.total).toEqual({
      takes: 2 * WHOLE,
      cost: 2_000_000,
      other: 0,
      least: 1_332_000,
      most: 1_332_000,
      takesWithout: 0,
      costWithout: 0,
    })
    expect(ownShare(outcome.total)).toEqual({ least: 668_000, most: 668_000 })
    expect(outcome.districts.get(2)?.sum.most).toBe(666_000)
    expect(outcome.eligible).toEqual({ need: 2, sure: 2, perhaps: 2 })
  })

  test('are from–to where the text leaves them open, or nobody knows the structure', () => {
    const open = programmeOf({ grant: { oneOf: [{ rate: '1' }, { rate: '1/2' }], reason: '未公表' } })
    expect(run([hallOf()], open).total).toMatchObject({ least: 500_000, most: 1_000_000 })
    const cap = { when: [{ if: { fact: 'structure', equals: 'wood' }, use: 100_000 }], otherwise: 400_000 }
    const outcome = run([hallOf({ structure: null, facts: {} })], programmeOf({ cap }))
    expect(outcome.total).toMatchObject({ least: 100_000, most: 400_000 })
    expect(outcome.unknown).toBe(0)
  })

  test('say of how many halls a number is missing', () => {
    const cap = { bands: { of: 'households', each: [{ per: 1000 }] } }
    const outcome = run([hallOf(), hallOf({ facts: { households: 100 } })], programmeOf({ cap }))
    expect(outcome.unknown).toBe(1)
    expect(outcome.total).toMatchObject({ least: 100_000, most: 1_100_000 })
    expect(
      run([hallOf()], programmeOf({ cap }), assumedOf(undefined, { facts: { households: 7 } })).total.most,
    ).toBe(7000)
  })

  test('count a hall that is not supported apart, with the reason', () => {
    const must = { fact: 'legalPersonality', equals: true } as const
    const of = programmeOf({}, { requirements: [{ must, otherwise: '認可が必要です。' }] })
    const outcome = run([hallOf({ facts: { legalPersonality: false } }), hallOf()], of)
    expect(outcome.total).toMatchObject({ takes: WHOLE, takesWithout: WHOLE, costWithout: 1_000_000 })
    expect(outcome.refused).toEqual([{ reason: { text: '認可が必要です。' }, halls: 1 }])
    expect(outcome.taken.map(({ assumption, halls }) => [assumption.text, halls])).toEqual([
      ['認可が必要です。', 1],
    ])
    const without = changed(of, { works: new Map(), dropped: [{ work: null, index: 0 }] })
    expect(run([hallOf({ facts: { legalPersonality: false } })], without).eligible.sure).toBe(1)
  })

  test('take earlier grants off a cumulative cap, until they fall out of its window', () => {
    const of = programmeOf({
      grant: { rate: '1' },
      register: 'repair',
      cumulative: { cap: 1_000_000, window: { years: 20 } },
    })
    const [work] = of.works
    const grants = [
      { on: '2007-06-01', amount: 900_000, kind: 'repair' as const, work: null },
      { on: '2015-06-01', amount: 70_000, kind: null, work: 'w' },
      { on: '2020-06-01', amount: 500_000, kind: 'extension' as const, work: null },
    ]
    expect(run([hallOf({ grants })], of).total.most).toBe(30_000)
    const later = assumedOf({ w: {} }, { from: 2028 })
    expect(run([hallOf({ grants })], of, later).total.most).toBe(930_000)
    if (!work) throw new Error('No work')
    const since = { ...work, cumulative: { cap: 1, window: { since: '2009-04-01' } } }
    expect(grantedBefore(since, grants.slice(0, 2), 2027)).toBe(70_000)
    const used = run([hallOf({ grants: [{ ...grants[1], amount: 2_000_000 } as never] })], of)
    expect(used.refused).toEqual([{ reason: { key: 'used_up' }, halls: 1 }])
  })

  test('take other money off the cost, and never give more than the rest', () => {
    const of = programmeOf({ grant: { rate: '1' } }, { otherMoney: 'ignore' })
    const outcome = run([hallOf()], of, assumedOf(undefined, { otherMoney: 400_000 }))
    expect(outcome.total).toMatchObject({ other: 400_000, most: 600_000 })
    expect(ownShare(outcome.total).least).toBe(0)
  })

  test('count a hall once, whatever the number of its works', () => {
    const works = ['a', 'b', 'c'].map((key) => ({ key, name: key, grant: { rate: '1/2' } }))
    const outcome = run([hallOf()], programmeOf({}, { works }), assumedOf({ a: {}, b: {}, c: {} }))
    expect(outcome.eligible).toEqual({ need: 1, sure: 1, perhaps: 1 })
    expect(outcome.total.takes).toBe(3 * WHOLE)
  })

  test('follow the pace of a scheme', () => {
    const assumed = assumedOf({ w: { yearly: WHOLE / 10 } })
    const [slow, fast] = simulate(
      [hallOf()],
      [variantOf(programmeOf({})), variantOf(programmeOf({}), 2 * WHOLE)],
      assumed,
    )
    expect([slow?.total.cost, fast?.total.cost]).toEqual([100_000, 200_000])
  })
})

describe('past applications', () => {
  const past: PastApplication[] = [
    { id: 1, year: 2024, hall: 1, district: 1, costs: { w: 900_000 }, facts: {}, granted: 450_000 },
    { id: 2, year: 2025, hall: 2, district: 1, costs: { w: 300_000 }, facts: {}, granted: null },
    { id: 3, year: 2025, hall: null, district: 1, costs: { gone: 5 }, facts: {}, granted: 2 },
  ]

  test('are worked out anew by year, with their own costs and answers', () => {
    const under = replay(past, variantOf(programmeOf({ minimumCost: { above: 300_000 }, cap: 400_000 })))
    expect([...under]).toEqual([
      [2024, { applications: 1, cost: 900_000, sure: 1, perhaps: 1, least: 400_000, most: 400_000, open: 0 }],
      [2025, { applications: 1, cost: 300_000, sure: 0, perhaps: 0, least: 0, most: 0, open: 0 }],
    ])
    const asking = programmeOf({ cap: { bands: { of: 'floorArea', each: [{ per: 1 }] } } })
    expect(replay(past, variantOf(asking)).get(2024)).toMatchObject({ open: 1, cost: 0 })
  })

  test('say what a work has cost', () => {
    const of = experienceOf(
      past,
      new Map([
        [1, 10_000],
        [2, null],
      ]),
    )
    expect(of.get('w')).toEqual({ applications: 2, from: 2024, to: 2025, mean: 600_000, perArea: 9000 })
  })
})

test('what is usual goes by the record, then by the name', () => {
  const need = (name: string, register?: 'repair' | 'diagnosis') => usualOf({ key: 'w', name, register }).need
  expect(need('点検', 'diagnosis')).toBe('undiagnosed')
  expect(need('大きな工事', 'repair')).toBe('aged')
  expect(
    ['耐震診断', '耐震設計', '耐震改修', '建替え', 'AEDの設置', '土地賃借', '新築', 'その他'].map((n) =>
      need(n),
    ),
  ).toEqual(['undiagnosed', 'to_plan', 'to_retrofit', 'not_safe', 'no_aed', 'none', 'none', 'none'])
})

/** The parts of the study that stand alone: hours, mesh codes, households, costs, the address. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hours } from '~/modules/aeds/schema'
import {
  countAeds,
  estimate,
  instantsOf,
  type KnownAed,
  meshCentre,
  ordinaryDay,
  readRate,
  townPopulation,
} from '~/modules/placement/rules'
import { fieldsOf, queryOf, readParams, standard } from '~/modules/placement/schema'
import { dayToDate } from '~/platform/clock'
import { place, someWeights } from './support'

const TODAY = '2026-11-23'

describe('which AEDs count', () => {
  const weekly = (from: number, until: number): Hours => ({
    weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: from * 60, until: until * 60 }] }],
    holidays: 'as_weekday',
    shifts: false,
    yearly: [],
    dates: [],
    night: '',
    conditions: '',
    uncertain: false,
  })
  const known = (over: Partial<KnownAed> = {}): KnownAed => ({
    ...place(0),
    hours: weekly(9, 17),
    condition: 'in_service',
    notForPublic: false,
    ...over,
  })
  const instants = instantsOf('2026-11-25', 14, 2)
  const counted = (aed: KnownAed, reading: 'day_only' | 'never' | 'always' = 'day_only') => {
    const [one] = countAeds([aed], instants, reading).aeds
    return one ? [one.day, one.night, one.always] : 'none'
  }

  test('by their hours, and round the clock', () => {
    expect(counted(known())).toEqual([true, false, false])
    expect(counted(known({ hours: weekly(0, 24) }))).toEqual([true, true, true])
    expect(counted(known({ hours: weekly(20, 28) }))).toEqual([false, true, false])
    expect(counted(known({ hours: weekly(7, 9) }))).toBe('none')
  })

  test('not when out of service, removed or not for the public, and are told of', () => {
    const out = [
      known({ condition: 'out_of_service', hours: weekly(0, 24) }),
      known({ condition: 'removed' }),
      known({ notForPublic: true }),
    ]
    expect(countAeds(out, instants, 'always')).toMatchObject({ aeds: [], tally: { leftOut: 3, byDay: 0 } })
  })

  test('of unknown hours as the reader says, never as round the clock', () => {
    const unknown = known({ hours: null })
    expect(counted(unknown)).toEqual([true, false, false])
    expect(counted(unknown, 'never')).toBe('none')
    expect(counted(unknown, 'always')).toEqual([true, true, false])
    expect(countAeds([unknown], instants, 'never').tally).toMatchObject({
      unknownByDay: 1,
      unknownByNight: 1,
    })
  })

  test('at instants of Japan: the small hours belong to the next day', () => {
    expect(instants.day.toISOString()).toBe('2026-11-25T05:00:00.000Z')
    expect(instants.night.toISOString()).toBe('2026-11-25T17:00:00.000Z')
    expect(instantsOf('2026-11-25', 9, 22).night.toISOString()).toBe('2026-11-25T13:00:00.000Z')
  })

  test('on a Wednesday that is no holiday', () => {
    expect(ordinaryDay(TODAY)).toBe('2026-11-25')
    // 29 April 2026, 昭和の日, is a Wednesday, and so is 6 May, 振替休日.
    expect(ordinaryDay('2026-04-29')).toBe('2026-05-13')
    for (const day of ['2026-01-01', '2027-12-31']) expect(dayToDate(ordinaryDay(day)).getUTCDay()).toBe(3)
  })
})

describe('mesh codes', () => {
  test('lead to the centre of the square', () => {
    // 第1次 5235: south-west corner 52 / 1.5 = 34.6667° N, 135° E.
    const third = meshCentre('52350000')
    expect(third?.latitude).toBeCloseTo(52 / 1.5 + 15 / 3600, 9)
    expect(third?.longitude).toBeCloseTo(135 + 22.5 / 3600, 9)
    expect(meshCentre('523500001')?.latitude).toBeCloseTo(52 / 1.5 + 7.5 / 3600, 9)
    expect(meshCentre('523500004')?.longitude).toBeCloseTo(135 + 33.75 / 3600, 9)
    // The last square of the first mesh touches its north-east corner.
    expect(meshCentre('52357799')?.latitude).toBeCloseTo(53 / 1.5 - 15 / 3600, 9)
    expect(meshCentre('52357799')?.longitude).toBeCloseTo(136 - 22.5 / 3600, 9)
  })

  test('of parts lie inside the whole, and their middle is its middle', () => {
    const code = fc
      .tuple(
        fc.integer({ min: 30, max: 68 }),
        fc.integer({ min: 22, max: 53 }),
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
      )
      .map((parts) => parts.flat().join(''))
    fc.assert(
      fc.property(code, (whole) => {
        const centre = meshCentre(whole)
        const parts = [1, 2, 3, 4].map((quarter) => meshCentre(`${whole}${quarter}`))
        const mean = (of: 'latitude' | 'longitude') =>
          parts.reduce((sum, part) => sum + (part?.[of] ?? Number.NaN), 0) / 4
        expect(mean('latitude')).toBeCloseTo(centre?.latitude ?? 0, 9)
        expect(mean('longitude')).toBeCloseTo(centre?.longitude ?? 0, 9)
        const side = 30 / 3600 / 2 ** (whole.length - 8)
        for (const part of parts)
          expect(Math.abs((part?.latitude ?? 0) - (centre?.latitude ?? 0))).toBeCloseTo(side / 4, 9)
      }),
    )
  })

  test('that are none lead nowhere', () => {
    for (const code of [
      '',
      '5235',
      '523500',
      '52358000',
      '5235000a',
      '523500005',
      '523500000',
      '523500001111',
    ])
      expect(meshCentre(code), code).toBeNull()
  })
})

describe('the people of towns', () => {
  const town = (id: number) => ({ id, name: `${id}丁目`, ...place(id * 100) })

  test('are all the households, whatever they are divided by', () => {
    const some = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 99 }),
        households: fc.option(fc.integer({ min: 0, max: 3000 })),
        towns: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(some, fc.integer({ min: 100, max: 500 }), (associations, persons) => {
        const towns = [1, 2, 3, 4, 5].map(town)
        const found = townPopulation(towns, associations, persons)
        const placed = associations.filter(
          (one) => one.households !== null && one.towns.some((id) => id <= 5),
        )
        expect(found.households).toBe(placed.reduce((sum, one) => sum + (one.households ?? 0), 0))
        expect(found.unknown + found.placeless + placed.length).toBe(associations.length)
        expect(found.points.length + found.without.length).toBe(5)
        for (const point of found.points) {
          expect(point.day).toBe(Math.round((point.households * persons) / 100))
          expect(point.night).toBe(point.day)
        }
      }),
    )
  })

  test('name the towns where nobody is known to live', () => {
    const { points, without } = townPopulation(
      [town(1), town(2), town(3)],
      [{ id: 1, households: 5, towns: [3, 1] }],
      220,
    )
    expect(points.map(({ townId, households, day }) => [townId, households, day])).toEqual([
      [1, 3, 7],
      [3, 2, 4],
    ])
    expect(without).toEqual(['2丁目'])
  })
})

describe('costs', () => {
  const assumed = { price: 400_000, upkeep: 40_000, rate: null, cap: null, rounding: 1 as const }

  test('of the city are undetermined without a rate, never nothing', () => {
    expect(estimate(3, assumed)).toEqual({ price: 1_200_000, upkeepPerYear: 120_000, city: null, own: null })
  })

  test('are exact: rate, then rounding, then cap', () => {
    const rate = { over: 2, under: 3 }
    expect(estimate(1, { ...assumed, rate }).city).toBe(266_666)
    expect(estimate(1, { ...assumed, rate, rounding: 1000 }).city).toBe(266_000)
    expect(estimate(2, { ...assumed, rate, cap: 200_000 })).toMatchObject({ city: 400_000, own: 400_000 })
    expect(estimate(0, { ...assumed, rate })).toEqual({ price: 0, upkeepPerYear: 0, city: 0, own: 0 })
  })

  test('add up, and the city never pays more than the price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.option(fc.integer({ min: 0, max: 5_000_000 })),
        fc.constantFrom(1 as const, 100 as const, 1000 as const, 10_000 as const),
        fc.integer({ min: 0, max: 50 }),
        (price, over, more, cap, rounding, sites) => {
          const rate = { over, under: over + more }
          const all = estimate(sites, { price, upkeep: 1, rate, cap, rounding })
          expect((all.city ?? Number.NaN) + (all.own ?? Number.NaN)).toBe(all.price)
          expect(all.city).toBeGreaterThanOrEqual(0)
          expect(all.own).toBeGreaterThanOrEqual(0)
          expect(Number.isInteger(all.city)).toBe(true)
        },
      ),
    )
  })

  test.each([
    ['2/3', 2, 3],
    ['２／３', 2, 3],
    ['3分の2', 2, 3],
    ['50%', 50, 100],
    ['66.7 ％', 667, 1000],
    ['0.5', 5, 10],
    ['1', 1, 1],
  ])('have a rate written %s', (typed, over, under) => {
    expect(readRate(typed)).toEqual({ over, under })
  })

  test.each(['', '0', '0/3', '3/2', '1/0', '101%', '-1/2', '2', 'x', '1e3', '2/3/4'])(
    'have no rate written %s',
    (typed) => {
      expect(readRate(typed)).toBeNull()
    },
  )
})

describe('the address', () => {
  const read = (query: string) => readParams(new URLSearchParams(query), TODAY)

  test('leads to the same study again', () => {
    const some = fc.record({
      walk: fc.integer({ min: 150, max: 1000 }),
      detour: fc.integer({ min: 100, max: 200 }),
      on: fc.constantFrom('2026-11-25', '2027-02-28'),
      dayHour: fc.integer({ min: 0, max: 23 }),
      nightHour: fc.integer({ min: 0, max: 23 }),
      unknown: fc.constantFrom('day_only' as const, 'never' as const, 'always' as const),
      weights: someWeights,
      sites: fc.integer({ min: 0, max: 50 }),
      by: fc.constantFrom('gain' as const, 'score' as const),
      district: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
      persons: fc.integer({ min: 100, max: 500 }),
      cost: fc.record({
        price: fc.integer({ min: 0, max: 5_000_000 }),
        upkeep: fc.integer({ min: 0, max: 1_000_000 }),
        rate: fc.constantFrom(null, { over: 2, under: 3 }),
        cap: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
        rounding: fc.constantFrom(1 as const, 1000 as const),
      }),
    })
    fc.assert(
      fc.property(some, (params) => {
        expect(read(queryOf(params))).toEqual({ params, unread: [] })
      }),
    )
  })

  test('without anything is the usual study', () => {
    expect(read('')).toEqual({ params: standard(TODAY), unread: [] })
    expect(read('walk=&rate=')).toEqual({ params: standard(TODAY), unread: [] })
  })

  test('names what it cannot read, and goes on as usual', () => {
    const { params, unread } = read(
      'walk=100&detour=3&on=2026-02-30&day_hour=24&night_hour=-1&unknown=x&w_day=11&w_far=1.5&sites=51&by=x&district=0&persons=0&price=9e9&upkeep=x&rate=3/2&cap=-1&rounding=7',
    )
    expect(params).toEqual(standard(TODAY))
    expect([...unread].sort()).toEqual(
      Object.keys(fieldsOf(params))
        .filter((name) => !['w_night', 'w_shelter', 'w_households'].includes(name))
        .sort(),
    )
  })

  test('takes full-width digits and commas', () => {
    expect(read('walk=５００&price=350,000&detour=１．２５').params).toMatchObject({
      walk: 500,
      detour: 125,
      cost: { price: 350_000 },
    })
  })

  test('never throws, whatever it says', () => {
    const names = Object.keys(fieldsOf(standard(TODAY)))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 20 })), {
          maxLength: 9,
        }),
        (entries) => {
          const { params, unread } = readParams(new URLSearchParams(entries), TODAY)
          expect(read(queryOf(params)).unread).toEqual([])
          for (const name of unread) expect(names).toContain(name)
        },
      ),
    )
  })
})

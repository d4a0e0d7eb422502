/** The nearest and what stands in a box: the right ones, by the index, and never more than can be drawn. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { aedsInBox, boxSql, FEW } from '~/modules/aeds/queries/box.server'
import { byDistanceSql } from '~/modules/aeds/queries/list.server'
import { nearestAeds, nearestSql } from '~/modules/aeds/queries/near.server'
import { metresBetween } from '~/modules/aeds/rules'
import { db, type Prisma, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { ALWAYS, fillCity, makeAed, OFFICE } from './support'

beforeEach(resetDatabase)

const HERE = { latitude: 34.8163, longitude: 135.6497 }
/** A Monday, in and out of office hours */
const NOON = new Date('2026-11-16T12:00:00+09:00')
const NIGHT = new Date('2026-11-16T23:00:00+09:00')
const CITY = { west: 135.58, south: 34.75, east: 135.78, north: 34.9 }
const JAPAN = { west: 122, south: 20, east: 154, north: 46 }

const spread = (count: number, seed = 7) => {
  let state = seed
  const random = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  return Array.from({ length: count }, (_, i) => ({
    name: `AED ${i}`,
    latitude: 34.76 + random() * 0.13,
    longitude: 135.6 + random() * 0.17,
    childPads: random() < 0.5,
    outdoors: random() < 0.2,
    hours: random() < 0.5 ? (ALWAYS as Prisma.InputJsonValue) : (OFFICE as Prisma.InputJsonValue),
  }))
}

describe('the nearest', () => {
  test('are those of a plain comparison of all, from north to south of the country', async () => {
    const anywhere = fc.record({
      latitude: fc.double({ min: 24, max: 45.5, noNaN: true }),
      longitude: fc.double({ min: 123, max: 146, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(anywhere, { minLength: 1, maxLength: 60 }),
        anywhere,
        async (places, from) => {
          await resetDatabase()
          await db.aed.createMany({ data: places.map((place, i) => ({ name: `${i}`, ...place })) })
          const near = await nearestAeds(from, { at: NOON, limit: 10 })
          const metres = places.map((place) => metresBetween(from, place)).sort((a, b) => a - b)
          const found = near.map((aed) => aed.distance ?? 0)
          expect(found.length).toBe(Math.min(10, places.length))
          // A country away the map is stretched by a tenth: the very nearest is right all the same.
          expect(found[0]).toBeCloseTo(metres[0] ?? 0, 3)
          expect(found).toEqual([...found].sort((a, b) => a - b))
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  test('within a city are exactly the ten nearest', async () => {
    const places = spread(200)
    await db.aed.createMany({ data: places })
    const near = await nearestAeds(HERE, { at: NOON })
    const expected = places.map((place) => metresBetween(HERE, place)).sort((a, b) => a - b)
    expect(near.map((aed) => aed.distance?.toFixed(3))).toEqual(
      expected.slice(0, 10).map((m) => m.toFixed(3)),
    )
    expect(near[0]?.bearing).toBeGreaterThanOrEqual(0)
  })

  test('of what can be used are found behind many that cannot', async () => {
    await db.aed.createMany({ data: spread(60).map((aed) => ({ ...aed, hours: OFFICE as never })) })
    const far = await makeAed({ latitude: 34.9, longitude: 135.9, hours: ALWAYS })
    expect((await nearestAeds(HERE, { at: NIGHT, now: true })).map((aed) => aed.id)).toEqual([far])
    expect((await nearestAeds(HERE, { at: NOON, tonight: true })).map((aed) => aed.id)).toEqual([far])
    expect((await nearestAeds(HERE, { at: NOON, now: true })).length).toBe(10)
  })

  test('leave out what is gone and what has no place; what is not for the public cannot be used', async () => {
    await makeAed({ condition: 'removed', hours: ALWAYS })
    await makeAed({ latitude: null, longitude: null, hours: ALWAYS })
    const closed = await makeAed({ notForPublic: true, hours: ALWAYS })
    const near = await nearestAeds(HERE, { at: NOON })
    expect(near.map(({ id, usability }) => [id, usability.state])).toEqual([[closed, 'out_of_service']])
    expect(await nearestAeds(HERE, { at: NOON, now: true })).toEqual([])
  })
})

/** The plan of a statement, with the planner kept from reading so small a table from end to end. */
async function planOf(sql: string, values: unknown[]): Promise<string> {
  return transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL enable_seqscan = off')
    const found = await tx.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, ...values)
    return found.map((line) => line['QUERY PLAN']).join('\n')
  })
}

/** Filters, and the index that holds nothing else. */
const INDEXES = [
  [{}, 'aeds_place'],
  [{ child: true }, 'aeds_place_child'],
  [{ outdoors: true }, 'aeds_place_outdoors'],
  [{ child: true, outdoors: true }, 'aeds_place_child_outdoors'],
] as const

describe('the index of places', () => {
  beforeEach(async () => {
    await fillCity(2000)
    await db.$executeRawUnsafe('ANALYZE aeds')
  })

  test('hands over the nearest in their order, without sorting', async () => {
    for (const [filters, index] of INDEXES) {
      const plan = await planOf(nearestSql(filters), [HERE.latitude, HERE.longitude, 16])
      expect(plan).toMatch(new RegExp(`Index Scan using ${index} `))
      expect(plan).toMatch(/Order By/)
      expect(plan).not.toMatch(/Sort|Seq Scan/)
    }
  })

  test('walks past nothing that filters leave out, for the list as well', async () => {
    await db.$executeRawUnsafe('UPDATE aeds SET child_pads = id % 100 = 0, outdoors = id % 100 < 2')
    await db.$executeRawUnsafe('VACUUM ANALYZE aeds')
    for (const [filters, index] of INDEXES) {
      const nearest = await planOf(nearestSql(filters), [HERE.latitude, HERE.longitude, 16])
      const listed = await planOf(byDistanceSql(filters), [HERE.latitude, HERE.longitude, -1, 0])
      // Where so few are left, all that the index holds may be sorted as well.
      const served = new RegExp(`Index Scan (using|on) ${index} `)
      expect(nearest).toMatch(served)
      if (index !== 'aeds_place') expect(listed).toMatch(served)
      for (const plan of [nearest, listed]) expect(plan).not.toMatch(/Filter: \(.*(child_pads|outdoors)/)
    }
  })

  test('serves a box', async () => {
    const plan = await planOf(boxSql({}), [0.8767, 0.3965, 0.8768, 0.3966])
    expect(plan).toMatch(/aeds_place/)
    expect(plan).not.toMatch(/Seq Scan/)
  })
})

describe('a box', () => {
  test('of few is read and judged one by one', async () => {
    const open = await makeAed({ hours: ALWAYS, childPads: true })
    const office = await makeAed({ hours: OFFICE })
    await makeAed({ latitude: 43, longitude: 141 })
    const ids = async (filters: object, at: Date) => {
      const found = await aedsInBox(CITY, 12, filters, at)
      return found.kind === 'few' && found.points.map((point) => point.id)
    }
    expect(await ids({}, NIGHT)).toEqual([open, office])
    expect(await ids({ now: true }, NIGHT)).toEqual([open])
    expect(await ids({ now: true }, NOON)).toEqual([open, office])
    expect(await ids({ tonight: true }, NOON)).toEqual([open])
    expect(await ids({ child: true }, NOON)).toEqual([open])
    expect(await ids({ outdoors: true }, NOON)).toEqual([])
  })

  test('of many is told by squares that hold all of them, also with filters', async () => {
    await fillCity(FEW + 500)
    const sum = async (filters: object) => {
      const found = await aedsInBox(JAPAN, 6, filters, NOON)
      if (found.kind !== 'many') throw new Error('few')
      expect(found.squares.reduce((all, square) => all + square.count, 0)).toBe(found.total)
      return found.total
    }
    expect(await sum({})).toBe(FEW + 500)
    await db.aed.updateMany({ where: { id: { gt: 300 } }, data: { childPads: true } })
    expect(await sum({ child: true })).toBe(FEW + 500 - 150)
    const few = await aedsInBox(JAPAN, 6, { child: true, outdoors: true }, NOON)
    expect(few.kind === 'few' && few.points.length).toBe((FEW + 500) / 5 - 30)
  })

  test('moved a little is answered with the same groups, and counts what is seen', async () => {
    await fillCity(300)
    const ask = async (east: number) => {
      const box = { west: 135.62 + east, south: 34.79, east: 135.69 + east, north: 34.84 }
      const found = await aedsInBox(box, 13, {}, NOON)
      if (found.kind !== 'few') throw new Error('many')
      return { all: found.points.map((point) => point.id).sort(), seen: found.seen.length }
    }
    const [before, after] = [await ask(0), await ask(0.002)]
    expect(after.all).toEqual(before.all)
    expect(before.seen).toBeLessThan(before.all.length)
    const counted = await db.aed.count({
      where: { latitude: { gte: 34.79, lte: 34.84 }, longitude: { gte: 135.62, lte: 135.69 } },
    })
    expect(before.seen).toBe(counted)
  })

  test('asked for at a zoom far too near is answered with no more marks than a map has room for', async () => {
    await fillCity(FEW + 500)
    for (const zoom of [0, 4, 9, 12, 14, 18]) {
      for (const box of [JAPAN, CITY, { west: -180, south: -89.9, east: 180, north: 89.9 }]) {
        const found = await aedsInBox(box, zoom, {}, NOON)
        const marks = found.kind === 'many' ? found.squares.length : found.points.length
        expect(marks).toBeLessThanOrEqual(found.kind === 'many' ? 600 : FEW)
      }
    }
  })
})

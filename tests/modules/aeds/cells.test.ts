/** The squares of the map count what stands in them, whatever is written and however. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { db, rows, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { makeAed } from './support'

beforeEach(resetDatabase)

type Cell = {
  depth: number
  x: number
  y: number
  total: number
  child: number
  outdoors: number
  both: number
}

const kept = () =>
  rows<Cell>(
    `SELECT depth, x, y, total, child, outdoors, child_outdoors AS both FROM aed_cells ORDER BY depth, x, y`,
    [],
  )

/** The same, counted anew from the AEDs. */
const counted = () =>
  rows<Cell>(
    `SELECT depth::smallint, floor(place[0] * 2 ^ depth)::int AS x, floor(place[1] * 2 ^ depth)::int AS y,
       count(*)::int AS total, (count(*) FILTER (WHERE child_pads))::int AS child,
       (count(*) FILTER (WHERE outdoors))::int AS outdoors,
       (count(*) FILTER (WHERE child_pads AND outdoors))::int AS both
     FROM aeds CROSS JOIN unnest('{7,9,11,13,15}'::int[]) depth
     WHERE place IS NOT NULL AND condition <> 'removed' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [],
  )

test('one AED stands in a square of each size, and leaves none behind', async () => {
  const id = await makeAed({ childPads: true })
  expect((await kept()).map(({ depth, total, child }) => [depth, total, child])).toEqual(
    [7, 9, 11, 13, 15].map((depth) => [depth, 1, 1]),
  )
  await db.aed.update({ where: { id }, data: { condition: 'removed' } })
  expect(await kept()).toEqual([])
  await db.aed.update({
    where: { id },
    data: { condition: 'out_of_service', latitude: 43.06, longitude: 141.35 },
  })
  expect(await kept()).toEqual(await counted())
  await db.aed.update({ where: { id }, data: { latitude: null, longitude: null } })
  expect(await kept()).toEqual([])
})

test('an emptied table empties the squares', async () => {
  await makeAed()
  await db.$executeRawUnsafe('TRUNCATE aeds CASCADE')
  expect(await kept()).toEqual([])
})

test('what a transaction takes back is not counted', async () => {
  await makeAed()
  const before = await kept()
  await transaction(async (tx) => {
    await tx.aed.updateMany({ data: { outdoors: true, latitude: 35 } })
    throw new Error('changed my mind')
  }).catch(() => {})
  expect(await kept()).toEqual(before)
})

test('any order of writes, of one row or of many, leaves the true numbers', async () => {
  const spot = fc.oneof(
    fc.constant(null),
    // Few places, so that several AEDs share squares
    fc.record({
      latitude: fc.constantFrom(34.8, 34.801, 34.9, 43.1),
      longitude: fc.constantFrom(135.6, 135.602),
    }),
  )
  const change = fc.record({
    spot,
    childPads: fc.constantFrom(null, true, false),
    outdoors: fc.constantFrom(null, true, false),
    condition: fc.constantFrom('in_service' as const, 'out_of_service' as const, 'removed' as const),
    act: fc.constantFrom('insert', 'update one', 'update many', 'delete'),
    modulus: fc.integer({ min: 1, max: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      await resetDatabase()
      for (const { spot, act, modulus, ...rest } of changes) {
        const data = { ...rest, latitude: spot?.latitude ?? null, longitude: spot?.longitude ?? null }
        const ids = (await db.aed.findMany({ select: { id: true } }))
          .map(({ id }) => id)
          .filter((id) => id % modulus === 0)
        if (act === 'insert')
          await db.aed.createMany({ data: Array.from({ length: modulus }, () => ({ name: 'A', ...data })) })
        else if (act === 'update one') await db.aed.updateMany({ where: { id: ids[0] ?? 0 }, data })
        else if (act === 'update many') await db.aed.updateMany({ where: { id: { in: ids } }, data })
        else await db.aed.deleteMany({ where: { id: { in: ids } } })
      }
      expect(await kept()).toEqual(await counted())
    }),
    { numRuns: 25 },
  )
}, 60_000)

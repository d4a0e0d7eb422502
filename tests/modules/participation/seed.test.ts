/** The applications of the demonstration: in all states, and none that the rules would not have made. */
import { beforeAll, expect, test } from 'vitest'
import { applicationStates } from '~/modules/participation/rules'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { seedDemonstration } from '../../../prisma/seed'
import { resetDatabase } from '../../setup/database'

beforeAll(async () => {
  await resetDatabase()
  await seedDemonstration()
}, 120_000)

test('are 380 this summer, in all states', async () => {
  const year = fiscalYear(dayOf(now()))
  const found = await db.volunteerApplication.groupBy({
    by: ['state'],
    where: { walkIn: false, session: { place: { programme: { kind: 'experience', year } } } },
    _count: true,
  })
  expect(found.reduce((sum, { _count }) => sum + _count, 0)).toBe(380)
  const known = found.map(({ state }) => state)
  for (const state of applicationStates) expect(known).toContain(state)
})

test('let nobody wait who would fit', async () => {
  const waiting = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM volunteer_applications a JOIN volunteer_sessions s ON s.id = a.session_id
    WHERE a.state = 'waiting' AND a.size <= s.capacity - s.taken`
  expect(waiting).toEqual([{ n: 0 }])
})

test('keep no notes of those who do not come', async () => {
  const kept = await db.volunteerMember.count({
    where: {
      health: { not: null },
      application: { state: { notIn: ['held', 'waiting', 'offered', 'placed'] } },
    },
  })
  expect(kept).toBe(0)
})

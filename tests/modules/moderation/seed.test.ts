/** The demonstration city: something of everything for the moderators, and an appeal that the reviewer can judge. */
import { beforeAll, expect, test } from 'vitest'
import { keepers } from '~/contributions.server'
import { guest } from '~/modules/accounts/rules'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { moderationCase, moderationDesk } from '~/modules/moderation/queries/desk.server'
import { hidingSums } from '~/modules/moderation/queries/public.server'
import { db } from '~/platform/db.server'
import { seedDemonstration } from '../../../prisma/seed'
import { resetDatabase } from '../../setup/database'
import { actorOf, today } from '../accounts/support'

beforeAll(async () => {
  await resetDatabase()
  await seedDemonstration()
}, 120_000)

test('the reviewer finds a report to decide and an appeal to judge, and reads the trace', async () => {
  const { id } = await db.user.findUniqueOrThrow({
    where: { email: 'reviewer@demo.example' },
    select: { id: true },
  })
  const reviewer = await actorOf(id)
  const desk = await moderationDesk(reviewer, keepers)
  expect(desk.reports.map(({ count }) => count)).toEqual([2])
  expect(desk.appeals.map(({ mine }) => mine)).toEqual([false])
  expect(desk.trace.map(({ state }) => state).sort()).toEqual(['appealed', 'hidden', 'lifted'])
  expect(desk.trace.every(({ title }) => title !== null)).toBe(true)
  const [appealed] = desk.appeals
  expect((await moderationCase(reviewer, keepers, 'matter', appealed?.id ?? 0)).acts.judge).toBe(true)
})

test('the rows hold what the commands promise: what is hidden says so, and nothing else is hidden', async () => {
  const hidden = await db.matter.findMany({ where: { hiddenAt: { not: null } }, select: { id: true } })
  expect(hidden).toHaveLength(2)
  for (const { id } of hidden) expect((await matterFor(guest(today()), id)).hiding).not.toBeNull()
  const { months } = await hidingSums(today())
  expect(months.reduce((sum, month) => sum + month.hidden, 0)).toBe(3)
})

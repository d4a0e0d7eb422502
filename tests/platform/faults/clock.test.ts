/** The clock of the portal is wrong, or is put right while it runs: sessions, rounds, and what jobs have told people. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remindTerms } from '~/modules/officers/commands/remind.server'
import { addDays, today as day } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { prepareQueues, startJobs, stopJobs } from '~/platform/jobs.server'
import { actorWith, giveTerm, makeTown, makeUser, sessionOf, travel } from '../../modules/accounts/support'
import { resetDatabase } from '../../setup/database'
import { figure, until } from '../../start/faults/harness'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await resetDatabase()
})
afterEach(async () => {
  vi.useRealTimers()
  await stopJobs()
})

test('a clock that goes back ends no session, and one that jumps ahead ends it only for as long', async () => {
  const { id } = await makeUser()
  const cookie = await sessionOf(id)
  const isIn = async () => (await actorWith(cookie)).user?.id === id
  expect(await isIn()).toBe(true)
  for (const days of [-1, -365]) {
    travel({ days })
    expect(await isIn(), `${days} days`).toBe(true)
    travel({ days: -days })
    expect(await isIn()).toBe(true)
  }
  travel({ days: 29 })
  travel({ days: -29 })
  expect(await isIn()).toBe(true)
  travel({ days: 31 })
  expect(await isIn()).toBe(false)
  travel({ days: -31 })
  expect(await isIn()).toBe(true)
  figure('clock back by a day and a year: signed in all the time; ahead by 31 days: signed out for as long')
})

test('what jobs tell people once is not told again after the clock was put back', async () => {
  const town = await makeTown()
  const chair = await makeUser()
  const next = await makeUser()
  await giveTerm(chair.id, town.association.id, 'chair', day(), addDays(day(), 700))
  await giveTerm(next.id, town.association.id, 'secretary', addDays(day(), -10), addDays(day(), 92))
  const told: number[] = []
  for (const days of [0, 3, -3, 3, -400, 400, 1]) {
    travel({ days })
    told.push(await remindTerms())
  }
  expect(told).toEqual([0, 1, 0, 0, 0, 0, 0])
  expect(await db.mail.count()).toBe(1)
  figure(
    `clock put back and forth six times by up to 400 days: ${told.filter(Boolean).length} reminder, none twice`,
  )
})

test('rounds go by the clock of the database, and are run once, however wrong that of the portal is', async () => {
  // Of the next minutes and of none else: `10,11,12 9 * * *`.
  const right = cron(new Date())
  const wrong = cron(new Date(Date.now() + 3 * 3600_000))
  const ran: string[] = []
  const handlers = { right: async () => void ran.push('right'), wrong: async () => void ran.push('wrong') }
  await prepareQueues(['right', 'wrong'])
  await db.$executeRaw`DELETE FROM pgboss.job`
  await startJobs(handlers, { right, wrong })
  await stopJobs()
  for (const hours of [3, -6, 3]) {
    travel({ hours })
    // As where the half minute between two looks at the rounds is over.
    await db.$executeRaw`UPDATE pgboss.version SET cron_on = NULL`
    // Behind, ahead and right: each time the round of this minute is asked for, and taken once.
    await startJobs(handlers, { right, wrong })
    await until('the round is run', async () => ran.length > 0, 15_000)
    await until('it was looked for', looked)
    await stopJobs()
  }
  const [row] = await db.$queryRaw<{ n: number; slots: number }[]>`
    SELECT count(*)::int AS n, count(DISTINCT singleton_on)::int AS slots
    FROM pgboss.job WHERE name = '__pgboss__send-it'`
  expect(new Set(ran)).toEqual(new Set(['right']))
  // Once a minute, and the minute may turn while this runs.
  expect(row?.n).toBe(row?.slots)
  expect(ran.length).toBeLessThanOrEqual(row?.slots ?? 0)
  figure(
    `clock three hours ahead, three behind, right: a round run ${ran.length} time in its minute, none of another hour`,
  )
})

const looked = async () =>
  ((await db.$queryRaw<{ on: Date | null }[]>`SELECT cron_on AS on FROM pgboss.version`)[0]?.on ?? null) !==
  null

/** The round of this minute and the three around it, in Japan time. */
function cron(at: Date): string {
  const local = new Date(at.getTime() + 9 * 3600_000)
  const minute = local.getUTCMinutes()
  const minutes = [minute, (minute + 1) % 60, (minute + 2) % 60]
  const hours = minute > 57 ? [local.getUTCHours(), (local.getUTCHours() + 1) % 24] : [local.getUTCHours()]
  return `${minutes.join(',')} ${hours.join(',')} * * *`
}

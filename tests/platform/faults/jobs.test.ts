/** A job that always fails, and one that kills the process that does it: the others are done, and it ends as failed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { operation } from '~/modules/operation/queries.server'
import { db, transaction } from '~/platform/db.server'
import { prepareQueues, queue, startJobs, stopJobs } from '~/platform/jobs.server'
import { actorOf, giveRole, makeUser } from '../../modules/accounts/support'
import { resetDatabase } from '../../setup/database'
import { figure, until } from '../../start/faults/harness'

type Job = { state: string; tries: number; limit: number }

beforeEach(async () => {
  await resetDatabase()
  await db.$executeRaw`DELETE FROM pgboss.job`
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(async () => {
  // Also where the test has failed half-way.
  await Promise.all([...working].map(endWork))
  await stopJobs()
  vi.restoreAllMocks()
})

const poisoned = async () =>
  (
    await db.$queryRaw<Job[]>`
      SELECT state::text, retry_count AS tries, retry_limit AS limit FROM pgboss.job WHERE name = 'poisoned'`
  )[0]

/** The time between two tries goes by at once. */
const hurry = () =>
  db.$executeRaw`UPDATE pgboss.job SET start_after = now() WHERE name = 'poisoned' AND state = 'retry'`

test('a job that always throws hinders nobody, is tried a few times, and is shown to the administrator', async () => {
  const done: number[] = []
  let tries = 0
  await prepareQueues(['poisoned', 'healthy'])
  await transaction(async (tx) => {
    await queue(tx, 'poisoned', { bad: true })
    for (let number = 1; number <= 4; number++) await queue(tx, 'healthy', { number })
    // Of its own kind too.
    await queue(tx, 'poisoned', { bad: false })
  })
  await startJobs(
    {
      poisoned: async ({ bad }: { bad: boolean }) => {
        if (!bad) return void done.push(0)
        tries++
        throw Object.assign(new Error('髙﨑 taro@mail.example cannot be worked on'), { code: 'EPOISON' })
      },
      healthy: async ({ number }: { number: number }) => void done.push(number),
    },
    {},
  )
  const healthy = await until('the others are done', async () => done.length === 5, 15_000)
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'poisoned' AND state = 'completed'`
  expect(await poisoned()).toMatchObject({ state: 'retry', limit: 12 })
  // Ten of its tries are taken as done, so that the test need not wait for them.
  await db.$executeRaw`UPDATE pgboss.job SET retry_count = 10 WHERE name = 'poisoned'`
  const before = tries
  await until('it is given up', async () => {
    await hurry()
    return (await poisoned())?.state === 'failed'
  })
  expect(tries - before).toBe(2)
  const { failed, counts } = await jobsShown()
  expect(counts).toBe(1)
  expect(failed[0]).toMatchObject({ name: 'poisoned', tries: 13 })
  expect(JSON.stringify(failed)).not.toContain('taro@mail.example')
  figure(
    `a job that always throws: 5 others done in ${(healthy / 1000).toFixed(1)} s beside it, given up after 13 tries, shown to the administrator`,
  )
})

test('a job that kills its process is not given to the next at once, and the others are done', async () => {
  await prepareQueues(['poisoned', 'healthy'])
  await transaction(async (tx) => {
    await queue(tx, 'poisoned', {})
  })
  const first = work()
  await until('it is dead', async () => first.signal() === 'SIGKILL')
  expect(first.said()).toEqual(['poisoned'])
  await transaction(async (tx) => {
    for (let number = 1; number <= 3; number++) await queue(tx, 'healthy', { number })
  })
  const second = work()
  const ms = await until('the others are done', async () => second.said().length >= 3)
  // It stays with the dead one until its time is over; then it is tried so often and no more.
  expect(second.said().sort()).toEqual(['healthy 1', 'healthy 2', 'healthy 3'])
  expect(await poisoned()).toMatchObject({ state: 'active', limit: 12 })
  figure(
    `a job that kills its process: the next process did 3 others in ${(ms / 1000).toFixed(1)} s (its start with them); the job waits 120 s, 12 more tries at most`,
  )
})

async function jobsShown() {
  const { id } = await makeUser()
  await giveRole(id, 'administrator')
  const { jobs, failed } = await operation(await actorOf(id))
  return { counts: jobs.failed, failed }
}

const working = new Set<ChildProcess>()

/** A process that works on the queue until the test is over, or until the process that tests is no more. */
function work() {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'doomed.ts')], {
    env: process.env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  working.add(child)
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  return {
    said: () => output.split('\n').filter((line) => /^(?:poisoned|healthy)/.test(line)),
    signal: () => child.signalCode,
  }
}

async function endWork(child: ChildProcess) {
  working.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

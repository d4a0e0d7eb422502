/** The job queue: pg-boss in the same database, so that a job is queued in the transaction that causes it. */
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import PgBoss from 'pg-boss'
import type { Tx } from './db.server'
import { during } from './doing.server'
import { noteJob } from './figures.server'
import { log, scrubbed } from './log.server'
import { goByDatabaseClock } from './rounds.server'
import { tracer } from './trace.server'

/** What each kind of job does with its data; it may be called twice, and must not mind. */
// biome-ignore lint/suspicious/noExplicitAny: each handler knows the data of its own kind of job
export type Handlers = Record<string, (data: any) => Promise<void>>

/** Kinds of jobs that come round by the clock: cron expressions, in Japan time. */
export type Rounds = Record<string, string>

/** Seconds between looks into the queue: something scheduled happens at most this much late. */
const POLL_SECONDS = 1

/** Seconds after which a job whose process was killed is given to another: no job may take longer. */
const EXPIRE_SECONDS = 120

/** A job waits for a portal that stands still for a year, and is tried again for some six hours. */
const trying = {
  expireInSeconds: EXPIRE_SECONDS,
  retentionDays: 365,
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
} as const

/** Any number that no other lock of the portal uses. */
const LOCK = 4_620_260_406

const global = globalThis as { __portalBoss?: PgBoss }

/** On a line that is cut nobody waits for ever: milliseconds, for the pool that pg-boss makes. */
const patience = { connectionTimeoutMillis: 20_000, query_timeout: 60_000 }

function makeBoss(options: PgBoss.ConstructorOptions = {}): PgBoss {
  goByDatabaseClock()
  return new PgBoss({
    connectionString: process.env.DATABASE_URL,
    application_name: `portal:${process.pid}:jobs`,
    max: 2,
    ...patience,
    maintenanceIntervalSeconds: 30,
    // Rounds go by the clock of the database: how far this one is from it is asked anew, as it may be put right.
    clockMonitorIntervalSeconds: 30,
    // What has failed is shown to the administrator, and can be tried again, for two weeks.
    archiveFailedAfterSeconds: 14 * 86_400,
    ...options,
  }).on('error', (error) => warn(error.message))
}

let lastWarning = { message: '', at: 0 }

/** The queue is asked every second: while the database is away, saying so once a minute is enough. */
function warn(message: string) {
  // pg-boss adds which of its workers met the problem; that makes one problem look like many.
  const problem = message.replace(/ \(Queue: .*$/, '')
  if (problem === lastWarning.message && Date.now() - lastWarning.at < 60_000) return
  lastWarning = { message: problem, at: Date.now() }
  log.warn('job queue', undefined, { problem: scrubbed(problem) })
}

/** One queue a process, also when the development server loads this file anew. */
function boss(): PgBoss {
  global.__portalBoss ??= makeBoss()
  return global.__portalBoss
}

/**
 * Queues a job inside a transaction: it exists when the transaction commits, and not otherwise.
 * @param options `startAfter` the instant before which it is not done
 * @throws Error when there is no queue of that name: a job is never lost in silence
 */
export async function queue(
  tx: Tx,
  name: string,
  data: object,
  options: { startAfter?: Date } = {},
): Promise<void> {
  const executeSql = async (text: string, values: unknown[]) => ({
    rows: (await tx.$queryRawUnsafe(text, ...values)) as unknown[],
  })
  const id = await boss().send(name, data, {
    ...trying,
    startAfter: options.startAfter,
    db: { executeSql },
  })
  if (!id) throw new Error(`There is no queue for ${name}`)
}

/** Opens the job queue, one process at a time: two that make its tables at once can block one another. */
async function openQueues(opening: PgBoss, names: readonly string[]): Promise<void> {
  const guard = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await guard.connect()
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK])
    await opening.start()
    for (const name of names) await opening.createQueue(name)
  } finally {
    await guard.end()
  }
}

/** Makes the queues without working on them: for a database that is only being prepared. */
export async function prepareQueues(names: readonly string[]): Promise<void> {
  const preparing = makeBoss({ supervise: false, schedule: false })
  await openQueues(preparing, names)
  await preparing.stop({ graceful: false, wait: true })
}

/** What this process works on, once it has begun. */
let working: { handlers: Handlers; resting: boolean } | undefined

/** Starts working: every kind of job with its handler, and the rounds of the clock. */
export async function startJobs(handlers: Handlers, rounds: Rounds): Promise<void> {
  isStopping = false
  const worker = boss()
  await openQueues(worker, Object.keys(handlers))
  await work(handlers)
  working = { handlers, resting: false }
  const stored = new Map((await worker.getSchedules()).map((one) => [one.name, one]))
  const options = { ...trying, tz: 'Asia/Tokyo' }
  for (const [name, round] of Object.entries(rounds)) {
    const { cron, options: before } = stored.get(name) ?? {}
    if (cron !== round || !isDeepStrictEqual(before, options)) await worker.schedule(name, round, {}, options)
  }
}

async function work(handlers: Handlers): Promise<void> {
  for (const [name, handle] of Object.entries(handlers)) {
    await boss().work(name, { pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
      for (const job of jobs) await done(name, job.id, () => handle(job.data))
    })
  }
}

/** Lets the queue rest, so that nothing is written during maintenance, or go on. What is queued waits. */
export async function restJobs(resting: boolean): Promise<void> {
  if (!working || working.resting === resting || isStopping) return
  working.resting = resting
  if (resting) for (const name of Object.keys(working.handlers)) await boss().offWork(name)
  else await work(working.handlers)
}

/** Whether this process works on the queue. */
export function queueState(): 'ok' | 'resting' | 'failed' {
  if (!working || isStopping) return 'failed'
  return working.resting ? 'resting' : 'ok'
}

/** Does one job: measured, traced, and told in the log by its id. */
async function done(job: string, id: string, work: () => Promise<void>): Promise<void> {
  const span = tracer()?.start(`job ${job}`, 'consumer', { 'job.id': id })
  const started = performance.now()
  await during({ id, job, span }, async () => {
    try {
      await work()
      const ms = performance.now() - started
      noteJob(job, false, ms)
      log.info('job done', { ms: Math.round(ms) })
      span?.end()
    } catch (error) {
      noteJob(job, true, performance.now() - started)
      log.warn('job failed and will be tried again', error)
      span?.end(error)
      throw error
    }
  })
}

let isStopping = false

/** Whether the process is about to end: a long job then leaves the rest to another. */
export function jobsAreStopping(): boolean {
  return isStopping
}

/** Stops working once the jobs in hand are done, after ten seconds at the latest. */
export async function stopJobs(): Promise<void> {
  isStopping = true
  working = undefined
  const made = global.__portalBoss
  global.__portalBoss = undefined
  await made?.stop({ graceful: true, wait: true, timeout: 10_000 })
}

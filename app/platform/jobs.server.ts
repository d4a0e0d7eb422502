/** The job queue: pg-boss in the same database, so that a job is queued in the transaction that causes it. */
import PgBoss from 'pg-boss'
import type { Tx } from './db.server'

/** What each kind of job does with its data; it may be called twice, and must not mind. */
// biome-ignore lint/suspicious/noExplicitAny: each handler knows the data of its own kind of job
export type Handlers = Record<string, (data: any) => Promise<void>>

/** Kinds of jobs that come round by the clock: cron expressions, in Japan time. */
export type Rounds = Record<string, string>

/** Seconds between looks into the queue: something scheduled happens at most this much late. */
const POLL_SECONDS = 2

const global = globalThis as { __portalBoss?: PgBoss }

function makeBoss(options: PgBoss.ConstructorOptions = {}): PgBoss {
  return new PgBoss({
    connectionString: process.env.DATABASE_URL,
    application_name: `portal:${process.pid}:jobs`,
    max: 2,
    ...options,
  }).on('error', (error) => console.warn('job queue:', error.message))
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
    startAfter: options.startAfter,
    retryLimit: 8,
    retryDelay: 5,
    retryBackoff: true,
    db: { executeSql },
  })
  if (!id) throw new Error(`There is no queue for ${name}`)
}

/** Makes the queues without working on them: for a database that is only being prepared. */
export async function prepareQueues(names: readonly string[]): Promise<void> {
  const preparing = makeBoss({ supervise: false, schedule: false })
  await preparing.start()
  for (const name of names) await preparing.createQueue(name)
  await preparing.stop({ graceful: false, wait: true })
}

/** Starts working: every kind of job with its handler, and the rounds of the clock. */
export async function startJobs(handlers: Handlers, rounds: Rounds): Promise<void> {
  const worker = boss()
  await worker.start()
  for (const [name, handle] of Object.entries(handlers)) {
    await worker.createQueue(name)
    await worker.work(name, { pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
      for (const job of jobs) await handle(job.data)
    })
    const round = rounds[name]
    if (round) await worker.schedule(name, round, {}, { tz: 'Asia/Tokyo' })
  }
}

/** Stops working once the jobs in hand are done, after ten seconds at the latest. */
export async function stopJobs(): Promise<void> {
  const made = global.__portalBoss
  global.__portalBoss = undefined
  await made?.stop({ graceful: true, wait: true, timeout: 10_000 })
}

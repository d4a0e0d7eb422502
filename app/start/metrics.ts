/** What Prometheus is told. Loaded only where METRICS_TOKEN is set: then everything is counted from the start. */
import pg from 'pg'
import type { Registry } from 'prom-client'
import { counted, provideMeters } from '../platform/figures.server'

/** Seconds: from a page out of memory to one that nobody waits for. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const QUERY_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

const global = globalThis as { __portalPool?: pg.Pool }

/**
 * Counts for Prometheus from now on.
 * @returns what tells everything counted, in Prometheus' text format
 */
export async function openMetrics(
  databaseUrl: string,
): Promise<() => Promise<{ type: string; text: string }>> {
  const prom = await import('prom-client')
  const { Counter, Gauge, Histogram } = prom
  const registry = new prom.Registry()
  const registers = [registry]
  prom.collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'portal_request_seconds',
    help: 'Time to answer a request, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  })
  const queries = new Histogram({
    name: 'portal_query_seconds',
    help: 'Time of a query of the database',
    buckets: QUERY_SECONDS,
    registers,
  })
  const jobs = new Histogram({
    name: 'portal_job_seconds',
    help: 'Time of a job, by its kind and whether it failed',
    labelNames: ['job', 'result'],
    buckets: SECONDS,
    registers,
  })
  provideMeters({
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    query: (seconds) => queries.observe(seconds),
    job: (job, failed, seconds) => jobs.observe({ job, result: failed ? 'failed' : 'done' }, seconds),
  })

  new Gauge({
    name: 'portal_pool_connections',
    help: 'Connections of the pool, and requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      const pool = global.__portalPool
      this.set({ state: 'open' }, pool?.totalCount ?? 0)
      this.set({ state: 'idle' }, pool?.idleCount ?? 0)
      this.set({ state: 'waiting' }, pool?.waitingCount ?? 0)
    },
  })
  new Counter({
    name: 'portal_events_total',
    help: 'What else is counted, such as pages served from memory',
    labelNames: ['event'],
    registers,
    collect() {
      this.reset()
      for (const [event, times] of counted()) this.inc({ event }, times)
    },
  })
  await openQueueMetrics(prom, registry, databaseUrl)
  return async () => ({ type: registry.contentType, text: await registry.metrics() })
}

/** Figures that stand in the database, the same for all instances. */
async function openQueueMetrics(
  { Gauge }: typeof import('prom-client'),
  registry: Registry,
  connectionString: string,
): Promise<void> {
  const registers = [registry]
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    application_name: `portal:${process.pid}:metrics`,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  }).on('error', () => {})
  // All figures of one answer are collected at once, and come from one look.
  let looked: { at: number; found: Promise<Found | undefined> } | undefined
  const look = () => {
    if (!looked || Date.now() - looked.at > 1000) looked = { at: Date.now(), found: find(pool) }
    return looked.found
  }
  new Gauge({
    name: 'portal_jobs',
    help: 'Jobs of the queue by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      const { jobs = {} } = (await look()) ?? {}
      for (const [state, number] of Object.entries(jobs)) this.set({ state }, number)
    },
  })
  new Gauge({
    name: 'portal_jobs_oldest_seconds',
    help: 'How long the oldest job that is due has waited',
    registers,
    async collect() {
      this.set((await look())?.oldest ?? 0)
    },
  })
  new Gauge({
    name: 'portal_mails',
    help: 'Mails by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      const { mails = {} } = (await look()) ?? {}
      for (const [state, number] of Object.entries(mails)) this.set({ state }, number)
    },
  })
  new Gauge({
    name: 'portal_database_up',
    help: 'Whether the database answers',
    registers,
    async collect() {
      this.set((await look()) ? 1 : 0)
    },
  })
}

type Found = { jobs: Record<string, number>; oldest: number; mails: Record<string, number> }

/** Undefined while the database is away. */
async function find(pool: pg.Pool): Promise<Found | undefined> {
  try {
    const { rows: queue } = await pool.query(QUEUE)
    const { rows: mails } = await pool.query(MAILS)
    const { age, ...jobs } = queue[0]
    return { jobs, oldest: age, mails: mails[0] }
  } catch {
    return undefined
  }
}

const QUEUE = `
  SELECT count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
    count(*) FILTER (WHERE state = 'active')::int AS active,
    count(*) FILTER (WHERE state = 'failed')::int AS failed,
    coalesce(extract(epoch FROM now() - min(start_after)
      FILTER (WHERE state IN ('created', 'retry') AND start_after <= now())), 0)::float AS age
  FROM pgboss.job WHERE state < 'completed' OR state = 'failed'`

const MAILS = `
  SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued,
    count(*) FILTER (WHERE state = 'failed')::int AS failed,
    count(*) FILTER (WHERE state = 'kept')::int AS kept
  FROM mails WHERE state <> 'sent'`

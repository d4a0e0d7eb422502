/**
 * 200 people for ten minutes on a mix of all pages of the demonstration city, with 60,000 notices more: does anything
 * fail, do pages become slower, does memory grow? `npm run bench -- load`; LOAD_CLIENTS, LOAD_MINUTES and LOAD_PAUSE (seconds
 * between two pages of one person, `2-8`) set others.
 */
import { readFileSync, rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import { openCluster } from '../../app/platform/postgres.server'
import { freePort, type Portal, root, startPortal } from '../setup/portal'
import { giveAccounts, PASSWORD } from '../setup/walk/accounts'
import { type Arrived, type Person, type Walk, walk } from '../setup/walk/people'
import { timesOf } from './apart'
import { fillNotices, searchWords } from './corpus'

const CLIENTS = Number(process.env.LOAD_CLIENTS ?? 200)
const MINUTES = Number(process.env.LOAD_MINUTES ?? 10)
const [LEAST = 2, MOST = 8] = (process.env.LOAD_PAUSE ?? '').split('-').filter(Boolean).map(Number)
const NOTICES = Number(process.env.LOAD_NOTICES ?? 60_000)
/** Of those who come, this share signs in. */
const SIGNED_IN = 0.275
/** How much more the last third may take than the first one after the tenth in which everything becomes warm. */
const LIMITS = { p99: 1.5, memory: 1.15 }
const SAMPLE_MS = 2_000
const METRICS_TOKEN = 'a token of the benchmark'
const folder = path.join(root, '.data', `load-${process.pid}`)

/** What was seen of the portal's process at a moment. */
type Seen = { at: number; rss: number; lag: number; heap: number; cpu: number; machine: number }

/** The filled city: the demonstration, many notices more, and people who can sign in. */
async function fill(): Promise<{ accounts: Person[]; words: string[] }> {
  const cluster = await openCluster({ folder: path.join(folder, 'postgres'), program: 'load' })
  const client = new pg.Client({ connectionString: cluster.url('portal') })
  try {
    await client.connect()
    const { rows } = await client.query<{ id: number; kind: string }>(
      `SELECT id, kind::text FROM associations ORDER BY id`,
    )
    const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id)
    const tree = { city: of('city')[0] ?? 0, councils: of('council'), ids: of('neighbourhood') }
    await fillNotices(client, tree, NOTICES, () => {})
    const accounts = await giveAccounts(client, Math.round(CLIENTS * SIGNED_IN))
    return {
      accounts,
      words: ['防災', 'ごみ', '祭り', '清掃', 'AED', ...searchWords().flatMap(({ words }) => words)],
    }
  } finally {
    await client.end()
    await cluster.close()
  }
}

/** Looks at the process every two seconds until it is told to stop. */
function watch(portal: Portal, began: number): { seen: Seen[]; end(): void } {
  const seen: Seen[] = []
  const look = async () => {
    const response = await fetch(`${portal.url}/metrics`, {
      headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
    })
    const text = await response.text()
    const of = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN)
    const status = readFileSync(`/proc/${portal.child.pid}/status`, 'utf8')
    seen.push({
      at: performance.now() - began,
      rss: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
      lag: of('nodejs_eventloop_lag_p99_seconds') * 1000,
      heap: of('nodejs_heap_size_used_bytes') / 2 ** 20,
      cpu: of('process_cpu_seconds_total'),
      machine: loadavg()[0] ?? 0,
    })
  }
  const timer = setInterval(() => void look().catch(() => {}), SAMPLE_MS)
  return { seen, end: () => clearInterval(timer) }
}

type Third = {
  name: string
  perSecond: number
  kept: number
  p50: number
  p95: number
  p99: number
  rss: number
  peak: number
  lag: number
  /** Milliseconds of the portal's own work for an answer: what else the machine does hardly changes it */
  work: number
  /** The load of the machine: the portal, its database, the clients, and what else there is */
  machine: number
}

const middle = (values: number[]) => timesOf(values).p50
const p99Of = (times: number[]) => {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0
}

/** One third of the time after the first tenth. */
function third(number: number, arrived: readonly Arrived[], seen: readonly Seen[]): Third {
  const whole = MINUTES * 60_000
  const from = whole * (0.1 + 0.3 * number)
  const until = whole * (0.1 + 0.3 * (number + 1))
  const during = <T extends { at: number }>(all: readonly T[]) =>
    all.filter(({ at }) => at >= from && at < until)
  const answers = during(arrived)
  const times = answers.map(({ ms }) => ms)
  const looks = during(seen)
  const rss = looks.map((one) => one.rss)
  const minute = (ms: number) => Number((ms / 60_000).toFixed(1))
  return {
    name: `${minute(from)} to ${minute(until)}`,
    perSecond: answers.length / ((until - from) / 1000),
    kept: answers.filter(({ isKept }) => isKept).length / answers.length,
    p50: timesOf(times).p50,
    p95: timesOf(times).p95,
    p99: p99Of(times),
    rss: middle(rss),
    peak: Math.max(...rss),
    lag: Math.max(...looks.map(({ lag }) => lag)),
    work: (((looks.at(-1)?.cpu ?? 0) - (looks[0]?.cpu ?? 0)) * 1000) / answers.length,
    machine: looks.reduce((sum, one) => sum + one.machine, 0) / looks.length,
  }
}

/** The slowest kinds of pages, for whoever looks for a cause. */
function report({ arrived, wrong, writes }: Walk, seen: readonly Seen[]): void {
  const kinds = new Map<string, number[]>()
  for (const { kind, method, ms } of arrived) {
    const name = `${method} ${kind}`
    kinds.set(name, [...(kinds.get(name) ?? []), ms])
  }
  const slowest = [...kinds]
    .map(([kind, times]) => ({ kind, times, sum: times.reduce((a, b) => a + b, 0), ...timesOf(times) }))
    .sort((a, b) => b.sum - a.sum)
  for (const { kind, times, p50, p95, worst } of slowest.slice(0, 25))
    console.log(
      `  ${kind}: ${times.length}, p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)}, worst ${worst.toFixed(0)} ms`,
    )
  for (let at = 0; at < seen.length; at += Math.max(1, Math.round(30_000 / SAMPLE_MS))) {
    const one = seen[at]
    if (one)
      console.log(
        `  ${Math.round(one.at / 1000)} s: ${one.rss.toFixed(0)} MB, heap ${one.heap.toFixed(0)} MB, load ${one.machine.toFixed(1)}`,
      )
  }
  console.log(`  writes: ${[...writes].map(([what, times]) => `${what} ${times}`).join(', ')}`)
  for (const { who, from, method, path: at, status, why } of wrong.slice(0, 40))
    console.log(`  wrong: ${who} from ${from}: ${method} ${at} ${status} ${why}`)
}

/** How many routes were asked for, as the portal itself has counted them. */
async function routesAsked(portal: Portal): Promise<number> {
  const response = await fetch(`${portal.url}/metrics`, {
    headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
  })
  const routes = (await response.text()).matchAll(/^portal_request_seconds_count\{route="([^"]+)"/gm)
  return new Set([...routes].map(([, route]) => route)).size
}

function judged(thirds: Third[], wrong: number): string {
  const [first, , last] = thirds
  if (!first || !last) throw new Error('There were no answers')
  const ratios = { p99: last.p99 / first.p99, memory: last.rss / first.rss }
  const missed = [
    ...(wrong > 0 ? [`${wrong} wrong answers`] : []),
    ...(ratios.p99 > LIMITS.p99 ? [`p99 grew ${ratios.p99.toFixed(2)} times`] : []),
    ...(ratios.memory > LIMITS.memory ? [`memory grew ${ratios.memory.toFixed(2)} times`] : []),
  ]
  return `The limits are: nothing wrong, and in the last third at most ${LIMITS.p99} times the p99 and ${LIMITS.memory} times the memory of
the first; it was ${ratios.p99.toFixed(2)} and ${ratios.memory.toFixed(2)} times. ${missed.length > 0 ? `Missed: ${missed.join(', ')}.` : 'None was missed.'}`
}

/** The section of docs/benchmarks.md. */
export async function loadSection(): Promise<string> {
  const port = String(await freePort())
  const env = { PORT: port, DATA_DIR: folder, METRICS_TOKEN, TRUST_PROXY: '1', LOG_LEVEL: 'warn' }
  let portal: Portal | undefined
  try {
    portal = await startPortal(env)
    const { accounts, words } = await fill()
    await portal.stop()
    portal = await startPortal(env)
    const guests = Array.from({ length: CLIENTS - accounts.length }, (): Person => ({}))
    const busy = loadavg()[0] ?? 0
    console.log(
      `  ${CLIENTS} clients for ${MINUTES} minutes, pauses of ${LEAST} to ${MOST} s, load before ${busy.toFixed(1)}`,
    )
    const own = monitorEventLoopDelay({ resolution: 10 })
    own.enable()
    const eyes = watch(portal, performance.now())
    const walked = await walk({
      ...{ origin: portal.url, words, password: PASSWORD },
      people: [...accounts, ...guests],
      seconds: MINUTES * 60,
      pause: [LEAST, MOST],
    })
    eyes.end()
    own.disable()
    const routes = await routesAsked(portal)
    report(walked, eyes.seen)
    const thirds = [0, 1, 2].map((number) => third(number, walked.arrived, eyes.seen))
    const statuses = new Map<number, number>()
    for (const { status } of walked.arrived) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const ofStatus = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, times]) => `${times} times ${status}`)
    const written = [...walked.writes.values()].reduce((sum, times) => sum + times, 0)
    const rows = thirds.map(
      (t) =>
        `| ${t.name} | ${t.perSecond.toFixed(0)} | ${Math.round(t.kept * 100)} % | ${t.p50.toFixed(0)} | ${t.p95.toFixed(0)} | ${t.p99.toFixed(0)} | ${t.rss.toFixed(0)} | ${t.peak.toFixed(0)} | ${t.lag.toFixed(0)} | ${t.work.toFixed(1)} | ${t.machine.toFixed(1)} |`,
    )
    return `## ${CLIENTS} people for ${MINUTES} minutes

The demonstration city with ${NOTICES.toLocaleString('en')} notices more. ${guests.length} guests in six languages, with and without cookies, of whom each leaves
after some pages and another comes, and ${accounts.length} people who sign in (residents, chairs, the city's staff, the volunteer centre, an
administrator) pause ${LEAST} to ${MOST} s between two pages. They follow the links of the pages they see, type words into searches,
load maps, feeds, lists, the open interface and now and then a PDF, and write: ${[...walked.writes].map(([what, times]) => `${what} ${times}`).join(', ')}.
Half of the links are chosen where few have been: ${routes} routes and ${new Set(walked.arrived.map(({ kind }) => kind)).size} kinds of addresses were asked for.

| minutes | answers/s | from memory | p50 ms | p95 ms | p99 ms | memory, MB | at the peak, MB | event loop late at p99, ms, at worst | work for an answer, ms | load of the machine |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

${walked.arrived.length.toLocaleString('en')} answers (${ofStatus.join(', ')}), ${written} writes, ${walked.wrong.length} wrong: a status of 400 or more, a page cut off, in another language than the
reader's, or another person's. ${judged(thirds, walked.wrong.length)} The first tenth, in which everything becomes warm, is left out. The load of the machine before it was ${busy.toFixed(1)}: what else
it did is part of the times, but hardly of the work for an answer. The clients themselves, on the same two
cores, were late by ${(own.percentile(99) / 1e6).toFixed(0)} ms at p99, which is part of the times too.`
  } finally {
    await portal?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

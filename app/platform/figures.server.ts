/**
 * What this process counts of itself, for the administrator's page and for Prometheus. Figures by route and kind only:
 * nothing tells of persons, and nothing is counted of pages of which nobody is to learn who has read them.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Times of one route since the start; ms. */
type RouteFigures = { count: number; failed: number; sum: number; longest: number }

type Figures = {
  routes: Map<string, RouteFigures>
  requests: number
  /** Answers from 500 on */
  failed: number
  queries: { count: number; sum: number; longest: number }
  jobs: { done: number; failed: number }
  /** Anything else that is worth a number: `pages_kept.hit`, `scanner.unreachable` */
  counted: Map<string, number>
}

/** What Prometheus is told while something happens, where it is asked for at all: `app/start/metrics.ts`. */
type Meters = {
  request(route: string, method: string, status: number, seconds: number): void
  query(seconds: number): void
  job(name: string, failed: boolean, seconds: number): void
}

const global = globalThis as {
  __portalFigures?: Figures
  __portalMeters?: Meters
  __portalLag?: ReturnType<typeof monitorEventLoopDelay>
}

global.__portalFigures ??= {
  routes: new Map(),
  requests: 0,
  failed: 0,
  queries: { count: 0, sum: 0, longest: 0 },
  jobs: { done: 0, failed: 0 },
  counted: new Map(),
}
const figures = global.__portalFigures

/** Has everything that is counted from now on told to these too. */
export function provideMeters(meters: Meters): void {
  global.__portalMeters = meters
}

/** Notes one answered request. @param ms from its arrival to the end of the answer */
export function noteRequest(route: string, method: string, status: number, ms: number): void {
  figures.requests++
  let of = figures.routes.get(route)
  if (!of) {
    of = { count: 0, failed: 0, sum: 0, longest: 0 }
    figures.routes.set(route, of)
  }
  of.count++
  of.sum += ms
  if (ms > of.longest) of.longest = ms
  if (status >= 500) {
    of.failed++
    figures.failed++
  }
  global.__portalMeters?.request(route, method, status, ms / 1000)
}

/** Notes one query of the database. */
export function noteQuery(ms: number): void {
  const { queries } = figures
  queries.count++
  queries.sum += ms
  if (ms > queries.longest) queries.longest = ms
  global.__portalMeters?.query(ms / 1000)
}

/** Notes one job that was done, or failed. */
export function noteJob(name: string, failed: boolean, ms: number): void {
  figures.jobs[failed ? 'failed' : 'done']++
  global.__portalMeters?.job(name, failed, ms / 1000)
}

/** Counts anything else. @param what a fixed word, `<thing>.<what happened>`: never made of what somebody has sent */
export function count(what: string, by = 1): void {
  figures.counted.set(what, (figures.counted.get(what) ?? 0) + by)
}

/** Everything counted by `count`. */
export const counted = (): ReadonlyMap<string, number> => figures.counted

/** Watches from now on how late the event loop comes round. */
export function watchLag(): void {
  if (global.__portalLag) return
  global.__portalLag = monitorEventLoopDelay({ resolution: 20 })
  global.__portalLag.enable()
}

/** Of how many routes the slowest are told. */
const SLOW = 12

/** What an instance says of itself; ms and bytes. */
export type Summary = {
  requests: number
  failed: number
  queries: { count: number; mean: number; longest: number }
  jobs: { done: number; failed: number }
  counted: Record<string, number>
  memory: number
  /** How late the event loop came round, the 99th of a hundred times */
  lag: number
  slow: { route: string; count: number; failed: number; mean: number; longest: number }[]
}

const round = (value: number) => Math.round(value * 10) / 10

/** The figures since the start of this process. */
export function summary(): Summary {
  const { queries, routes, requests, failed, jobs } = figures
  return {
    requests,
    failed,
    queries: {
      count: queries.count,
      mean: queries.count ? round(queries.sum / queries.count) : 0,
      longest: round(queries.longest),
    },
    jobs: { ...jobs },
    counted: Object.fromEntries(figures.counted),
    memory: process.memoryUsage.rss(),
    lag: global.__portalLag ? round(global.__portalLag.percentile(99) / 1e6) : 0,
    slow: [...routes]
      .map(([route, of]) => ({
        route,
        count: of.count,
        failed: of.failed,
        mean: round(of.sum / of.count),
        longest: round(of.longest),
      }))
      .sort((a, b) => b.mean - a.mean)
      .slice(0, SLOW),
  }
}

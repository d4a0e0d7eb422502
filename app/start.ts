/**
 * `npm start` (by way of start.mjs, from the build) and `npm run dev`: the whole portal in one program. Settings,
 * database, migrations, the demonstration city, the server, the jobs; and all of it in order back again at the end.
 */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import type { Request as AskedByExpress } from 'express'
import {
  DEMONSTRATION_PASSWORD,
  demonstrationEmail,
  demonstrationNames,
} from './modules/accounts/demonstration'
import { watchLag } from './platform/figures.server'
import { log, say } from './platform/log.server'
import { exitWith, Refusal } from './platform/refusal'
import { loadEnvFile, settings } from './platform/settings.server'
import { tracer } from './platform/trace.server'
import { type Database, demonstrate, openDatabase } from './start/database'
import { watchDatabase } from './start/gone'
import { health } from './start/health'
import { type KeptPages, keepPages } from './start/kept/pages'
import { checkPort, type Listening, listen, listeningHosts } from './start/listen'
import { built } from './start/sources.mjs'
import { watched } from './start/watched'

/** What the built entry.server exports beside the framework's own. */
type Jobs = {
  startJobs(): Promise<void>
  stopJobs(): Promise<void>
  queueState(): 'ok' | 'resting' | 'failed'
  mayPass(args: { request: Request; context: AppLoadContext }): Promise<boolean>
}

const isDevelopment = process.argv.includes('--dev')
const parts: {
  listening?: Listening
  jobs?: Jobs
  vite?: { close(): Promise<void> }
  kept?: KeptPages
  watch?: { close(): Promise<void> }
  /** Also while it is being opened, so that it is never left behind. */
  database?: Promise<Database>
} = {}
let stopping: Promise<void> | undefined

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Refusal(
      `Node.js 20.19 以上が必要です（いまは ${process.versions.node}）。`,
      `Node.js 20.19 or later is needed (this is ${process.versions.node}).`,
    )
}

async function start() {
  process.chdir(path.resolve(import.meta.dirname, '..'))
  checkNode()
  loadEnvFile()
  process.env.NODE_ENV ??= isDevelopment ? 'development' : 'production'
  // These two say what this start has found; nobody else can know.
  delete process.env.PORTAL_EMBEDDED
  delete process.env.DEMO
  const { API_PER_MINUTE, DATABASE_URL, HOST, PORT, PUBLIC_URL, TILE_URL, TRUST_PROXY } = settings()
  const hosts = listeningHosts(HOST, !DATABASE_URL)
  await checkPort(PORT, hosts)

  parts.database = openDatabase(onDatabaseLoss)
  const database = await parts.database
  if (isDevelopment) await (await import('./start/build')).generateClient()
  if (database.isEmbedded) {
    const shown = await demonstrate(database.url, () =>
      say('見本のまちを作っています…', 'Filling in the demonstration city…'),
    )
    if (shown) process.env.DEMO = '1'
  } else {
    const { layGround } = await import('../prisma/seed/city')
    await layGround()
  }

  const metrics = await openInstruments(database.url)
  parts.watch = watchDatabase(database.url)
  const { createApp } = await import('./server')
  const common = {
    publicUrl: PUBLIC_URL,
    tileUrl: TILE_URL,
    trustProxy: TRUST_PROXY,
    apiPerMinute: API_PER_MINUTE,
    isStopping: () => stopping !== undefined,
    health: health({
      databaseUrl: () => database.url,
      queue: () => parts.jobs?.queueState() ?? 'failed',
      isStopping: () => stopping !== undefined,
      metrics,
    }),
    mayPass,
  }
  const app = createApp({ ...common, ...(isDevelopment ? await develop() : await produce(database.url)) })
  if (stopping) return
  parts.listening = await listen(app, PORT, hosts)
  greet(PUBLIC_URL, process.env.DEMO === '1')
}

/** What the portal is watched with, before anything happens that is worth a figure. */
async function openInstruments(databaseUrl: string) {
  const { METRICS_TOKEN, OTEL_EXPORTER_OTLP_ENDPOINT } = settings()
  watchLag()
  if (OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { openTracing } = await import('./start/tracing')
    openTracing(OTEL_EXPORTER_OTLP_ENDPOINT)
  }
  if (!METRICS_TOKEN) return undefined
  const { openMetrics } = await import('./start/metrics')
  return { token: METRICS_TOKEN, text: await openMetrics(databaseUrl) }
}

/** Whether whoever asks may go on while the portal is closed: the pages know who it is. */
async function mayPass(request: AskedByExpress): Promise<boolean> {
  const asked = new Request('http://portal.invalid/', { headers: { Cookie: request.headers.cookie ?? '' } })
  const context = { cache: new Map<string, unknown>(), address: request.ip ?? '' }
  return (await parts.jobs?.mayPass({ request: asked, context })) ?? false
}

/** The built pages, with their jobs at work. */
async function produce(databaseUrl: string) {
  const build: ServerBuild = await import(pathToFileURL(built.server).href)
  await startJobs(build)
  const pages = watched(build)
  const { PAGE_CACHE_MB, PUBLIC_URL } = settings()
  if (PAGE_CACHE_MB > 0 && !stopping)
    parts.kept = keepPages({ build: pages, databaseUrl, publicUrl: PUBLIC_URL, megabytes: PAGE_CACHE_MB })
  return { build: pages, client: built.client, kept: parts.kept?.handler }
}

/** The pages as they are edited, with their jobs at work. */
async function develop() {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true } })
  parts.vite = vite
  // Vite would end the program by itself, without the database; the order of things is ours.
  process.stdin.removeAllListeners('end')
  for (const listener of process.listeners('SIGTERM'))
    if (listener !== onSignal) process.off('SIGTERM', listener)
  const build = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
  await startJobs(await build())
  return { build: async () => watched(await build()), vite: vite.middlewares }
}

async function startJobs(build: ServerBuild) {
  const jobs = build.entry.module as unknown as Jobs
  if (stopping) return
  parts.jobs = jobs
  await jobs.startJobs()
}

function greet(publicUrl: string, isDemonstration: boolean) {
  say(`\n地域のポータルが動いています: ${publicUrl}`, `The portal is running: ${publicUrl}`)
  if (isDemonstration) {
    say(
      `\n見本のアカウント（パスワードはどれも ${DEMONSTRATION_PASSWORD}）`,
      `Demonstration accounts (the password of all is ${DEMONSTRATION_PASSWORD})`,
    )
    const accounts = demonstrationNames.map((name) => `  ${demonstrationEmail(name)}`)
    say(accounts.join('\n'), '')
  }
  say('\n止めるには Ctrl-C を押してください。', 'Ctrl-C stops it.')
}

async function closeDatabase() {
  const database = await parts.database?.catch(() => undefined)
  await database?.close()
}

/** Finishes the open requests, then the jobs in hand, then the database. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    let exitCode = code
    for (const end of [
      // Whoever shares out the requests hears first that no more should come.
      () => (parts.listening ? sleep(settings().DRAIN_SECONDS * 1000) : undefined),
      () => parts.listening?.close(),
      () => parts.vite?.close(),
      () => parts.kept?.close(),
      () => parts.jobs?.stopJobs(),
      () => parts.watch?.close(),
      () => tracer()?.stop(),
      closeDatabase,
    ]) {
      try {
        await end()
      } catch (error) {
        exitCode = 1
        log.error('stopping failed', error)
      }
    }
    process.exit(exitCode)
  })()
  return stopping
}

function onDatabaseLoss(problem?: unknown) {
  if (!problem)
    return say('データベースが落ちたため、起動し直しました。', 'The database had died and was started again.')
  if (problem instanceof Refusal) say(problem.ja, problem.en)
  else log.error('the database is lost', problem)
  void stop(1)
}

const onSignal = () => void stop(0)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
// npm hands a signal to the shell between us, which dies of it without handing it on: then we have no parent.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) void stop(0)
  }, 500).unref()
}
// A terminal that has gone away must not take the portal with it while it finishes.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
// One request's or job's forgotten promise is no reason to end everybody's.
process.on('unhandledRejection', (error) => log.error('unhandled rejection', error))
process.on('uncaughtException', (error) => {
  log.error('uncaught exception', error)
  void stop(1)
})

start().catch(async (error) => {
  if (stopping) return
  await Promise.allSettled([
    parts.vite?.close(),
    parts.kept?.close(),
    parts.jobs?.stopJobs(),
    parts.watch?.close(),
  ])
  await closeDatabase().catch(() => {})
  exitWith(error)
})

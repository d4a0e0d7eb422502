/**
 * `npm start` and `npm run dev`: the whole portal in one program. Settings, database, migrations, the
 * demonstration city, the build, the server, the jobs; and all of it in order back again at the end.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import {
  DEMONSTRATION_PASSWORD,
  demonstrationEmail,
  demonstrationNames,
} from './modules/accounts/demonstration'
import { exitWith, Refusal } from './platform/refusal'
import { loadEnvFile, settings } from './platform/settings.server'
import { built, ensureBuild, generateClient } from './start/build'
import { type Database, demonstrate, openDatabase } from './start/database'
import { checkPort, type Listening, listen, listeningHosts } from './start/listen'

/** What the built entry.server exports beside the framework's own. */
type Jobs = { startJobs(): Promise<void>; stopJobs(): Promise<void> }

const isDevelopment = process.argv.includes('--dev')
const parts: {
  listening?: Listening
  jobs?: Jobs
  vite?: { close(): Promise<void> }
  /** Also while it is being opened, so that it is never left behind. */
  database?: Promise<Database>
} = {}
let stopping: Promise<void> | undefined

function say(ja: string, en: string) {
  console.log(`${ja}\n${en}`)
}

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
  const { DATABASE_URL, HOST, PORT, PUBLIC_URL, TRUST_PROXY } = settings()
  const hosts = listeningHosts(HOST, !DATABASE_URL)
  await checkPort(PORT, hosts)

  parts.database = openDatabase(onDatabaseLoss)
  const database = await parts.database
  await generateClient()
  if (database.isEmbedded) {
    const shown = await demonstrate(database.url, () =>
      say('見本のまちを作っています…', 'Filling in the demonstration city…'),
    )
    if (shown) process.env.DEMO = '1'
  } else {
    const { layGround } = await import('../prisma/seed/city')
    await layGround()
  }

  const { createApp } = await import('./server')
  const common = { publicUrl: PUBLIC_URL, trustProxy: TRUST_PROXY, isStopping: () => stopping !== undefined }
  const app = createApp({ ...common, ...(isDevelopment ? await develop() : await produce(database.url)) })
  if (stopping) return
  parts.listening = await listen(app, PORT, hosts)
  greet(PUBLIC_URL, process.env.DEMO === '1')
}

/** The built pages, with their jobs at work. */
async function produce(databaseUrl: string) {
  await ensureBuild(databaseUrl, () => say('ページを組み立てています…', 'Building the pages…'))
  const build: ServerBuild = await import(pathToFileURL(built.server).href)
  await startJobs(build)
  return { build, client: built.client }
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
  return { build, vite: vite.middlewares }
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
    for (const name of demonstrationNames) console.log(`  ${demonstrationEmail(name)}`)
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
      () => parts.listening?.close(),
      () => parts.vite?.close(),
      () => parts.jobs?.stopJobs(),
      closeDatabase,
    ]) {
      try {
        await end()
      } catch (error) {
        exitCode = 1
        console.error(error)
      }
    }
    process.exit(exitCode)
  })()
  return stopping
}

function onDatabaseLoss(problem?: unknown) {
  if (!problem)
    return say('データベースが落ちたため、起動し直しました。', 'The database had died and was started again.')
  console.error(problem instanceof Refusal ? problem.message : problem)
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
process.on('unhandledRejection', (error) => console.error('unhandled rejection', error))
process.on('uncaughtException', (error) => {
  console.error('uncaught exception', error)
  void stop(1)
})

start().catch(async (error) => {
  if (stopping) return
  await Promise.allSettled([parts.vite?.close(), parts.jobs?.stopJobs()])
  await closeDatabase().catch(() => {})
  exitWith(error)
})

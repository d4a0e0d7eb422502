/**
 * `npm run bench`: fills scratch databases with 60,000 and 1,000,000 notices, starts the production build on them
 * and measures, side by side in one run; then publishes to 10,000 subscribers, and asks 700,000 AEDs for the nearest. The figures go to docs/benchmarks.md. The databases stay in
 * `.data/postgres-bench`, so that a second run only measures; delete that folder to fill anew. `npm run bench -- load` does
 * the load alone (tests/bench/load.ts) and puts its figures in the place of the last ones.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate } from '../../prisma/migrate'
import { freePort } from '../setup/portal'
import { aedImportSection } from './aed-import'
import { aedSection } from './aeds'
import { announceSection } from './announce'
import { boardsSection } from './boards'
import { circularSection } from './circular'
import { fillAssociations, fillNotices, searchWords } from './corpus'
import { deskSection } from './desk'
import { loadSection } from './load'
import { firstView, type Measured, measure } from './measure'
import { placementSection } from './placement'
import { revisionSection } from './revision'
import { surveysSection } from './surveys'

const root = path.resolve(import.meta.dirname, '../..')
const SMALL = 60_000
const LARGE = 1_000_000
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8)
const PORT = await freePort()
const origin = `http://localhost:${PORT}`
const onlyFill = process.argv.includes('--fill')
const onlyLoad = process.argv.includes('load')
const file = path.join(root, 'docs/benchmarks.md')

type Row = Measured & { name: string; first?: { bytes: number; requests: number }; aim?: number }

/** The database of so many notices: filled once, brought to the newest migration each time. */
async function prepare(url: string, count: number): Promise<void> {
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ n: number; indexed: boolean }>(
    `SELECT count(*)::int AS n, to_regclass('notices_search') IS NOT NULL AS indexed FROM notices`,
  )
  if (rows[0]?.n !== count || !rows[0].indexed) {
    await client.query('TRUNCATE notices, associations, districts RESTART IDENTITY CASCADE')
    const tree = await fillAssociations(client)
    const began = Date.now()
    await fillNotices(client, tree, count, (done) => {
      if (done % 100_000 === 0 || done === count) {
        console.log(`  ${done} of ${count} notices, ${Math.round((Date.now() - began) / 1000)} s`)
      }
    })
    console.log(`  filled and indexed in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  await client.end()
}

async function startPortal(url: string): Promise<ChildProcess> {
  const portal = spawn(process.execPath, ['app/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      APP_SECRET: 'a secret of the benchmark, which nobody has to keep',
      PUBLIC_URL: origin,
      PORT: String(PORT),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // A run that is broken off leaves no portal behind.
  process.once('exit', () => portal.kill('SIGKILL'))
  for (let tries = 0; tries < 600; tries++) {
    if (portal.exitCode !== null) throw new Error('The portal did not start')
    const answered = await fetch(`${origin}/about`).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return portal
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The portal did not answer')
}

async function stopPortal(portal: ChildProcess) {
  const ended = new Promise((resolve) => portal.once('exit', resolve))
  portal.kill('SIGTERM')
  await ended
}

/** Notices that are asked for in rotation; all of 60,000, unless a trial sets less. */
const IN_ROTATION = Number(process.env.BENCH_NOTICES ?? SMALL)
/** More than can be asked for in the time of a row. */
const SEARCHES = 8000
const SESSION = 'the-session-of-the-benchmark-which-opens-nothing'

/** Paths of public notices and of all associations, and somebody who is signed in. */
async function whatIsAsked(
  url: string,
): Promise<{ notices: string[]; associations: string[]; cookie: string }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const notices = await client.query<{ id: number }>(
    `SELECT id FROM notices WHERE visibility = 'public' ORDER BY id * 7919 % 60013 LIMIT $1`,
    [IN_ROTATION],
  )
  const associations = await client.query<{ slug: string }>(
    `SELECT slug FROM associations WHERE kind = 'neighbourhood' ORDER BY id`,
  )
  await client.query(
    `WITH u AS (
       INSERT INTO users (id, email, family_name, given_name) VALUES (gen_random_uuid(), 'bench@example.jp', '試', '験')
       ON CONFLICT (email) DO UPDATE SET given_name = excluded.given_name RETURNING id)
     INSERT INTO sessions (id, user_id, expires_at) SELECT $1, id, now() + interval '30 days' FROM u
     ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at`,
    [createHash('sha256').update(SESSION).digest('hex')],
  )
  await client.end()
  return {
    notices: notices.rows.map((row) => `/notices/${row.id}`),
    associations: associations.rows.map((row) => row.slug),
    cookie: `session=${SESSION}`,
  }
}

/** Searches that were never asked for before: each until another day, so that none is kept from the one before. */
const searchPaths = (words: string[]) =>
  Array.from({ length: SEARCHES }, (_, n) => {
    const until = new Date(Date.UTC(2030, 0, 1 + n)).toISOString().slice(0, 10)
    return `/notices?q=${encodeURIComponent(words[n % words.length] ?? '')}&to=${until}`
  })

async function measureAll(url: string, all: boolean): Promise<Row[]> {
  const words = searchWords()
  const { notices, associations, cookie } = await whatIsAsked(url)
  const lists = associations.map((slug) => `/notices?association=${slug}`)
  const cases: [name: string, paths: string[], aim?: number, how?: { cookie?: string; all?: boolean }][] = [
    ['limit: a page without data, made anew (/about)', ['/about']],
    ['list (/notices)', ['/notices'], 4],
    [`lists of ${lists.length} associations in rotation`, lists, 4, { all: true }],
    ['signed in: list (/notices)', ['/notices'], 0.5, { cookie }],
    ['signed in: notice (200 in rotation)', notices.slice(0, 200), 0.5, { cookie }],
    ['search, words of all shares in rotation', searchPaths(words.flatMap((group) => group.words)), 0.3],
    ...words.map(({ share, words: of }): [string, string[]] => [
      `search, words in ${share} of the notices`,
      searchPaths(of),
    ]),
  ]
  if (all) {
    const pages = associations.map((slug) => `/associations/${slug}`)
    cases.splice(
      3,
      0,
      [`pages of ${pages.length} associations in rotation`, pages, 4, { all: true }],
      [`notices (${notices.length} in rotation)`, notices, 4, { all: true }],
      ['home page (/)', ['/'], 4],
    )
  }
  const rows: Row[] = []
  for (const [name, paths, aim, how] of cases) {
    const measured = await measure(origin, paths, SECONDS, how)
    const first =
      all && !name.startsWith('search, words in') ? await firstView(origin, paths[0] ?? '/') : undefined
    rows.push({ name, ...measured, first, aim })
    console.log(
      `  ${name}: ${measured.rps.toFixed(0)} requests/s, p50 ${measured.p50} ms, p99 ${measured.p99} ms`,
    )
    if (measured.errors > 0) throw new Error(`${measured.errors} requests of "${name}" failed`)
  }
  return rows
}

function table(rows: Row[], reference?: Row[]): string {
  const limit = rows[0]?.rps ?? 1
  const head = '| page | requests/s | of the limit | aim | p50 ms | p99 ms | first view |'
  const growthHead = reference ? ' times slower than with 60,000 |' : ''
  const lines = rows.map((row) => {
    const first = row.first
      ? `${(row.first.bytes / 1024).toFixed(1)} KB in ${row.first.requests} requests`
      : ''
    const before = reference?.find((other) => other.name === row.name)
    const growth = reference ? ` ${before ? (before.rps / row.rps).toFixed(2) : ''} |` : ''
    return `| ${row.name} | ${row.rps.toFixed(0)} | ${(row.rps / limit).toFixed(2)} | ${row.aim ? `≥ ${row.aim}` : ''} | ${row.p50} | ${row.p99} | ${first} |${growth}`
  })
  return [head + growthHead, `|---|---|---|---|---|---|---|${reference ? '---|' : ''}`, ...lines].join('\n')
}

function memoryOf(portal: ChildProcess): string {
  const status = readFileSync(`/proc/${portal.pid}/status`, 'utf8')
  return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)} MB`
}

/** The section of the load in a text that may have one; it stands last. */
const withLoad = (text: string, section: string) =>
  text
    .replace(/^## \d+ people for [\s\S]*?(?=^## |^For orientation)/m, '')
    .replace(/^(?=For orientation)/m, () => `${section}\n\n`)

if (onlyLoad) {
  writeFileSync(file, withLoad(readFileSync(file, 'utf8'), await loadSection()))
  console.log('docs/benchmarks.md has the figures of the load')
  process.exit()
}

const cluster = await openCluster({ folder: path.join(root, '.data/postgres-bench'), program: 'bench' })
try {
  const sections: string[] = []
  let small: Row[] | undefined
  for (const count of [SMALL, LARGE]) {
    const database = `bench_${count}`
    await cluster.ensureDatabase(database)
    const url = cluster.url(database)
    console.log(`${count.toLocaleString('en')} notices`)
    await prepare(url, count)
    if (onlyFill) continue
    const portal = await startPortal(url)
    const rows = await measureAll(url, count === SMALL)
    const memory = memoryOf(portal)
    await stopPortal(portal)
    sections.push(
      `## ${count.toLocaleString('en')} notices\n\n${table(rows, small)}\n\nMemory of the portal's process after it: ${memory}.`,
    )
    small ??= rows
  }
  if (!onlyFill) {
    console.log('publishing to subscribers')
    await cluster.ensureDatabase('bench_announce')
    sections.push(await announceSection(cluster.url('bench_announce')))
    console.log('importing AEDs')
    await cluster.ensureDatabase('bench_aed_import')
    sections.push(await aedImportSection(cluster.url('bench_aed_import')))
    console.log('circulars as PDF')
    sections.push(await circularSection())
    console.log('AEDs by place')
    sections.push(await aedSection(cluster))
    console.log('the review desk')
    sections.push(await deskSection(cluster))
    console.log('the boards')
    sections.push(await boardsSection(cluster))
    console.log('the placement study')
    sections.push(placementSection())
    console.log('results of a survey')
    sections.push(await surveysSection(cluster))
    console.log('the simulator for revising a scheme')
    sections.push(revisionSection())
    console.log('200 people for ten minutes')
    sections.push(await loadSection())
    const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
    const text = readFileSync(path.join(root, 'tests/bench/benchmarks.template.md'), 'utf8')
      .replace('{{machine}}', machine)
      .replace('{{seconds}}', String(SECONDS))
      .replace('{{sections}}', sections.join('\n\n'))
    writeFileSync(file, text)
    console.log('docs/benchmarks.md is written')
  }
} finally {
  await cluster.close()
}

/** A real copy of the database by streaming: what is read from it, what never is, and what happens when it lags or goes. */
import type { ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Portal, startPortal } from '../setup/portal'
import {
  endServer,
  postgresPrograms as programs,
  runAsServer,
  serverFolder,
  startServer,
  until,
} from '../setup/servers'

const SESSION = 'b'.repeat(40)
const SECOND = 1000
const whereItIs = test.skipIf(!programs)
if (!programs)
  console.warn('No postgresql-15 of Debian is here: nothing is tried with a copy of the database.')

let folder: string
let primaryPort: number
let copyPort: number
let primary: ChildProcess | undefined
let copy: ChildProcess | undefined
let portal: Portal | undefined
let database: pg.Client
let notice = 0

const url = (port: number, name = 'portal') => `postgresql://portal@127.0.0.1:${port}/${name}`
const log = () => path.join(folder, 'copy.log')

async function startPostgres(name: string, port: number): Promise<ChildProcess> {
  const data = path.join(folder, name)
  const child = startServer(
    path.join(programs ?? '', 'postgres'),
    ['-D', data, '-p', String(port)],
    path.join(folder, `${name}.log`),
  )
  await until(`PostgreSQL ${name}`, async () => {
    const client = new pg.Client({ connectionString: url(port, 'postgres') })
    await client.connect()
    await client.end()
    return true
  })
  return child
}

beforeAll(async () => {
  if (!programs) return
  folder = serverFolder('replica')
  ;[primaryPort, copyPort] = [await freePort(), await freePort()]
  const data = path.join(folder, 'primary')
  runAsServer(path.join(programs, 'initdb'), [
    ...['-D', data, '-U', 'portal', '-A', 'trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ])
  appendFileSync(
    path.join(data, 'postgresql.conf'),
    `listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nwal_keep_size = '256MB'\nfsync = off\n`,
  )
  primary = await startPostgres('primary', primaryPort)
  runAsServer(path.join(programs, 'pg_basebackup'), [
    ...['-h', '127.0.0.1', '-p', String(primaryPort), '-U', 'portal', '-R', '-X', 'stream', '-c', 'fast'],
    ...['-D', path.join(folder, 'copy')],
  ])
  appendFileSync(path.join(folder, 'copy/postgresql.conf'), `log_statement = 'all'\n`)
  copy = await startPostgres('copy', copyPort)
  const admin = new pg.Client({ connectionString: url(primaryPort, 'postgres') })
  await admin.connect()
  await admin.query('CREATE DATABASE portal')
  await admin.end()
  const port = await freePort()
  portal = await startPortal({
    APP_SECRET: 'a secret of the tests, known to everybody',
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: url(primaryPort),
    DATABASE_REPLICA_URL: url(copyPort),
    DATA_DIR: path.join(folder, 'data'),
    PORT: String(port),
  })
  database = new pg.Client({ connectionString: url(primaryPort) })
  await database.connect()
  const { rows } = await database.query(
    `INSERT INTO notices (association_id, audience_id, visibility, category, importance, title, body, body_html,
       excerpt, state, published_at, submission_id)
     SELECT id, id, 'public', 'other', 'normal', '最初の題', '本文', '<p>本文</p>', '本文', 'published', now(),
       gen_random_uuid()
     FROM associations WHERE kind = 'council' ORDER BY id LIMIT 1 RETURNING id`,
  )
  notice = rows[0].id
  const user = randomUUID()
  await database.query(
    `INSERT INTO users (id, email, family_name, given_name) VALUES ($1, 'copy@example.jp', '宮坂', 'かすみ')`,
    [user],
  )
  await database.query(
    `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '29 days 23 hours')`,
    [createHash('sha256').update(SESSION).digest('hex'), user],
  )
})

afterAll(async () => {
  if (!programs) return
  await portal?.stop()
  await database?.end()
  await endServer(copy, 'SIGQUIT')
  await endServer(primary, 'SIGQUIT')
  rmSync(folder, { recursive: true, force: true })
})

type Asked = { status: number; text: string; isKept: boolean; ms: number }

async function ask(at: string, headers: Record<string, string> = {}): Promise<Asked> {
  const started = performance.now()
  const response = await fetch(`${portal?.url}${at}`, { headers, redirect: 'manual' })
  const text = await response.text()
  return {
    status: response.status,
    text,
    isKept: response.headers.get('Server-Timing') === 'kept',
    ms: performance.now() - started,
  }
}

/** How many questions of pages the copy has been asked: they have names, those about its state have none. */
const askedOfCopy = () =>
  readFileSync(log(), 'utf8')
    .split('\n')
    .filter((line) => /execute [\da-f]{40}:/.test(line)).length

const titleOf = async (title: string) => {
  await database.query('UPDATE notices SET title = $2 WHERE id = $1', [notice, title])
  return performance.now()
}

/** Changes the notice and looks at it until the copy is asked for it. */
const untilAsked = (seconds = 15) => {
  const before = askedOfCopy()
  return until(
    'the copy is asked',
    async () => {
      await titleOf(`題${Math.random()}`)
      await sleep(150)
      await ask(`/notices/${notice}`)
      return askedOfCopy() > before
    },
    seconds,
  )
}

whereItIs('pages of guests are read from the copy, those of people who are signed in never', async () => {
  // By the words that are searched for: the portal itself asks the copy too, for the pages it keeps ready.
  const isAskedFor = (word: string) => readFileSync(log(), 'utf8').includes(word)
  await untilAsked()
  await until(
    'the search of a guest is asked of the copy',
    async () => {
      await ask('/notices?q=宵闇')
      await titleOf(`題${Math.random()}`)
      await sleep(150)
      return isAskedFor('宵闇')
    },
    15,
  )
  for (const at of ['/notices?q=曙光', '/associations?q=曙光', `/notices/${notice}?q=曙光`, '/?q=曙光'])
    for (let i = 0; i < 3; i++)
      expect((await ask(at, { Cookie: `session=${SESSION}` })).text, at).toContain('宮坂')
  expect(isAskedFor('曙光')).toBe(false)
})

whereItIs('no page is older than a second, however far the copy is behind', async () => {
  const committed = [await titleOf('題その0')]
  let isEnded = false
  let served = 0
  let oldest = 0
  const before = askedOfCopy()
  const stale: string[] = []
  const read = async (first: number) => {
    for (let i = first; !isEnded; i++) {
      const asked = performance.now()
      const page = await ask(i % 2 ? '/notices' : `/notices/${notice}`)
      expect(page.status).toBe(200)
      if (page.isKept) served++
      const shown = Number(/題その(\d+)/.exec(page.text)?.[1] ?? -1)
      const next = committed[shown + 1]
      const age = next === undefined ? 0 : asked - next
      oldest = Math.max(oldest, age)
      if (!(age <= SECOND)) stale.push(`the title of ${shown}, ${Math.round(age)} ms too old`)
    }
  }
  const readers = [0, 1, 2].map(read)
  const follower = new pg.Client({ connectionString: url(copyPort, 'postgres') })
  await follower.connect()
  for (let round = 1; round < 25; round++) {
    // Every third round the copy takes in nothing for longer than a page may be old, and then all at once.
    if (round % 3 === 1) await follower.query('SELECT pg_wal_replay_pause()')
    committed.push(await titleOf(`題その${round}`))
    await sleep(round % 3 === 1 ? 1_600 : 100 + Math.random() * 300)
    if (round % 3 === 1) await follower.query('SELECT pg_wal_replay_resume()')
  }
  await follower.end()
  await sleep(SECOND)
  isEnded = true
  await Promise.all(readers)
  console.log(
    `${served} answers from memory, ${askedOfCopy() - before} questions to the copy, the oldest page ${Math.round(oldest)} ms behind`,
  )
  expect(stale).toEqual([])
  expect(served).toBeGreaterThan(50)
  expect(askedOfCopy() - before).toBeGreaterThan(5)
})

whereItIs(
  'a copy that stands still, or is gone, is done without at once, and used again when it is back',
  async () => {
    const readOn = async (word: string, rounds: number) => {
      let slowest = 0
      for (let round = 0; round < rounds; round++) {
        await titleOf(`${word}${round}`)
        await sleep(150)
        const page = await ask(`/notices/${notice}`)
        expect(page.status).toBe(200)
        slowest = Math.max(slowest, page.ms)
      }
      const page = await ask('/notices', { Cookie: `session=${SESSION}` })
      expect(page.text).toContain(`${word}${rounds - 1}`)
      return Math.round(slowest)
    }
    const stopped = runAsServer('/usr/bin/pgrep', ['-P', String(copy?.pid)])
      .trim()
      .split('\n')
      .map(Number)
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    const still = await readOn('止', 12)
    for (const pid of stopped) process.kill(pid, 'SIGCONT')
    await untilAsked()
    await endServer(copy, 'SIGKILL')
    const gone = await readOn('無', 12)
    await sleep(500)
    copy = await startPostgres('copy', copyPort)
    await untilAsked(30)
    console.log(`the slowest page: ${still} ms with a copy that stands still, ${gone} ms without it`)
    expect(still).toBeLessThan(5_000)
    expect(gone).toBeLessThan(5_000)
  },
)

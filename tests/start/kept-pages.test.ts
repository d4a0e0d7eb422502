/** Two instances on one database, whose pages are kept: never another's, never older than a second. */
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Portal, startPortal } from '../setup/portal'
import { copyName, openTestServer, type TestServer, withAdmin } from '../setup/server'

const DATA_DIR = path.join(tmpdir(), `portal-kept-${process.pid}`)
const SESSION = 'a'.repeat(40)
const NAME = '宮坂かすみ'
const SECOND = 1000

const portals: Portal[] = []
let server: TestServer
let database: pg.Client
let notice = 0
let secret = 0

beforeAll(async () => {
  server = await openTestServer()
  const name = copyName(process.pid, 'kept')
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name}`))
  const env = {
    APP_SECRET: 'a secret of the tests, known to everybody',
    PUBLIC_URL: 'http://localhost:3000',
    DATABASE_URL: server.url(name),
    DATA_DIR,
  }
  portals.push(await startPortal({ ...env, PORT: String(await freePort()) }))
  portals.push(await startPortal({ ...env, PORT: String(await freePort()) }))
  database = new pg.Client({ connectionString: server.url(name) })
  await database.connect()
  notice = await write('public', '最初の題')
  secret = await write('members', '会員だけの題')
  const user = randomUUID()
  await database.query(
    `INSERT INTO users (id, email, family_name, given_name) VALUES ($1, 'kept@example.jp', $2, $3)`,
    [user, NAME.slice(0, 2), NAME.slice(2)],
  )
  await database.query(
    `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '29 days 23 hours')`,
    [createHash('sha256').update(SESSION).digest('hex'), user],
  )
})

afterAll(async () => {
  await database?.end()
  await Promise.all(portals.map((portal) => portal.stop()))
  await withAdmin(server, (admin) =>
    admin.query(`DROP DATABASE ${copyName(process.pid, 'kept')} WITH (FORCE)`),
  )
  await server.close()
  rmSync(DATA_DIR, { recursive: true, force: true })
})

async function write(visibility: 'public' | 'members', title: string): Promise<number> {
  const { rows } = await database.query(
    `INSERT INTO notices (association_id, audience_id, visibility, category, importance, title, body, body_html,
       excerpt, state, published_at, submission_id)
     SELECT id, id, $1, 'other', 'normal', $2, '本文', '<p>本文</p>', '本文', 'published', now(), gen_random_uuid()
     FROM associations WHERE kind = 'council' ORDER BY id LIMIT 1 RETURNING id`,
    [visibility, title],
  )
  return rows[0].id
}

type Asked = { status: number; text: string; isKept: boolean; etag: string | null; headers: Headers }

async function ask(
  portal: Portal | undefined,
  at: string,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(`${portal?.url}${at}`, { headers, redirect: 'manual' })
  const etag = response.headers.get('ETag')
  return {
    status: response.status,
    text: await response.text(),
    isKept: response.headers.get('Server-Timing') === 'kept',
    etag,
    headers: response.headers,
  }
}

/** Asks until the page comes from memory, which it does as soon as the listener has been heard. */
async function kept(portal: Portal | undefined, at: string): Promise<Asked> {
  for (let tries = 0; tries < 200; tries++) {
    const asked = await ask(portal, at)
    if (asked.isKept) return asked
    await sleep(50)
  }
  throw new Error(`${at} is never kept`)
}

const titleOf = async (id: number, title: string) => {
  await database.query('UPDATE notices SET title = $2 WHERE id = $1', [id, title])
  return performance.now()
}

test('the pages that everybody reads are kept', async () => {
  for (const at of [
    '/',
    '/notices',
    `/notices/${notice}`,
    '/associations',
    '/openings',
    '/halls',
    '/exchange',
    '/calendar',
    '/privacy',
  ])
    expect((await kept(portals[0], at)).status, at).toBe(200)
})

test('what is for one reader, or must leave no trace, is not', async () => {
  const session = { Cookie: `session=${SESSION}` }
  const cases: [string, Record<string, string>][] = [
    ['/about', {}],
    ['/help', {}],
    ['/sign-in', {}],
    ['/notices?done=signed_in', {}],
    ['/notices?utm_source=x', {}],
    [`/notices/${secret}`, {}],
    ['/notices', session],
    ['/notices', { Cookie: `__Host-session=${SESSION}` }],
    ['/notices', { Cookie: 'kept_form=abcdefghijklmnopqrstuvwxyz' }],
    ['/notices', { Cookie: `place=${'x'.repeat(200)}` }],
    ['/notices', { Authorization: 'Basic eA==' }],
  ]
  for (const [at, headers] of cases)
    for (let i = 0; i < 2; i++) expect((await ask(portals[0], at, headers)).isKept, at).toBe(false)
})

test('readers of all kinds at once each get their own page', async () => {
  const languages = { ja: 'ja', en: 'en', zh: 'zh', ko: 'ko', vi: 'vi' }
  let served = 0
  const one = async (i: number) => {
    const [language = 'ja'] = Object.keys(languages).slice(i % 5)
    const signedIn = i % 3 === 0
    const bySearch = i % 7 === 0
    const cookies = [
      '_ga=GA1.2.3',
      ...(signedIn ? [`session=${SESSION}`] : []),
      ...(i % 2 ? [`ruby=${Buffer.from('"1"').toString('base64')}`] : []),
    ]
    const at = ['/notices', '/', `/notices/${notice}`, '/associations'][i % 4] ?? '/'
    const asked = await ask(portals[i % 2], bySearch ? `${at}?l%61ng=${language}` : at, {
      Cookie: cookies.join('; '),
      'Accept-Language': bySearch ? 'ja' : language,
    })
    expect(asked.status).toBe(200)
    expect(asked.text).toMatch(new RegExp(`<html lang="${language}[^"]*" data-language="${language}"`))
    expect(asked.text.includes(NAME.slice(0, 2))).toBe(signedIn)
    expect(asked.headers.has('Set-Cookie')).toBe(false)
    expect(asked.headers.get('Cache-Control')).toBe('private, no-cache')
    if (signedIn) expect(asked.isKept).toBe(false)
    if (asked.isKept) served++
  }
  for (let round = 0; round < 8; round++)
    await Promise.all(Array.from({ length: 60 }, (_, i) => one(i + round)))
  expect(served).toBeGreaterThan(50)
})

test('a page is good for a question that knows it, and the same in every encoding', async () => {
  const page = await kept(portals[0], `/notices/${notice}`)
  for (const encoding of ['br', 'gzip', 'identity', 'br;q=0, gzip'])
    for (let i = 0; i < 3; i++) {
      const asked = await ask(portals[0], `/notices/${notice}`, { 'Accept-Encoding': encoding })
      expect(asked.text).toBe(page.text)
      expect(asked.headers.get('Content-Encoding')).toBe(
        encoding === 'identity' ? null : encoding === 'br' ? 'br' : 'gzip',
      )
      expect(asked.headers.get('Vary')).toContain('Cookie')
    }
  const again = await ask(portals[0], `/notices/${notice}`, { 'If-None-Match': page.etag ?? '' })
  expect([again.status, again.text]).toEqual([304, ''])
  expect((await ask(portals[0], `/notices/${notice}`, { 'If-None-Match': 'W/"other"' })).status).toBe(200)
  await titleOf(notice, '別の題')
  await sleep(SECOND)
  const changed = await ask(portals[0], `/notices/${notice}`, { 'If-None-Match': page.etag ?? '' })
  expect([changed.status, changed.text.includes('別の題')]).toEqual([200, true])
})

test('no page is older than a second, also while the listeners are killed or no longer answer', async () => {
  const pages = [`/notices/${notice}`, '/notices']
  /** When each title was committed, the first as number 0. */
  const committed = [await titleOf(notice, '題その0')]
  let isEnded = false
  let served = 0
  let oldest = 0
  const stale: string[] = []
  const read = async (portal: Portal) => {
    for (let i = 0; !isEnded; i++) {
      const asked = performance.now()
      const page = await ask(portal, pages[i % 2] ?? '/')
      if (page.isKept) served++
      const shown = Number(/題その(\d+)/.exec(page.text)?.[1] ?? -1)
      const next = committed[shown + 1]
      const age = next === undefined ? 0 : asked - next
      oldest = Math.max(oldest, age)
      if (!(age <= SECOND)) stale.push(`the title of ${shown}, ${Math.round(age)} ms too old`)
    }
  }
  const readers = [...portals, ...portals].map(read)
  for (let round = 1; round < 24; round++) {
    const { rows: listeners } = await database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'portal-changes:%' AND datname = current_database()`,
    )
    if (round % 6 === 2) await database.query('SELECT pg_terminate_backend($1)', [listeners[0]?.pid])
    // As on a line that is cut: nothing is closed, and nothing arrives. Only where the server is on this machine.
    const stopped = round % 6 === 5 && !process.env.TEST_DATABASE_URL ? listeners : []
    for (const { pid } of stopped) process.kill(pid, 'SIGSTOP')
    committed.push(await titleOf(notice, `題その${round}`))
    await sleep(stopped.length > 0 ? 2_500 : 100 + Math.random() * 1_300)
    for (const { pid } of stopped) process.kill(pid, 'SIGCONT')
  }
  await sleep(SECOND)
  isEnded = true
  await Promise.all(readers)
  console.log(`${served} answers from memory, the oldest ${Math.round(oldest)} ms behind`)
  expect(stale).toEqual([])
  expect(served).toBeGreaterThan(50)
})

test('what is withdrawn is gone, what a job finds unchanged stays', async () => {
  await kept(portals[0], `/notices/${notice}`)
  await kept(portals[1], `/notices/${notice}`)
  await database.query(`UPDATE notices SET title = 'ほか' WHERE state = 'draft'`)
  await sleep(100)
  expect((await ask(portals[1], `/notices/${notice}`)).isKept).toBe(true)
  await database.query(
    `UPDATE notices SET state = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'まちがい' WHERE id = $1`,
    [notice],
  )
  await sleep(SECOND)
  for (const portal of portals) {
    expect((await ask(portal, `/notices/${notice}`)).text).not.toContain('題その')
    expect((await ask(portal, '/notices')).text).not.toContain('題その')
  }
})

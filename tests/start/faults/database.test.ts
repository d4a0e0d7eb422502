/** The database gone for half a minute, standing still, and slow: what people see, what is held open, and how it ends. */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort, type Portal, startPortal } from '../../setup/portal'
import { copyName, openTestServer, type TestServer, withAdmin } from '../../setup/server'
import { type Asked, ask, figure, type Line, openLine, send, until } from './harness'

const DATA_DIR = path.join(tmpdir(), `portal-faults-${process.pid}`)
const GONE_SECONDS = process.env.FAULTS === 'full' ? 30 : 12
const POOL = 10
/** The pool of the pages, of the queue, and one each for health, watch, changes and its proof. */
const MOST_CONNECTIONS = POOL + 2 + 6
const EMERGENCY = ['/', '/notices', '/aeds', '/halls', '/help']
const LANGUAGES = {
  ja: 'の内容です',
  en: 'This is as of',
  zh: '的内容。',
  ko: '의 내용입니다',
  vi: 'Đây là nội dung',
}

const name = copyName(process.pid, 'faults')
let server: TestServer
let line: Line
let portal: Portal
let database: pg.Client
let notice = 0

beforeAll(async () => {
  server = await openTestServer()
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name}`))
  line = await openLine(server.url(name))
  const port = await freePort()
  portal = await startPortal({
    APP_SECRET: 'a secret of the tests, known to everybody',
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: line.url,
    DATABASE_POOL: String(POOL),
    DATA_DIR,
    PORT: String(port),
  })
  database = new pg.Client({ connectionString: server.url(name) })
  await database.connect()
  const { rows } = await database.query(
    `INSERT INTO notices (association_id, audience_id, visibility, category, importance, title, body, body_html,
       excerpt, state, published_at, submission_id)
     SELECT id, id, 'public', 'other', 'normal', '回覧', '書いたもの', '<p>書いたもの</p>', '書いたもの', 'published', now(), gen_random_uuid()
     FROM associations WHERE kind = 'council' ORDER BY id LIMIT 1 RETURNING id`,
  )
  notice = rows[0].id
})

beforeEach(async () => {
  line.delay = 0
  line.set('on')
  await until('the portal is ready', async () => (await ask(`${portal.url}/readyz`)).status === 200)
  await until('pages are kept', async () => isKept(await ask(`${portal.url}/notices/${notice}`)))
})

afterAll(async () => {
  line?.set('on')
  await database?.end()
  await portal?.stop()
  await line?.close()
  await withAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  await server.close()
  rmSync(DATA_DIR, { recursive: true, force: true })
})

const isKept = (asked: Asked) => asked.headers.get('Server-Timing') === 'kept'
const isLast = (asked: Asked) => asked.headers.get('Server-Timing') === 'last'

test('the emergency pages are known in every language before anybody has asked for them', async () => {
  // The portal asks for them by itself after its start.
  await until('they are known', async () => {
    line.set('cut')
    await sleep(1_500)
    const all = await Promise.all(
      Object.keys(LANGUAGES).flatMap((language) =>
        EMERGENCY.map((at) => ask(portal.url + at, { 'Accept-Language': language })),
      ),
    )
    if (all.every(isLast)) return true
    line.set('on')
    await sleep(4_000)
    return false
  })
  for (const [language, word] of Object.entries(LANGUAGES)) {
    const { text, headers } = await ask(`${portal.url}/aeds`, { 'Accept-Language': language })
    expect(text).toContain(word)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('ETag')).toBeNull()
  }
})

for (const state of ['cut', 'held'] as const)
  test(`the database is ${state}: pages from memory, clear refusals, and recovery by itself`, async () => {
    line.set(state)
    const from = performance.now()
    const counts = { memory: 0, refused: 0, other: 0 }
    let slowest = 0
    const reader = async (number: number) => {
      while (performance.now() - from < GONE_SECONDS * 1000) {
        const paths = [...EMERGENCY, `/notices/${notice}`, '/exchange/talks?past=1', '/sign-in']
        const at = paths[(number + counts.memory + counts.refused) % paths.length] ?? '/'
        const asked = await ask(portal.url + at, { 'Accept-Language': 'ja' }, 30_000)
        slowest = Math.max(slowest, asked.ms)
        if (isLast(asked)) {
          counts.memory++
          expect(asked.text).toContain('いまは新しい内容を確かめられません')
        } else if (asked.status === 503) {
          counts.refused++
          expect(asked.text).toContain('データベースから答えがありません')
          expect(Number(asked.headers.get('Retry-After'))).toBeGreaterThan(0)
        } else {
          // What needs no database goes on; so does what was in hand or in memory at the moment of the fault.
          counts.other++
          expect(asked.status, at).toBe(200)
        }
        await sleep(100)
      }
    }
    await Promise.all(Array.from({ length: 6 }, (_, number) => reader(number)))
    expect((await ask(`${portal.url}/healthz`)).status).toBe(200)
    expect((await ask(`${portal.url}/readyz`)).status).toBe(503)

    // Of somebody who is signed in nothing is shown, neither their own page nor a guest's.
    const own = await ask(`${portal.url}/notices/${notice}`, { Cookie: `session=${'a'.repeat(40)}` })
    expect([own.status, isLast(own)]).toEqual([503, false])
    expect(own.text).not.toContain('回覧')
    const english = await ask(`${portal.url}/account`, {
      Cookie: `session=${'a'.repeat(40)}`,
      'Accept-Language': 'en',
    })
    expect(english.text).toContain('The database that holds the information does not answer')

    // What was typed stands in the page, without the password, and can be sent again.
    const written = await send(portal.url, '/sign-in', {
      intent: 'password',
      email: 'typed@example.jp',
      password: 'never shown',
      next: '/',
    })
    const refusal = await written.text()
    expect(written.status).toBe(503)
    expect(refusal).toContain('typed@example.jp')
    expect(refusal).not.toContain('never shown')

    line.set('on')
    const back = performance.now()
    await until('pages are made anew', async () => (await ask(`${portal.url}/exchange/talks`)).status === 200)
    const pages = performance.now() - back
    await until('readyz', async () => (await ask(`${portal.url}/readyz`)).status === 200)
    await until('kept again', async () => isKept(await ask(`${portal.url}/notices/${notice}`)))
    figure(
      `database ${state} ${GONE_SECONDS} s: ${counts.memory} pages from memory, ${counts.refused} clear refusals, ${counts.other} others, slowest ${Math.round(slowest)} ms, recovered after ${(pages / 1000).toFixed(1)} s`,
    )
    expect(counts.memory).toBeGreaterThan(20)
    expect(counts.refused).toBeGreaterThan(5)
    expect(slowest).toBeLessThan(15_000)
    expect(pages).toBeLessThan(15_000)
  })

test('what was changed before is not shown again as it was', async () => {
  const at = `/notices/${notice}`
  await database.query(`UPDATE notices SET title = '新しい題' WHERE id = $1`, [notice])
  await until('the new title', async () => (await ask(portal.url + at)).text.includes('新しい題'))
  await until('kept', async () => isKept(await ask(portal.url + at)))
  await database.query(
    `UPDATE notices SET state = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'x' WHERE id = $1`,
    [notice],
  )
  await until('withdrawn', async () => !(await ask(portal.url + at)).text.includes('書いたもの'))
  line.set('cut')
  await sleep(2_000)
  expect((await ask(portal.url + at)).text).not.toContain('書いたもの')
  line.set('on')
  await database.query(
    `UPDATE notices SET state = 'published', withdrawn_at = NULL, withdrawn_reason = NULL WHERE id = $1`,
    [notice],
  )
})

test('a slow database: nobody waits without end, and connections do not pile up', async () => {
  line.most = line.open
  line.delay = 6_000
  const started = performance.now()
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, i) => ask(`${portal.url}/associations?q=${i}x`, {}, 60_000)),
  )
  const refused = all.filter(({ status }) => status === 503)
  const slowest = Math.max(...all.map(({ ms }) => ms))
  const ready = await ask(`${portal.url}/readyz`)
  figure(
    `database 6 s late: 40 pages asked, ${refused.length} refused with a clear word, slowest ${(slowest / 1000).toFixed(1)} s, at most ${line.most} connections, readyz ${ready.status}`,
  )
  expect(all.filter(({ status }) => status !== 503 && status !== 200)).toEqual([])
  for (const { text } of refused) expect(text).toContain('データベースから答えがありません')
  expect(refused.length).toBeGreaterThan(30)
  expect(performance.now() - started).toBeLessThan(30_000)
  expect(ready.status).toBe(503)
  expect(line.most).toBeLessThanOrEqual(MOST_CONNECTIONS)
  line.delay = 0
  const ms = await until('pages again', async () => (await ask(`${portal.url}/associations`)).status === 200)
  figure(`database quick again: pages after ${(ms / 1000).toFixed(1)} s`)
})

/** 定員10人の日程に500人が同時に申し込む: over real HTTP, against the real program. */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Portal, startPortal } from '../setup/portal'
import { makeSession, rush } from '../setup/rush'
import { copyName, openTestServer, type TestServer, withAdmin } from '../setup/server'

const DATA_DIR = path.join(tmpdir(), `portal-rush-${process.pid}`)
const name = copyName(process.pid, 'rush')
let server: TestServer
let portal: Portal
let client: pg.Client

beforeAll(async () => {
  server = await openTestServer()
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name}`))
  const port = await freePort()
  portal = await startPortal({
    APP_SECRET: 'a secret of the tests, known to everybody',
    // Browsers send the origin of the page: the portal takes forms from its own address alone.
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: server.url(name),
    DATA_DIR,
    PORT: String(port),
  })
  client = new pg.Client({ connectionString: server.url(name) })
  await client.connect()
})

afterAll(async () => {
  await client?.end()
  await portal?.stop()
  await withAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  await server.close()
  rmSync(DATA_DIR, { recursive: true, force: true })
})

type Row = { id: number; state: string; queued_at: Date }

test('500 at once for 10 places: 10 are placed, 490 wait in the order of asking, nobody is lost', async () => {
  const id = await makeSession(async (sql, values) => (await client.query(sql, values)).rows, 10)
  const answers = await rush(portal.url, portal.url, id, 500)
  expect(answers.filter(({ status }) => status !== 302)).toEqual([])
  const came = (done: string) => answers.filter(({ location }) => location.endsWith(`done=applied_${done}`))
  expect([came('placed').length, came('waiting').length]).toEqual([10, 490])
  expect(new Set(answers.map(({ location }) => location.split('?')[0])).size).toBe(500)

  const { rows } = await client.query<Row>(
    'SELECT id, state, queued_at FROM volunteer_applications WHERE session_id = $1 ORDER BY queued_at, id',
    [id],
  )
  expect(rows.map(({ state }) => state)).toEqual([...Array(10).fill('placed'), ...Array(490).fill('waiting')])
  // Written one after the other, and asked in that order.
  expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).sort((a, b) => a - b))
  const room = await client.query('SELECT taken, queued FROM volunteer_sessions WHERE id = $1', [id])
  expect(room.rows).toEqual([{ taken: 10, queued: 490 }])
  const mails = await client.query(
    `SELECT count(DISTINCT recipient)::int AS n FROM mails WHERE recipient LIKE 'rush%'`,
  )
  expect(mails.rows).toEqual([{ n: 500 }])

  // One of the ten cancels: the first who waits, and nobody else, is asked.
  const page = came('placed')[0]?.location.split('?')[0] ?? ''
  const html = await (await fetch(portal.url + page)).text()
  const field = (called: string) =>
    new RegExp(`name="${called}" value="(\\d+)"`).exec(html)?.[1] ?? `no ${called}`
  const cancelled = await fetch(portal.url + page, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: portal.url },
    body: new URLSearchParams({
      intent: 'cancel',
      application: field('application'),
      version: field('version'),
    }),
  })
  expect(cancelled.status).toBe(302)
  const offered = await client.query<Row>(
    `SELECT id FROM volunteer_applications WHERE session_id = $1 AND state = 'offered'`,
    [id],
  )
  expect(offered.rows.map((row) => row.id)).toEqual([rows[10]?.id])
  expect(portal.output()).not.toMatch(/error/i)
})

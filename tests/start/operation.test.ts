/** Operation on real programs: what the portal tells of itself, what it never tells, and what maintenance does. */
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Portal, root, runToEnd, startPortal } from '../setup/portal'

const folder = path.join(root, '.data', `operation-${process.pid}`)
const METRICS_TOKEN = 'a token of the tests, 1234'
const bearer = { Authorization: `Bearer ${METRICS_TOKEN}` }

/** Each secret that a portal can be told, and none of the services behind them answers: what fails is told of most. */
const MARK = 'geheimnis'
const SECRETS = {
  APP_SECRET: `${MARK}-app-0123456789-0123456789-0123456789`,
  SMTP_URL: `smtp://mail:${MARK}-smtp@127.0.0.1:1`,
  MAIL_BOUNCE_SECRET: `${MARK}-bounce-0123456789`,
  DATABASE_REPLICA_URL: `postgresql://portal:${MARK}-copy@127.0.0.1:1/portal`,
  FILES_S3_BUCKET: 'files',
  FILES_S3_ENDPOINT: 'http://127.0.0.1:1',
  FILES_S3_KEY_ID: `${MARK}-id`,
  FILES_S3_SECRET: `${MARK}-s3`,
  BACKUP_KEY: `${MARK}-backup-0123456789`,
}

/** What the receiver of traces was sent. */
const spans: { name: string; traceId: string; parentSpanId?: string; text: string }[] = []
let receiver: Server
/** One watched by Prometheus alone, one that traces too: both on one database. */
let first: Portal
let second: Portal

const start = async (env: Record<string, string> = {}) =>
  startPortal({ PORT: String(await freePort()), DATA_DIR: folder, METRICS_TOKEN, TRUST_PROXY: '1', ...env })

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      for (const resource of JSON.parse(body).resourceSpans)
        for (const scope of resource.scopeSpans)
          for (const span of scope.spans) spans.push({ ...span, text: JSON.stringify(span) })
      response.end('{}')
    })
  }).listen(0)
  const { port } = receiver.address() as { port: number }
  first = await start({ DRAIN_SECONDS: '2' })
  second = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'debug',
    ...SECRETS,
  })
})

afterAll(async () => {
  for (const portal of [first, second])
    if (portal?.child.exitCode === null && portal.child.signalCode === null) await portal.stop()
  receiver.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The lines of a portal's log; the collector of logs must be able to read every one of them. */
async function lines(portal: Portal): Promise<Record<string, unknown>[]> {
  // They are written together, a second late at most.
  await sleep(1_500)
  return portal
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

async function signIn(portal: Portal, who: string): Promise<string> {
  const response = await post(portal, '/sign-in', '', {
    intent: 'password',
    email: `${who}@demo.example`,
    password: 'hirakata-demo',
    next: '/',
  })
  expect(response.status).toBe(302)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const post = (portal: Portal, at: string, Cookie: string, fields: Record<string, string>) =>
  fetch(portal.url + at, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: portal.url, Cookie },
    body: new URLSearchParams(fields),
  })

const get = (portal: Portal, at: string, headers: Record<string, string> = {}) =>
  fetch(portal.url + at, { redirect: 'manual', headers })

/** Asks until it is as it should be, within fifteen seconds. */
async function soon(work: () => Promise<boolean>) {
  for (let round = 0; round < 150; round++) {
    if (await work()) return
    await sleep(100)
  }
  throw new Error('not within fifteen seconds')
}

async function query(sql: string): Promise<pg.QueryResult> {
  const port = readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  const password = readFileSync(path.join(folder, 'postgres/portal.password'), 'utf8').trim()
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(port),
    user: 'portal',
    password,
    database: 'portal',
  })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

test('it is alive and ready, and says so without a cookie', async () => {
  const alive = await get(first, '/healthz')
  expect([alive.status, await alive.text()]).toEqual([200, 'ok\n'])
  expect(alive.headers.getSetCookie()).toEqual([])
  const ready = await get(first, '/readyz')
  expect(ready.status).toBe(200)
  expect(await ready.json()).toEqual({
    ready: true,
    database: 'ok',
    migrations: 'ok',
    queue: 'ok',
    stopping: false,
  })
})

test('the figures are for whoever knows the word, and name routes, never addresses', async () => {
  expect((await get(first, '/metrics')).status).toBe(404)
  expect((await get(first, '/metrics', { Authorization: 'Bearer wrong' })).status).toBe(404)
  await get(first, '/notices?q=geheim-wort')
  await get(first, '/geheim-pfad')
  const text = await (await get(first, '/metrics', bearer)).text()
  expect(text).toMatch(
    /portal_request_seconds_count\{route="notices\._index",method="GET",status="200"\} [1-9]/,
  )
  expect(text).toMatch(/portal_query_seconds_count [1-9]/)
  expect(text).toMatch(/portal_jobs\{state="waiting"\} \d/)
  expect(text).toMatch(/portal_database_up 1/)
  for (const name of [
    'portal_mails',
    'portal_pool_connections',
    'nodejs_eventloop_lag_p99_seconds',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(name)
  expect(text).not.toContain('geheim')
})

test('each request has an id and a line, and nothing of the person is in the log', async () => {
  const needles = [
    'kobayashi.hanako',
    'example.net',
    '小林花子',
    'hirakata-demo',
    'chair@demo',
    'Tokenabcdefghijklmnop',
    '09012345678',
    '203.0.113.77',
  ]
  const chair = await signIn(second, 'chair')
  const session = chair.split('=')[1] ?? ''
  await get(second, '/notices?q=小林花子')
  await get(second, '/unsubscribe/Tokenabcdefghijklmnop1234567890')
  await get(second, '/sign-in?next=/kobayashi.hanako@example.net')
  await post(second, '/sign-in', '', {
    intent: 'password',
    email: 'kobayashi.hanako@example.net',
    password: 'x',
    next: '/',
  })
  await post(second, '/sign-in', '', { intent: 'link', email: 'kobayashi.hanako@example.net', next: '/' })
  await post(second, '/account/profile', chair, {
    familyName: '小林花子',
    givenName: '\u0000',
    language: 'xx',
  })
  await post(second, '/exchange/new', '', {
    email: 'kobayashi.hanako@example.net',
    name: '小林花子',
    phone: '09012345678',
  })
  await get(second, '/help')
  await post(second, '/help', '', { q: '小林花子' })
  const given = await get(second, '/about', {
    'X-Request-Id': 'from-the-proxy-1',
    'X-Forwarded-For': '203.0.113.77',
  })
  expect(given.headers.get('X-Request-Id')).toBe('from-the-proxy-1')
  const odd = await get(second, '/about', { 'X-Request-Id': 'kobayashi.hanako@example.net' })
  expect(odd.headers.get('X-Request-Id')).toMatch(/^[\w-]{13}$/)

  const all = await lines(second)
  const requests = all.filter(({ msg }) => msg === 'request')
  expect(requests.length).toBeGreaterThan(8)
  expect(requests.find(({ requestId }) => requestId === 'from-the-proxy-1')).toMatchObject({
    method: 'GET',
    route: 'about',
    status: 200,
    ms: expect.any(Number),
    bytes: expect.any(Number),
  })
  expect(requests.map(({ route }) => route).filter((route) => String(route).startsWith('help'))).toEqual([])
  // The greeting names the demonstration's accounts; it ends before anybody's visit.
  const begun = all.findIndex(({ msg }) => String(msg).includes('Ctrl-C stops it.'))
  expect(begun).toBeGreaterThan(-1)
  const visits = JSON.stringify(all.slice(begun + 1))
  for (const needle of [...needles, session]) expect(visits, needle).not.toContain(needle)
})

test('no secret is in the log or the figures: not of the settings, of a session or of a link that was sent', async () => {
  const session = (await signIn(second, 'resident')).split('=')[1] ?? ''
  await post(second, '/sign-in', '', { intent: 'link', email: 'secretary@demo.example', next: '/' })
  const sent = await query(
    `SELECT id, text FROM mails WHERE recipient = 'secretary@demo.example' ORDER BY id DESC LIMIT 1`,
  )
  const link = /https?:\/\/\S+/.exec(sent.rows[0].text)?.[0] ?? ''
  const token = link.split('/').at(-1) ?? ''
  expect(token.length).toBeGreaterThan(20)
  await get(second, new URL(link).pathname)
  await get(second, new URL(link).pathname, { Cookie: `session=${session}` })
  const handed = await fetch(`${second.url}/mail/bounces`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SECRETS.MAIL_BOUNCE_SECRET}` },
    body: 'no notification',
  })
  expect(handed.status).toBe(422)
  // Either instance may have taken the mail; the one with a mail server finds nobody there.
  await soon(
    async () =>
      (await query(`SELECT FROM mails WHERE id = ${sent.rows[0].id} AND state <> 'queued'`)).rowCount === 1 ||
      second.output().includes('ECONNREFUSED'),
  )
  const told = [
    first.output(),
    second.output(),
    await (await get(second, '/metrics', bearer)).text(),
    spans.map(({ text }) => text).join(),
  ]
  const password = readFileSync(path.join(folder, 'postgres/portal.password'), 'utf8').trim()
  for (const text of told)
    for (const secret of [MARK, METRICS_TOKEN, session, token, password]) expect(text).not.toContain(secret)
})

test('a fault shows its number, and is found in the log by it, without the values of the query', async () => {
  await query('ALTER TABLE notices RENAME TO notices_away')
  const failed = await get(second, '/notices?q=geheimeswort')
  const text = await failed.text()
  await query('ALTER TABLE notices_away RENAME TO notices')
  expect(failed.status).toBe(500)
  const id = failed.headers.get('X-Request-Id') ?? ''
  expect(text).toContain(`<span data-request-id="true">${id}</span>`)
  const of = (await lines(second)).filter(({ requestId }) => requestId === id)
  expect(of.find(({ level }) => level === 'error')).toMatchObject({
    msg: 'request failed',
    fault: { kind: expect.any(String) },
  })
  expect(of.find(({ msg }) => msg === 'request')).toMatchObject({ status: 500, route: 'notices._index' })
  expect(JSON.stringify(of)).not.toContain('geheimeswort')
})

test('traces arrive: the request, what it reads, its queries, and no value of them', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await get(second, '/associations?q=geheimname', { traceparent })
  const of = () => spans.filter(({ traceId }) => traceId === '0af7651916cd43dd8448eb211c80319c')
  for (let round = 0; round < 60 && !of().some(({ name }) => name.startsWith('GET ')); round++)
    await sleep(100)
  const names = of().map(({ name }) => name)
  expect(names).toContain('GET associations._index')
  expect(names).toContain('loader associations._index')
  expect(names).toContain('query')
  expect(of().find(({ name }) => name === 'GET associations._index')?.parentSpanId).toBe('b7ad6b7169203331')
  expect(spans.map(({ text }) => text).join()).not.toMatch(/geheim|@demo\.example|小林/)
  expect(spans.some(({ text }) => text.includes('help'))).toBe(false)
})

test('maintenance refuses writes in all instances, and loses nothing that was typed', async () => {
  const resident = await signIn(second, 'resident')
  const admin = await signIn(second, 'admin')
  const ordered = await runToEnd({ DATA_DIR: folder, PORT: '1' }, [
    'prisma/maintenance.ts',
    'on',
    '23:59 / 部品の交換',
  ])
  expect(ordered.output).toContain('writing is refused')
  expect(ordered.code).toBe(0)
  const fields = { familyName: '書きかけ"<b>', givenName: '一行目\r\n二行目', password: 'unsaid' }
  for (const portal of [first, second]) {
    await soon(async () => (await post(portal, '/account/profile', resident, fields)).status === 503)
    expect((await get(portal, '/notices')).status).toBe(200)
    expect((await get(portal, '/readyz')).status).toBe(200)
  }
  const refused = await post(second, '/account/profile', resident, fields)
  const text = await refused.text()
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(text).toContain('action="/account/profile"')
  expect(text).toContain('書きかけ&quot;&lt;b&gt;')
  expect(text).toMatch(/一行目\r?\n二行目/)
  expect(text).toContain('23:59')
  expect(text).toContain('部品の交換')
  expect(text).not.toContain('unsaid')
  // Administrators go on: their form is read, and only its content is refused.
  expect((await post(second, '/account/profile', admin, { familyName: '' })).status).toBe(422)
  await soon(async () => (await (await get(second, '/readyz')).json()).queue === 'resting')

  await runToEnd({ DATA_DIR: folder, PORT: '1' }, ['prisma/maintenance.ts', 'full'])
  for (const portal of [first, second]) {
    await soon(async () => (await get(portal, '/notices')).status === 503)
    const closed = await get(portal, '/')
    expect(Number(closed.headers.get('Retry-After'))).toBeGreaterThan(0)
    const said = await closed.text()
    for (const word of ['お休みしています', 'Closed for maintenance', '점검']) expect(said).toContain(word)
    const open = await get(portal, '/api/v1/notices', { Cookie: admin })
    expect([open.status, open.headers.get('Content-Type'), open.headers.has('Retry-After')]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      true,
    ])
    expect(await open.json()).toMatchObject({ status: 503, title_en: 'Closed for maintenance' })
    expect((await get(portal, '/sign-in')).status).toBe(200)
    expect((await get(portal, '/healthz')).status).toBe(200)
    expect((await get(portal, '/notices', { Cookie: resident })).status).toBe(503)
    expect((await get(portal, '/notices', { Cookie: admin })).status).toBe(200)
  }
  // An administrator ends it from the page.
  const ended = await post(first, '/admin/operation', admin, { intent: 'maintenance', stage: 'off' })
  expect(ended.headers.get('Location')).toContain('maintenance_off')
  for (const portal of [first, second]) {
    await soon(async () => (await get(portal, '/notices')).status === 200)
    await soon(async () => (await (await get(portal, '/readyz')).json()).queue === 'ok')
  }
  const trail = await query(
    `SELECT after->>'stage' AS stage FROM audit_entries WHERE action = 'maintenance.set' ORDER BY id`,
  )
  expect(trail.rows.map(({ stage }) => stage)).toEqual(['writes', 'full', 'off'])
})

test('the page of the operation shows both instances, and a given-up job that is tried again', async () => {
  const admin = await signIn(first, 'admin')
  await query(`INSERT INTO pgboss.job (name, data, state, retry_limit, retry_count, completed_on, output)
    VALUES ('send-mail', '{"mailId": 2147483647}', 'failed', 12, 12, now(),
      '{"name": "Error", "code": "ECONNREFUSED", "message": "geheim@example.net"}')`)
  const page = await (await get(first, '/admin/operation', { Cookie: admin })).text()
  expect(page).toContain(`(${first.child.pid})`)
  expect(page).toContain(`(${second.child.pid})`)
  expect(page).toContain('相手のサーバーにつながりません')
  expect(page).not.toContain('geheim')
  const job = /name="job" value="([\da-f-]{36})"/.exec(page)?.[1] ?? ''
  const again = await post(first, '/admin/operation', admin, { intent: 'retry', name: 'send-mail', job })
  expect(again.status).toBe(302)
  const state = async () => (await query(`SELECT state FROM pgboss.job WHERE id = '${job}'`)).rows[0]?.state
  for (let round = 0; round < 100 && (await state()) !== 'completed'; round++) await sleep(100)
  expect(await state()).toBe('completed')
  expect(
    (await post(first, '/admin/operation', admin, { intent: 'retry', name: 'send-mail', job })).status,
  ).toBe(404)
})

test('told to stop, it first says that no more should come, and still answers', async () => {
  const stopped = first.stop()
  await soon(async () => (await get(first, '/readyz')).status === 503)
  expect(await (await get(first, '/readyz')).json()).toMatchObject({
    ready: false,
    stopping: true,
    database: 'ok',
  })
  expect((await get(first, '/about')).status).toBe(200)
  expect(await stopped).toBe(0)
})

/** The start on a PostgreSQL that others run: DATABASE_URL. */
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { listMigrations } from '../../prisma/migrate'
import { freePort, type Portal, runToEnd, startPortal } from '../setup/portal'
import { copyName, openTestServer, type TestServer, withAdmin } from '../setup/server'

const DATA_DIR = path.join(tmpdir(), `portal-external-${process.pid}`)
const secrets = {
  APP_SECRET: 'a secret of the tests, known to everybody',
  PUBLIC_URL: 'http://localhost:3000',
}
const portals: Portal[] = []
let server: TestServer
let made = 0

beforeAll(async () => {
  server = await openTestServer()
})

afterEach(async () => {
  await Promise.all(portals.splice(0).map((portal) => portal.stop()))
})

afterAll(async () => {
  await withAdmin(server, async (admin) => {
    for (; made > 0; made--)
      await admin.query(`DROP DATABASE ${copyName(process.pid, `external${made}`)} WITH (FORCE)`)
  })
  await server.close()
  rmSync(DATA_DIR, { recursive: true, force: true })
})

async function emptyDatabase(): Promise<string> {
  made++
  const name = copyName(process.pid, `external${made}`)
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name}`))
  return server.url(name)
}

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}

const settings = async (DATABASE_URL: string) => ({
  ...secrets,
  DATABASE_URL,
  DATA_DIR,
  PORT: String(await freePort()),
})

test('two instances migrate one empty database at once, and fill nothing in', async () => {
  const url = await emptyDatabase()
  const envs = await Promise.all([settings(url), settings(url)])
  const starting = await Promise.allSettled(envs.map((env) => startPortal(env)))
  for (const started of starting) {
    if (started.status === 'fulfilled') portals.push(started.value)
  }
  expect(starting.filter(({ status }) => status === 'rejected')).toEqual([])
  const applied = await query<{ migration_name: string }>(
    url,
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
  )
  expect(applied.map((row) => row.migration_name)).toEqual(listMigrations().map(({ name }) => name))
  expect(
    await query(url, `SELECT kind::text AS kind, count(*)::int AS n FROM associations GROUP BY 1 ORDER BY 1`),
  ).toEqual([
    { kind: 'city', n: 1 },
    { kind: 'council', n: 44 },
  ])
  expect(
    await query(url, 'SELECT FROM users UNION ALL SELECT FROM notices UNION ALL SELECT FROM terms'),
  ).toEqual([])
  expect(await query(url, 'SELECT FROM users')).toEqual([])
  for (const portal of portals) {
    expect(portal.output()).not.toContain('demo.example')
    expect((await fetch(`${portal.url}/`)).status).toBe(200)
  }
})

test('every missing or wrong setting is named', async () => {
  const { PORT } = await settings('')
  const missing = await runToEnd({ PORT, DATA_DIR, DATABASE_URL: 'postgresql://none.invalid/none' })
  expect(missing.code).toBe(1)
  for (const name of ['APP_SECRET', 'PUBLIC_URL']) expect(missing.output).toContain(name)
  expect(missing.output).not.toMatch(/\n\s+at /)

  const wrong = await runToEnd({
    PORT: 'x',
    DATABASE_URL: 'mysql://x/y',
    APP_SECRET: 'short',
    PUBLIC_URL: 'x',
    SMTP_URL: 'x',
  })
  expect(wrong.code).toBe(1)
  for (const name of ['PORT', 'DATABASE_URL', 'APP_SECRET', 'PUBLIC_URL', 'SMTP_URL'])
    expect(wrong.output).toContain(name)
})

test('a database that cannot be reached is said in one sentence, without its password', async () => {
  const closed = await freePort()
  for (const url of [
    `postgresql://me:hush@127.0.0.1:${closed}/portal`,
    'postgresql://me:hush@none.invalid/portal',
  ]) {
    const { code, output } = await runToEnd(await settings(url))
    expect(code).toBe(1)
    expect(output).toContain('cannot be reached')
    expect(output.trim().split('\n')).toHaveLength(2)
    expect(output).not.toContain('hush')
  }
})

test('a database that is too old is said in one sentence', async () => {
  const old = await oldPostgres()
  const { port } = old.address() as { port: number }
  const { code, output } = await runToEnd(await settings(`postgresql://me@127.0.0.1:${port}/portal`))
  old.close()
  expect(code).toBe(1)
  expect(output).toContain('is PostgreSQL 14; 15 or later is needed')
  expect(output.trim().split('\n')).toHaveLength(2)
})

test('a database with a history of its own is left alone', async () => {
  const newer = await emptyDatabase()
  await startPortal(await settings(newer)).then((portal) => portal.stop())
  await query(
    newer,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_later', now())`,
  )
  const later = await runToEnd(await settings(newer))
  expect(later).toMatchObject({ code: 1, output: expect.stringContaining('9999_later') })

  await query(newer, `DELETE FROM _prisma_migrations WHERE id = 'x'`)
  await query(newer, `UPDATE _prisma_migrations SET checksum = 'x'`)
  const changed = await runToEnd(await settings(newer))
  expect(changed).toMatchObject({ code: 1, output: expect.stringContaining('has been changed after') })
})

/** As much of a PostgreSQL 14 as it takes to be asked for its version. */
async function oldPostgres(): Promise<Server> {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255])
  const int32 = (value: number) => Buffer.from([0, 0, value >> 8, value & 255])
  const ready = message('Z', Buffer.from('I'))
  const column = [Buffer.from('version\0'), int32(0), int16(0), int32(23), int16(4), int32(0), int16(0)]
  const answer = [
    message('T', Buffer.concat([int16(1), ...column])),
    message('D', Buffer.concat([int16(1), int32(6), Buffer.from('140012')])),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ]
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]))
      socket.on('data', (data) => {
        if (data[0] === 'Q'.charCodeAt(0)) socket.write(Buffer.concat(answer))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

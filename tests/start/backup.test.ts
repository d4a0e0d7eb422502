/** Back-up and restore with real programs: everything is compared, and what could go wrong is made to. */
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { namedFiles } from '../../app/files.server'
import { verifyArchive } from '../../app/platform/backup/archive.server'
import { backUpToFile } from '../../app/platform/backup/write.server'
import { type Cluster, openCluster } from '../../app/platform/postgres.server'
import { Refusal } from '../../app/platform/refusal'
import { migrate } from '../../prisma/migrate'
import { freePort, type Portal, root, runToEnd, startPortal } from '../setup/portal'
import { copyName, openTestServer, type TestServer, withAdmin } from '../setup/server'
import {
  attach,
  describeDatabase,
  describeFiles,
  keepWriting,
  query,
  SECRET,
  withClient,
} from './backup-places'

const base = path.join(root, '.data', `backup-${process.pid}`)
const source = path.join(base, 'source')
const KEY = 'a passphrase that only tests use'
const totp = new TOTP({ secret: new Secret({ size: 20 }), period: 30, digits: 6 })
const portals: Portal[] = []
let files: typeof import('../../app/platform/files.server')
let cluster: Cluster
let server: TestServer
let from: string
let made = 0
/** A quiet back-up of everything, encrypted, and what the source held at that time. */
const whole = path.join(base, 'whole.tar.age')
let then: { database: Record<string, string>; files: Record<string, string> }

const backUp = (file: string, env: Record<string, string> = {}, ...options: string[]) =>
  runToEnd({ DATA_DIR: source, APP_SECRET: SECRET, ...env }, ['prisma/backup.ts', file, ...options])
const bringBack = (file: string, env: Record<string, string>, ...options: string[]) =>
  runToEnd({ APP_SECRET: SECRET, BACKUP_KEY: KEY, PUBLIC_URL: 'http://localhost:3000', ...env }, [
    'prisma/restore.ts',
    file,
    ...options,
  ])
const folder = () => path.join(base, `place${++made}`)

async function emptyDatabase(): Promise<string> {
  const name = copyName(process.pid, `backup${++made}`)
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name}`))
  return server.url(name)
}

const tablesIn = async (url: string) =>
  (await query<{ n: number }>(url, `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`))[0]
    ?.n

beforeAll(async () => {
  mkdirSync(source, { recursive: true })
  server = await openTestServer()
  cluster = await openCluster({
    folder: path.join(source, 'postgres'),
    durable: false,
    program: 'backup-test',
  })
  await cluster.ensureDatabase('portal')
  from = cluster.url('portal')
  await migrate(from)
  Object.assign(process.env, {
    DATABASE_URL: from,
    DATA_DIR: source,
    APP_SECRET: SECRET,
    PORTAL_EMBEDDED: '1',
    ENV_FILE: '',
  })
  const { prepareQueues, queue } = await import('../../app/platform/jobs.server')
  const { handlers } = await import('../../app/jobs.server')
  await prepareQueues(Object.keys(handlers))
  const { seedDemonstration } = await import('../../prisma/seed/index')
  await seedDemonstration()
  files = await import('../../app/platform/files.server')
  const { encrypt } = await import('../../app/platform/crypto.server')
  const { db } = await import('../../app/platform/db.server')
  await withClient(from, async (client) => {
    for (const size of [0, 1, 4096, 300_000, 9_000_000]) await attach(client, files.putFile, size)
    await client.query(
      `UPDATE users SET demonstration = false, second_factor_secret = $1, second_factor_confirmed_at = now()
        WHERE email = 'resident@demo.example'`,
      [encrypt('second-factor', totp.secret.base32)],
    )
  })
  await db.$transaction((tx) =>
    queue(tx, 'remove-files', { keys: ['nothing'] }, { startAfter: new Date('2099-01-01T00:00:00Z') }),
  )
  // Belongs to no row: what a killed portal has left.
  await files.putFile('attachments/no/row', Buffer.from('left behind'))
})

afterEach(async () => {
  await Promise.all(portals.splice(0).map((portal) => portal.stop()))
})

afterAll(async () => {
  const { closeDatabase } = await import('../../app/platform/db.server')
  await closeDatabase()
  await cluster.close()
  await withAdmin(server, async (admin) => {
    const { rows } = await admin.query('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      `${copyName(process.pid, 'backup')}%`,
    ])
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`)
  })
  await server.close()
  rmSync(base, { recursive: true, force: true })
})

test('a back-up tells what is in it, and cannot be read without its key', async () => {
  const before = { database: await describeDatabase(from), files: describeFiles(source) }
  const { code, output, afterMs } = await backUp(whole, { BACKUP_KEY: KEY })
  expect(output).toContain('encrypted')
  expect(output).toContain('keep it elsewhere')
  expect(code).toBe(0)
  console.log(`back-up: ${afterMs} ms; ${output.split('\n')[1]}`)
  then = { database: await describeDatabase(from), files: describeFiles(source) }
  expect(then).toEqual(before)
  expect(readFileSync(whole).includes('attachments')).toBe(false)
  delete then.files['attachments/no/row']
  expect(Object.keys(then.files)).toHaveLength(5)
  const again = await backUp(whole, { BACKUP_KEY: KEY })
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('is there already') })
  const open = await backUp(path.join(base, 'open.tar'), {}, '--with-secret')
  expect(open).toMatchObject({ code: 1, output: expect.stringContaining('encrypted back-ups only') })
})

test('from the embedded database to DATABASE_URL and back again everything is the same', async () => {
  const url = await emptyDatabase()
  const DATA_DIR = folder()
  const out = await bringBack(whole, { DATABASE_URL: url, DATA_DIR })
  expect(out.output).toContain('Every table and file is as in the back-up')
  expect(out.code).toBe(0)
  console.log(`restore: ${out.afterMs} ms; ${out.output.split('\n')[3]}`)
  expect(await describeDatabase(url)).toEqual(then.database)
  expect(describeFiles(DATA_DIR)).toEqual(then.files)

  const second = path.join(base, 'second.tar')
  const env = { DATABASE_URL: url, DATA_DIR, PUBLIC_URL: 'http://localhost:3000' }
  expect(await backUp(second, env)).toMatchObject({ code: 0 })
  const back = folder()
  const embedded = await bringBack(second, { DATA_DIR: back })
  expect(embedded.code).toBe(0)
  const home = await openCluster({ folder: path.join(back, 'postgres'), program: 'backup-test' })
  expect(await describeDatabase(home.url('portal'))).toEqual(then.database)
  await home.close()
  expect(describeFiles(back)).toEqual(then.files)
})

test('a restored portal starts, and a person signs in with the second factor of before', async () => {
  const url = await emptyDatabase()
  const env = { DATABASE_URL: url, DATA_DIR: folder(), PORT: String(await freePort()) }
  const settings = { ...env, APP_SECRET: SECRET, PUBLIC_URL: `http://localhost:${env.PORT}` }
  expect((await bringBack(whole, settings)).code).toBe(0)
  const portal = await startPortal(settings)
  portals.push(portal)
  const cookies = new Map<string, string>()
  const send = async (at: string, body?: Record<string, string>) => {
    const response = await fetch(portal.url + at, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { Origin: portal.url, Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      body: body && new URLSearchParams(body),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/)
      cookies.set(name, value)
    }
    await response.arrayBuffer()
    return response.status
  }
  const person = { intent: 'password', email: 'resident@demo.example', password: 'hirakata-demo', next: '/' }
  expect(await send('/sign-in', person)).toBe(302)
  expect(await send('/account')).not.toBe(200)
  expect(await send('/sign-in/code', { code: totp.generate(), next: '/' })).toBe(302)
  expect(await send('/account')).toBe(200)
})

test('what is written meanwhile is in it as of one moment, and no row lacks its file', async () => {
  const stop = keepWriting(from, files)
  await sleep(1_500)
  const file = path.join(base, 'busy.tar')
  const [outcome] = await Promise.all([backUp(file), sleep(1)])
  expect(outcome.code).toBe(0)
  const rounds = await stop()
  console.log(`${rounds} rounds of writing around a back-up of ${outcome.afterMs} ms`)
  expect(rounds).toBeGreaterThan(20)
  expect((await verifyArchive(file, undefined)).missing).toEqual([])

  const url = await emptyDatabase()
  const DATA_DIR = folder()
  expect((await bringBack(file, { DATABASE_URL: url, DATA_DIR })).code).toBe(0)
  const [one, other] = await query<{ text: string }>(
    url,
    `(SELECT website AS text FROM associations ORDER BY id LIMIT 1)
     UNION ALL SELECT given_name FROM users WHERE email = 'resident@demo.example'`,
  )
  expect(one?.text).toMatch(/^https:\/\/example\.jp\/\d+$/)
  expect(one).toEqual(other)
  const rows = await query<{ key: string; size: number }>(url, 'SELECT key, size FROM attachments')
  const stored = describeFiles(DATA_DIR)
  expect(Object.keys(stored).sort()).toEqual(rows.map(({ key }) => key).sort())
})

test('files that are deleted during a back-up go afterwards', async () => {
  const gate = path.join(base, 'slow.tar')
  await withClient(from, async (client) => {
    const key = await attach(client, files.putFile, 500)
    let removed: Promise<void> | undefined
    const wanted = new Proxy(namedFiles, {
      get: (target, name) => {
        // Asked for inside the snapshot: the row goes now, and its file with it.
        removed ??= client
          .query('DELETE FROM attachments WHERE key = $1', [key])
          .then(() => files.removeFiles([key]))
        return Reflect.get(target, name)
      },
    })
    const manifest = await backUpToFile(gate, { url: from, key: undefined, namedFiles: wanted })
    await removed
    expect(manifest.files).toContain(key)
    expect(describeFiles(source)[key]).toBeDefined()
    const [job] = await query<{ data: { keys: string[] } }>(
      from,
      `SELECT data FROM pgboss.job WHERE name = 'remove-files' AND data::text LIKE '%' || $1 || '%'`,
      [key],
    )
    await files.handlers['remove-files'](job?.data ?? { keys: [] })
    expect(describeFiles(source)[key]).toBeUndefined()
  })
})

test('another key, none, a cut and a changed archive are refused before anything is written', async () => {
  const url = await emptyDatabase()
  const DATA_DIR = folder()
  const place = { DATABASE_URL: url, DATA_DIR }
  const wrong = await bringBack(whole, { ...place, BACKUP_KEY: 'quite another passphrase' })
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('another key') })
  const none = await bringBack(whole, { ...place, BACKUP_KEY: '' })
  expect(none).toMatchObject({ code: 1, output: expect.stringContaining('name its key in BACKUP_KEY') })
  const other = await bringBack(whole, {
    ...place,
    APP_SECRET: 'quite another secret, as long as it must be',
  })
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining('APP_SECRET is not the one') })
  const cut = path.join(base, 'cut.tar.age')
  writeFileSync(cut, readFileSync(whole).subarray(0, -1))
  const short = await bringBack(cut, place)
  expect(short).toMatchObject({ code: 1, output: expect.stringContaining('Nothing was written') })
  expect(await tablesIn(url)).toBe(0)
  expect(describeFiles(DATA_DIR)).toEqual({})
})

test('an archive that is cut or changed anywhere is found out', async () => {
  const open = path.join(base, 'flips.tar')
  // A recipient's key is quicker to try many times than a passphrase, which is slow on purpose.
  const { generateX25519Identity } = await import('age-encryption')
  const identity = await generateX25519Identity()
  for (const key of [undefined, identity]) {
    rmSync(open, { force: true })
    await backUpToFile(open, { url: from, key, namedFiles: [] })
    const good = readFileSync(open)
    const { entries } = await verifyArchive(open, key)
    const bad = path.join(base, 'bad.tar')
    const sure = Object.keys(entries)
      .map((name) => good.indexOf(name))
      .filter((at) => at > 0)
    const places = key
      ? [0.001, 0.2, 0.4, 0.6, 0.8, 0.999].map((part) => Math.floor(part * good.length))
      : // In an open archive the content right behind a header; elsewhere may be padding, which means nothing.
        sure.filter((_, index) => index % 20 === 0).map((at) => at + 512)
    expect(places.length).toBeGreaterThan(4)
    for (const at of places) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ 4
      writeFileSync(bad, changed)
      await expect(verifyArchive(bad, key), `bit at ${at}`).rejects.toThrow(Refusal)
    }
    for (const part of [0, 0.1, 0.5, 0.9, 0.99]) {
      writeFileSync(bad, good)
      truncateSync(bad, Math.floor(part * good.length))
      await expect(verifyArchive(bad, key), `cut at ${part}`).rejects.toThrow(Refusal)
    }
  }
})

test('a place that is not empty is left alone', async () => {
  const url = await emptyDatabase()
  await query(url, 'CREATE TABLE somebody AS SELECT 1 AS one')
  const DATA_DIR = folder()
  const refused = await bringBack(whole, { DATABASE_URL: url, DATA_DIR })
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') })
  expect(await query(url, 'SELECT one FROM somebody')).toEqual([{ one: 1 }])
  expect(await tablesIn(url)).toBe(1)

  const clean = await emptyDatabase()
  mkdirSync(path.join(DATA_DIR, 'files'), { recursive: true })
  writeFileSync(path.join(DATA_DIR, 'files/mine'), 'mine')
  const again = await bringBack(whole, { DATABASE_URL: clean, DATA_DIR })
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('place for files') })
  expect(readdirSync(path.join(DATA_DIR, 'files'))).toEqual(['mine'])
  expect(await tablesIn(clean)).toBe(0)
  const running = await bringBack(whole, { DATA_DIR: source })
  expect(running).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') })
})

test('a restore that is killed is told of at the start, holds no row, and goes through when it is run again', async () => {
  const url = await emptyDatabase()
  const env = { DATABASE_URL: url, DATA_DIR: folder(), PORT: String(await freePort()) }
  const settings = { ...env, APP_SECRET: SECRET, PUBLIC_URL: 'http://localhost:3000', BACKUP_KEY: KEY }
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, ['--import', 'tsx', 'prisma/restore.ts', whole], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ENV_FILE: '',
      NODE_ENV: 'production',
      ...settings,
    },
    stdio: 'ignore',
  })
  // Killed while it loads: then its transaction has taken away the foreign keys.
  const loading = async () =>
    (
      await query(
        url,
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'portal-restore'
            AND query ~ '^(COPY|TRUNCATE|DROP INDEX|ALTER)'`,
      )
    ).length > 0
  while (!(await loading())) {
    if (child.exitCode !== null) throw new Error('The restore ended before it could be killed.')
    await sleep(20)
  }
  child.kill('SIGKILL')
  await expect
    .poll(() =>
      query(
        url,
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'portal-restore'`,
      ),
    )
    .toEqual([])
  const start = await runToEnd(settings)
  expect(start).toMatchObject({ code: 1, output: expect.stringContaining('was broken off') })
  expect(await query(url, 'SELECT FROM users UNION ALL SELECT FROM associations')).toEqual([])
  const again = await bringBack(whole, settings)
  expect(again.code).toBe(0)
  expect(await describeDatabase(url)).toEqual(then.database)
  expect(describeFiles(env.DATA_DIR)).toEqual(then.files)
})

test('who is told to leaves the jobs out, and the secret in', async () => {
  const file = path.join(base, 'secret.tar.age')
  expect((await backUp(file, { BACKUP_KEY: KEY }, '--with-secret')).output).not.toContain('keep it elsewhere')
  const DATA_DIR = folder()
  const done = await runToEnd({ DATA_DIR, BACKUP_KEY: KEY }, ['prisma/restore.ts', file, '--without-jobs'])
  expect(done.code).toBe(0)
  expect(readFileSync(path.join(DATA_DIR, 'secret'), 'utf8')).toBe(SECRET)
  expect(done.output).toContain('0 waiting jobs')
})

test('every column that names a stored file is known', async () => {
  const known = await query<{ table: string; column: string }>(
    from,
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`,
  )
  for (const { table, column } of namedFiles) expect(known).toContainEqual({ table, column })
  // Whoever stores files in another place adds its columns to app/files.server.ts, and the place here.
  const modules = readdirSync(path.join(root, 'app/modules'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.server.ts'))
    .filter((file) => /\bputFile\(/.test(readFileSync(path.join(root, 'app/modules', file), 'utf8')))
    .map((file) => file.split(path.sep)[0])
  expect([...new Set(modules)].sort()).toEqual([
    'applications',
    'custody',
    'exchange',
    'halls',
    'imports',
    'notices',
    'volunteering',
  ])
})

/** The PostgreSQL server of the tests, and the one migrated database that every test database is a copy of. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { openCluster } from '../../app/platform/postgres.server'
import { migrate, migrationsFingerprint } from '../../prisma/migrate'

export type TestServer = {
  /** The address of a database of this name. */
  url(database: string): string
  /** The same for the superuser; where the server is given, for the user that was given with it. */
  adminUrl(database: string): string
  /** Leaves the server; the embedded one is stopped by the last who leaves it. */
  close(): Promise<void>
}

const app = path.resolve(import.meta.dirname, '../../app')

/** Any number that no other lock of the portal uses. */
const LOCK = 4_620_260_405

/** The names of databases that tests make; the number is the process that will clear them away. */
export const copyName = (owner: number, worker: string | number) => `portal_test_${owner}_${worker}`

/**
 * The server of the tests: TEST_DATABASE_URL, whose user may create databases, or an embedded one of their own
 * that does not wait for the disk.
 */
export async function openTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    const url = (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href
    return { url, adminUrl: url, close: async () => {} }
  }
  const folder = path.resolve(import.meta.dirname, '../../.data/postgres-test')
  const cluster = await openCluster({ folder, durable: false, program: 'portal-tests' })
  return {
    url: (database) => cluster.url(database),
    adminUrl: (database) => cluster.adminUrl(database),
    close: () => cluster.close(),
  }
}

/**
 * Makes the template, with all tables and job queues, unless one of the present state is there already.
 * @returns its name
 */
export async function ensureTemplate(server: TestServer): Promise<string> {
  const name = `portal_template_${migrationsFingerprint()}_${jobsFingerprint()}`
  await withAdmin(server, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK])
    const { rows } = await admin.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'portal\\_template\\_%' OR datname LIKE 'portal\\_test\\_%'`,
    )
    const existing = rows.map(({ datname }) => datname as string)
    if (existing.includes(name)) return
    for (const old of existing.filter(isForgotten)) {
      await admin.query(`DROP DATABASE IF EXISTS ${old}`).catch(() => {}) // still somebody's
    }
    // It gets its name when it is complete, so that a killed run leaves no half of one.
    const draft = `portal_template_draft_${process.pid}`
    await admin.query(`CREATE DATABASE ${draft}`)
    await migrate(server.url(draft))
    await prepareQueues(server.url(draft))
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`)
  })
  return name
}

/** Changes with every change of a file that names job queues. */
function jobsFingerprint(): string {
  const modules = path.join(app, 'modules')
  const hash = createHash('sha256').update(readFileSync(path.join(app, 'jobs.server.ts')))
  for (const module of readdirSync(modules).sort()) {
    const file = path.join(modules, module, 'jobs.server.ts')
    if (existsSync(file)) hash.update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 8)
}

async function prepareQueues(url: string) {
  process.env.DATABASE_URL = url
  const [{ prepareQueues }, { handlers }] = await Promise.all([
    import('../../app/platform/jobs.server'),
    import('../../app/jobs.server'),
  ])
  await prepareQueues(Object.keys(handlers))
  delete process.env.DATABASE_URL
}

/** Runs with a connection that may create and drop databases. */
export async function withAdmin<T>(server: Pick<TestServer, 'url'>, work: (admin: pg.Client) => Promise<T>) {
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** Drops a database with its connections; waits for the server's own cleaning (autovacuum), which nobody may end. */
export async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      return
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '42501' || attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Whether a database was left behind by older migrations, or by a run that was killed. */
function isForgotten(name: string): boolean {
  const owner = /^portal_test_(\d+)_/.exec(name)?.[1] ?? /_draft_(\d+)$/.exec(name)?.[1]
  if (!owner) return true
  try {
    process.kill(Number(owner), 0)
    return false
  } catch {
    return true
  }
}

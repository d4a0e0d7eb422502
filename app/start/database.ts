/** The database of a program of the portal: the embedded one, or the one that DATABASE_URL names. */
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../../prisma/migrate'
import { demonstrationEmail } from '../modules/accounts/demonstration'
import { type Cluster, openCluster } from '../platform/postgres.server'
import { Refusal } from '../platform/refusal'
import { type Settings, settings } from '../platform/settings.server'
import { refuseHalfRestored } from './restore/mark'

/** The oldest PostgreSQL that has everything the portal asks of it. */
const OLDEST = 15

export type Database = {
  url: string
  /** Whether the database is run by the portal itself. */
  isEmbedded: boolean
  /** Leaves the database; the embedded one is stopped by the last program that leaves it. */
  close(): Promise<void>
}

/** Brings a database to the newest migration, unless a restore into it has not come to its end. */
async function bringForward(url: string): Promise<void> {
  await refuseHalfRestored(url)
  await migrate(url)
}

/**
 * Opens the database of the settings and brings it to the newest migration. From then on the environment says
 * where it is, also to the built pages, which are loaded later: DATABASE_URL, PORTAL_EMBEDDED and APP_SECRET.
 * @param onLoss told when the embedded server has died, with the problem if it could not be brought back
 * @param prepare what is done instead of migrating: a back-up changes nothing, a restore migrates by itself
 * @throws Refusal when it cannot be reached, is too old, or its history is another's
 */
export async function openDatabase(
  onLoss?: (problem?: unknown) => void,
  prepare = bringForward,
): Promise<Database> {
  const chosen = settings()
  const database = chosen.DATABASE_URL ? await reach(chosen.DATABASE_URL) : await embedded(chosen, onLoss)
  try {
    await prepare(database.url)
  } catch (error) {
    await database.close()
    throw asRefusal(error)
  }
  return database
}

async function embedded({ DATA_DIR, APP_SECRET }: Settings, onLoss?: (problem?: unknown) => void) {
  const cluster: Cluster = await openCluster({ folder: path.join(DATA_DIR, 'postgres'), onLoss })
  await cluster.ensureDatabase('portal')
  const url = cluster.url('portal')
  Object.assign(process.env, { DATABASE_URL: url, PORTAL_EMBEDDED: '1', APP_SECRET })
  return { url, isEmbedded: true, close: () => cluster.close() }
}

async function reach(url: string): Promise<Database> {
  const { host, pathname } = new URL(url)
  const place = `${host}${pathname}`
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  let version: number
  try {
    await client.connect()
    const { rows } = await client.query(`SELECT current_setting('server_version_num')::int AS version`)
    version = Math.floor(rows[0].version / 10_000)
  } catch (cause) {
    throw new Refusal(
      `データベース ${place} に接続できません: ${reason(cause)}`,
      `The database ${place} cannot be reached: ${reason(cause)}`,
      { cause },
    )
  } finally {
    await client.end().catch(() => {})
  }
  if (version < OLDEST)
    throw new Refusal(
      `データベース ${place} は PostgreSQL ${version} です。${OLDEST} 以上が必要です。`,
      `The database ${place} is PostgreSQL ${version}; ${OLDEST} or later is needed.`,
    )
  return { url, isEmbedded: false, close: async () => {} }
}

/** The reason in words; an error of several attempts (one for each address of a host) hides it one level down. */
function reason(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return (first as Error)?.message || String((first as NodeJS.ErrnoException)?.code ?? first)
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(
    `データベースを新しい形に移せません: ${reason(error)}`,
    `The database could not be migrated: ${reason(error)}`,
    { cause: error },
  )
}

/**
 * Fills the demonstration city into an embedded database that holds no association, and finds out whether it is
 * there. Never called for a database that others run.
 * @param report told before the filling, which takes some seconds
 */
export async function demonstrate(url: string, report: () => void): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `portal-demonstration:${process.pid}`,
  })
  await client.connect()
  try {
    const empty = await client.query('SELECT NOT EXISTS (SELECT FROM associations) AS yes')
    if (empty.rows[0].yes) {
      report()
      const { seedDemonstration } = await import('../../prisma/seed/index')
      await seedDemonstration()
    }
    const known = await client.query('SELECT FROM users WHERE email = $1', [demonstrationEmail('admin')])
    return Boolean(known.rowCount)
  } finally {
    await client.end()
  }
}

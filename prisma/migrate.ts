import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { Refusal } from '../app/platform/refusal'

/** Where the migrations lie: one folder each, applied in the order of their names. */
export const migrationsFolder = path.resolve(import.meta.dirname, 'migrations')

/** Any number will do, as long as nobody else in the same database takes it for a lock of their own. */
const LOCK = 4_620_260_401

export type Migration = { name: string; sql: string; checksum: string }

/** The migrations on disk, in order; the checksum is the SHA-256 of the file, as Prisma keeps it. */
export function listMigrations(folder = migrationsFolder): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** A short name for the whole history on disk: changes with every change of a migration. */
export function migrationsFingerprint(migrations = listMigrations()): string {
  const hash = createHash('sha256')
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`)
  return hash.digest('hex').slice(0, 12)
}

/**
 * Brings a database to the newest migration through Prisma's own engine, which keeps its
 * `_prisma_migrations` table. An advisory lock makes a second instance wait, and each migration is one
 * transaction together with its entry in that table, so that a process killed half-way leaves nothing behind.
 * When nothing is to be done the engine is not even loaded.
 * @param connectionString a PostgreSQL address; its user owns the database
 * @returns the names of the migrations that were applied
 * @throws Refusal when the history in the database is not the beginning of the one on disk
 */
export async function migrate(connectionString: string, migrations = listMigrations()): Promise<string[]> {
  // One connection for all: the lock, the transactions and the engine's own statements.
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: `portal-migrate:${process.pid}`,
  })
  pool.on('error', () => {}) // the statement under way reports it
  try {
    await pool.query('SELECT pg_advisory_lock($1)', [LOCK])
    const applied = await readHistory(pool)
    const pending = pendingMigrations(migrations, applied)
    if (pending.length > 0) await applyInOrder(pool, migrations, pending)
    return pending.map(({ name }) => name)
  } finally {
    await pool.end()
  }
}

type AppliedMigration = { migration_name: string; checksum: string; finished: boolean }

async function readHistory(pool: pg.Pool): Promise<AppliedMigration[]> {
  const { rows: tables } = await pool.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known`)
  if (!tables[0].known) return []
  const { rows } = await pool.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

function pendingMigrations(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const onDisk = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished } of applied) {
    if (!finished)
      throw new Refusal(
        `データベースの移行 ${name} が途中で止まっています。`,
        `Migration ${name} has not been finished in this database.`,
      )
    const migration = onDisk.get(name)
    if (!migration)
      throw new Refusal(
        `データベースのほうがこのプログラムより新しいです（移行 ${name} を知りません）。`,
        `The database is newer than this program, which does not know migration ${name}.`,
      )
    if (migration.checksum !== checksum)
      throw new Refusal(
        `適用済みの移行 ${name} の内容が変わっています。`,
        `Migration ${name} has been changed after it was applied.`,
      )
  }
  const done = new Set(applied.map(({ migration_name }) => migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function applyInOrder(pool: pg.Pool, migrations: Migration[], pending: Migration[]): Promise<void> {
  const [{ PrismaPg }, { noFilters, openEngine }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('./schema-engine'),
  ])
  let refusal: unknown
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    // The adapter splits a script at every semicolon, which cuts functions in pieces; PostgreSQL does not.
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script)
      } catch (error) {
        refusal ??= error
        throw error
      }
    }
    return adapter
  }
  // The engine aborts without any schema file; to apply migrations it needs no more than the dialect.
  const dialect = { path: 'dialect.prisma', content: 'datasource db {\n  provider = "postgresql"\n}\n' }
  const engine = await openEngine([dialect], factory)
  try {
    for (const migration of pending) {
      const upTo = migrations.slice(0, migrations.indexOf(migration) + 1)
      await pool.query('BEGIN')
      try {
        await engine.applyMigrations({
          migrationsList: {
            baseDir: migrationsFolder,
            lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
            shadowDbInitScript: '',
            migrationDirectories: upTo.map(({ name, sql }) => ({
              path: name,
              migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
            })),
          },
          filters: noFilters,
        })
        await pool.query('COMMIT')
      } catch (error) {
        await pool.query('ROLLBACK').catch(() => {})
        throw new Error(`Migration ${migration.name}: ${explain(refusal ?? error)}`, { cause: error })
      }
    }
  } finally {
    engine.free()
  }
}

function explain(error: unknown): string {
  if (error instanceof pg.DatabaseError)
    return [error.message, error.detail, error.hint, error.where, error.position && `at ${error.position}`]
      .filter(Boolean)
      .join('; ')
  return error instanceof Error ? error.message : String(error)
}

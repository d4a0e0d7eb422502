/** What is asked of PostgreSQL for a back-up and a restore: tables, their content, sequences. No superuser needed. */
import type pg from 'pg'

/** Not taken along: a restore writes it by itself. */
const OWN = '_prisma_migrations'

/** Any number that no other lock of the portal uses: held by a back-up, shared by those who delete files. */
export const BACKUP_LOCK = 4_620_260_411

/** So that the same value has the same text on every server. */
export const PLAIN = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8';
SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`

export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

/** Tables of the portal with the columns that are written (generated ones make themselves), by name. */
export async function tablesOf(client: pg.ClientBase): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> $1
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
      GROUP BY c.relname ORDER BY c.relname`,
    [OWN],
  )
  return rows
}

/** Rows of a table, and a sum of hashes of their text that does not depend on their order. */
export async function contentOf(
  client: pg.ClientBase,
  { name, columns }: { name: string; columns: readonly string[] },
): Promise<{ rows: string; hash: string }> {
  const { rows } = await client.query(
    `SELECT count(*)::text AS rows, coalesce(sum(
              ('x' || encode(substring(sha256(convert_to(r::text, 'UTF8')) FOR 8), 'hex'))::bit(64)::bigint::numeric
            ), 0)::text AS hash
       FROM (SELECT ${quoted(columns)} FROM "${name}") r`,
  )
  return rows[0]
}

/** Sequences with the number they last gave. They stand outside of transactions: never behind what a snapshot sees. */
export async function sequencesOf(
  client: pg.ClientBase,
): Promise<{ name: string; last: string; called: boolean }[]> {
  const { rows: names } = await client.query(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY 1`,
  )
  if (names.length === 0) return []
  const { rows } = await client.query(
    names
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, last_value::text AS last, is_called AS called FROM "${name}"`,
      )
      .join(' UNION ALL '),
  )
  return rows
}

/** Migrations that the database went through, in order. @throws Error when there are none */
export async function historyOf(client: pg.ClientBase): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name`,
  )
  return rows
}

/** What the job queue keeps of a job that waits; its state begins anew. */
export const JOB_COLUMNS = [
  'id',
  'name',
  'priority',
  'data',
  'retry_limit',
  'retry_count',
  'retry_delay',
  'retry_backoff',
  'start_after',
  'singleton_key',
  'singleton_on',
  'expire_in',
  'created_on',
  'keep_until',
  'dead_letter',
  'policy',
]

/** Jobs that wait, and those in hand, which begin anew. */
export const WAITING = `state IN ('created', 'retry', 'active')`

/** The queues with jobs that wait and how many; null where there is no job queue. */
export async function jobsOf(client: pg.ClientBase): Promise<{ queues: string[]; rows: number } | null> {
  const known = await client.query(`SELECT to_regclass('pgboss.job') IS NOT NULL AS yes`)
  if (!known.rows[0].yes) return null
  const { rows } = await client.query(
    `SELECT name, count(*)::int AS n FROM pgboss.job WHERE ${WAITING} GROUP BY name ORDER BY name`,
  )
  return { queues: rows.map(({ name }) => name), rows: rows.reduce((sum, { n }) => sum + n, 0) }
}

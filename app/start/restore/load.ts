/** The rows of a back-up into the tables of its own state of migration, within the caller's transaction. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { JOBS, type Manifest, partName, type Table } from '../../platform/backup/manifest'
import { contentOf, PLAIN, quoted, sequencesOf, tablesOf } from '../../platform/backup/tables.server'

type Entry = { name: string; size: number; content: Readable }
type Current = () => Entry | undefined
type Advance = () => Promise<void>

/**
 * Empties all tables and takes off what would check or change single rows: foreign keys, the portal's own triggers,
 * and indexes, which are made faster afterwards.
 * @returns what puts all of it back, and fails where a row breaks a promise
 */
export async function withoutPromises(client: pg.Client, manifest: Manifest): Promise<() => Promise<void>> {
  await client.query(PLAIN)
  await client.query(`SET LOCAL maintenance_work_mem = '256MB'`)
  const tables = await tablesOf(client)
  const here = JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]))
  const there = JSON.stringify(manifest.tables.map(({ name, columns }) => [name, [...columns].sort()]))
  if (here !== there) throw new Error('The tables of the back-up are not those that its migrations make.')

  const { rows: triggers } = await client.query(
    `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace`,
  )
  const { rows: foreign } = await client.query(
    `SELECT c.relname AS "table", k.conname AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`,
  )
  const { rows: indexes } = await client.query(
    `SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype <> 'f')`,
  )
  for (const { name } of triggers) await client.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`)
  for (const { table, name } of foreign)
    await client.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`)
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
  if (tables.length > 0) await client.query(`TRUNCATE ${quoted(tables.map(({ name }) => name))}`)

  return async () => {
    await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    for (const { definition } of indexes) await client.query(definition)
    for (const { table, name, definition } of foreign)
      await client.query(`ALTER TABLE "${table}" ADD CONSTRAINT "${name}" ${definition}`)
    for (const { name } of triggers) await client.query(`ALTER TABLE "${name}" ENABLE TRIGGER USER`)
  }
}

/** The text of consecutive parts, one after the other. */
async function* textOf(name: string, parts: number, current: Current, advance: Advance) {
  for (let n = 1; n <= parts; n++) {
    const entry = current()
    if (entry?.name !== partName(name, n)) throw new Error(`${partName(name, n)} is not where it belongs.`)
    const plain = createGunzip()
    const read = pipeline(entry.content, plain)
    yield* plain
    await read
    await advance()
  }
}

/** Copies the parts of a table into it. */
export async function loadRows(client: pg.Client, table: Table, current: Current, advance: Advance) {
  if (table.parts === 0) return
  const into = client.query(copyFrom(`COPY "${table.name}" (${quoted(table.columns)}) FROM STDIN`))
  await pipeline(Readable.from(textOf(table.name, table.parts, current, advance)), into)
}

/**
 * Queues the jobs that waited, as new ones; or passes them over.
 * @returns how many were queued
 */
export async function loadJobs(
  client: pg.Client,
  jobs: NonNullable<Manifest['jobs']>,
  current: Current,
  advance: Advance,
  wanted: boolean,
): Promise<number> {
  const text = textOf(`.${JOBS}`, jobs.parts, current, advance)
  if (!wanted) {
    for await (const _ of text);
    return 0
  }
  const columns = quoted(jobs.columns)
  await client.query(
    `CREATE TEMP TABLE waiting_jobs ON COMMIT DROP AS SELECT ${columns} FROM pgboss.job WITH NO DATA`,
  )
  if (jobs.parts > 0)
    await pipeline(
      Readable.from(text),
      client.query(copyFrom(`COPY pg_temp.waiting_jobs (${columns}) FROM STDIN`)),
    )
  const { rowCount } = await client.query(
    `INSERT INTO pgboss.job (${columns}) SELECT ${columns} FROM pg_temp.waiting_jobs ON CONFLICT DO NOTHING`,
  )
  return rowCount ?? 0
}

/** Lets every sequence go on where it was. */
export async function setSequences(client: pg.Client, { sequences }: Manifest): Promise<void> {
  const here = new Set((await sequencesOf(client)).map(({ name }) => name))
  for (const { name, last, called } of sequences) {
    if (!here.has(name)) throw new Error(`There is no sequence ${name}.`)
    await client.query('SELECT setval(quote_ident($1)::regclass, $2, $3)', [name, last, called])
  }
}

/**
 * Compares the rows and the content of every table with the back-up.
 * @returns how many rows there are in all
 * @throws Error naming the tables that differ
 */
export async function compare(client: pg.Client, { tables }: Manifest): Promise<number> {
  const different: string[] = []
  let sum = 0
  for (const table of tables) {
    const { rows, hash } = await contentOf(client, table)
    if (rows !== table.rows || hash !== table.hash) different.push(table.name)
    sum += Number(rows)
  }
  if (different.length > 0)
    throw new Error(`Not as in the back-up after loading: ${different.join(', ')}. Nothing was kept.`)
  return sum
}

/**
 * Rows that belong to nobody: put into a table so that neither their place in it, nor their number, nor the number of
 * the transaction that wrote them tells in which order they came (ADR 0023).
 */
import { Prisma, type Tx } from './db.server'

/** A table of nameless rows: its random key is `id`; rows of one `group` hide one another. */
export type MixedTable = {
  name: string
  /** Column of the survey, or whatever the rows belong to */
  group: string
  /** All columns that a row has besides `id` and the group */
  columns: readonly string[]
}

/** As long as a group has no more rows than this, each new row moves all of them. */
export const MIXED_WITH = 200

const identifier = (name: string) => {
  if (!/^[a-z_]{1,60}$/.test(name)) throw new Error(`not a name of SQL: ${name}`)
  return Prisma.raw(`"${name}"`)
}

/**
 * Waits for its turn among all who write to a group, to the end of the transaction. Everybody who looks whether
 * somebody has answered takes it first.
 */
export async function lockMixed(tx: Tx, table: MixedTable, group: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${table.name}), ${group}::int)`
}

/**
 * Puts nameless rows into a group: up to `most` others, drawn at random, are taken out and put back together with the
 * new ones, all with new keys, in random order. Without `added` it only shuffles.
 * @param added new rows by column; times and persons have no place in them
 */
export async function mixIn(
  tx: Tx,
  table: MixedTable,
  group: number,
  added: readonly Record<string, unknown>[] = [],
  most: number = MIXED_WITH,
): Promise<void> {
  await lockMixed(tx, table, group)
  const name = identifier(table.name)
  const by = identifier(table.group)
  const columns = Prisma.join(table.columns.map(identifier))
  const deleted = Prisma.join(table.columns.map((column) => Prisma.sql`t.${identifier(column)}`))
  await tx.$executeRaw`
    WITH drawn AS (SELECT id FROM ${name} WHERE ${by} = ${group}::int ORDER BY random() LIMIT ${most}::int),
      gone AS (DELETE FROM ${name} t USING drawn WHERE t.id = drawn.id RETURNING ${deleted}),
      together AS (
        SELECT ${columns} FROM gone
        UNION ALL SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(added)}::jsonb))
    INSERT INTO ${name} (id, ${by}, ${columns})
      SELECT gen_random_uuid(), ${group}::int, ${columns} FROM together ORDER BY random()`
}

/** Shuffles all rows of a group at once: afterwards nothing in the table tells their order. */
export const mixAll = (tx: Tx, table: MixedTable, group: number): Promise<void> =>
  mixIn(tx, table, group, [], 2_147_483_647)

/** The rows of an import in the database: compared, kept for a person to look at, written. Within a transaction. */
import { dayOf, dayToDate, now } from '~/platform/clock'
import { Prisma, type Tx } from '~/platform/db.server'
import { isPlace, PLACE, rowColumns } from '../columns'
import { type Compared, compareRows, ownId, type Standing } from '../compare'
import { districtFinder } from '../districts'
import type { Judged } from '../schema'

/** Rows that are sent to the database at once: between two batches a person can cancel. */
const BATCH = 500

/** Told after each batch how many rows are done; it throws to break off. */
type OnBatch = (done: number) => Promise<void>

const raw = (text: string) => Prisma.raw(text)

/** Columns of `aeds` by the names that a `Standing` has. */
const AS_FIELDS = raw(rowColumns.map(([field, column]) => `${column} AS "${field}"`).join(', '))

/** The values of a row as a record with types. */
const AS_RECORD = raw(
  `jsonb_to_record(r.values) AS v(${rowColumns.map(([field, , type]) => `"${field}" ${type}`).join(', ')})`,
)

const INSERTED = raw(rowColumns.map(([, column]) => column).join(', '))
const SELECTED = raw(rowColumns.map(([field]) => `v."${field}"`).join(', '))

/** A field that a person entered keeps what stands; a place is entered as a whole. */
const ASSIGNED = raw(
  rowColumns
    .map(([field, column]) => {
      const names = (isPlace(field) ? PLACE : [field]).map((name) => `'${name}'`).join(', ')
      return `${column} = CASE WHEN a.entered_fields && ARRAY[${names}] THEN a.${column} ELSE v."${field}" END`
    })
    .join(',\n'),
)

/**
 * What a judged file would change, against what stands at this moment.
 * @param sourceId null for a source that has never been taken in
 */
export async function compare(
  tx: Tx,
  sourceId: number | null,
  judged: readonly Judged[],
): Promise<Compared[]> {
  const own = judged.map(({ key }) => ownId(key)).filter((id) => id !== null)
  const [standing, towns] = await Promise.all([
    tx.$queryRaw<Standing[]>`
      SELECT id, source_id AS "sourceId", source_key AS "sourceKey", condition = 'removed' AS removed,
        entered_fields AS "enteredFields", ${AS_FIELDS}
      FROM aeds WHERE source_id = ${sourceId}::int OR id = ANY(${own}::int[])`,
    tx.town.findMany({ select: { latitude: true, longitude: true, districtId: true } }),
  ])
  return compareRows(sourceId, judged, standing, districtFinder(towns))
}

/** Keeps compared rows with their import, in the place of any that stood there. */
export async function storeRows(
  tx: Tx,
  importId: number,
  compared: readonly Compared[],
  onBatch: OnBatch = async () => {},
): Promise<void> {
  await tx.aedImportRow.deleteMany({ where: { importId } })
  for (let from = 0; from < compared.length; from += BATCH) {
    const batch = compared.slice(from, from + BATCH)
    await tx.$executeRaw`
      INSERT INTO aed_import_rows (import_id, line, outcome, change, key, name, notes, values, aed_id, changes, returned)
      SELECT ${importId}::int, r.line, r.outcome::"AedRowOutcome", r.change::"AedRowChange", left(r.key, 200),
        left(r.name, 200), r.notes, r.values, r."aedId", r.changes, r.returned
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS r(line int, outcome text, change text, key text,
        name text, notes jsonb, values jsonb, "aedId" int, changes jsonb, returned boolean)`
    await onBatch(from + batch.length)
  }
}

export type Written = { added: number; changed: number; removed: number; restored: number }

/**
 * Writes the kept rows of an import into `aeds`: new ones, changed ones, and what a person decided of those that
 * vanished or came back. What a person has entered stays, also when it was entered after the comparison.
 * @param by whom the history names; null for the command line
 */
export async function writeRows(
  tx: Tx,
  { importId, sourceId, by }: { importId: number; sourceId: number; by: string | null },
  onBatch: OnBatch = async () => {},
): Promise<Written> {
  const at = now()
  const written: Written = { added: 0, changed: 0, removed: 0, restored: 0 }
  let done = 0
  for (const change of ['added', 'changed'] as const) {
    const rows = await tx.aedImportRow.findMany({
      where: { importId, change },
      select: { id: true },
      orderBy: { id: 'asc' },
    })
    for (let from = 0; from < rows.length; from += BATCH) {
      const ids = rows.slice(from, from + BATCH).map(({ id }) => id)
      written[change] += await (change === 'added'
        ? insert(tx, ids, sourceId, at)
        : update(tx, ids, sourceId, at))
      done += ids.length
      await onBatch(done)
    }
  }
  const today = dayToDate(dayOf(at))
  written.removed = await tx.$executeRaw`
    WITH taken AS (
      UPDATE aeds a SET condition = 'removed', version = a.version + 1, updated_at = ${at}
      FROM aed_import_rows r
      WHERE r.import_id = ${importId} AND r.remove AND a.id = r.aed_id AND a.source_id = ${sourceId}
        AND a.condition <> 'removed'
      RETURNING a.id),
    -- As when a person takes one away: what was reported of it is answered by that, and nobody looks after it any more.
    answered AS (
      UPDATE aed_reports SET state = 'answered', answered_by_id = ${by}::uuid, answered_at = ${at}
      WHERE state = 'open' AND aed_id IN (SELECT id FROM taken)),
    ended AS (
      UPDATE aed_keepers SET ended_at = ${at}, token_hash = NULL
      WHERE ended_at IS NULL AND aed_id IN (SELECT id FROM taken))
    INSERT INTO aed_incidents (aed_id, kind, happened_on, by_id)
    SELECT id, 'removed', ${today}::date, ${by}::uuid FROM taken`
  written.restored = await tx.$executeRaw`
    WITH shown AS (
      UPDATE aeds a SET condition = 'in_service', version = a.version + 1, updated_at = ${at}
      FROM aed_import_rows r
      WHERE r.import_id = ${importId} AND r.restore AND a.id = r.aed_id AND a.source_id = ${sourceId}
        AND a.condition = 'removed'
      RETURNING a.id)
    INSERT INTO aed_incidents (aed_id, kind, happened_on, by_id)
    SELECT id, 'back_in_service', ${today}::date, ${by}::uuid FROM shown`
  return written
}

function insert(tx: Tx, ids: number[], sourceId: number, at: Date): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO aeds (source_id, source_key, box_code, created_at, updated_at, ${INSERTED})
    SELECT ${sourceId}::int, r.key, gen_random_uuid()::text, ${at}, ${at}, ${SELECTED}
    FROM aed_import_rows r CROSS JOIN LATERAL ${AS_RECORD}
    WHERE r.id = ANY(${ids}::int[]) ORDER BY r.id`
}

function update(tx: Tx, ids: number[], sourceId: number, at: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE aeds a SET ${ASSIGNED}, version = a.version + 1, updated_at = ${at}
    FROM aed_import_rows r CROSS JOIN LATERAL ${AS_RECORD}
    WHERE r.id = ANY(${ids}::int[]) AND a.id = r.aed_id AND a.source_id = ${sourceId}`
}

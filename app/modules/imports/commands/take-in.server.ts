/** Taking a file in at once, for a command line: read, compared and written in one transaction. */
import { type Auditee, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { type Compared, type Summary, summarise } from '../compare'
import { sameHeader } from '../rules'
import { type Judged, type Mapping, type RememberedMapping, rememberedMapping } from '../schema'
import { compare, storeRows, type Written, writeRows } from './rows.server'

/** The person at the terminal of the server. */
const TERMINAL: Auditee = { user: null, capacity: 'command_line', origin: '' }

/** Seconds after which it is broken off. */
const LONGEST = 300

type TakeIn = {
  /** Found by its name, or made; texts that are given replace those that stand */
  source: { name: string; publisher?: string; licence?: string; url?: string }
  fileName: string
  judged: readonly Judged[]
  /** Columns that a person named, remembered with the source for the next file of the same layout; never a guess */
  remember?: RememberedMapping
  /** Compares only: nothing is written, not even the source */
  dryRun?: boolean
  /** Told as rows are written */
  onProgress?: (done: number, total: number) => void
}

/** `importId` and `written` are null after a dry run. `rows`: those of the file in its order, then the vanished. */
export type TakenIn = { importId: number | null; summary: Summary; written: Written | null; rows: Compared[] }

/**
 * The columns that a person confirmed for a source, if they were those of the same header.
 * @returns null for an unknown source, another header, or one that nobody confirmed
 */
export async function confirmedMapping(name: string, header: readonly string[]): Promise<Mapping | null> {
  const source = await db.aedSource.findUnique({ where: { name }, select: { mapping: true } })
  const known = rememberedMapping.safeParse(source?.mapping).data
  return known && sameHeader(known.header, [...header]) ? known.mapping : null
}

/**
 * Takes a judged file in. AEDs that vanished from it are only reported; those that were taken away stay so.
 * @throws Stale `import_open` while another import of the same source is under way
 */
export async function takeIn(given: TakeIn): Promise<TakenIn> {
  if (given.dryRun) {
    return transaction(async (tx) => {
      const source = await tx.aedSource.findUnique({
        where: { name: given.source.name },
        select: { id: true },
      })
      const rows = await compare(tx, source?.id ?? null, given.judged)
      return { importId: null, summary: summarise(rows), written: null, rows }
    }, LONGEST)
  }
  try {
    return await transaction((tx) => write(tx, given), LONGEST)
  } catch (error) {
    throw isUniqueViolation(error) ? new Stale('import_open') : error
  }
}

async function write(tx: Tx, { source, fileName, judged, remember, onProgress }: TakeIn): Promise<TakenIn> {
  const { id: sourceId } = await tx.aedSource.upsert({
    where: { name: source.name },
    create: source,
    update: source,
    select: { id: true },
  })
  // The unique index of open imports holds the source until the end.
  const { id: importId } = await tx.aedImport.create({
    data: { sourceId, fileName, state: 'applying', mapping: remember?.mapping },
    select: { id: true },
  })
  const rows = await compare(tx, sourceId, judged)
  const summary = summarise(rows)
  const total = rows.length
  const { added, changed } = summary.changes
  await storeRows(tx, importId, rows)
  const written = await writeRows(tx, { importId, sourceId, by: null }, async (done) =>
    onProgress?.(done, added + changed),
  )
  const at = now()
  await tx.aedImport.update({
    where: { id: importId },
    data: { state: 'applied', total, done: total, summary: { ...summary, written }, finishedAt: at },
  })
  await tx.aedSource.update({ where: { id: sourceId }, data: { importedAt: at, mapping: remember } })
  await record(tx, TERMINAL, {
    action: 'aed_import.written',
    subjectType: 'aed_import',
    subjectId: importId,
    after: written,
  })
  return { importId, summary, written, rows }
}

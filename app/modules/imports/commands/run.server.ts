/**
 * What the queue does for an import: compare, and write. Both happen in one transaction each; how far they are is
 * written outside of it, so that the page can tell. A step that was broken off begins anew and has left nothing.
 */
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { readStored } from '~/platform/files.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { settings } from '~/platform/settings.server'
import { summarise } from '../compare'
import { mapping as mappingSchema } from '../schema'
import { type Failure, MAX_ATTEMPTS, type Move, moves, type workingStates } from '../states'
import { judgeFile } from '../table.server'
import { compare, storeRows, writeRows } from './rows.server'

type Working = (typeof workingStates)[number]

/** Seconds that the transaction of a step may take: less than the queue waits before it begins the step anew. */
const LONGEST = 75

/** Half of the key of the lock that a working step holds; the other half is the id of the import. */
const LOCK = 4_620_262

/** A person cancelled, and the step leaves nothing. */
class Cancelled extends Error {}

/** Begins a step. Null when there is nothing to do: cancelled, done already, or given up at this moment. */
async function begin(importId: number, state: Working) {
  const { count } = await db.aedImport.updateMany({
    where: { id: importId, state },
    data: { attempts: { increment: 1 }, done: 0 },
  })
  if (count === 0) return null
  const found = await db.aedImport.findUniqueOrThrow({
    where: { id: importId },
    select: { attempts: true, sourceId: true, fileKey: true, mapping: true, detected: true },
  })
  if (found.attempts > MAX_ATTEMPTS) {
    await fail(importId, 'given_up')
    return null
  }
  return found
}

/** Says how far a step is; breaks it off when it has been cancelled, or the portal is about to end. */
async function progress(importId: number, state: Working, done: number, total?: number): Promise<void> {
  const { count } = await db.aedImport.updateMany({ where: { id: importId, state }, data: { done, total } })
  if (count === 0) throw new Cancelled()
  if (jobsAreStopping()) throw new Error('The portal is stopping')
}

/** The transaction of a step. A second worker that takes the step for abandoned waits until the first has let go. */
async function alone(importId: number, work: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await transaction(async (tx) => {
      const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(${LOCK}::int, ${importId}::int) AS free`
      if (!lock?.free) throw new Error('Another worker is at it')
      await work(tx)
    }, LONGEST)
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
  }
}

/** The last act of a step, in its transaction: a cancellation that came before undoes everything. */
async function finish(
  tx: Tx,
  importId: number,
  name: Move,
  actor: Auditee,
  data: Parameters<typeof tx.aedImport.updateMany>[0]['data'],
  after: Record<string, number>,
): Promise<void> {
  const { from, to } = moves[name]
  const { count } = await tx.aedImport.updateMany({
    where: { id: importId, state: { in: [...from] } },
    data: { ...data, state: to },
  })
  if (count === 0) throw new Cancelled()
  const action = name === 'check_done' ? 'aed_import.checked' : 'aed_import.written'
  await record(tx, actor, { action, subjectType: 'aed_import', subjectId: importId, after })
}

/** Ends an import that cannot be carried out, with the reason. */
async function fail(importId: number, failure: Failure): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.aedImport.updateMany({
      where: { id: importId, state: { in: [...moves.fail.from] } },
      data: { state: 'failed', failure, finishedAt: now(), version: { increment: 1 } },
    })
    if (count === 0) return
    await record(tx, JOB, { action: 'aed_import.failed', subjectType: 'aed_import', subjectId: importId })
  })
}

/** Reads the file of an import by its mapping, compares it with what stands, and keeps the rows to be looked at. */
export async function checkImport(importId: number): Promise<void> {
  const begun = await begin(importId, 'checking')
  if (!begun) return
  const bytes = begun.fileKey === null ? null : await readStored(begun.fileKey)
  if (!bytes) return fail(importId, 'file_gone')
  const mapping = mappingSchema.parse(begun.mapping)
  const read = await judgeFile(bytes, mapping, settings().PUBLIC_URL)
  if ('refused' in read) return fail(importId, 'unreadable')
  await alone(importId, async (tx) => {
    const compared = await compare(tx, begun.sourceId, read.judged)
    await progress(importId, 'checking', 0, compared.length)
    await storeRows(tx, importId, compared, (done) => progress(importId, 'checking', done))
    const summary = summarise(compared)
    await finish(tx, importId, 'check_done', JOB, { summary }, summary.changes)
  })
}

/**
 * Writes what was checked and decided.
 * @param by the account of the person who ordered it
 */
export async function writeImport(importId: number, by: string): Promise<void> {
  const begun = await begin(importId, 'applying')
  if (!begun) return
  await alone(importId, async (tx) => {
    const total = await tx.aedImportRow.count({
      where: { importId, change: { in: ['added', 'changed'] } },
    })
    await progress(importId, 'applying', 0, total)
    const written = await writeRows(tx, { importId, sourceId: begun.sourceId, by }, (done) =>
      progress(importId, 'applying', done),
    )
    const at = now()
    const { summary } = await tx.aedImport.findUniqueOrThrow({
      where: { id: importId },
      select: { summary: true },
    })
    const header = (begun.detected as { header?: string[] } | null)?.header
    await tx.aedSource.update({
      where: { id: begun.sourceId },
      data: {
        importedAt: at,
        ...(header && { mapping: { header, mapping: mappingSchema.parse(begun.mapping) } }),
      },
    })
    const kept = { ...(summary as object), written }
    await finish(tx, importId, 'write_done', JOB, { summary: kept, finishedAt: at }, written)
  })
}

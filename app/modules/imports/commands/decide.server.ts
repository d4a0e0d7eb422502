/** What a person decides of an import: the columns, the rows, whether it is written, whether it ends. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { queue } from '~/platform/jobs.server'
import { mappingProblem } from '../forms'
import type { Mapping } from '../schema'
import { type Move, moves } from '../states'

/** Moves an import as a person does: from the state and the version that the person saw, or not at all. */
async function move(
  actor: Actor,
  id: number,
  version: number,
  name: Move,
  data: Prisma.AedImportUncheckedUpdateManyInput,
  then: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  requirePortalRight(actor, 'aed.import')
  const { from, to } = moves[name]
  await transaction(async (tx) => {
    const { count } = await tx.aedImport.updateMany({
      where: { id, version, state: { in: [...from] } },
      data: { ...data, state: to, version: { increment: 1 } },
    })
    if (count === 0) await notThere(tx, id)
    await then(tx)
    await record(tx, actor, {
      action: ACTIONS[name],
      subjectType: 'aed_import',
      subjectId: id,
    })
  })
}

const ACTIONS: Record<Move, string> = {
  confirm: 'aed_import.mapping_confirmed',
  remap: 'aed_import.mapping_reopened',
  write: 'aed_import.write_ordered',
  cancel: 'aed_import.cancelled',
  check_done: 'aed_import.checked',
  write_done: 'aed_import.written',
  fail: 'aed_import.failed',
}

/** @throws NotFound, or Stale where somebody was faster */
async function notThere(tx: Tx, id: number): Promise<never> {
  const known = await tx.aedImport.findUnique({ where: { id }, select: { id: true } })
  throw known ? new Stale('import_moved') : new NotFound()
}

/**
 * 列の対応を確かめた: all rows are judged and compared by it.
 * @throws Invalid when no row can be read by it; Stale, NotFound, NotAllowed, SignInNeeded
 */
export async function confirmMapping(
  actor: Actor,
  id: number,
  version: number,
  mapping: Mapping,
): Promise<void> {
  requirePortalRight(actor, 'aed.import')
  const problem = mappingProblem(mapping)
  if (problem) throw new Invalid({ form: [problem] })
  await move(actor, id, version, 'confirm', { mapping, done: 0, attempts: 0 }, (tx) =>
    queue(tx, 'check-aed-import', { importId: id }),
  )
}

/** Back to the columns: what was compared is forgotten. @throws Stale, NotFound, NotAllowed, SignInNeeded */
export async function reopenMapping(actor: Actor, id: number, version: number): Promise<void> {
  await move(actor, id, version, 'remap', { summary: {}, done: 0 }, async (tx) => {
    await tx.aedImportRow.deleteMany({ where: { importId: id } })
  })
}

/** 書き込む: everything that was shown, by the job. @throws Stale, NotFound, NotAllowed, SignInNeeded */
export async function orderWriting(actor: Actor, id: number, version: number): Promise<void> {
  const { user } = requirePortalRight(actor, 'aed.import')
  await move(actor, id, version, 'write', { done: 0, attempts: 0 }, (tx) =>
    queue(tx, 'write-aed-import', { importId: id, by: user.id }),
  )
}

/** やめる: nothing is written; a job that is at it stops at its next batch. @throws as above */
export async function cancelImport(actor: Actor, id: number, version: number): Promise<void> {
  await move(actor, id, version, 'cancel', { finishedAt: now() })
}

type Decision =
  | { which: 'remove' | 'restore'; shown: readonly number[]; ticked: readonly number[] }
  | { which: 'remove' | 'restore'; all: boolean }

/**
 * Decides which vanished AEDs are taken away (`remove`), or which that were taken away are shown again (`restore`):
 * those ticked out of the rows of one page, or all or none.
 * @throws Stale when the rows are no longer what was seen; NotFound, NotAllowed, SignInNeeded
 */
export async function decideRows(
  actor: Actor,
  id: number,
  version: number,
  decision: Decision,
): Promise<void> {
  requirePortalRight(actor, 'aed.import')
  const { which } = decision
  const eligible: Eligible =
    which === 'remove' ? { importId: id, change: 'vanished' } : { importId: id, returned: true }
  await transaction(async (tx) => {
    const moved = await tx.aedImport.updateMany({
      where: { id, version, state: 'checked' },
      data: { version: { increment: 1 } },
    })
    if (moved.count === 0) await notThere(tx, id)
    const count =
      'all' in decision ? await decideAll(tx, eligible, decision) : await decideShown(tx, eligible, decision)
    await record(tx, actor, {
      action: 'aed_import.rows_decided',
      subjectType: 'aed_import',
      subjectId: id,
      after: which === 'remove' ? { removed: count } : { restored: count },
    })
  })
}

type Eligible = Prisma.AedImportRowWhereInput

/** @returns how many rows are ticked by it */
async function decideAll(
  tx: Tx,
  eligible: Eligible,
  { which, all }: Extract<Decision, { all: boolean }>,
): Promise<number> {
  const { count } = await tx.aedImportRow.updateMany({ where: eligible, data: { [which]: all } })
  return all ? count : 0
}

/** @returns how many rows are ticked by it */
async function decideShown(
  tx: Tx,
  eligible: Eligible,
  decision: Extract<Decision, { shown: readonly number[] }>,
): Promise<number> {
  const { which } = decision
  const shown = [...decision.shown]
  const ticked = decision.ticked.filter((row) => shown.includes(row))
  await tx.aedImportRow.updateMany({
    where: { ...eligible, id: { in: shown, notIn: ticked } },
    data: { [which]: false },
  })
  const { count } = await tx.aedImportRow.updateMany({
    where: { ...eligible, id: { in: ticked } },
    data: { [which]: true },
  })
  return count
}

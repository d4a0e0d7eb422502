/** What is forgotten: files and rows of old imports. What came of them stays. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { Prisma, transaction } from '~/platform/db.server'
import { removeFiles } from '~/platform/files.server'
import { KEPT_DAYS, openStates } from '../states'

/** Imports that are cleared at once, so that the round holds no table for long. */
const AT_ONCE = 20

/**
 * Deletes files and rows of imports that were begun more than 180 days ago; one that nobody finished is cancelled.
 * @returns how many imports were cleared
 */
export async function clearImports(): Promise<number> {
  const before = dayToDate(addDays(dayOf(now()), -KEPT_DAYS))
  let cleared = 0
  for (;;) {
    const keys = await transaction(async (tx) => {
      const old = await tx.aedImport.findMany({
        where: { createdAt: { lt: before }, OR: [{ fileKey: { not: null } }, { rows: { some: {} } }] },
        select: { id: true, fileKey: true },
        orderBy: { id: 'asc' },
        take: AT_ONCE,
      })
      if (old.length === 0) return []
      const ids = old.map(({ id }) => id)
      await tx.aedImport.updateMany({
        where: { id: { in: ids }, state: { in: [...openStates] } },
        data: { state: 'cancelled', finishedAt: now(), version: { increment: 1 } },
      })
      await tx.aedImportRow.deleteMany({ where: { importId: { in: ids } } })
      await tx.aedImport.updateMany({
        where: { id: { in: ids } },
        data: { fileKey: null, detected: Prisma.DbNull },
      })
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'aed_imports',
        after: { count: ids.length },
      })
      return old.map(({ fileKey }) => fileKey)
    })
    if (keys.length === 0) return cleared
    await removeFiles(keys)
    cleared += keys.length
  }
}

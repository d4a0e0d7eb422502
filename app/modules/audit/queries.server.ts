/** Reading the trail. Who may read it is asked by the caller's module; the scope is a parameter, never left out. */
import { db } from '~/platform/db.server'

export const AUDIT_PAGE = 50

/** One page of the trail, newest first. `before` is the id of the last row of the page before. */
export async function auditTrail(scope: { associationId: number } | 'everything', before?: string) {
  const rows = await db.auditEntry.findMany({
    where: {
      ...(scope === 'everything' ? {} : { associationId: scope.associationId }),
      ...(before && /^\d{1,18}$/.test(before) ? { id: { lt: BigInt(before) } } : {}),
    },
    orderBy: { id: 'desc' },
    take: AUDIT_PAGE + 1,
  })
  const entries = rows.slice(0, AUDIT_PAGE).map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    actorId: row.actorId,
    capacity: row.capacity,
    action: row.action,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    origin: row.origin,
    before: row.before,
    after: row.after,
  }))
  return { entries, next: rows.length > AUDIT_PAGE ? entries.at(-1)?.id : undefined }
}

/** The latest deeds of one person, for the person's own export. At most `limit`. */
export async function entriesBy(actorId: string, limit = 1000) {
  return db.auditEntry.findMany({
    where: { actorId },
    orderBy: { id: 'desc' },
    take: limit,
    select: { at: true, capacity: true, action: true, subjectType: true, subjectId: true, origin: true },
  })
}

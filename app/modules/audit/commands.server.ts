/** 操作記録: who did what, on what, when and from where. Append-only; the database refuses anything else. */
import type { Prisma, Tx } from '~/platform/db.server'

/** Who acts, as the audit sees it: an account or nobody, in which capacity, and from which network. */
export type Auditee = { user: { id: string } | null; capacity: string; origin: string }

/** A job of the portal itself. */
export const JOB: Auditee = { user: null, capacity: 'job', origin: '' }

/**
 * Records one act in the transaction that performs it. `before` and `after` never hold personal data: states,
 * dates, counts and ids only.
 */
export async function record(
  tx: Tx,
  actor: Auditee,
  act: {
    action: string
    subjectType: string
    subjectId: string | number
    associationId?: number | null
    before?: Prisma.InputJsonObject
    after?: Prisma.InputJsonObject
  },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actorId: actor.user?.id ?? null,
      capacity: actor.capacity,
      origin: actor.origin,
      action: act.action,
      subjectType: act.subjectType,
      subjectId: String(act.subjectId),
      associationId: act.associationId ?? null,
      before: act.before,
      after: act.after,
    },
  })
}

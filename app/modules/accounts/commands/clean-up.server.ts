/** 個人情報の消去: what is no longer needed is deleted, and the trail says how much it was. */
import { JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'

const DAY_MS = 86_400_000

/** Invitations hold an address; whatever became of them, they go so many days after their end. */
const INVITATIONS_KEPT_DAYS = 60

/** Memberships that were refused or have ended are forgotten after a year. */
const MEMBERSHIPS_KEPT_DAYS = 366

/**
 * Deletes expired sessions, used and expired links with what waited in them, counters of attempts, kept forms, old
 * invitations, and memberships that ended long ago. Returns how many of each.
 */
export async function cleanUp(): Promise<Record<string, number>> {
  return transaction(async (tx) => {
    const at = now()
    const ago = (days: number) => new Date(at.getTime() - days * DAY_MS)
    const deleted = {
      sessions: (await tx.session.deleteMany({ where: { expiresAt: { lte: at } } })).count,
      links: (
        await tx.emailLink.deleteMany({
          where: { OR: [{ expiresAt: { lte: at } }, { usedAt: { lte: ago(1) } }] },
        })
      ).count,
      attempts: (await tx.rateLimit.deleteMany({ where: { windowEnds: { lte: at } } })).count,
      forms: (await tx.keptForm.deleteMany({ where: { expiresAt: { lte: at } } })).count,
      invitations: (
        await tx.invitation.deleteMany({
          where: { expiresAt: { lte: ago(INVITATIONS_KEPT_DAYS) } },
        })
      ).count,
      memberships: (
        await tx.membership.deleteMany({
          where: {
            OR: [
              { state: 'ended', endedAt: { lte: ago(MEMBERSHIPS_KEPT_DAYS) } },
              { state: 'refused', decidedAt: { lte: ago(MEMBERSHIPS_KEPT_DAYS) } },
            ],
          },
        })
      ).count,
    }
    if (Object.values(deleted).some((count) => count > 0)) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'accounts',
        after: deleted,
      })
    }
    return deleted
  })
}

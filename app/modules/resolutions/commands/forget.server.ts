/** Retention: five years after its end, names, answers and votes go; what was decided, and by how many, stays. */
import { JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { KEPT_YEARS } from '../rules'

/** @returns how many decisions have lost their names */
export async function forgetVoters(): Promise<number> {
  const before = now()
  before.setUTCFullYear(before.getUTCFullYear() - KEPT_YEARS)
  const over = await db.resolution.findMany({
    where: {
      state: { in: ['decided', 'to_meeting', 'cancelled'] },
      closedAt: { lt: before },
      OR: [{ voters: { some: { name: { not: '' } } } }, { ballots: { some: {} } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true, associationId: true },
  })
  for (const { id, associationId } of over) {
    await transaction(async (tx) => {
      await tx.resolutionPaper.deleteMany({ where: { resolutionId: id } })
      await tx.resolutionBallot.deleteMany({ where: { resolutionId: id } })
      const { count } = await tx.resolutionVoter.updateMany({
        where: { resolutionId: id },
        data: { name: '', userId: null, householdId: null, householdMemberId: null, tokenHash: null },
      })
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'resolution',
        subjectId: id,
        associationId,
        after: { voters: count },
      })
    })
  }
  return over.length
}

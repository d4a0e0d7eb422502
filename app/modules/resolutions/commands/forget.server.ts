/** Retention: five years after its end, names, answers and votes go; what was decided, and by how many, stays. A draft goes after a year. */
import { JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { KEPT_YEARS } from '../rules'
import { lockResolution } from '../scope.server'

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

/**
 * Drafts that nobody has touched for a year go with the names in them: their list of voters is out of date, and nobody
 * was asked.
 * @returns how many
 */
export async function forgetDrafts(): Promise<number> {
  const before = now()
  before.setUTCFullYear(before.getUTCFullYear() - 1)
  const drafts = await db.resolution.findMany({
    where: { state: 'draft', createdAt: { lt: before } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  let gone = 0
  for (const { id } of drafts) {
    await transaction(async (tx) => {
      const { state, association } = await lockResolution(tx, id)
      // Each change of a draft leaves an entry; without one since, nobody has worked on it.
      const touched = await tx.auditEntry.findFirst({
        where: { subjectType: 'resolution', subjectId: String(id), at: { gte: before } },
        select: { id: true },
      })
      if (state !== 'draft' || touched) return
      // By hand: rows that go with their parent pass no trigger that asks for its state.
      const { count } = await tx.resolutionVoter.deleteMany({ where: { resolutionId: id } })
      await tx.resolutionItem.deleteMany({ where: { resolutionId: id } })
      await tx.resolution.delete({ where: { id }, select: { id: true } })
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'resolution',
        subjectId: id,
        associationId: association.id,
        after: { voters: count },
      })
      gone += 1
    })
  }
  return gone
}

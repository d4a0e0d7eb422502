/** 監事の確認: the count is looked at by somebody who had no part in it. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type db, type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { tellVoters } from '../mails.server'
import { couldTurn, countVotes, type Reason } from '../rules'
import type { CheckForm } from '../schema'
import { type Locked, lockForOfficer, moveTo } from '../scope.server'
import { ballotsOf, endWithout, standing } from './run.server'

/** What somebody has done who had a part in a decision: each of these stands in the audit trail. */
const PARTS = [
  'created',
  'edited',
  'voters',
  'paper',
  'paper_differs',
  'paper_removed',
  'envelope',
  'envelope_back',
]

/**
 * Whether somebody prepared the decision or read one of its papers, also one that was read anew by others since, or
 * taken back.
 */
export async function hadPart(
  tx: Tx | typeof db,
  resolution: { id: number; createdById: string | null },
  userId: string,
): Promise<boolean> {
  if (resolution.createdById === userId) return true
  const paper = await tx.resolutionPaper.findFirst({
    where: { resolutionId: resolution.id, OR: [{ enteredById: userId }, { secondById: userId }] },
    select: { id: true },
  })
  if (paper) return true
  const entry = await tx.auditEntry.findFirst({
    where: {
      subjectType: 'resolution',
      subjectId: String(resolution.id),
      actorId: userId,
      action: { in: PARTS.map((part) => `resolution.${part}`) },
    },
    select: { id: true },
  })
  return entry !== null
}

/** Counts the votes anew, as the 監事 sees them beside what stands in the record. */
export async function recount(
  tx: Tx | typeof db,
  resolution: Pick<Locked, 'id' | 'state' | 'secret' | 'way' | 'quorum' | 'items'>,
) {
  const [ballots, { voters, voted, extras }] = await Promise.all([
    ballotsOf(tx, resolution.id),
    standing(tx, resolution),
  ])
  const counted = countVotes(resolution, resolution.items, ballots, voters)
  const surplus = extras.surplus ?? 0
  return {
    ...counted,
    ballots: ballots.length,
    voters,
    voted,
    // Sheets of which nobody knows whether they belong, where they might have turned a result.
    isOpen:
      surplus > 0 &&
      resolution.items.some((item) => {
        const votes = counted.items.find(({ id }) => id === item.id)?.votes
        return votes !== undefined && couldTurn(votes, item.need, voters, surplus)
      }),
  }
}

/**
 * Confirms the count: what was decided stands from now on, or a meeting is held where the count asks for one. Or says
 * that it cannot be confirmed, and why: then a meeting is held.
 * @throws SignInNeeded, NotFound; NotAllowed for somebody who prepared it or entered papers; Stale when it is not to be
 * checked, somebody was faster, or the count no longer comes to what was written
 */
export async function checkCount(actor: Actor, id: number, form: CheckForm): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.check', id)
    if (resolution.state !== 'checking' || resolution.version !== form.version) throw new Stale()
    if (await hadPart(tx, resolution, officer.user.id)) throw new NotAllowed('resolution_own_check')
    const at = now()
    const checked = { checkedById: officer.user.id, checkedAt: at, checkNote: form.note }
    const { reason, items, isOpen } = await recount(tx, resolution)
    const written = await tx.resolutionItem.findMany({
      where: { resolutionId: id },
      select: { id: true, votesFor: true, votesAgainst: true, votesAbstain: true, carried: true },
    })
    const isSame = items.every(({ id: itemId, votes, carried }) => {
      const row = written.find((one) => one.id === itemId)
      return (
        row?.votesFor === votes.for &&
        row.votesAgainst === votes.against &&
        row.votesAbstain === votes.abstain &&
        row.carried === carried
      )
    })
    if (form.intent === 'confirm' && !isSame) throw new Stale('resolution_count')
    if (form.intent === 'confirm' && isOpen) throw new Stale('resolution_surplus')
    await record(tx, officer, {
      action: 'resolution.checked',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { confirmed: form.intent === 'confirm' },
    })
    const meeting: Reason | null = form.intent === 'refuse' ? 'not_confirmed' : reason
    if (meeting) {
      await tx.resolution.update({ where: { id }, data: checked, select: { id: true } })
      await endWithout(tx, resolution, 'to_meeting', {
        by: 'auditor',
        who: officer,
        reason: meeting,
        words: form.intent === 'refuse' ? form.note.slice(0, 500) : '',
        today: officer.today,
      })
      return
    }
    await moveTo(tx, resolution, 'decided', { ...checked, decidedAt: at })
    await tellVoters(tx, resolution, 'decided', {
      why: (t) =>
        resolution.items
          .map((item, index) => {
            const isCarried = items.find((one) => one.id === item.id)?.carried
            return `${t('resolutions.item.number', { n: index + 1 })} ${item.title}: ${t(
              `resolutions.result.${isCarried ? 'carried' : 'lost'}`,
            )}`
          })
          .join('\n'),
    })
  }, 60)
}

/**
 * 無記名の封筒: that the envelope of a voter has come is said by two officers, like everything that is read on paper. Until
 * the second has said it, it can be taken back; then the voter has voted.
 */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { type Locked, lockForOfficer, sayFrozen } from '../scope.server'

const noted = (
  tx: Tx,
  officer: SignedIn,
  resolution: Locked,
  action: string,
  after: { voter: number; state?: string },
) =>
  record(tx, officer, {
    action,
    subjectType: 'resolution',
    subjectId: resolution.id,
    associationId: resolution.association.id,
    after,
  })

/** The envelope of a voter in a secret vote that is running. @throws SignInNeeded, NotFound, Stale */
async function envelopeOf(tx: Tx, actor: Actor, id: number, voterId: number) {
  const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.enter', id)
  if (resolution.state !== 'voting' || !resolution.secret) throw new Stale('resolution_frozen')
  const voter = await tx.resolutionVoter.findFirst({
    where: { id: voterId, resolutionId: id },
    select: { position: true, voted: true },
  })
  if (!voter) throw new NotFound()
  const envelope = await tx.resolutionPaper.findFirst({
    where: { resolutionId: id, phase: 'envelope', voterId },
    select: { id: true, state: true, enteredById: true },
  })
  return { resolution, officer, voter, envelope }
}

/**
 * Says that the envelope of a voter has come, unopened: the first officer marks it, the second confirms it, and from then
 * on the voter has voted. The sheet in it is opened and entered later, apart from the envelope.
 * @throws SignInNeeded, NotFound; NotAllowed for a second word of the same officer; Stale when the vote is not secret or
 * not running, or this voter has voted
 */
export async function markEnvelope(actor: Actor, id: number, voterId: number): Promise<'waiting' | 'agreed'> {
  return transaction(async (tx) => {
    const { resolution, officer, voter, envelope } = await envelopeOf(tx, actor, id, voterId)
    if (voter.voted) throw new Stale('resolution_voted')
    if (!envelope) {
      await tx.resolutionPaper.create({
        data: {
          resolutionId: id,
          phase: 'envelope',
          serial: voter.position,
          voterId,
          choices: {},
          enteredById: officer.user.id,
          enteredAt: now(),
        },
        select: { id: true },
      })
      await noted(tx, officer, resolution, 'resolution.envelope', { voter: voterId, state: 'waiting' })
      return 'waiting' as const
    }
    if (envelope.enteredById === officer.user.id) throw new NotAllowed('resolution_same_reader')
    await tx.resolutionPaper.update({
      where: { id: envelope.id },
      data: { secondById: officer.user.id, secondAt: now(), state: 'agreed' },
      select: { id: true },
    })
    await tx.resolutionVoter.update({
      where: { id: voterId },
      data: { voted: true, votedOnPaper: true },
      select: { id: true },
    })
    await noted(tx, officer, resolution, 'resolution.envelope', { voter: voterId, state: 'agreed' })
    return 'agreed' as const
  }).catch(sayFrozen)
}

/**
 * Takes back that an envelope has come, by either officer: another was meant, or its voter has voted otherwise since.
 * @throws SignInNeeded, NotFound; Stale once two have said it, and where nobody has
 */
export async function takeBackEnvelope(actor: Actor, id: number, voterId: number): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer, envelope } = await envelopeOf(tx, actor, id, voterId)
    if (envelope?.state !== 'waiting') throw new Stale()
    await tx.resolutionPaper.delete({ where: { id: envelope.id }, select: { id: true } })
    await noted(tx, officer, resolution, 'resolution.envelope_back', { voter: voterId })
  }).catch(sayFrozen)
}

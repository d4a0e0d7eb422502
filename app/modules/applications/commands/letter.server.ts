/** 通知書を受け取る: the association says that a letter has arrived. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { hold, requireParty } from './move.server'

/**
 * Notes when the association received a letter: the first time counts, a second press changes nothing.
 * @throws SignInNeeded, NotAllowed for others than its officers, NotFound
 */
export async function receiveLetter(actor: Actor, applicationId: number, id: string): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, applicationId)
    requireParty(holding, 'applicant', 'president')
    const letter = await tx.subsidyLetter.findFirst({
      where: { id, applicationId },
      select: { letter: true, openedAt: true },
    })
    if (!letter) throw new NotFound()
    if (letter.openedAt) return
    await tx.subsidyLetter.update({ where: { id }, data: { openedAt: now() }, select: { id: true } })
    await record(tx, holding.person, {
      action: 'subsidy.letter_received',
      subjectType: 'subsidy_application',
      subjectId: applicationId,
      associationId: holding.held.association.id,
      after: { letter: letter.letter },
    })
  })
}

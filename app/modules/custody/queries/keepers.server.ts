/** What an invited inspector sees before accepting. The token is the proof; who has none learns nothing. */
import { type Actor, invitationStep } from '~/modules/accounts/rules'
import { addDays, dayOf, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone } from '~/platform/errors'
import { invitationsEnd } from '../invitations'
import { KEEPER_INVITATION_DAYS } from '../rules'

/** @throws Gone when it was used, taken back, or has run out, or there never was one */
export async function keeperInvitation(actor: Actor, token: string) {
  const found = await db.aedKeeper.findFirst({
    where: {
      tokenHash: hashToken(token),
      acceptedAt: null,
      endedAt: null,
      invitedAt: { gt: invitationsEnd(now()) },
      aed: { condition: { not: 'removed' } },
    },
    select: {
      email: true,
      invitedAt: true,
      aed: { select: { name: true, address: true, position: true, association: { select: { name: true } } } },
    },
  })
  if (!found) throw new Gone('invitation_over')
  const holder = await db.user.findUnique({ where: { email: found.email }, select: { id: true } })
  const { association, ...aed } = found.aed
  return {
    email: found.email,
    until: addDays(dayOf(found.invitedAt), KEEPER_INVITATION_DAYS),
    aed,
    association: association?.name ?? null,
    step: invitationStep(actor, holder?.id),
  }
}

/** 点検担当者: somebody who is no officer looks after one AED, invited by mail, for as long as it is wanted. */

import {
  type InvitedAccount,
  invitedPerson,
  type Opened,
  type Visitor,
} from '~/modules/accounts/commands/invited.server'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { addDays, dayOf, formatDay, now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { transaction } from '~/platform/db.server'
import { Gone, Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { portalUrl } from '~/platform/settings.server'
import { invitationsEnd } from '../invitations'
import { writeMail } from '../mails.server'
import { KEEPER_INVITATION_DAYS, MAX_KEEPERS } from '../rules'
import type { KeeperForm } from '../schema'
import { lockKeptAed } from '../scope.server'
import { audit } from './condition.server'

/** Invitations that one account may send in an hour. */
const INVITATIONS = { max: 60, minutes: 60 }

/**
 * Invites an inspector; the link in the mail works for 14 days and once.
 * @throws SignInNeeded, NotAllowed (also an inspector), NotFound, TooMany; Stale when the AED has been taken away;
 * Invalid when this address is invited or appointed already, or there are too many
 */
export async function inviteKeeper(actor: Actor, aedId: number, form: KeeperForm): Promise<void> {
  if (actor.user) await limitAttempts('aed-keeper.account', INVITATIONS, actor.user.id)
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId, 'office')
    if (aed.condition === 'removed') throw new Stale()
    const at = now()
    // An invitation that has run out no longer stands in the way of a new one.
    await tx.aedKeeper.updateMany({
      where: { aedId, acceptedAt: null, endedAt: null, invitedAt: { lte: invitationsEnd(at) } },
      data: { endedAt: at, tokenHash: null },
    })
    const standing = await tx.aedKeeper.findMany({
      where: { aedId, endedAt: null },
      select: { email: true, user: { select: { email: true } } },
    })
    if (standing.some(({ email, user }) => email === form.email || user?.email === form.email))
      throw new Invalid({ email: ['custody.keepers.error.known'] })
    if (standing.length >= MAX_KEEPERS)
      throw new Invalid({ email: [message('custody.keepers.error.many', { max: MAX_KEEPERS })] })
    const token = newToken()
    await tx.aedKeeper.create({
      data: { aedId, name: form.name, email: form.email, tokenHash: hashToken(token), invitedAt: at },
    })
    const known = await tx.user.findUnique({ where: { email: form.email }, select: { language: true } })
    await writeMail(
      tx,
      { email: form.email, language: known?.language ?? null },
      'invited',
      (t, language) => ({
        aed: aed.name,
        place: aed.position || t('custody.mail.no_position'),
        by: aed.association?.name ?? t('custody.city'),
        until: formatDay(addDays(dayOf(at), KEEPER_INVITATION_DAYS), language),
        url: portalUrl(`/aeds/keeper/${token}`),
      }),
    )
    await audit(tx, actor, aed, 'aed_keeping.keeper_invited')
  })
}

/**
 * Ends an appointment or takes an invitation back: whoever keeps the AED by office, or the inspector alone.
 * @returns whether an inspector has ended the own appointment
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has ended
 */
export async function endKeeper(actor: Actor, aedId: number, keeperId: number): Promise<boolean> {
  return transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    const { count } = await tx.aedKeeper.updateMany({
      where: {
        id: keeperId,
        aedId,
        endedAt: null,
        ...(aed.as === 'office' ? {} : { userId: aed.keeper.user.id }),
      },
      data: { endedAt: now(), tokenHash: null },
    })
    if (count !== 1) throw aed.as === 'office' ? new Stale() : new NotFound()
    await audit(tx, actor, aed, 'aed_keeping.keeper_ended')
    return aed.as === 'inspector'
  })
}

/**
 * Accepts the appointment, as the signed-in holder of the address, or by making an account where none has it.
 * @returns the AED, and the session of a new account
 * @throws Gone when the link was used, taken back, or has run out; else as `invitedPerson`
 */
export async function acceptKeeping(
  actor: Actor,
  visitor: Visitor,
  token: string,
  account: InvitedAccount,
): Promise<{ aedId: number; opened: Opened | null }> {
  const tokenHash = hashToken(token)
  return transaction(async (tx) => {
    const at = now()
    const found = await tx.aedKeeper.findFirst({
      where: {
        tokenHash,
        acceptedAt: null,
        endedAt: null,
        invitedAt: { gt: invitationsEnd(at) },
        aed: { condition: { not: 'removed' } },
      },
      select: { id: true, aedId: true, email: true, aed: { select: { associationId: true } } },
    })
    if (!found) throw new Gone('invitation_over')
    const { userId, by, opened } = await invitedPerson(tx, actor, visitor, found.email, account)
    const { count } = await tx.aedKeeper.updateMany({
      where: { id: found.id, tokenHash, acceptedAt: null, endedAt: null },
      data: { acceptedAt: at, userId, tokenHash: null },
    })
    if (count !== 1) throw new Gone('invitation_over')
    await record(tx, by, {
      action: 'aed_keeping.keeper_accepted',
      subjectType: 'aed',
      subjectId: found.aedId,
      associationId: found.aed.associationId,
    })
    return { aedId: found.aedId, opened }
  })
}

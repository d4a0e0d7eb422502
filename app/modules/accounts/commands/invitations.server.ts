/** 役員の招待: an officer is invited by e-mail; accepting makes the term. */

import { record } from '~/modules/audit/commands.server'
import { addDays, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { namedSeat, openSeat, seatSelect, seatTaken, seatWords } from '../queries/seats.server'
import { countAttempt } from '../rate-limit.server'
import { type Actor, OFFICER_KINDS, type Post, requireUser } from '../rules'
import type { InvitationForm } from '../schema'
import { associationInScope, lockOfficers } from '../scope.server'
import { INVITATION_DAYS, termErrors } from '../terms'
import { type InvitedAccount, invitedPerson, type Opened, type Visitor } from './invited.server'
import { moneyTogether, refusedAsOneHand } from './money-apart.server'

const person = {
  id: true,
  familyName: true,
  givenName: true,
  familyReading: true,
  givenReading: true,
} as const

type Dates = { startsOn: Date; endsOn: Date }

/** A term of this post that would stand at the same time: of anybody for a chair, else of the same person. */
function overlapping(tx: Tx, associationId: number, post: Post, email: string, { startsOn, endsOn }: Dates) {
  return tx.term.findFirst({
    where: {
      associationId,
      post,
      startsOn: { lte: endsOn },
      endsOn: { gte: startsOn },
      ...(post === 'chair' ? {} : { user: { email } }),
    },
    select: { id: true },
  })
}

/**
 * Invites an officer; the link in the mail works for 14 days. The same form sent twice makes one invitation.
 * @throws SignInNeeded, NotAllowed, NotFound, TooMany; Invalid when the dates cannot be, the post is taken at that
 * time, or the person is invited to it already
 */
export async function inviteOfficer(
  actor: Actor,
  form: InvitationForm & { associationId: number },
): Promise<void> {
  const { user } = requireUser(actor)
  await countAttempt('invite.account', user.id)
  await transaction((tx) => writeInvitation(tx, actor, form))
}

/**
 * As `inviteOfficer`, within a transaction that does more; attempts are not counted.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid as there
 */
export async function writeInvitation(
  tx: Tx,
  actor: Actor,
  form: InvitationForm & { associationId: number },
): Promise<void> {
  const { user } = requireUser(actor)
  const { associationId, email, post, seat: seatId } = form
  const dates = { startsOn: dayToDate(form.startsOn), endsOn: dayToDate(form.endsOn) }
  const association = await associationInScope(tx, actor, 'officer.invite', associationId)
  if (!OFFICER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
  const errors = termErrors(form, actor.today)
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  await lockOfficers(tx, associationId)
  const at = now()
  // An invitation that has run out no longer stands in the way of a new one.
  await tx.invitation.updateMany({
    where: { associationId, acceptedAt: null, cancelledAt: null, expiresAt: { lte: at } },
    data: { cancelledAt: at },
  })
  const pending = await tx.invitation.findFirst({
    where: { associationId, email, post, acceptedAt: null, cancelledAt: null },
    select: { startsOn: true, endsOn: true },
  })
  if (pending) {
    if (dateToDay(pending.startsOn) === form.startsOn && dateToDay(pending.endsOn) === form.endsOn) return
    throw new Invalid({ email: ['accounts.officers.error.invited'] })
  }
  if (await overlapping(tx, associationId, post, email, dates)) {
    throw new Invalid({
      startsOn: [`accounts.officers.error.${post === 'chair' ? 'one_chair' : 'holds_already'}`],
    })
  }
  const seat = seatId === null ? null : await openSeat(tx, { id: seatId, associationId, post })
  if (seatId !== null && !seat) throw new Invalid({ post: ['accounts.officers.error.no_seat'] })
  if (seatId !== null && (await seatTaken(tx, seatId, dates))) {
    throw new Invalid({ startsOn: ['officers.term.error.seat_taken'] })
  }
  const known = await tx.user.findUnique({ where: { email }, select: { ...person, language: true } })
  if (known && (await moneyTogether(tx, { ...known, associationId, post, ...dates, userId: known.id }))) {
    throw new Invalid({ post: ['accounts.officers.error.money_apart'] })
  }
  const token = newToken()
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * 86_400_000)
  const { id } = await tx.invitation.create({
    data: {
      associationId,
      email,
      post,
      seatId,
      ...dates,
      tokenHash: hashToken(token),
      expiresAt,
      invitedById: user.id,
    },
    select: { id: true },
  })
  await writeMail(tx, { email, language: known?.language ?? null }, 'invitation', (t, language) => ({
    association: association.name,
    post: seatWords(t, post, namedSeat(seat)),
    from: formatDay(form.startsOn, language),
    to: formatDay(form.endsOn, language),
    until: formatDay(addDays(dayOf(at), INVITATION_DAYS), language),
    url: portalUrl(`/invitations/${token}`),
  }))
  await record(tx, actor, {
    action: 'invitation.sent',
    subjectType: 'invitation',
    subjectId: id,
    associationId,
    after: { post, startsOn: form.startsOn, endsOn: form.endsOn, seat: seatId },
  })
}

/** Takes an invitation back. @throws SignInNeeded, NotAllowed, NotFound; Stale when it was accepted or taken back */
export async function cancelInvitation(actor: Actor, invitationId: number): Promise<void> {
  requireUser(actor)
  await transaction(async (tx) => {
    const found = await tx.invitation.findUnique({
      where: { id: invitationId },
      select: { associationId: true, post: true },
    })
    if (!found) throw new NotFound()
    await associationInScope(tx, actor, 'officer.invite', found.associationId)
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, cancelledAt: null },
      data: { cancelledAt: now() },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'invitation.cancelled',
      subjectType: 'invitation',
      subjectId: invitationId,
      associationId: found.associationId,
      after: { post: found.post },
    })
  })
}

/**
 * Accepts an invitation: as the signed-in holder of its address, or, where no account has that address, by making
 * one: the token proves the address.
 * @param names of a new account; null for a signed-in person
 * @returns the association's slug, and the session of a new account
 * @throws Gone when it was used, taken back, or has run out; SignInNeeded when an account has the address; NotAllowed
 * when somebody else is signed in; Stale when the post has been filled meanwhile
 */
export async function acceptInvitation(
  actor: Actor,
  visitor: Visitor,
  token: string,
  account: InvitedAccount,
): Promise<{ slug: string; opened: Opened | null }> {
  const tokenHash = hashToken(token)
  return transaction(async (tx) => {
    const at = now()
    const { count } = await tx.invitation.updateMany({
      where: { tokenHash, acceptedAt: null, cancelledAt: null, expiresAt: { gt: at } },
      data: { acceptedAt: at },
    })
    const found =
      count === 1
        ? await tx.invitation.findUnique({
            where: { tokenHash },
            include: { association: { select: { slug: true, name: true } }, seat: { select: seatSelect } },
          })
        : null
    if (!found) throw new Gone('invitation_over')
    const { associationId, post, email, startsOn, endsOn, association, seatId } = found
    const { userId, by, opened } = await invitedPerson(tx, actor, visitor, email, account)
    await lockOfficers(tx, associationId)
    if (await overlapping(tx, associationId, post, email, { startsOn, endsOn }))
      throw new Stale('post_filled')
    // The seat that was named, or none: never another one unasked.
    if (seatId !== null && !(await openSeat(tx, { id: seatId, associationId, post })))
      throw new Stale('post_filled')
    if (seatId !== null && (await seatTaken(tx, seatId, { startsOn, endsOn }))) throw new Stale('post_filled')
    const names = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: person })
    if (await moneyTogether(tx, { ...names, associationId, post, startsOn, endsOn, userId }))
      throw new Stale('money_apart')
    const term = await tx.term.create({
      data: { userId, associationId, post, startsOn, endsOn, seatId },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'invitation.accepted',
      subjectType: 'term',
      subjectId: term.id,
      associationId,
      after: { post, startsOn: dateToDay(startsOn), endsOn: dateToDay(endsOn) },
    })
    const inviter = found.invitedById
      ? await tx.user.findUnique({
          where: { id: found.invitedById },
          select: { email: true, language: true },
        })
      : null
    if (inviter) {
      await writeMail(tx, inviter, 'invitation_accepted', (t) => ({
        association: association.name,
        post: seatWords(t, post, namedSeat(found.seat)),
        url: portalUrl(`/associations/${association.slug}/officers`),
      }))
    }
    return { slug: association.slug, opened }
  }).catch((error) => {
    throw refusedAsOneHand(error) ? new Stale('money_apart') : error
  })
}

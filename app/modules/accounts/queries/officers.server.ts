/** Officers of associations: for those who invite them, and for the public where they agreed. */
import { dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import { type Actor, invitationStep, type Post, requireUser } from '../rules'
import { type AssociationKey, associationInScope } from '../scope.server'
import { holderOf } from '../terms'
import { namedSeat, seatSelect } from './seats.server'

const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const

/** Invitations that wait for an answer. @throws SignInNeeded, NotAllowed, NotFound */
export async function invitationsOf(actor: Actor, key: AssociationKey) {
  const { id: associationId } = await associationInScope(db, actor, 'officer.invite', key)
  const invitations = await db.invitation.findMany({
    where: { associationId, acceptedAt: null, cancelledAt: null, expiresAt: { gt: now() } },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      email: true,
      post: true,
      seat: { select: seatSelect },
      startsOn: true,
      endsOn: true,
      expiresAt: true,
    },
  })
  return invitations.map((row) => ({
    id: row.id,
    email: row.email,
    post: row.post as Post,
    seat: namedSeat(row.seat),
    startsOn: dateToDay(row.startsOn),
    endsOn: dateToDay(row.endsOn),
    until: dayOf(row.expiresAt),
  }))
}

type PublicOfficer = {
  associationId: number
  post: Post
  name: string
  reading: string
  since: string
}

/** The officers of today who agreed that their name is shown, by post. Public: nobody has to ask. */
export async function publicOfficersOf(associationIds: readonly number[]): Promise<PublicOfficer[]> {
  if (associationIds.length === 0) return []
  const today = dayToDate(dayOf(now()))
  const terms = await db.term.findMany({
    where: {
      associationId: { in: [...associationIds] },
      startsOn: { lte: today },
      endsOn: { gte: today },
      nameShownSince: { not: null },
      nameWithdrawnAt: null,
    },
    orderBy: [{ post: 'asc' }, { id: 'asc' }],
    select: { associationId: true, post: true, startsOn: true, ...person, user: { select: person } },
  })
  return terms.map((term) => ({
    associationId: term.associationId,
    post: term.post as Post,
    ...holderOf(term),
    since: dateToDay(term.startsOn),
  }))
}

/**
 * What an invited person sees before accepting. The token is the proof; who has none learns nothing.
 * @throws Gone when it was used, taken back, or has run out, or there never was one
 */
export async function invitationOf(actor: Actor, token: string) {
  const found = await db.invitation.findFirst({
    where: { tokenHash: hashToken(token), acceptedAt: null, cancelledAt: null, expiresAt: { gt: now() } },
    select: {
      email: true,
      post: true,
      seat: { select: seatSelect },
      startsOn: true,
      endsOn: true,
      expiresAt: true,
      association: { select: { name: true, slug: true } },
    },
  })
  if (!found) throw new Gone('invitation_over')
  const holder = await db.user.findUnique({ where: { email: found.email }, select: { id: true } })
  return {
    email: found.email,
    post: found.post as Post,
    seat: namedSeat(found.seat),
    startsOn: dateToDay(found.startsOn),
    endsOn: dateToDay(found.endsOn),
    until: dayOf(found.expiresAt),
    association: found.association,
    step: invitationStep(actor, holder?.id),
  }
}

/**
 * One term that the actor may end: the own one, or one of an association where they may invite officers.
 * @throws SignInNeeded, NotAllowed, NotFound, also when it is over
 */
export async function termToEnd(actor: Actor, slug: string, termId: number) {
  const { user } = requireUser(actor)
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const term = await db.term.findFirst({
    where: { id: termId, association: { slug }, endsOn: { gte: dayToDate(actor.today) } },
    select: {
      id: true,
      userId: true,
      post: true,
      startsOn: true,
      endsOn: true,
      association: { select: { name: true, slug: true } },
      ...person,
      user: { select: person },
    },
  })
  if (!term) throw new NotFound()
  const own = term.userId === user.id
  if (!own) await associationInScope(db, actor, 'officer.invite', slug)
  return {
    id: term.id,
    post: term.post as Post,
    name: holderOf(term).name,
    startsOn: dateToDay(term.startsOn),
    endsOn: dateToDay(term.endsOn),
    association: term.association,
    own,
  }
}

/** 会員: asking, confirming, joining by a code from a paper circular, leaving. */

import { type Auditee, record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { countAttempt, forgetAttempts } from '../rate-limit.server'
import {
  type Actor,
  MEMBER_KINDS,
  type MembershipState,
  mayMoveMembership,
  type Post,
  postRights,
  posts,
  requireUser,
  type SignedIn,
} from '../rules'
import { associationInScope } from '../scope.server'

const confirmingPosts: Post[] = posts.filter((post) => postRights[post].includes('member.confirm'))

/** At most so many officers are told of a request. */
const TOLD = 10

/**
 * Asks to be taken as a member. Whoever is one, or has asked already, changes nothing.
 * @throws SignInNeeded; NotFound for a node that has no members
 */
export async function requestMembership(actor: Actor, associationId: number): Promise<void> {
  const { user } = requireUser(actor)
  try {
    await transaction(async (tx) => {
      const association = await tx.association.findFirst({
        where: { id: associationId, kind: { in: [...MEMBER_KINDS] } },
        select: { id: true, name: true, path: true, slug: true },
      })
      if (!association) throw new NotFound()
      const standing = await tx.membership.findFirst({
        where: { userId: user.id, associationId, state: { in: ['requested', 'confirmed'] } },
        select: { id: true },
      })
      if (standing) return
      const { id } = await tx.membership.create({
        data: { userId: user.id, associationId, state: 'requested', requestedAt: now() },
        select: { id: true },
      })
      await record(tx, actor, {
        action: 'membership.requested',
        subjectType: 'membership',
        subjectId: id,
        associationId,
        after: { state: 'requested' },
      })
      await tellOfficers(tx, actor, association)
    })
  } catch (error) {
    // The second of two clicks: the first has asked.
    if (!isUniqueViolation(error)) throw error
  }
}

/** Tells those who can confirm: the officers of the node, else of the next one above that has any. */
async function tellOfficers(
  tx: Tx,
  actor: Actor,
  association: { name: string; path: string; slug: string },
): Promise<void> {
  const today = dayToDate(actor.today)
  const above = association.path.split('/').filter(Boolean).map(Number)
  const terms = await tx.term.findMany({
    where: {
      associationId: { in: above },
      post: { in: confirmingPosts },
      startsOn: { lte: today },
      endsOn: { gte: today },
      user: { delivery: 'email' },
    },
    orderBy: { id: 'asc' },
    select: {
      post: true,
      association: { select: { path: true } },
      user: { select: { email: true, language: true } },
    },
  })
  // A group leader confirms in the own group only.
  const able = terms.filter((t) => t.association.path === association.path || t.post !== 'group_leader')
  const nearest = Math.max(0, ...able.map((term) => term.association.path.length))
  const url = portalUrl(`/associations/${association.slug}/members`)
  const told = new Map(
    able.flatMap(({ association: { path }, user }) =>
      path.length === nearest && user ? [[user.email, user] as const] : [],
    ),
  )
  for (const user of [...told.values()].slice(0, TOLD)) {
    await writeMail(tx, user, 'membership_requested', { association: association.name, url })
  }
}

type Found = {
  id: number
  state: MembershipState
  associationId: number
  user: { id: string; email: string; language: string }
  association: { name: string; slug: string }
}

const select = {
  id: true,
  state: true,
  associationId: true,
  user: { select: { id: true, email: true, language: true } },
  association: { select: { name: true, slug: true } },
} as const

async function move(
  tx: Tx,
  actor: SignedIn,
  found: Found,
  to: MembershipState,
  by: 'member' | 'officer',
): Promise<void> {
  if (!mayMoveMembership(found.state, to, by)) throw new Stale()
  const { count } = await tx.membership.updateMany({
    where: { id: found.id, state: found.state },
    data:
      to === 'ended'
        ? { state: to, endedAt: now() }
        : { state: to, decidedAt: now(), decidedById: actor.user.id },
  })
  if (count !== 1) throw new Stale()
  await record(tx, actor, {
    action: `membership.${to}`,
    subjectType: 'membership',
    subjectId: found.id,
    associationId: found.associationId,
    before: { state: found.state },
    after: { state: to, by },
  })
}

/** A membership that the actor may decide on. @throws NotFound, NotAllowed, SignInNeeded */
async function decidable(tx: Tx, actor: Actor, membershipId: number): Promise<Found> {
  const found = await tx.membership.findUnique({ where: { id: membershipId }, select })
  if (!found) throw new NotFound()
  await associationInScope(tx, actor, 'member.confirm', found.associationId)
  return found
}

/**
 * Confirms or refuses a request; the person is told.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else has decided
 */
export async function decideMembership(
  actor: Actor,
  membershipId: number,
  decision: 'confirm' | 'refuse',
): Promise<void> {
  const officer = requireUser(actor)
  const to = decision === 'confirm' ? 'confirmed' : 'refused'
  await transaction(async (tx) => {
    const found = await decidable(tx, actor, membershipId)
    await move(tx, officer, found, to, 'officer')
    await writeMail(tx, found.user, `membership_${to}`, {
      association: found.association.name,
      url: portalUrl(`/associations/${found.association.slug}`),
    })
  })
}

/**
 * Ends a membership: one's own, also while it is only asked for; or, as an officer, that of somebody who has left.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function endMembership(actor: Actor, membershipId: number): Promise<void> {
  const signedIn = requireUser(actor)
  await transaction(async (tx) => {
    const own = await tx.membership.findFirst({
      where: { id: membershipId, userId: signedIn.user.id },
      select,
    })
    if (own) return move(tx, signedIn, own, 'ended', 'member')
    return move(tx, signedIn, await decidable(tx, actor, membershipId), 'ended', 'officer')
  })
}

/**
 * Counts an attempt to join by a code, before it is made: codes are short. @throws TooMany
 */
export async function countJoining(actor: SignedIn): Promise<void> {
  await countAttempt('join.address', actor.origin)
  await countAttempt('join.account', actor.user.id)
}

/** Forgets the attempts of somebody who has joined. */
export const forgetJoining = (actor: SignedIn): Promise<void> => forgetAttempts('join.account', actor.user.id)

/**
 * Takes somebody as a member without an officer's decision, because of a code on paper. Whoever is one stays one.
 * @param because which code, for the audit: ids only
 */
export async function takeAsMember(
  tx: Tx,
  actor: Auditee,
  userId: string,
  associationId: number,
  because: Record<string, number>,
): Promise<void> {
  const at = now()
  const standing = await tx.membership.findFirst({
    where: { userId, associationId, state: { in: ['requested', 'confirmed'] } },
    select: { id: true, state: true },
  })
  if (standing?.state === 'confirmed') return
  const confirmed = { state: 'confirmed', decidedAt: at, decidedById: null } as const
  const { id } = standing
    ? await tx.membership.update({ where: { id: standing.id }, data: confirmed, select: { id: true } })
    : await tx.membership.create({
        data: { userId, associationId, requestedAt: at, ...confirmed },
        select: { id: true },
      })
  await record(tx, actor, {
    action: 'membership.joined',
    subjectType: 'membership',
    subjectId: id,
    associationId,
    after: { state: 'confirmed', ...because },
  })
}

/**
 * Joins by the code printed on a paper circular, which stands for the confirmation of an officer.
 * @returns the association
 * @throws SignInNeeded, TooMany; Invalid when no such code can be used today
 */
export async function joinByCode(actor: Actor, code: string): Promise<{ slug: string; name: string }> {
  const signedIn = requireUser(actor)
  await countJoining(signedIn)
  const joined = await transaction(async (tx) => {
    const known = await tx.membershipCode.findFirst({
      where: { code, revokedAt: null, validUntil: { gt: now() } },
      select: { id: true, association: { select: { id: true, slug: true, name: true } } },
    })
    if (!known) throw new Invalid({ code: ['accounts.join.error.unknown'] })
    await takeAsMember(tx, actor, signedIn.user.id, known.association.id, { codeId: known.id })
    return known.association
  }).catch(async (error) => {
    if (!isUniqueViolation(error)) throw error
    throw new Stale()
  })
  await forgetJoining(signedIn)
  return { slug: joined.slug, name: joined.name }
}

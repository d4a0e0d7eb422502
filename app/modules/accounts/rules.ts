/** Whoever asks, and where they may do what: the table is in `rights.ts`. Pure; the day is part of the actor. */

import type { Day } from '~/platform/clock'
import { NotAllowed, SignInNeeded } from '~/platform/errors'
import type { Same } from '~/platform/same'
import type {
  MembershipState as DbMembershipState,
  Post as DbPost,
  StaffRole as DbStaffRole,
} from '../../../prisma/generated/enums'

import { type PortalRight, portalRights, postRights, REACH_DOWN, type Right, staffRights } from './rights'

/** Terms of office, for the modules that give and show them */
export {
  CONSENT_TEXT,
  holderOf,
  LONGEST_TERM,
  type Named,
  nameIsShown,
  sameLetters,
  sameName,
  standingOf,
  termErrors,
} from './terms'

/** 役職 */
export const posts = [
  'chair',
  'vice_chair',
  'secretary',
  'treasurer',
  'auditor',
  'group_leader',
  'board_member',
] as const
export type Post = (typeof posts)[number]

/** 市と市民活動支援センターの役割 */
export const staffRoles = ['reviewer', 'approver', 'section_staff', 'coordinator', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** 会員の状態 */
export const membershipStates = ['requested', 'confirmed', 'refused', 'ended'] as const
export type MembershipState = (typeof membershipStates)[number]

/** Same in the database: a difference does not compile. */
const _posts: Same<Post, DbPost> = true
const _roles: Same<StaffRole, DbStaffRole> = true
const _memberships: Same<MembershipState, DbMembershipState> = true
void _posts
void _roles
void _memberships

export { type PortalRight, postRights, type Right, rights, staffRights } from './rights'

/** An office held today. */
type Seat = { post: Post; associationId: number; path: string }

/** Whoever asks: a guest, or a person with what they hold on this day. Made by `session.server.ts`, or by a test. */
export type Actor = {
  user: { id: string; name: string; language: string; demonstration: boolean } | null
  /** Offices whose term includes today */
  seats: readonly Seat[]
  /** Confirmed memberships */
  memberships: readonly { associationId: number; path: string }[]
  /** Roles of today; empty until the second factor has been passed */
  staff: readonly StaffRole[]
  /** Holds a role of the city, the centre or the administration, but the second factor is not passed */
  secondFactorMissing: boolean
  /** Path of the city's node, `/1/` */
  cityPath: string
  today: Day
  /** For the audit: the weightiest capacity, and the network from which the request came */
  capacity: string
  origin: string
}

/** A person who has signed in. */
export type SignedIn = Actor & { user: NonNullable<Actor['user']> }

/** Roles by weight: the first that one holds is the capacity in which one acts. */
const BY_WEIGHT: readonly StaffRole[] = [
  'administrator',
  'approver',
  'reviewer',
  'section_staff',
  'coordinator',
]

/** The weightiest capacity of a signed-in person, for the audit: a role, else a post, else `resident`. */
export function capacityOf(staff: readonly StaffRole[], seats: readonly Seat[]): string {
  return (
    BY_WEIGHT.find((role) => staff.includes(role)) ??
    posts.find((post) => seats.some((seat) => seat.post === post)) ??
    'resident'
  )
}

export function guest(today: Day, origin = ''): Actor {
  return {
    user: null,
    seats: [],
    memberships: [],
    staff: [],
    secondFactorMissing: false,
    cityPath: '',
    today,
    capacity: 'guest',
    origin,
  }
}

/** Part of the tree: one node, or a node with all below it. */
export type Scope = { path: string; below: boolean }

/** Where the actor has a right. Empty when nowhere. */
export function scopesOf(actor: Actor, right: Right): Scope[] {
  const scopes: Scope[] = []
  for (const seat of actor.seats) {
    if (!postRights[seat.post].includes(right)) continue
    scopes.push({ path: seat.path, below: seat.post !== 'group_leader' && REACH_DOWN.includes(right) })
  }
  for (const role of actor.staff) {
    if (staffRights[role].everywhere.includes(right)) scopes.push({ path: actor.cityPath, below: true })
    else if (staffRights[role].city.includes(right)) scopes.push({ path: actor.cityPath, below: false })
  }
  return scopes
}

/** Whether the actor has a right at the node with this path. */
export function may(actor: Actor, right: Right, path: string): boolean {
  return scopesOf(actor, right).some((s) => path === s.path || (s.below && path.startsWith(s.path)))
}

/** Whether the actor has a right anywhere: decides which doors are shown. */
export function mayAnywhere(actor: Actor, right: Right): boolean {
  return scopesOf(actor, right).length > 0
}

export function mayInPortal(actor: Actor, right: PortalRight): boolean {
  return actor.staff.some((role) => roleMayInPortal(role, right))
}

export const roleMayInPortal = (role: StaffRole, right: PortalRight): boolean =>
  portalRights[role].includes(right)

/**
 * The `where` of an association in scope, for Prisma; matches nothing when there is no scope. The end of a path is
 * a slash, so that /1/12/ never matches /1/120/.
 */
export function inScope(scopes: readonly Scope[]) {
  // An empty OR within an AND is left out by the client, and everything would match: no path is the empty text.
  if (scopes.length === 0) return { OR: [{ path: '' }] }
  return { OR: scopes.map((s) => ({ path: s.below ? { startsWith: s.path } : s.path })) }
}

/** The nodes whose members-only notices the actor may read: their own, and all above and below an office. */
export function audienceIds(actor: Actor): number[] {
  const ids = new Set<number>()
  for (const { path } of [...actor.memberships, ...actor.seats]) {
    for (const id of path.split('/')) if (id) ids.add(Number(id))
  }
  return [...ids]
}

/**
 * Whoever has signed in.
 * @throws SignInNeeded for a guest
 */
export function requireUser(actor: Actor): SignedIn {
  if (!actor.user) throw new SignInNeeded()
  return actor as SignedIn
}

/**
 * Refuses with the reason that helps: signing in, the second factor, or none.
 * @throws SignInNeeded for a guest; NotAllowed otherwise
 */
export function denied(actor: Actor): never {
  if (!actor.user) throw new SignInNeeded()
  throw new NotAllowed(actor.secondFactorMissing ? 'second_factor_needed' : 'not_allowed')
}

/** @throws SignInNeeded, NotAllowed unless the actor has the right in the whole portal */
export function requirePortalRight(actor: Actor, right: PortalRight): SignedIn {
  if (!mayInPortal(actor, right)) denied(actor)
  return requireUser(actor)
}

/** Who moves a membership from one state to another: the person, or an officer with `member.confirm`. */
const membershipMoves: readonly {
  from: MembershipState
  to: MembershipState
  by: 'member' | 'officer'
}[] = [
  { from: 'requested', to: 'confirmed', by: 'officer' },
  { from: 'requested', to: 'refused', by: 'officer' },
  { from: 'requested', to: 'ended', by: 'member' },
  { from: 'confirmed', to: 'ended', by: 'member' },
  { from: 'confirmed', to: 'ended', by: 'officer' },
]

export function mayMoveMembership(
  from: MembershipState,
  to: MembershipState,
  by: 'member' | 'officer',
): boolean {
  return membershipMoves.some((move) => move.from === from && move.to === to && move.by === by)
}

/** Kinds of node that a resident can be a member of. */
export const MEMBER_KINDS = ['neighbourhood', 'group'] as const

/** Kinds of node that have officers; the city has staff instead. */
export const OFFICER_KINDS = ['council', 'neighbourhood', 'group'] as const

/** What an invited person has to do: accept, sign in first, sign out of another account first, or give a name. */
export type InvitationStep = 'accept' | 'sign_in' | 'other_account' | 'new_account'

/** @param holderId the account that has the invited address; undefined when none has */
export function invitationStep(actor: Actor, holderId: string | undefined): InvitationStep {
  if (actor.user) return actor.user.id === holderId ? 'accept' : 'other_account'
  return holderId ? 'sign_in' : 'new_account'
}

/** Who may do what: the one table of posts and roles. Pure; the day is part of the actor. */

import type { Day } from '~/platform/clock'
import { NotAllowed, SignInNeeded } from '~/platform/errors'
import type { Same } from '~/platform/same'
import type {
  MembershipState as DbMembershipState,
  Post as DbPost,
  StaffRole as DbStaffRole,
} from '../../../prisma/generated/enums'

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

/** What can be done in an association. */
export const rights = [
  'notice.draft', // write and correct drafts
  'notice.publish', // publish, correct, withdraw
  'notice.approve', // 承認: the second person for what another has written
  'household.keep', // the register of households, confirmations and sheets entered for them
  'aed.keep', // AEDs of the association: their hours, checks, parts, and answers to what is reported
  'hall.keep', // halls of the association: what is known of them, photos and drawings
  'hall.read', // their private part
  'subsidy.read', // applications for subsidies of the association
  'subsidy.apply', // write them
  'subsidy.sign', // 会長: hand them in, and what binds the association afterwards
  'volunteer.host', // places of the youth-volunteer experience that the association offers, and who comes
  'matter.ask', // questions and proposals to the city in the name of the association, and support for others'
  'talk.host', // 意見交換会 to which it invites
  'survey.run', // アンケート
  'resolution.run', // 書面・電磁的決議: prepares and runs them
  'resolution.enter', // enters votes given on paper
  'resolution.check', // 監事: checks the count
  'association.edit', // its page and its numbers
  'contact.read', // the contact, also without consent to show it in public
  'member.confirm', // members and the codes on paper circulars
  'officer.invite', // officers and their terms
  'audit.read', // the trail of its own matters
] as const
export type Right = (typeof rights)[number]

/** Which post may do what, in the association of the post. */
export const postRights: Record<Post, readonly Right[]> = {
  chair: rights.filter((right) => right !== 'resolution.check'),
  vice_chair: [
    'notice.draft',
    'notice.publish',
    'notice.approve',
    'household.keep',
    'aed.keep',
    'hall.keep',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'volunteer.host',
    'matter.ask',
    'talk.host',
    'survey.run',
    'resolution.run',
    'resolution.enter',
    'association.edit',
    'contact.read',
    'member.confirm',
    'officer.invite',
  ],
  secretary: [
    'notice.draft',
    'notice.publish',
    'household.keep',
    'aed.keep',
    'hall.keep',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'volunteer.host',
    'matter.ask',
    'talk.host',
    'survey.run',
    'resolution.run',
    'resolution.enter',
    'association.edit',
    'contact.read',
    'member.confirm',
  ],
  treasurer: [
    'notice.draft',
    'contact.read',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'resolution.enter',
  ],
  auditor: ['audit.read', 'contact.read', 'hall.read', 'subsidy.read', 'resolution.check'],
  group_leader: [
    'notice.draft',
    'notice.publish',
    'household.keep',
    'aed.keep',
    'contact.read',
    'member.confirm',
  ],
  board_member: ['notice.draft', 'aed.keep', 'contact.read', 'hall.read', 'subsidy.read', 'resolution.enter'],
}

/** Rights that reach from a council down to its associations, and from an association down to its groups. */
const REACH_DOWN: readonly Right[] = [
  'notice.draft',
  'notice.publish',
  'household.keep',
  'aed.keep',
  'hall.keep',
  'hall.read',
  'association.edit',
  'contact.read',
  'member.confirm',
  'officer.invite',
]

/** Which role of the city may do what: at the city's own node, or in every association. */
export const staffRights: Record<StaffRole, { city: readonly Right[]; everywhere: readonly Right[] }> = {
  reviewer: {
    city: ['notice.draft', 'notice.publish', 'notice.approve', 'talk.host', 'survey.run'],
    everywhere: ['association.edit', 'contact.read', 'officer.invite', 'aed.keep', 'hall.keep', 'hall.read'],
  },
  approver: {
    city: ['notice.draft', 'notice.publish', 'notice.approve', 'talk.host', 'survey.run'],
    everywhere: ['contact.read', 'hall.read'],
  },
  section_staff: {
    city: ['notice.draft', 'notice.publish', 'survey.run'],
    everywhere: ['contact.read', 'aed.keep', 'hall.keep', 'hall.read'],
  },
  coordinator: { city: [], everywhere: [] },
  administrator: {
    city: [],
    everywhere: ['association.edit', 'contact.read', 'officer.invite', 'audit.read'],
  },
}

/** What concerns the whole portal and no association. */
export type PortalRight =
  | 'staff.appoint'
  | 'mail.read'
  | 'audit.read_all'
  | 'aed.import' // open data of AEDs, and AEDs that no association keeps
  | 'aed.plan' // the placement study
  | 'hall.oversee' // all halls of the city by state, and their files
  | 'subsidy.oversee' // all applications that were handed in, and the budgets
  | 'subsidy.review' // 審査: corrections, proposals, inspections, payments
  | 'subsidy.approve' // 決裁
  | 'subsidy.programme' // the schemes, their versions and letters, and what a revision would bring
  | 'subsidy.budget' // appropriations and what is carried over
  | 'volunteer.run' // the programmes of the volunteer centre, and all who take part in them
  | 'volunteer.oversee' // their places and figures, without the persons
  | 'indicator.plan' // targets, who enters what, years opened and closed
  | 'matter.route' // what is asked of the city: received, routed, joined, the days it sets
  | 'matter.answer' // answers of one's own section; everything of it is seen
  | 'content.moderate' // reports, hiding, appeals
  | 'section.keep' // the sections of the city and who works in them
  | 'service.keep' // advice services of one's own section

const portalRights: Record<StaffRole, readonly PortalRight[]> = {
  reviewer: [
    'aed.import',
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'subsidy.review',
    'subsidy.programme',
    'subsidy.budget',
    'volunteer.oversee',
    'indicator.plan',
    'matter.route',
    'matter.answer',
    'content.moderate',
    'section.keep',
    'service.keep',
  ],
  approver: [
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'subsidy.approve',
    'subsidy.programme',
    'subsidy.budget',
    'volunteer.oversee',
    'indicator.plan',
    'matter.route',
    'matter.answer',
    'content.moderate',
    'service.keep',
  ],
  section_staff: [
    'aed.import',
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'volunteer.oversee',
    'matter.answer',
    'service.keep',
  ],
  coordinator: ['volunteer.run', 'volunteer.oversee', 'service.keep'],
  administrator: ['staff.appoint', 'mail.read', 'audit.read_all', 'aed.import', 'section.keep'],
}

/** An office held today. */
export type Seat = { post: Post; associationId: number; path: string }

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
export const membershipMoves: readonly {
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

/** Who asks, who supports, and how somebody stands to a matter. Pure. */
import { type Actor, may, postRights, posts } from '~/modules/accounts/rules'
import { type Day, daysBetween } from '~/platform/clock'
import { DIRECT_OFFERED_DAYS, type MatterChannel, type MatterState, UNANSWERED_STATES } from './matters'

/** Whether somebody knows this person: a confirmed member, an officer, or of the city. Others' posts wait. */
export const isKnown = (actor: Actor): boolean =>
  actor.memberships.length > 0 || actor.seats.length > 0 || actor.staff.length > 0

/** The nodes through which a resident can ask, and in whose district they support: their own and those above. */
export function ownNodeIds(actor: Actor): number[] {
  const ids = [...actor.memberships, ...actor.seats].flatMap(({ path }) => path.split('/').filter(Boolean))
  return [...new Set(ids.map(Number))]
}

/** Posts that pass on what residents ask through their association. */
export const ASKING_POSTS = posts.filter((post) => postRights[post].includes('matter.ask'))

/** How a new matter begins: where an officer or a known person asks, it is with the city at once. */
export function firstState(channel: MatterChannel, known: boolean): 'received' | 'waiting' {
  if (channel === 'association') return 'received'
  return channel === 'direct' && known ? 'received' : 'waiting'
}

/** Of fewer confirmed members it is not told that one of them has asked: everybody would know who. */
export const NAMED_FROM = 5

/** Whether everybody may read through which association a resident has asked. What it asks itself is in its name. */
export const isNamed = (channel: MatterChannel, members: number): boolean =>
  channel === 'association' || (channel === 'through_association' && members >= NAMED_FROM)

/**
 * Whether the person who asked may go to the city directly by now, as the officers have left it for so long.
 * @param askedOn day in Japan
 */
export const directIsOffered = (
  channel: MatterChannel,
  state: MatterState,
  askedOn: Day,
  today: Day,
  directAllowed: boolean,
): boolean =>
  directAllowed &&
  channel === 'through_association' &&
  state === 'waiting' &&
  daysBetween(askedOn, today) >= DIRECT_OFFERED_DAYS

/** What the question of a support looks at. */
type Supported = {
  state: MatterState
  hidden: boolean
  joinedToId: number | null
  authorId: string | null
  associationId: number | null
  districtId: number | null
}

const stillWeighs = ({ state, hidden, joinedToId }: Supported) =>
  UNANSWERED_STATES.some((open) => open === state) && !hidden && joinedToId === null

/**
 * Whether a person can support a matter: a confirmed member of the district that it concerns (of any, where it
 * concerns the whole city), not whoever asks, and only while an answer is to come.
 * @param districts of the associations of which the person is a member or an officer
 */
export const maySupport = (userId: string, districts: readonly number[], matter: Supported): boolean =>
  stillWeighs(matter) &&
  matter.authorId !== userId &&
  districts.length > 0 &&
  (matter.districtId === null || districts.includes(matter.districtId))

/** Whether an association can support it: one of the district, and not the one that asks. */
export const mayBeSupportedBy = (
  association: { id: number; districtId: number | null },
  matter: Supported,
): boolean =>
  stillWeighs(matter) &&
  matter.associationId !== association.id &&
  (matter.districtId === null || matter.districtId === association.districtId)

/**
 * Whether somebody speaks for the author: it is theirs; what an association asks is its officers' of today, and no more
 * of whoever wrote it when the term is over.
 */
export const speaksFor = (
  actor: Actor,
  matter: { authorId: string | null; channel: MatterChannel; associationPath: string | null },
): boolean =>
  matter.channel === 'association'
    ? matter.associationPath !== null && may(actor, 'matter.ask', matter.associationPath)
    : actor.user !== null && matter.authorId === actor.user.id

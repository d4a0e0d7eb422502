/** Who may act for a host, which places that reaches, and what others may know of a session. */
import { type Actor, denied, inScope, mayInPortal, scopesOf } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { PUBLIC_STATES, type Stage, type Theme } from '../rules'

/** The `where` of the hosts for which the actor acts: associations by post, organisations and sections by name. */
export function hostsInScope(actor: Actor): Prisma.VolunteerHostWhereInput {
  const association = { association: inScope(scopesOf(actor, 'volunteer.host')) }
  return actor.user ? { OR: [association, { members: { some: { userId: actor.user.id } } }] } : { id: -1 }
}

/**
 * The `where` of the places of those hosts: the centre is not in it, see `placesInScope`. A host that has ended reaches
 * none of them any more, nor the persons and papers behind them.
 */
const ownPlaces = (actor: Actor): Prisma.VolunteerPlaceWhereInput => ({
  host: { AND: [hostsInScope(actor), { state: 'registered' }] },
})

/** The `where` of the places that the actor may look after: those of their hosts; for the centre all. */
export function placesInScope(actor: Actor): Prisma.VolunteerPlaceWhereInput {
  return mayInPortal(actor, 'volunteer.run') ? {} : ownPlaces(actor)
}

type OwnHost = { id: number; kind: string; name: string; state: string; associationId: number | null }

/** The hosts for which the actor acts, by name. */
export async function hostsOf(client: Tx | typeof db, actor: Actor): Promise<OwnHost[]> {
  if (!actor.user) return []
  return client.volunteerHost.findMany({
    where: hostsInScope(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, name: true, state: true, associationId: true },
  })
}

/** Whether the actor acts for this host. */
export async function mayHost(client: Tx | typeof db, actor: Actor, hostId: number): Promise<boolean> {
  if (!actor.user) return false
  return (await client.volunteerHost.count({ where: { AND: [{ id: hostId }, hostsInScope(actor)] } })) > 0
}

/**
 * What to answer when a place is not in scope. That another host has one in preparation is nobody else's business.
 * @throws SignInNeeded for a guest; NotAllowed where the second factor is missing; else NotFound
 */
export function refusePlace(actor: Actor): never {
  if (!actor.user) throw new SignInNeeded()
  if (actor.secondFactorMissing) denied(actor)
  throw new NotFound()
}

/**
 * What was handed in stays as the centre looks at it, until it is taken back or decided.
 * @throws Stale for anybody but the centre
 */
export function keepSubmitted(actor: Actor, state: string): void {
  if (state === 'submitted' && !mayInPortal(actor, 'volunteer.run')) throw new Stale('place_submitted')
}

/** The `where` of the places that anybody may read. */
export const PUBLIC_PLACE: Prisma.VolunteerPlaceWhereInput = {
  state: { in: [...PUBLIC_STATES] },
  programme: { state: { not: 'draft' } },
  host: { state: 'registered' },
}

/** What is asked of a programme wherever one stands beside a place or a session. */
export const programmeFacts = {
  id: true,
  kind: true,
  state: true,
  year: true,
  title: true,
  offersFrom: true,
  offersUntil: true,
  applyFrom: true,
  applyUntil: true,
  activityFrom: true,
  activityUntil: true,
  reportUntil: true,
  orientation: true,
  offerHours: true,
  consentDays: true,
  groupMost: true,
  insurance: true,
  insuranceFrom: true,
  indicatorKey: true,
} as const

type Periods = Record<
  | 'offersFrom'
  | 'offersUntil'
  | 'applyFrom'
  | 'applyUntil'
  | 'activityFrom'
  | 'activityUntil'
  | 'reportUntil',
  Date
>

/** The row of a programme with its periods as days, `YYYY-MM-DD`. */
export const programmeDays = <T extends Periods>(row: T) => ({
  ...row,
  offersFrom: dateToDay(row.offersFrom),
  offersUntil: dateToDay(row.offersUntil),
  applyFrom: dateToDay(row.applyFrom),
  applyUntil: dateToDay(row.applyUntil),
  activityFrom: dateToDay(row.activityFrom),
  activityUntil: dateToDay(row.activityUntil),
  reportUntil: dateToDay(row.reportUntil),
})

const sessionSelect = {
  id: true,
  placeId: true,
  startsAt: true,
  endsAt: true,
  capacity: true,
  minutes: true,
  taken: true,
  queued: true,
  cancelledOn: true,
  cancelReason: true,
  closedAt: true,
  version: true,
  place: {
    select: {
      id: true,
      state: true,
      title: true,
      theme: true,
      stages: true,
      venue: true,
      meetingPoint: true,
      latitude: true,
      longitude: true,
      districtId: true,
      bring: true,
      rainRule: true,
      access: true,
      allergies: true,
      supervisor: true,
      together: true,
      orientation: true,
      host: {
        select: {
          id: true,
          kind: true,
          name: true,
          phone: true,
          email: true,
          associationId: true,
          association: { select: { slug: true, path: true } },
        },
      },
      programme: { select: programmeFacts },
    },
  },
} satisfies Prisma.VolunteerSessionSelect

/**
 * What is known of a session, its place, programme and host, days as `YYYY-MM-DD`. No person but the name of the
 * supervisor, which is for those who are placed.
 */
export type SessionFacts = NonNullable<Awaited<ReturnType<typeof sessionWhere>>>

async function sessionWhere(client: Tx | typeof db, where: Prisma.VolunteerSessionWhereInput) {
  const found = await client.volunteerSession.findFirst({ where, select: sessionSelect })
  if (!found) return null
  const { programme, stages, theme, ...place } = found.place
  return {
    ...found,
    cancelledOn: found.cancelledOn && dateToDay(found.cancelledOn),
    place: {
      ...place,
      // The database holds the list of stages, and the forms that of themes.
      stages: stages as Stage[],
      theme: theme as Theme,
      programme: programmeDays(programme),
    },
  }
}

/**
 * A session that anybody may know of: of a published place (or one that was cancelled) in a programme that is open or
 * closed. `client` may be a transaction that holds the session.
 * @throws NotFound
 */
export async function sessionFor(client: Tx | typeof db, id: number): Promise<SessionFacts> {
  const session = await sessionWhere(client, { id, place: PUBLIC_PLACE })
  if (!session) throw new NotFound()
  return session
}

/**
 * A session of a place that the actor looks after, as host or as the centre.
 * @throws SignInNeeded; NotFound for a session of anybody else
 */
export async function sessionInScope(
  client: Tx | typeof db,
  actor: Actor,
  id: number,
): Promise<SessionFacts> {
  const session = actor.user ? await sessionWhere(client, { id, place: placesInScope(actor) }) : null
  return session ?? refusePlace(actor)
}

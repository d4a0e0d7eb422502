/** ときどき手伝う人: the helpers of an association, by first name and stage. How to reach them stays with the portal. */
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { fullName, openPerson } from '~/modules/participation/queries/person.server'
import { isStage, needsConsent, roomOf, type Stage } from '~/modules/volunteering/rules'
import { type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

type Helper = {
  id: number
  name: string
  stage: Stage
  /** Reached through the centre alone */
  minor: boolean
  joinedOn: Day
  /** How often they came to this association's activities */
  times: number
}

/** Most helpers shown; a neighbourhood has some dozens. */
const MOST = 500

/** The `where` of a programme in which one can apply on a day. */
export const openFor = (today: Day) => ({
  state: 'open' as const,
  applyFrom: { lte: dayToDate(today) },
  applyUntil: { gte: dayToDate(today) },
})

/**
 * Sessions to come of an association for which one can apply and that have room, the nearest first.
 * @param id this one alone; a command asks by it, as the list shows the nearest only
 */
export async function sessionsToFill(client: Tx | typeof db, associationId: number, id?: number) {
  const found = await client.volunteerSession.findMany({
    where: {
      id,
      startsAt: { gt: now() },
      cancelledOn: null,
      place: {
        host: { associationId, state: 'registered' },
        state: 'published',
        orientation: false,
        programme: openFor(dayOf(now())),
      },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 50,
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      capacity: true,
      taken: true,
      cancelledOn: true,
      place: { select: { id: true, title: true, stages: true } },
    },
  })
  return found.filter((session) => roomOf(session) > 0)
}

/** The helpers of an association. @throws SignInNeeded, NotAllowed, NotFound */
export async function helpersOf(actor: Actor, slug: string) {
  const { id, name } = await associationInScope(db, actor, 'volunteer.host', slug)
  const [found, sessions] = await Promise.all([
    db.volunteerHelper.findMany({
      where: { associationId: id, endedAt: null, volunteer: { deletedAt: null } },
      orderBy: [{ joinedAt: 'desc' }, { id: 'desc' }],
      take: MOST,
      select: {
        id: true,
        joinedAt: true,
        volunteer: {
          select: {
            person: true,
            stage: true,
            _count: {
              select: {
                members: {
                  where: {
                    attendance: 'attended',
                    application: { session: { place: { host: { associationId: id } } } },
                  },
                },
              },
            },
          },
        },
      },
    }),
    sessionsToFill(db, id),
  ])
  const helpers = found.map(({ id: helper, joinedAt, volunteer }): Helper => {
    const stage = isStage(volunteer.stage) ? volunteer.stage : 'adult'
    return {
      id: helper,
      name: openPerson(volunteer.person).givenName,
      stage,
      minor: needsConsent(stage),
      joinedOn: dayOf(joinedAt),
      times: volunteer._count.members,
    }
  })
  return {
    association: { slug, name },
    helpers,
    sessions: sessions.map(({ id: session, startsAt, endsAt, place }) => ({
      id: session,
      startsAt,
      endsAt,
      title: place.title,
    })),
  }
}

/** Associations with helpers, by name, for the centre. @throws SignInNeeded, NotAllowed */
export async function associationsWithHelpers(actor: Actor) {
  requirePortalRight(actor, 'volunteer.run')
  const found = await db.association.findMany({
    where: { volunteerHelpers: { some: { endedAt: null, volunteer: { deletedAt: null } } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: { id: true, name: true },
  })
  return found
}

/**
 * The helpers of an association whom the centre tells: minors, and who has no mail address. For the centre, by name;
 * how they are reached is read by a command that writes it down.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function helpersByCentre(actor: Actor, associationId: number, client: Tx | typeof db = db) {
  requirePortalRight(actor, 'volunteer.run')
  const association = await client.association.findUnique({
    where: { id: associationId },
    select: { id: true, name: true },
  })
  if (!association) throw new NotFound()
  const found = await client.volunteerHelper.findMany({
    where: { associationId, endedAt: null, volunteer: { deletedAt: null } },
    orderBy: { id: 'asc' },
    take: MOST,
    select: { id: true, joinedAt: true, volunteer: { select: { person: true, stage: true } } },
  })
  const helpers = found.flatMap(({ id, joinedAt, volunteer }) => {
    const person = openPerson(volunteer.person)
    const stage = isStage(volunteer.stage) ? volunteer.stage : 'adult'
    if (!needsConsent(stage) && person.email) return []
    return [{ id, name: fullName(person), stage, minor: needsConsent(stage), joinedOn: dayOf(joinedAt) }]
  })
  return { association, helpers }
}

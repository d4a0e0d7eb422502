/** Who has applied: for the host first names and stages, for the centre what it must know, one application at a time. */
import type { Actor } from '~/modules/accounts/rules'
import { requirePortalRight } from '~/modules/accounts/rules'
import { placesInScope, refusePlace } from '~/modules/volunteering/queries/scope.server'
import { now } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type ApplicationState, holds, isExpected, isLiving, LIVING } from '../rules'
import type { ApplicationQuery } from '../schema'
import { openPerson } from './person.server'
import { byPhone } from './phone.server'

/** Given name and stage of a member: all that a host is told. */
const memberSelect = {
  id: true,
  stage: true,
  needsConsent: true,
  health: true,
  volunteer: { select: { person: true } },
  consents: { select: { givenAt: true, refusedAt: true, revokedAt: true } },
} as const

/**
 * The living applications of a place by session, as its host or the centre sees them.
 * @throws SignInNeeded; NotFound for a place of another host
 */
export async function placePeople(actor: Actor, placeId: number) {
  if (!actor.user) refusePlace(actor)
  const place = await db.volunteerPlace.findFirst({
    where: { AND: [{ id: placeId }, placesInScope(actor)] },
    select: {
      id: true,
      title: true,
      sessions: {
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          startsAt: true,
          endsAt: true,
          capacity: true,
          taken: true,
          queued: true,
          cancelledOn: true,
          applications: {
            where: { state: { in: [...LIVING] } },
            orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
            select: {
              id: true,
              state: true,
              size: true,
              members: { select: memberSelect, orderBy: { id: 'asc' } },
            },
          },
        },
      },
    },
  })
  if (!place) refusePlace(actor)
  return {
    id: place.id,
    title: place.title,
    sessions: place.sessions.map(({ applications, cancelledOn, ...session }) => ({
      ...session,
      cancelled: cancelledOn !== null,
      people: applications.flatMap(({ state, size, members }) =>
        members.map((member) => ({
          id: member.id,
          name: openPerson(member.volunteer.person).givenName,
          stage: member.stage,
          state,
          size,
          hasHealth: member.health !== null && isExpected(state),
        })),
      ),
    })),
  }
}
export type PlacePeople = Awaited<ReturnType<typeof placePeople>>

/** So many applications stand on a page of the centre's list. */
const PAGE = 50

/**
 * The centre's list, newest first, without names.
 * @throws SignInNeeded, NotAllowed unless the actor runs the programmes
 */
export async function applicationList(actor: Actor, query: ApplicationQuery) {
  requirePortalRight(actor, 'volunteer.run')
  const { state, programme, session, phone, after } = query
  const chosen: Prisma.VolunteerApplicationWhereInput = {
    state,
    sessionId: session,
    ...(programme ? { session: { place: { programmeId: programme } } } : {}),
  }
  const where = phone ? { AND: [chosen, { id: { in: await byPhone(chosen) } }] } : chosen
  const [found, count, programmes, toCall] = await Promise.all([
    db.volunteerApplication.findMany({
      where: { ...where, ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      select: {
        id: true,
        state: true,
        size: true,
        keptUntil: true,
        createdAt: true,
        members: { select: { stage: true }, orderBy: { id: 'asc' } },
        session: {
          select: {
            startsAt: true,
            endsAt: true,
            place: { select: { title: true, host: { select: { name: true } } } },
          },
        },
      },
    }),
    db.volunteerApplication.count({ where }),
    db.volunteerProgramme.findMany({
      where: { state: { not: 'draft' } },
      orderBy: { id: 'desc' },
      take: 30,
      select: { id: true, title: true, year: true },
    }),
    // An offer that nobody hears of runs out.
    byPhone({ state: 'offered' }),
  ])
  const rows = found.slice(0, PAGE).map(({ members, session: at, ...application }) => ({
    ...application,
    stages: [...new Set(members.map(({ stage }) => stage))],
    title: at.place.title,
    host: at.place.host.name,
    startsAt: at.startsAt,
    endsAt: at.endsAt,
  }))
  return {
    rows,
    count,
    programmes,
    toCall: toCall.length,
    next: found.length > PAGE ? rows.at(-1)?.id : undefined,
  }
}

/**
 * One application as the centre sees it: names and stages; addresses only when asked for, by a command that says so.
 * @throws SignInNeeded, NotAllowed; NotFound
 */
export async function applicationPage(actor: Actor, id: number) {
  requirePortalRight(actor, 'volunteer.run')
  const found = await db.volunteerApplication.findUnique({
    where: { id },
    select: {
      id: true,
      state: true,
      size: true,
      walkIn: true,
      keptUntil: true,
      version: true,
      createdAt: true,
      events: {
        select: { id: true, verb: true, state: true, createdAt: true },
        orderBy: { id: 'asc' },
        take: 200,
      },
      members: { select: { ...memberSelect, leads: true, code: true }, orderBy: { id: 'asc' } },
      session: {
        select: {
          id: true,
          startsAt: true,
          endsAt: true,
          place: { select: { id: true, title: true, host: { select: { name: true } } } },
        },
      },
    },
  })
  if (!found) throw new NotFound()
  const state = found.state as ApplicationState
  return {
    ...found,
    state,
    /** Whether the centre may still change anything */
    open: isLiving(state) && found.session.startsAt > now(),
    members: found.members.map(({ volunteer, health, consents, ...member }) => {
      const person = openPerson(volunteer.person)
      return {
        ...member,
        name: [person.familyName, person.givenName].filter(Boolean).join(' '),
        reading: [person.familyReading, person.givenReading].filter(Boolean).join(' '),
        hasMail: person.email !== '',
        hasHealth: health !== null,
        complete: person.familyName !== '',
        consented: consents.some(holds),
        unanswered: member.needsConsent && !consents.some(({ givenAt, refusedAt }) => givenAt || refusedAt),
      }
    }),
  }
}

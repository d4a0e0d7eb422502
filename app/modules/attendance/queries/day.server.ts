/** 当日のまとめ: one session for its host and the centre, before the day, on it and afterwards. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { fullName, openPerson } from '~/modules/participation/queries/person.server'
import { sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { type InsuranceStart, isStage, type Stage } from '~/modules/volunteering/rules'
import { type Day, dateToDay, dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { settings } from '~/platform/settings.server'
import type { DaySheet } from '../paper/day'
import {
  type Attendance,
  type CertificateNeed,
  certificateNeed,
  countsOf,
  coverOf,
  type DeskState,
  deskState,
  listBy,
  mayCorrect,
  mayPrintEmergency,
  minutesOf,
} from '../rules'
import { peopleOf } from './people.server'

export type DayPerson = {
  id: number
  code: string
  /** The whole name for the centre; the first name for a host */
  name: string
  stage: Stage
  attendance: Attendance
  walkIn: boolean
  minutes: number
  need: CertificateNeed | null
  certificate: { number: number; year: number; revoked: boolean } | null
}

/** The session with everybody in it. @throws SignInNeeded; NotFound for a session of anybody else */
export async function dayOfSession(actor: Actor, id: number) {
  const session = await sessionInScope(db, actor, id)
  const centre = mayInPortal(actor, 'volunteer.run')
  const { place } = session
  const [members, own] = await Promise.all([
    db.volunteerMember.findMany({
      where: { application: { sessionId: id, state: 'placed' } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        code: true,
        stage: true,
        attendance: true,
        minutes: true,
        reflection: { select: { id: true } },
        certificate: { select: { number: true, year: true, revokedAt: true } },
        application: { select: { walkIn: true } },
        volunteer: { select: { person: true } },
      },
    }),
    db.volunteerSession.findUniqueOrThrow({
      where: { id },
      select: { insuredAt: true, deskKeyHash: true },
    }),
  ])
  const people = members.map((member): DayPerson => {
    const person = openPerson(member.volunteer.person)
    return {
      id: member.id,
      code: member.code,
      name: centre ? fullName(person) : person.givenName,
      stage: isStage(member.stage) ? member.stage : 'adult',
      attendance: member.attendance,
      walkIn: member.application.walkIn,
      minutes: minutesOf(member.attendance, member.minutes, session.minutes),
      need: certificateNeed({
        kind: place.programme.kind,
        orientation: place.orientation,
        attendance: member.attendance,
        closed: session.closedAt !== null,
        reflected: member.reflection !== null,
      }),
      certificate: member.certificate && {
        number: member.certificate.number,
        year: member.certificate.year,
        revoked: member.certificate.revokedAt !== null,
      },
    }
  })
  const state: DeskState = deskState(session, actor.today)
  return {
    id: session.id,
    placeId: place.id,
    title: place.title,
    programme: place.programme.title,
    kind: place.programme.kind,
    host: place.host.name,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    venue: place.venue,
    minutes: session.minutes,
    state,
    centre,
    keyed: own.deskKeyHash !== null,
    insuredOn: own.insuredAt && dayOf(own.insuredAt),
    emergency: mayPrintEmergency(session, centre ? 'centre' : 'host', actor.today),
    mayCorrect: mayCorrect(session, centre ? 'centre' : 'host', actor.today),
    counts: countsOf(people),
    people: people.sort((a, b) => a.name.localeCompare(b.name, 'ja')),
    thoughts: await thoughtsOf(id),
  }
}

/** What participants wrote and allowed to be shown, without a name. */
async function thoughtsOf(sessionId: number) {
  const found = await db.volunteerReflection.findMany({
    where: { mayShow: true, member: { application: { sessionId } } },
    orderBy: { id: 'asc' },
    take: 50,
    select: { did: true, learned: true },
  })
  return found
}

/** What stands on the supervisor's sheet, with the key that was just made. @throws SignInNeeded, NotFound */
export async function daySheet(actor: Actor, id: number, key: string): Promise<DaySheet> {
  const session = await sessionInScope(db, actor, id)
  const people = await peopleOf(db, id)
  return {
    title: session.place.title,
    host: session.place.host.name,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    venue: session.place.venue,
    url: `${settings().PUBLIC_URL}/volunteering/sessions/${id}/desk?key=${key}`,
    people,
  }
}

export type InsuredSession = {
  id: number
  title: string
  host: string
  startsAt: Date
  endsAt: Date
  /** Persons who are placed */
  placed: number
  insuredOn: Day | null
  /** Somebody was placed after the list had been made */
  added: number
  /** Persons whom no list covers on the day, or none that is made today */
  uncovered: number
  /** Last day on which the list can be handed in */
  listBy: Day
}

/** Sessions to come by programme, for the lists of the insurance. For the centre. @throws SignInNeeded, NotAllowed */
export async function sessionsToInsure(actor: Actor) {
  requirePortalRight(actor, 'volunteer.run')
  const from = new Date(`${actor.today}T00:00:00+09:00`)
  const programmes = await db.volunteerProgramme.findMany({
    where: {
      insurance: { not: '' },
      state: { not: 'draft' },
      places: {
        some: { state: 'published', sessions: { some: { startsAt: { gte: from }, cancelledOn: null } } },
      },
    },
    orderBy: [{ activityFrom: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      title: true,
      insurance: true,
      insuranceFrom: true,
      places: {
        where: { state: 'published' },
        select: {
          title: true,
          host: { select: { name: true } },
          sessions: {
            where: { startsAt: { gte: from }, cancelledOn: null },
            select: {
              id: true,
              startsAt: true,
              endsAt: true,
              insuredAt: true,
              applications: {
                where: { state: 'placed' },
                select: { members: { select: { insuredOn: true } } },
              },
            },
          },
        },
      },
    },
  })
  return programmes.map((programme) => ({
    id: programme.id,
    title: programme.title,
    insurance: programme.insurance,
    insuranceFrom: programme.insuranceFrom as InsuranceStart,
    sessions: programme.places
      .flatMap((place) =>
        place.sessions.map((session): InsuredSession => {
          const { insuredAt } = session
          const start = programme.insuranceFrom as InsuranceStart
          const day = dayOf(session.startsAt)
          const listed = session.applications.flatMap(({ members }) => members.map((one) => one.insuredOn))
          return {
            id: session.id,
            title: place.title,
            host: place.host.name,
            startsAt: session.startsAt,
            endsAt: session.endsAt,
            placed: listed.length,
            insuredOn: insuredAt && dayOf(insuredAt),
            added: insuredAt ? listed.filter((on) => on === null).length : 0,
            uncovered: listed.filter((on) => !coverOf(start, on ? dateToDay(on) : actor.today, day).covers)
              .length,
            listBy: listBy(start, day),
          }
        }),
      )
      .filter(({ placed }) => placed > 0)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.id - b.id),
  }))
}

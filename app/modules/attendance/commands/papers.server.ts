/** 紙と名簿: what is made on request and tells of persons; that it was made is recorded, and so these are writes. */
import { type Actor, mayInPortal, requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { nearestAeds } from '~/modules/aeds/queries/near.server'
import { record } from '~/modules/audit/commands.server'
import {
  fullName,
  openEmergency,
  openHealth,
  openPerson,
} from '~/modules/participation/queries/person.server'
import { sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { type InsuranceStart, isStage, needsConsent } from '~/modules/volunteering/rules'
import { dateToDay, dayOf, dayToDate, localOf, now } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import type { EmergencySheet } from '../paper/emergency'
import { coverOf, insuranceColumns, mayPrintEmergency } from '../rules'

/** So many AEDs stand on the sheet. */
const AEDS = 3

const placed = (sessionId: number) => ({ application: { sessionId, state: 'placed' as const } })

/**
 * 緊急時の連絡表 for the supervisor: names, whom to call, what to mind, and where the nearest AED is.
 * @throws SignInNeeded; NotFound for a session of anybody else; Stale for a host long before the day, and after it
 */
export async function emergencySheet(actor: Actor, sessionId: number): Promise<EmergencySheet> {
  return transaction(async (tx) => {
    const session = await sessionInScope(tx, actor, sessionId)
    const by = mayInPortal(actor, 'volunteer.run') ? 'centre' : 'host'
    if (!mayPrintEmergency(session, by, actor.today)) throw new Stale('emergency_not_now')
    const { place } = session
    const members = await tx.volunteerMember.findMany({
      where: placed(sessionId),
      select: {
        code: true,
        stage: true,
        health: true,
        emergency: true,
        volunteer: { select: { person: true } },
      },
    })
    const people = members.map((member) => {
      const person = openPerson(member.volunteer.person)
      const { name, phone, guardianName, guardianPhone } = openEmergency(member.emergency)
      return {
        sort: person.familyReading + person.givenReading || fullName(person),
        code: member.code,
        name: fullName(person),
        reading: [person.familyReading, person.givenReading].filter(Boolean).join(' '),
        stage: isStage(member.stage) ? member.stage : ('adult' as const),
        contacts: [
          { name: guardianName, phone: guardianPhone },
          { name, phone },
          { name: '', phone: name || guardianName ? '' : person.phone },
        ].filter((contact) => contact.phone),
        health: openHealth(member.health),
      }
    })
    await record(tx, requireUser(actor), {
      action: 'volunteer_session.emergency_sheet',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: place.host.associationId,
      after: { count: people.length },
    })
    return {
      title: place.title,
      host: place.host.name,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      venue: place.venue,
      meetingPoint: place.meetingPoint,
      supervisor: place.supervisor,
      made: now(),
      people: people.sort((a, b) => a.sort.localeCompare(b.sort, 'ja')),
      aeds: await aedsNear(place, session.startsAt),
    }
  })
}

/** The AEDs nearest to the place of an activity, as they can be taken when it begins; none where it is not on the map. */
async function aedsNear(place: { latitude: number | null; longitude: number | null }, at: Date) {
  const { latitude, longitude } = place
  if (latitude === null || longitude === null) return []
  const found = await nearestAeds({ latitude, longitude }, { at, limit: AEDS })
  return found.map(({ name, address, position, distance, usability }) => ({
    name,
    address,
    position,
    metres: Math.round((distance ?? 0) / 10) * 10,
    state: usability.state,
  }))
}

/** Which sessions a list is made of: one, or all of a programme that are still to come. */
type InsuranceOf = { session: number | null; programme: number | null }

/**
 * 保険の名簿: everybody who is placed, as the insurer wants it; that it was made is kept with each session. For the
 * centre. Lines of text and numbers, the first the heads.
 * @throws SignInNeeded, NotAllowed; NotFound when there is no such session or programme
 */
export async function insuranceList(actor: Actor, of: InsuranceOf, t: Translate): Promise<string> {
  const by = requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const sessions = await sessionsToInsure(tx, of, actor.today)
    if (sessions.length === 0) throw new NotFound()
    const ids = sessions.map(({ id }) => id)
    // Whoever stands on the list for the first time is covered by it; who stood on an earlier one, since that one.
    const unlisted = { application: { sessionId: { in: ids }, state: 'placed' as const }, insuredOn: null }
    await tx.volunteerMember.updateMany({ where: unlisted, data: { insuredOn: dayToDate(actor.today) } })
    const anew = sessions.filter(({ applications }) =>
      applications.some(({ members }) => members.some(({ insuredOn }) => insuredOn === null)),
    )
    await tx.volunteerSession.updateMany({
      where: { id: { in: anew.map(({ id }) => id) } },
      data: { insuredAt: now() },
    })
    const lines: (string | number)[][] = []
    for (const session of sessions) {
      const { place } = session
      const day = dayOf(session.startsAt)
      const start = place.programme.insuranceFrom as InsuranceStart
      for (const member of session.applications.flatMap(({ members }) => members)) {
        const cover = coverOf(start, member.insuredOn ? dateToDay(member.insuredOn) : actor.today, day)
        const person = openPerson(member.volunteer.person)
        const stage = isStage(member.stage) ? member.stage : 'adult'
        const cells: Record<(typeof insuranceColumns)[number], string | number> = {
          number: lines.length + 1,
          programme: place.programme.title,
          activity: place.title,
          host: place.host.name,
          venue: place.venue,
          day,
          starts: localOf(session.startsAt).slice(11),
          ends: localOf(session.endsAt).slice(11),
          name: fullName(person),
          reading: [person.familyReading, person.givenReading].filter(Boolean).join(' '),
          stage: t(`attendance.stage.${stage}`),
          minor: t(needsConsent(stage) ? 'attendance.insurance.minor' : 'attendance.insurance.grown'),
          code: member.code,
          insurance: place.programme.insurance,
          from: cover.from,
          until: cover.until,
          cover: t(cover.covers ? 'attendance.insurance.covered' : 'attendance.insurance.late'),
        }
        lines.push(insuranceColumns.map((column) => cells[column]))
      }
    }
    await record(tx, by, {
      action: 'volunteer_session.insurance_list',
      subjectType: of.session ? 'volunteer_session' : 'volunteer_programme',
      subjectId: of.session ?? of.programme ?? 0,
      after: { count: lines.length, sessions: ids.length },
    })
    return csv([insuranceColumns.map((column) => t(`attendance.insurance.column.${column}`)), ...lines])
  })
}

async function sessionsToInsure(tx: Tx, of: InsuranceOf, today: string) {
  const from = new Date(`${today}T00:00:00+09:00`)
  if (of.session === null && of.programme === null) return []
  return tx.volunteerSession.findMany({
    where: {
      cancelledOn: null,
      place: { state: 'published' },
      ...(of.session !== null
        ? { id: of.session }
        : { startsAt: { gte: from }, place: { state: 'published', programmeId: of.programme ?? 0 } }),
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      place: {
        select: {
          title: true,
          venue: true,
          host: { select: { name: true } },
          programme: { select: { title: true, insurance: true, insuranceFrom: true } },
        },
      },
      applications: {
        where: { state: 'placed' },
        orderBy: { id: 'asc' },
        select: {
          members: {
            orderBy: { id: 'asc' },
            select: { code: true, stage: true, insuredOn: true, volunteer: { select: { person: true } } },
          },
        },
      },
    },
  })
}

/** わたしの活動の記録: everything one person came to, with its certificates; and where more hands are wanted. */
import type { Actor } from '~/modules/accounts/rules'
import { openingsOf } from '~/modules/openings/queries/list.server'
import { fullName } from '~/modules/participation/queries/person.server'
import { needsConsent, roomOf, type Stage } from '~/modules/volunteering/rules'
import { type Day, dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { openPrinted } from '../commands/certify.server'
import { type CertificateNeed, certificateNeed, minutesOf } from '../rules'
import { ownVolunteer } from '../scope.server'
import { openFor } from './helpers.server'

/** One activity that a person came to. `minutes` that count. */
export type RecordRow = {
  member: number
  day: Day
  startsAt: Date
  endsAt: Date
  placeId: number
  title: string
  programme: string
  host: string
  hostId: number
  minutes: number
  reflected: boolean
  /** What stands in the way of a certificate; null when it has been issued or could be */
  need: CertificateNeed | null
  certificate: { code: string; year: number; number: number; revoked: boolean } | null
}

const memberSelect = {
  id: true,
  attendance: true,
  minutes: true,
  reflection: { select: { id: true } },
  certificate: { select: { code: true, year: true, number: true, revokedAt: true } },
  application: {
    select: {
      session: {
        select: {
          startsAt: true,
          endsAt: true,
          minutes: true,
          closedAt: true,
          place: {
            select: {
              id: true,
              title: true,
              orientation: true,
              programme: { select: { kind: true, title: true } },
              host: { select: { id: true, name: true } },
            },
          },
        },
      },
    },
  },
} as const

async function cameTo(ids: string[]): Promise<RecordRow[]> {
  const found = await db.volunteerMember.findMany({
    where: { volunteerId: { in: ids }, attendance: 'attended', application: { state: 'placed' } },
    orderBy: [{ application: { session: { startsAt: 'desc' } } }, { id: 'desc' }],
    // One a day for three years.
    take: 1000,
    select: memberSelect,
  })
  return found.map((member) => {
    const { session } = member.application
    const { place } = session
    const row: RecordRow = {
      member: member.id,
      day: dayOf(session.startsAt),
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      placeId: place.id,
      title: place.title,
      programme: place.programme.title,
      host: place.host.name,
      hostId: place.host.id,
      minutes: minutesOf(member.attendance, member.minutes, session.minutes),
      reflected: member.reflection !== null,
      need: certificateNeed({
        kind: place.programme.kind,
        orientation: place.orientation,
        attendance: member.attendance,
        closed: session.closedAt !== null,
        reflected: member.reflection !== null,
      }),
      certificate: member.certificate && {
        code: member.certificate.code,
        year: member.certificate.year,
        number: member.certificate.number,
        revoked: member.certificate.revokedAt !== null,
      },
    }
    return row
  })
}

/** The record of a person, newest first. @throws NotFound, SignInNeeded */
export async function recordOf(actor: Actor, key: string) {
  const person = await ownVolunteer(db, actor, key)
  const rows = await cameTo(person.ids)
  return {
    name: fullName(person.person),
    minor: needsConsent(person.stage),
    rows,
    minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    hosts: await hostsAfter(person, [...new Set(rows.map((row) => row.hostId))], actor.today),
  }
}

/** Most next places and openings shown of one host. */
const BESIDE = 5

/** この団体は人をさがしています: openings and next sessions of the hosts to whom somebody came. */
async function hostsAfter({ ids, stage }: { ids: string[]; stage: Stage }, hostIds: number[], today: Day) {
  const hosts = await db.volunteerHost.findMany({
    where: { id: { in: hostIds } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      association: {
        select: {
          id: true,
          slug: true,
          name: true,
          volunteerHelpers: {
            where: { volunteerId: { in: ids }, endedAt: null },
            select: { joinedAt: true },
          },
        },
      },
    },
  })
  return Promise.all(
    hosts.map(async ({ id, name, association }) => {
      const [openings, sessions] = await Promise.all([
        association ? openingsOf(db, association.id, today) : [],
        nextSessions(id, stage, today),
      ])
      const joined = association?.volunteerHelpers[0]?.joinedAt
      return {
        id,
        name,
        association: association && { id: association.id, slug: association.slug },
        helperSince: joined ? dayOf(joined) : null,
        openings: openings.slice(0, BESIDE).map((opening) => ({ id: opening.id, title: opening.title })),
        sessions,
      }
    }),
  )
}

export type HostAfter = Awaited<ReturnType<typeof hostsAfter>>[number]

/** Sessions to come of a host for which somebody of a stage can apply, the nearest first. Public. */
async function nextSessions(hostId: number, stage: Stage, today: Day) {
  const found = await db.volunteerSession.findMany({
    where: {
      startsAt: { gt: now() },
      cancelledOn: null,
      place: {
        hostId,
        host: { state: 'registered' },
        state: 'published',
        orientation: false,
        stages: { has: stage },
        programme: openFor(today),
      },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: BESIDE * 4,
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      capacity: true,
      taken: true,
      cancelledOn: true,
      place: { select: { id: true, title: true } },
    },
  })
  return found
    .filter((session) => roomOf(session) > 0)
    .slice(0, BESIDE)
    .map(({ id, startsAt, endsAt, place }) => ({
      id,
      startsAt,
      endsAt,
      placeId: place.id,
      title: place.title,
    }))
}

/** One activity for its reflection, with what was written before. @throws NotFound, SignInNeeded */
export async function activityToReflect(actor: Actor, key: string, memberId: number) {
  const person = await ownVolunteer(db, actor, key)
  const found = await db.volunteerMember.findFirst({
    where: {
      id: memberId,
      volunteerId: { in: person.ids },
      attendance: 'attended',
      application: { state: 'placed', session: { closedAt: { not: null } } },
    },
    select: {
      reflection: { select: { did: true, learned: true, again: true, mayShow: true } },
      application: {
        select: { session: { select: { startsAt: true, endsAt: true, place: { select: { title: true } } } } },
      },
    },
  })
  if (!found) throw new NotFound()
  const { startsAt, endsAt, place } = found.application.session
  return { startsAt, endsAt, title: place.title, reflection: found.reflection }
}

/** What is printed on a certificate of one's own. @throws NotFound, SignInNeeded */
export async function ownCertificate(actor: Actor, key: string, memberId: number) {
  const person = await ownVolunteer(db, actor, key)
  return certificateWhere({ memberId, revokedAt: null, member: { volunteerId: { in: person.ids } } })
}

/** The certificate of somebody in a session that the centre looks after; see `certificatePaperFor`. @throws NotFound */
async function certificateWhere(where: {
  memberId: number
  revokedAt: null
  member: { volunteerId?: { in: string[] }; application?: { sessionId: number } }
}) {
  const found = await db.certificate.findFirst({
    where,
    select: { code: true, year: true, number: true, printed: true, issuedAt: true },
  })
  const printed = found && openPrinted(found.printed)
  if (!found || !printed) throw new NotFound()
  const { code, year, number, issuedAt } = found
  return { code, year, number, issuedOn: dayOf(issuedAt), printed }
}

/**
 * What anybody may know who has the code of a certificate: what is printed on it, and nothing more. Of one that was
 * taken back, that it was. Public.
 * @throws NotFound for a code that is none
 */
export async function certificateByCode(code: string) {
  const found = await db.certificate.findUnique({
    where: { code },
    select: { year: true, number: true, printed: true, issuedAt: true, revokedAt: true },
  })
  if (!found) throw new NotFound('no_such_certificate')
  const { year, number, issuedAt, revokedAt } = found
  const about = { year, number, issuedOn: dayOf(issuedAt) }
  if (revokedAt) return { ...about, state: 'revoked' as const, revokedOn: dayOf(revokedAt), printed: null }
  const printed = openPrinted(found.printed)
  return { ...about, state: printed ? ('valid' as const) : ('over' as const), revokedOn: null, printed }
}

/** 自分の申込み: what a person sees of their own, by the key of their page. */

import type { Actor } from '~/modules/accounts/rules'
import { sessionFor } from '~/modules/volunteering/queries/scope.server'
import { isStage, periodsOf, roomOf, type Stage, standingOf } from '~/modules/volunteering/rules'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { type ApplicationState, holds, isLiving } from '../rules'
import {
  accountVolunteers,
  friendTokenOf,
  fullName,
  isComplete,
  openAddress,
  openEmergency,
  openHealth,
  openPerson,
  volunteerByKey,
} from './person.server'

const stageOf = (text: string): Stage => (isStage(text) ? text : 'adult')

/** 保護者の同意 of one member: not needed, given, refused or taken back, or waited for. */
type ConsentState = 'not_needed' | 'given' | 'refused' | 'waiting'

const consentOf = (member: {
  needsConsent: boolean
  consents: readonly { givenAt: Date | null; refusedAt: Date | null; revokedAt: Date | null }[]
}): ConsentState => {
  if (!member.needsConsent) return 'not_needed'
  if (member.consents.some(holds)) return 'given'
  return member.consents.some(({ refusedAt, revokedAt }) => refusedAt || revokedAt) ? 'refused' : 'waiting'
}

const consentSelect = {
  select: { givenAt: true, refusedAt: true, revokedAt: true, sentTo: true },
  orderBy: { id: 'asc' },
} as const

const mineSelect = {
  id: true,
  leads: true,
  code: true,
  needsConsent: true,
  emergency: true,
  attendance: true,
  consents: consentSelect,
  application: {
    select: {
      id: true,
      sessionId: true,
      state: true,
      size: true,
      walkIn: true,
      version: true,
      queuedAt: true,
      keptUntil: true,
      members: {
        select: {
          id: true,
          stage: true,
          needsConsent: true,
          consents: consentSelect,
          volunteer: { select: { person: true } },
        },
        orderBy: { id: 'asc' },
      },
      session: {
        select: {
          startsAt: true,
          endsAt: true,
          cancelledOn: true,
          cancelReason: true,
          place: {
            select: {
              id: true,
              title: true,
              venue: true,
              meetingPoint: true,
              bring: true,
              rainRule: true,
              supervisor: true,
              host: { select: { name: true, phone: true } },
              programme: { select: { title: true, kind: true } },
            },
          },
        },
      },
    },
  },
} as const

/** All applications of the person whose key this is, those to come first. @throws NotFound */
export async function mineOf(key: string) {
  const { ids, person, stage } = await volunteerByKey(db, key)
  const at = now()
  const members = await db.volunteerMember.findMany({
    where: { volunteerId: { in: ids } },
    select: mineSelect,
    orderBy: { id: 'desc' },
    take: 200,
  })
  const items = await Promise.all(
    members.map(async ({ application, ...own }) => {
      const { session, members: party, state } = application
      const { place } = session
      const placed = state === 'placed'
      return {
        id: application.id,
        sessionId: application.sessionId,
        memberId: own.id,
        state: state as ApplicationState,
        version: application.version,
        size: application.size,
        walkIn: application.walkIn,
        leads: own.leads,
        keptUntil: application.keptUntil,
        ahead: state === 'waiting' ? await aheadOf(application) : null,
        living: isLiving(state),
        past: session.endsAt <= at,
        begun: session.startsAt <= at,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        cancelReason: session.cancelledOn ? session.cancelReason : '',
        placeId: place.id,
        title: place.title,
        programme: place.programme.title,
        host: place.host.name,
        hostPhone: placed ? place.host.phone : '',
        venue: place.venue,
        meetingPoint: place.meetingPoint,
        bring: place.bring,
        rainRule: place.rainRule,
        supervisor: placed ? place.supervisor : '',
        // 受付番号
        code: placed ? own.code : '',
        attendance: own.attendance,
        consent: consentOf(own),
        guardianAsked: own.consents.some(({ sentTo }) => sentTo !== null),
        lecture: place.programme.kind === 'lecture',
        reachable: own.emergency !== null || place.programme.kind === 'lecture',
        friends: party
          .filter((member) => member.id !== own.id)
          .map((member) => {
            const friend = openPerson(member.volunteer.person)
            const complete = isComplete(friend)
            return {
              id: member.id,
              name: friend.givenName,
              stage: stageOf(member.stage),
              consent: consentOf(member),
              complete,
              // Only who has applied for all hands the link on, and it works once.
              link:
                own.leads && !complete && isLiving(state)
                  ? portalUrl(`/volunteering/friends/${friendTokenOf(member.id)}`)
                  : null,
            }
          }),
      }
    }),
  )
  const order = (item: (typeof items)[number]) => (item.living && !item.past ? 0 : 1)
  items.sort(
    (a, b) =>
      order(a) - order(b) ||
      (order(a) === 0
        ? a.startsAt.getTime() - b.startsAt.getTime()
        : b.startsAt.getTime() - a.startsAt.getTime()),
  )
  return { name: person.givenName, stage, email: person.email, items }
}

type Mine = Awaited<ReturnType<typeof mineOf>>
export type MineItem = Mine['items'][number]

/** How many persons asked earlier for the same session and still wait. */
async function aheadOf(application: { id: number; sessionId: number; queuedAt: Date }): Promise<number> {
  const { _sum } = await db.volunteerApplication.aggregate({
    where: {
      sessionId: application.sessionId,
      state: 'waiting',
      OR: [
        { queuedAt: { lt: application.queuedAt } },
        { queuedAt: application.queuedAt, id: { lt: application.id } },
      ],
    },
    _sum: { size: true },
  })
  return _sum.size ?? 0
}

/** The persons for whom whoever is signed in has applied, and the keys of their pages. */
export async function ownPersons(actor: Actor) {
  const found = actor.user ? await accountVolunteers(db, actor.user.id) : []
  return found.map(({ key, person }) => ({ key, name: fullName(person) }))
}

/** What stands in the form of name and address. @throws NotFound */
export async function detailsOf(key: string) {
  const { person, stage } = await volunteerByKey(db, key)
  return { person, stage }
}

/** What one has said for one activity. @throws NotFound for somebody else's; Stale when it is over */
export async function ownMemberOf(key: string, memberId: number) {
  const { ids, person } = await volunteerByKey(db, key)
  const member = await db.volunteerMember.findFirst({
    where: { id: memberId, volunteerId: { in: ids } },
    select: {
      id: true,
      health: true,
      emergency: true,
      needsConsent: true,
      consents: consentSelect,
      application: {
        select: {
          state: true,
          session: {
            select: {
              startsAt: true,
              endsAt: true,
              place: { select: { title: true, programme: { select: { kind: true } } } },
            },
          },
        },
      },
    },
  })
  if (!member) throw new NotFound()
  if (!isLiving(member.application.state)) throw new Stale()
  const { session } = member.application
  const emergency = openEmergency(member.emergency)
  return {
    id: member.id,
    name: person.givenName,
    title: session.place.title,
    kind: session.place.programme.kind,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    needsConsent: member.needsConsent,
    consent: consentOf(member),
    health: openHealth(member.health),
    emergencyName: emergency.name,
    emergencyPhone: emergency.phone,
    guardianEmail: openAddress(member.consents.at(-1)?.sentTo ?? null),
    links: member.consents.length,
  }
}

/** Which form is filled in for a session. @throws NotFound */
export async function kindOf(sessionId: number) {
  return (await sessionFor(db, sessionId)).place.programme.kind
}

/** What the form of a member asks. The command says whether it is theirs. @throws NotFound */
export async function memberKindOf(memberId: number) {
  const member = await db.volunteerMember.findUnique({
    where: { id: memberId },
    select: { application: { select: { sessionId: true } } },
  })
  if (!member) throw new NotFound()
  return kindOf(member.application.sessionId)
}

/** The person of a page that was opened in this browser; one who has been deleted meanwhile is nobody. */
async function carriedPerson(key: string | undefined) {
  if (!key) return null
  try {
    return { ...(await volunteerByKey(db, key)), key }
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/**
 * What the form of an application shows: the session, and who is known already.
 * @param me the key of the page that was opened last in this browser; null for somebody else than is known
 * @throws NotFound; Stale when nobody can apply (any more)
 */
export async function applyPage(actor: Actor, sessionId: number, me: string | null | undefined) {
  const session = await sessionFor(db, sessionId)
  const { place } = session
  const standing = standingOf(session, periodsOf(place.programme, actor.today).applications, now())
  const own = me === null || !actor.user ? [] : await accountVolunteers(db, actor.user.id)
  // Of several the form says who it is for.
  const known = me === null ? null : ((await carriedPerson(me)) ?? (own.length === 1 ? own[0] : undefined))
  const account =
    !known && me !== null && own.length === 0 && actor.user
      ? await db.user.findUnique({
          where: { id: actor.user.id },
          select: {
            familyName: true,
            givenName: true,
            familyReading: true,
            givenReading: true,
            email: true,
          },
        })
      : null
  return {
    session: {
      id: session.id,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      room: roomOf(session),
      queued: session.queued,
    },
    standing: place.state === 'published' ? standing : ('closed' as const),
    place: {
      id: place.id,
      title: place.title,
      venue: place.venue,
      host: place.host.name,
      stages: place.stages,
      together: place.together,
      allergies: place.allergies,
    },
    programme: {
      title: place.programme.title,
      kind: place.programme.kind,
      groupMost: place.programme.groupMost,
      consentDays: place.programme.consentDays,
      offerHours: place.programme.offerHours,
    },
    me: known?.key ?? '',
    known: known
      ? { ...known.person, stage: known.stage as string }
      : account
        ? {
            ...account,
            familyReading: account.familyReading ?? '',
            givenReading: account.givenReading ?? '',
            phone: '',
            school: '',
            stage: '',
          }
        : null,
  }
}

/** What the portal holds of applications of whoever has an account, for the file that they may take with them. */
export async function applicationExport(actor: Actor) {
  const own = await ownPersons(actor)
  return Promise.all(own.map(({ key }) => exportedPerson(key)))
}

async function exportedPerson(key: string) {
  const [{ person, stage }, { items }] = await Promise.all([detailsOf(key), mineOf(key)])
  return {
    person,
    stage,
    applications: items.map(({ title, startsAt, endsAt, state, size, attendance, consent }) => ({
      title,
      startsAt,
      endsAt,
      state,
      size,
      attendance,
      consent,
    })),
  }
}

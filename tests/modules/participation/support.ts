/** A programme with a place and a session, and people who apply for it. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { apply } from '~/modules/participation/commands/apply.server'
import { consentTokenOf, friendTokenOf } from '~/modules/participation/queries/person.server'
import { type ApplyForm, applyForm } from '~/modules/participation/schema'
import { addDays, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'

export const guest = (): Actor => ({
  user: null,
  seats: [],
  memberships: [],
  staff: [],
  secondFactorMissing: false,
  cityPath: '/1/',
  today: dayOf(now()),
  capacity: 'guest',
  origin: '',
})

const STAGES = ['elementary', 'junior_high', 'high', 'university', 'adult']

/** A published place of an organisation in a programme that takes applications; its session is in `days` days. */
export async function session(capacity: number, days = 20, more: { hostId?: number } = {}) {
  const today = dayOf(now())
  const programme = await db.volunteerProgramme.create({
    data: {
      state: 'open',
      year: fiscalYear(today),
      title: '夏のボランティア体験',
      offersFrom: dayToDate(addDays(today, -60)),
      offersUntil: dayToDate(addDays(today, -30)),
      applyFrom: dayToDate(addDays(today, -20)),
      applyUntil: dayToDate(addDays(today, 200)),
      activityFrom: dayToDate(addDays(today, -10)),
      activityUntil: dayToDate(addDays(today, 200)),
      reportUntil: dayToDate(addDays(today, 230)),
    },
  })
  const host = more.hostId
    ? { id: more.hostId }
    : await db.volunteerHost.create({
        data: { kind: 'organisation', name: '公園を守る会', state: 'registered' },
      })
  const place = await db.volunteerPlace.create({
    data: {
      programmeId: programme.id,
      hostId: host.id,
      state: 'published',
      publishedAt: now(),
      title: '公園の清掃',
      body: '公園をきれいにします。',
      theme: 'environment',
      stages: STAGES,
    },
  })
  const startsAt = new Date(now().getTime() + days * 86_400_000)
  const made = await db.volunteerSession.create({
    data: {
      placeId: place.id,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3 * 3_600_000),
      capacity,
      minutes: 180,
    },
  })
  return { id: made.id, placeId: place.id, hostId: host.id, programmeId: programme.id, startsAt }
}

let number = 0
const KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノ'
/** A reading of its own for each number. */
const kana = (n: number): string => [...String(n)].map((digit) => KANA[Number(digit)]).join('')

/** What a form says; each call is another person. */
export function fields(more: Record<string, string> = {}): Record<string, string> {
  const n = ++number
  return {
    submission: randomUUID(),
    stage: 'adult',
    family_name: '山田',
    given_name: `花${n}`,
    family_reading: 'ヤマダ',
    given_reading: `ハナ${kana(n)}`,
    email: `person${n}@people.example`,
    phone: '',
    emergency_name: '母',
    emergency_phone: '072-000-0000',
    agree: 'on',
    ...more,
  }
}

export const formOf = (more: Record<string, string> = {}): ApplyForm => applyForm.parse(fields(more))

/** Applies as a guest from an address of their own. */
export const applying = (sessionId: number, more: Record<string, string> = {}) =>
  apply(guest(), `10.0.0.${number % 250}`, sessionId, formOf(more), 'ja')

/** Fields of friends of these stages. */
export const friends = (...stages: string[]): Record<string, string> =>
  Object.fromEntries(
    stages.flatMap((stage, index) => [
      [`friend_${index + 2}_name`, `友${index + 2}`],
      [`friend_${index + 2}_stage`, stage],
    ]),
  )

export const room = (id: number) =>
  db.volunteerSession.findUniqueOrThrow({ where: { id }, select: { taken: true, queued: true } })

/** All applications of a session in the order in which they were written. */
export const applications = (sessionId: number) =>
  db.volunteerApplication.findMany({
    where: { sessionId },
    orderBy: { id: 'asc' },
    include: { members: { orderBy: { id: 'asc' }, include: { consents: { orderBy: { id: 'asc' } } } } },
  })

/** The tokens of the guardians of an application, in the order of its members. */
export async function tokens(applicationId: number): Promise<string[]> {
  const members = await db.volunteerMember.findMany({
    where: { applicationId, needsConsent: true },
    orderBy: { id: 'asc' },
    select: { id: true, _count: { select: { consents: true } } },
  })
  return members.map(({ id, _count }) => consentTokenOf(id, _count.consents))
}

/** The host of an association, made where there is none. */
export const hostOf = async (associationId: number): Promise<number> =>
  (
    await db.volunteerHost.upsert({
      where: { associationId },
      create: { associationId, kind: 'association', name: '自治会', state: 'registered' },
      update: {},
      select: { id: true },
    })
  ).id

/** A pupil with a friend, held for a session of the association: everything that a page may be asked for. */
export async function applied(associationId: number) {
  const made = await session(50, 20, { hostId: await hostOf(associationId) })
  const { key } = await applying(made.id, { stage: 'high', health: '卵アレルギー', ...friends('high') })
  const [application] = await applications(made.id)
  const [member, friend] = application?.members ?? []
  const [token = ''] = await tokens(application?.id ?? 0)
  const question = await db.volunteerQuestion.create({
    data: { placeId: made.placeId, audience: 'place', text: '何時に終わりますか' },
    select: { id: true },
  })
  const concern = await db.volunteerConcern.create({ data: { text: '-' }, select: { id: true } })
  return {
    session: made.id,
    place: made.placeId,
    key,
    token,
    application: application?.id ?? 0,
    version: application?.version ?? 0,
    member: member?.id ?? 0,
    friend: friendTokenOf(friend?.id ?? 0),
    question: question.id,
    concern: concern.id,
  }
}
export type Applied = Awaited<ReturnType<typeof applied>>

/** A programme that is open today, forms that can be taken, and places in a state. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { createPlace } from '~/modules/volunteering/commands/places.server'
import { saveSession } from '~/modules/volunteering/commands/sessions.server'
import { placeForm, sessionForm } from '~/modules/volunteering/schema'
import { addDays, type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'

export const today = dayOf(now())
export const inDays = (days: number): Day => addDays(today, days)
const date = (days: number) => dayToDate(inDays(days))

/** @returns the id of a programme; periods in days from today */
export async function aProgramme(
  over: {
    offersUntil?: number
    applyUntil?: number
    state?: 'draft' | 'open' | 'closed'
    kind?: 'experience' | 'lecture'
  } = {},
): Promise<number> {
  const { offersUntil = 30, applyUntil = 50, state = 'open', kind = 'experience' } = over
  const { id } = await db.volunteerProgramme.create({
    data: {
      kind,
      state,
      year: 2026,
      title: '青少年ボランティア体験 2026',
      offersFrom: date(-90),
      offersUntil: date(offersUntil),
      applyFrom: date(-60),
      applyUntil: date(applyUntil),
      activityFrom: date(-45),
      activityUntil: date(60),
      reportUntil: date(80),
    },
    select: { id: true },
  })
  return id
}

export const placeFields = (
  programme: number,
  host: string,
  over: Record<string, string | string[]> = {},
) => ({
  programme: String(programme),
  host,
  need: '',
  need_href: '',
  title: '会館の大そうじ',
  body: 'みんなで窓をふきます。',
  theme: 'environment',
  stages: ['junior_high', 'high'],
  together: 'on',
  venue: '会館',
  spot: 'none',
  town: '',
  meeting_point: '会館の入口',
  supervisor: '副会長',
  supervisor_phone: '072-000-1234',
  version: '1',
  ...over,
})

export const sessionFields = (days = 10, over: Record<string, string> = {}) => ({
  day: inDays(days),
  starts: '10:00',
  ends: '12:00',
  capacity: '10',
  minutes: '',
  session: '',
  version: '',
  ...over,
})

/** A draft of an association's with one day to come. */
export async function aDraft(actor: Actor, programme: number, association: number): Promise<number> {
  const id = await createPlace(actor, placeForm.parse(placeFields(programme, `a${association}`)))
  await saveSession(actor, id, sessionForm.parse(sessionFields()))
  return id
}

/** A place of a host in a state, written directly, with one session; for tests of other things. */
export async function aPlace(
  where: { associationId?: number; programme?: number },
  state: 'draft' | 'submitted' | 'returned' | 'published' | 'cancelled' = 'published',
  over: { theme?: string; days?: number; capacity?: number; title?: string } = {},
): Promise<{ place: number; session: number; host: number }> {
  const host = where.associationId
    ? await db.volunteerHost.upsert({
        where: { associationId: where.associationId },
        create: {
          kind: 'association',
          associationId: where.associationId,
          name: '自治会',
          state: 'registered',
        },
        update: {},
        select: { id: true },
      })
    : await db.volunteerHost.create({
        data: { kind: 'organisation', name: `団体${Math.random()}`, state: 'registered' },
        select: { id: true },
      })
  const { id } = await db.volunteerPlace.create({
    data: {
      programmeId: where.programme ?? (await aProgramme()),
      hostId: host.id,
      state,
      publishedAt: state === 'published' || state === 'cancelled' ? now() : null,
      title: over.title ?? '会館の大そうじ',
      body: 'みんなで窓をふきます。',
      theme: over.theme ?? 'environment',
      stages: ['junior_high', 'high'],
      venue: '会館',
      meetingPoint: '入口',
      supervisor: '副会長',
    },
    select: { id: true },
  })
  const startsAt = new Date(`${inDays(over.days ?? 5)}T10:00:00+09:00`)
  const session = await db.volunteerSession.create({
    data: {
      placeId: id,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      capacity: over.capacity ?? 10,
      minutes: 120,
    },
    select: { id: true },
  })
  return { place: id, session: session.id, host: host.id }
}

/** An organisation for which the account with an address, and others, act. @returns its id */
export async function aHost(
  emails: readonly string[],
  state: 'asked' | 'registered' = 'registered',
): Promise<number> {
  const users = await db.user.findMany({ where: { email: { in: [...emails] } }, select: { id: true } })
  const { id } = await db.volunteerHost.create({
    data: {
      kind: 'organisation',
      name: `団体${randomUUID()}`,
      state,
      members: { create: users.map((user) => ({ userId: user.id })) },
    },
    select: { id: true },
  })
  return id
}

/** A photo of a place, without a picture behind it, that the centre has looked at. @returns its id */
export async function aPhoto(placeId: number, file: string, approved = true): Promise<number> {
  const { id } = await db.volunteerPhoto.create({
    data: {
      placeId,
      file,
      name: 'a.jpg',
      type: 'image/jpeg',
      size: 1,
      caption: '去年',
      consentOn: new Date(),
      approvedAt: approved ? now() : null,
    },
    select: { id: true },
  })
  return id
}

export const hostFields = () => ({
  name: `団体${randomUUID()}`,
  introduction: '花を植えます。',
  phone: '072-000-0000',
  email: 'hana@demo.example',
  version: '1',
})

export const programmeFields = () => ({
  kind: 'experience',
  year: '2027',
  title: '体験',
  introduction: '',
  offers_from: inDays(0),
  offers_until: inDays(10),
  apply_from: inDays(5),
  apply_until: inDays(20),
  activity_from: inDays(15),
  activity_until: inDays(40),
  report_until: inDays(60),
  orientation: '',
  offer_hours: '48',
  consent_days: '7',
  group_most: '5',
  insurance: '',
  insurance_from: 'next_day',
  indicator: '',
  version: '1',
})

/** Indicators with their years, and people who took part. */
import { randomUUID } from 'node:crypto'
import { db } from '~/platform/db.server'
import type { IndicatorMethod, IndicatorUnit, VolunteerProgrammeKind } from '../../../prisma/generated/enums'

export async function makeIndicator(
  key: string,
  over: {
    unit?: IndicatorUnit
    method?: IndicatorMethod
    computed?: string
    year?: number
    target?: number
    keeper?: string
  } = {},
) {
  const { year = 2026, target, keeper, ...rest } = over
  const made = await db.indicator.create({
    data: {
      key,
      theme: '市民活動の活性化',
      name: `指標 ${key}`,
      unit: 'people',
      definition: '参加した人の数です。',
      ...rest,
      years: { create: { year, target: target ?? null } },
      keepers: keeper ? { create: { userId: keeper } } : undefined,
    },
    select: { id: true, years: { select: { id: true } } },
  })
  return { id: made.id, yearId: made.years[0]?.id ?? 0 }
}

/** A programme of a year with one place; returns how to let people come to sessions of it. */
export async function makeProgramme(
  over: {
    kind?: VolunteerProgrammeKind
    year?: number
    indicatorKey?: string
    hostName?: string
    districtId?: number
  } = {},
) {
  const { kind = 'experience', year = 2026, indicatorKey = '', hostName = '花園町自治会', districtId } = over
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const programme = await db.volunteerProgramme.create({
    data: {
      kind,
      year,
      indicatorKey,
      state: 'open',
      title: '夏のボランティア体験',
      offersFrom: day(`${year}-04-01`),
      offersUntil: day(`${year}-05-01`),
      applyFrom: day(`${year}-05-01`),
      applyUntil: day(`${year}-07-01`),
      activityFrom: day(`${year}-07-01`),
      activityUntil: day(`${year}-09-01`),
      reportUntil: day(`${year}-10-01`),
    },
    select: { id: true },
  })
  const host = await db.volunteerHost.create({
    data: { kind: 'organisation', name: hostName, state: 'registered' },
    select: { id: true },
  })
  const place = () =>
    db.volunteerPlace.create({
      data: {
        programmeId: programme.id,
        hostId: host.id,
        state: 'published',
        publishedAt: new Date(),
        title: '公園の掃除',
        body: '公園を掃除します。',
        theme: 'environment',
        stages: ['adult', 'university'],
        districtId,
      },
      select: { id: true },
    })
  const first = await place()
  return {
    programmeId: programme.id,
    hostId: host.id,
    placeId: first.id,
    anotherPlace: async () => (await place()).id,
  }
}

export async function makeSession(placeId: number, on: string): Promise<number> {
  const startsAt = new Date(`${on}T10:00:00+09:00`)
  const { id } = await db.volunteerSession.create({
    data: {
      placeId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      capacity: 500,
      minutes: 120,
    },
    select: { id: true },
  })
  return id
}

type Outcome = 'attended' | 'absent' | 'waiting'

/** Somebody of this name applies for a session, alone, and comes, stays away, or waits. The same name is one person. */
export async function takePart(
  sessionId: number,
  name: string,
  outcome: Outcome = 'attended',
  stage = 'adult',
): Promise<string> {
  const volunteer = await db.volunteer.create({
    data: { person: '', sameHash: name, keyHash: randomUUID(), stage, deleteOn: new Date('2028-03-31') },
    select: { id: true },
  })
  await db.volunteerApplication.create({
    data: {
      sessionId,
      state: outcome === 'waiting' ? 'waiting' : 'placed',
      members: {
        create: {
          volunteerId: volunteer.id,
          leads: true,
          stage,
          needsConsent: false,
          attendance: outcome === 'waiting' ? 'unknown' : outcome,
          code: randomUUID().slice(0, 6),
        },
      },
    },
    select: { id: true },
  })
  return volunteer.id
}

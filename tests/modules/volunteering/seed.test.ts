/** The volunteer experience of the demonstration city: as many places and hosts as were promised, past and to come. */
import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { seedDemonstration } from '../../../prisma/seed'
import { HOSTS, PLACES } from '../../../prisma/seed/volunteering'
import { resetDatabase } from '../../setup/database'

const today = dayOf(now())

beforeAll(async () => {
  await resetDatabase()
  expect(await seedDemonstration()).toBe(true)
}, 120_000)

test('has sixty published places of twenty-five hosts this year, and last year’s programme closed', async () => {
  const of = (year: number) => ({ kind: 'experience' as const, year })
  const [open] = await db.volunteerProgramme.findMany({ where: of(fiscalYear(today)) })
  expect(open?.state).toBe('open')
  const places = await db.volunteerPlace.findMany({
    where: { programmeId: open?.id, state: 'published' },
    select: { hostId: true, stages: true, _count: { select: { sessions: true } } },
  })
  expect(places).toHaveLength(PLACES)
  expect(new Set(places.map(({ hostId }) => hostId)).size).toBe(HOSTS)
  expect(places.every(({ stages, _count }) => stages.length > 0 && _count.sessions > 0)).toBe(true)
  const last = await db.volunteerProgramme.findMany({ where: of(fiscalYear(addDays(today, -364))) })
  expect(last.map(({ state }) => state)).toEqual(['closed'])
  expect(await db.volunteerProgramme.count({ where: { kind: 'lecture', state: 'open' } })).toBe(3)
})

test('has days behind and days before it, all within the time of activity', async () => {
  const sessions = await db.volunteerSession.findMany({
    where: { place: { programme: { state: 'open' } } },
    select: { startsAt: true, endsAt: true, place: { select: { programme: true } } },
  })
  const past = sessions.filter(({ startsAt }) => startsAt < now())
  expect(past.length).toBeGreaterThan(20)
  expect(sessions.length - past.length).toBeGreaterThan(20)
  const outside = sessions.filter(({ startsAt, place: { programme } }) => {
    const day = dayToDate(dayOf(startsAt))
    return day < programme.activityFrom || day > programme.activityUntil
  })
  expect(outside).toEqual([])
})

test('has something waiting for the centre', async () => {
  expect(await db.volunteerPlace.count({ where: { state: 'submitted' } })).toBeGreaterThan(1)
  expect(await db.volunteerHost.count({ where: { state: 'asked' } })).toBe(1)
})

test('has calls with what they brought', async () => {
  expect(await db.shortageCall.count()).toBeGreaterThan(2)
  expect(await db.volunteerApplication.count({ where: { callId: { not: null } } })).toBeGreaterThan(2)
  expect(await db.subscriptionTopic.count({ where: { theme: { not: null } } })).toBe(5)
})

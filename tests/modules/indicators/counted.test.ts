/** What the portal counts by itself, beside what the section has published. */
import { beforeEach, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { enterMonth } from '~/modules/indicators/commands/enter.server'
import { closeYear, reopenYear } from '~/modules/indicators/commands/years.server'
import { breakdownsOf, countedYear } from '~/modules/indicators/queries/counted.server'
import { indicatorOf } from '~/modules/indicators/queries/indicator.server'
import { computedKeys } from '~/modules/indicators/rules'
import { entrySchema } from '~/modules/indicators/schema'
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeCity } from '../associations/support'
import { makeIndicator, makeProgramme, makeSession, takePart } from './support'

const TODAY = '2026-11-22'
const visitor = guest(TODAY)

beforeEach(async () => {
  await resetDatabase()
  await makeCity()
})

const asked = Object.entries(computedKeys).map(([computed, unit]) => ({
  key: computed === 'lecture_participants' ? 'peace' : computed,
  unit,
  computed,
}))

const countsOf = async (year: number) => {
  const counted = await countedYear(year, asked)
  return Object.fromEntries([...counted].map(([key, { milli }]) => [key, milli / 1000]))
}

test('people are counted once, attendances each time, and other years and kinds apart', async () => {
  const summer = await makeProgramme()
  const july = await makeSession(summer.placeId, '2026-07-20')
  const august = await makeSession(summer.placeId, '2026-08-02')
  for (const name of ['a', 'b', 'c']) await takePart(july, name)
  await takePart(august, 'a')
  await takePart(august, 'd')
  await takePart(august, 'e', 'absent')
  await takePart(august, 'f', 'waiting')
  const lastYear = await makeProgramme({ year: 2025 })
  await takePart(await makeSession(lastYear.placeId, '2025-08-01'), 'a')
  const peace = await makeProgramme({ kind: 'lecture', indicatorKey: 'peace' })
  const talk = await makeSession(peace.placeId, '2026-08-06')
  await takePart(talk, 'a')
  await takePart(talk, 'g')
  const other = await makeProgramme({ kind: 'lecture', indicatorKey: 'other' })
  await takePart(await makeSession(other.placeId, '2026-08-06'), 'h')

  expect(await countsOf(2026)).toMatchObject({
    volunteer_participants: 4,
    volunteer_attendances: 5,
    volunteer_applications: 7,
    volunteer_no_shows: 1,
    volunteer_waiting: 1,
    peace: 2,
  })
  expect(await countsOf(2025)).toMatchObject({ volunteer_participants: 1, peace: 0 })
  const counted = await countedYear(2026, asked)
  expect(counted.get('volunteer_participants')?.months).toEqual([
    { month: 7, milli: 3000 },
    { month: 8, milli: 1000 },
  ])
  expect(counted.get('volunteer_attendances')?.months).toEqual([
    { month: 7, milli: 3000 },
    { month: 8, milli: 2000 },
  ])
  // A unit in which the portal does not count is not answered.
  expect(await countedYear(2026, [{ key: 'x', unit: 'yen', computed: 'volunteer_participants' }])).toEqual(
    new Map(),
  )
})

test('a published figure and the portal’s count stand side by side', async () => {
  const { yearId } = await makeIndicator('experience', { computed: 'volunteer_participants', target: 10 })
  const summer = await makeProgramme()
  const session = await makeSession(summer.placeId, '2026-07-20')
  for (let i = 0; i < 6; i++) await takePart(session, `p${i}`)
  const before = await indicatorOf(visitor, 'experience', 2026)
  expect(before.summary).toMatchObject({
    from: 'counted',
    actual: { milli: 6000 },
    day: TODAY,
    achievement: 600,
  })
  expect(before.apart).toBeNull()
  await db.indicatorEntry.create({ data: { yearId, month: 7, value: 9, source: '窓口の名簿' } })
  const after = await indicatorOf(visitor, 'experience', 2026)
  expect(after.summary).toMatchObject({
    from: 'published',
    actual: { milli: 9000 },
    counted: { milli: 6000 },
    day: '2026-07-31',
  })
  expect(after.apart).toEqual({ unit: 'people', milli: -3000 })
})

test('of what became of people later nothing is said below five', async () => {
  await makeIndicator('again', { computed: 'later_again' })
  const summer = await makeProgramme()
  const [july, august] = [
    await makeSession(summer.placeId, '2026-07-20'),
    await makeSession(await summer.anotherPlace(), '2026-08-20'),
  ]
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await takePart(july, name)
  for (const name of ['a', 'b', 'c', 'd']) await takePart(august, name)
  const few = await indicatorOf(visitor, 'again', 2026)
  expect(few.summary).toMatchObject({ tooFew: true, counted: null, actual: null, countedLines: null })
  expect(JSON.stringify(few.summary)).not.toMatch(/"milli":4000/)
  await takePart(august, 'e')
  expect((await indicatorOf(visitor, 'again', 2026)).summary).toMatchObject({ actual: { milli: 5000 } })
})

test('a breakdown shows no part below five, nor lets it be reckoned', async () => {
  const counts: [string, number][] = [
    ['大きな団体', 12],
    ['中くらいの団体', 8],
    ['小さな団体', 3],
  ]
  for (const [hostName, people] of counts) {
    const { placeId } = await makeProgramme({ hostName })
    const session = await makeSession(placeId, '2026-07-20')
    for (let i = 0; i < people; i++) await takePart(session, `${hostName}${i}`)
  }
  const [stage, host] = await breakdownsOf(
    { key: 'x', unit: 'attendances', computed: 'volunteer_attendances' },
    2026,
  )
  // The three of the small one stand with the eight of the next: eleven, and not three.
  expect(host).toMatchObject({
    by: 'host',
    parts: { shown: [{ key: { name: '大きな団体' }, count: 12 }], others: { parts: 2, count: 11 } },
  })
  // All are of one stage: the four others have nobody, and who would take that away is left with the whole.
  expect(stage?.by).toBe('stage')
  expect(stage?.parts).toBeNull()
})

test('a closed year keeps what the portal had counted, whatever is corrected later', async () => {
  const planner = await actorOf({ staff: 'approver' })
  await makeIndicator('experience', { computed: 'volunteer_participants', year: 2025 })
  await makeIndicator('asked', { computed: 'volunteer_applications', year: 2025, unit: 'count' })
  await makeIndicator('again', { computed: 'later_again', year: 2025 })
  const summer = await makeProgramme({ year: 2025 })
  const session = await makeSession(summer.placeId, '2025-07-20')
  for (let i = 0; i < 7; i++) await takePart(session, `p${i}`)
  await closeYear(planner, 2025)
  await takePart(session, 'late')
  const kept = async (key: string) => (await indicatorOf(visitor, key, 2025)).summary
  expect(await kept('experience')).toMatchObject({ actual: { milli: 7000 }, counted: { milli: 8000 } })
  expect(await kept('asked')).toMatchObject({ actual: { milli: 7000 }, standing: 'none' })
  expect((await kept('again')).published).toBeNull()

  // What was counted for it goes when the year is opened again, and is counted anew when it is closed.
  const entries = () => db.indicatorEntry.count({ where: { byPortal: true } })
  expect(await entries()).toBeGreaterThan(0)
  await reopenYear(planner, 2025)
  expect(await entries()).toBe(0)
  expect(await kept('experience')).toMatchObject({ from: 'counted', actual: { milli: 8000 } })
  await closeYear(planner, 2025)
  expect(await kept('experience')).toMatchObject({ from: 'published', actual: { milli: 8000 } })
})

test('what the section has entered stays when a year is opened again', async () => {
  const planner = await actorOf({ staff: 'approver' })
  const { yearId } = await makeIndicator('experience', { computed: 'volunteer_participants', year: 2025 })
  await db.indicatorEntry.create({ data: { yearId, month: 7, value: 9, source: '窓口の名簿' } })
  await closeYear(planner, 2025)
  await reopenYear(planner, 2025)
  expect(await db.indicatorEntry.findMany({ select: { source: true, byPortal: true } })).toEqual([
    { source: '窓口の名簿', byPortal: false },
  ])
})

test('a month that is entered while the year is closed does not break its closing', async () => {
  const planner = await actorOf({ staff: 'approver' })
  for (let round = 0; round < 5; round++) {
    const year = 2015 + round
    await makeIndicator(`experience_${round}`, { computed: 'volunteer_participants', year })
    const { placeId } = await makeProgramme({ year })
    const session = await makeSession(placeId, `${year}-07-20`)
    for (let i = 0; i < 3; i++) await takePart(session, `p${i}`)
    const form = check(entrySchema('people'), { month: '7', value: '5', source: '名簿', version: '0' })
    // Now the one comes first, now the other.
    const wait = new Promise((go) => setTimeout(go, round * 4))
    const done = await Promise.allSettled([
      wait.then(() => enterMonth(planner, `experience_${round}`, year, form)),
      closeYear(planner, year),
    ])
    expect(done[1]?.status).toBe('fulfilled')
    if (done[0]?.status === 'rejected') expect(done[0].reason).toBeInstanceOf(Invalid)
    // All months are of the section, which was first, or of the portal.
    const entries = await db.indicatorEntry.findMany({
      where: { year: { year } },
      select: { byPortal: true },
    })
    const own = done[0]?.status === 'fulfilled'
    expect(entries.map(({ byPortal }) => byPortal)).toEqual(own ? [false] : Array(12).fill(true))
  }
})

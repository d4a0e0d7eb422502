/** 役員の仕事の量と空席: sums over all associations agree with what was written down, and tell of no person. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Post } from '~/modules/accounts/rules'
import { askedOf, filterAsked, workload, workloadRows } from '~/modules/workload/queries.server'
import { recordedYear, TREND_MONTHS } from '~/modules/workload/rules'
import { addDays, type Day, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { makeTown, type Town, today } from '../accounts/support'

const ALL = { district: null, post: null }
let town: Town
let district: number

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  district = (
    await db.district.create({
      data: {
        name: '菅原',
        middleSchool: '',
        schoolName: '',
        schoolAddress: '',
        latitude: 34.8,
        longitude: 135.6,
      },
      select: { id: true },
    })
  ).id
  await db.association.update({ where: { id: town.association.id }, data: { districtId: district } })
})

/** A post with one seat and some lines on its card. */
async function post(
  associationId: number,
  kind: Post,
  tasks: { months: number[]; minutes: number; times?: number }[],
  name: string = kind,
) {
  return db.officerPost.create({
    data: {
      associationId,
      post: kind,
      name,
      createdAt: new Date('2020-01-01T00:00:00+09:00'),
      tasks: { create: tasks.map((task) => ({ title: '仕事', ...task })) },
      seats: { create: { number: 1 } },
    },
    select: { id: true, seats: { select: { id: true } } },
  })
}

const term = (associationId: number, kind: Post, seatId: number, startsOn: Day, endsOn: Day) =>
  db.term.create({
    data: {
      associationId,
      post: kind,
      seatId,
      familyName: '木村',
      givenName: '花',
      familyReading: 'キムラ',
      givenReading: 'ハナ',
      startsOn: dayToDate(startsOn),
      endsOn: dayToDate(endsOn),
    },
  })

describe('the work of posts', () => {
  test('is that of the cards, of an average post; those without a card are counted beside', async () => {
    await post(town.association.id, 'chair', [
      { months: [4], minutes: 120 },
      { months: [4, 5], minutes: 60, times: 2 },
      { months: [], minutes: 30, times: 4 },
    ])
    await post(town.other.id, 'chair', [{ months: [4], minutes: 60 }])
    await post(town.council.id, 'chair', [])
    const { work } = await workload(ALL, today())
    expect(work).toHaveLength(1)
    expect(work[0]).toMatchObject({
      post: 'chair',
      posts: 3,
      carded: 2,
      tasks: 2,
      minutes: 270,
      recorded: null,
    })
    // 120 of both in April, 60 of the other, and a twelfth of 120 that come up at any time.
    expect(work[0]?.months.find(({ month }) => month === 4)?.minutes).toBe((120 + 120 + 60 + 10) / 2)
    const months = work[0]?.months.reduce((sum, { minutes }) => sum + minutes, 0)
    expect(months).toBeCloseTo(270)
  })

  test('can be looked at by district and by post', async () => {
    await post(town.association.id, 'chair', [{ months: [4], minutes: 120 }])
    await post(town.group.id, 'group_leader', [{ months: [4], minutes: 30 }])
    await post(town.other.id, 'chair', [{ months: [4], minutes: 60 }])
    const here = await workload({ district, post: null }, today())
    // The group stands in the district of its association.
    expect(here.work.map(({ post, minutes }) => [post, minutes])).toEqual([
      ['chair', 120],
      ['group_leader', 30],
    ])
    const chairs = await workload({ district: null, post: 'chair' }, today())
    expect(chairs.work.map(({ posts, minutes }) => [posts, minutes])).toEqual([[2, 90]])
    const lines = await workloadRows(today())
    expect(lines.map(({ district, post, posts }) => [district, post, posts])).toEqual([
      ['菅原', 'chair', 1],
      ['菅原', 'group_leader', 1],
      [null, 'chair', 1],
    ])
  })

  test('says what was recorded only of three posts together', async () => {
    const doneOn = dayToDate(`${recordedYear(today())}-06-01`)
    const done = async (id: number, minutes: number) =>
      db.officerRecord.create({ data: { postId: id, title: '総会', doneOn, minutes } })
    const made = []
    for (const at of [town.association, town.other, town.council]) {
      made.push(await post(at.id, 'treasurer', [{ months: [4], minutes: 60 }]))
    }
    await done(made[0]?.id ?? 0, 90)
    await done(made[1]?.id ?? 0, 30)
    expect((await workload(ALL, today())).work[0]?.recorded).toBeNull()
    await done(made[2]?.id ?? 0, 120)
    expect((await workload(ALL, today())).work[0]?.recorded).toEqual({ posts: 3, done: 80, planned: 60 })
  })
})

describe('one person’s recorded time', () => {
  test('is not what is left when the others are taken from the whole', async () => {
    const doneOn = dayToDate(`${recordedYear(today())}-06-01`)
    const made: number[] = []
    const add = async (associationId: number, name: string, minutes: number) => {
      const { id } = await post(associationId, 'treasurer', [{ months: [4], minutes: 60 }], name)
      await db.officerRecord.create({ data: { postId: id, title: '総会', doneOn, minutes } })
      made.push(id)
    }
    for (const n of [1, 2, 3, 4]) await add(town.association.id, `会計${n}`, 2640)
    await add(town.other.id, '会計', 1470)
    const told = async (at: number | null) =>
      (await workload({ district: at, post: null }, today())).work[0]?.recorded
    expect(await told(null)).toMatchObject({ posts: 5 })
    expect(await told(district)).toBeNull()
    expect((await workloadRows(today())).map(({ recorded }) => recorded)).toEqual([null, null])
    for (const n of [2, 3]) await add(town.other.id, `会計${n}`, 600)
    expect(await told(district)).toEqual({ posts: 4, done: 2640, planned: 60 })
    expect((await workloadRows(today())).map(({ recorded }) => recorded?.posts)).toEqual([4, 3])
  })
})

describe('vacancies', () => {
  test('are those of today and of the first of each month, as terms begin and end', async () => {
    const { seats } = await post(town.association.id, 'chair', [])
    await post(town.other.id, 'chair', [])
    const seat = seats[0]?.id ?? 0
    const first = `${today().slice(0, 7)}-01`
    // Held on the first of this month and of the one before, and no longer today.
    const before = `${addDays(first, -1).slice(0, 7)}-01`
    await term(town.association.id, 'chair', seat, before, addDays(first, 0))
    const { trend, today: now, districts } = await workload(ALL, addDays(first, 3))
    expect(trend).toHaveLength(TREND_MONTHS + 1)
    expect(trend.slice(-3)).toEqual([
      { seats: 2, vacant: 2 },
      { seats: 2, vacant: 1 },
      { seats: 2, vacant: 1 },
    ])
    expect(now).toEqual({ seats: 2, vacant: 2 })
    expect(new Map(districts.map(({ name, today }) => [name, today.seats]))).toEqual(
      new Map([
        ['菅原', 1],
        [null, 1],
      ]),
    )
    // A term from the second of a month does not hold the seat on its first.
    await db.term.deleteMany()
    await term(town.association.id, 'chair', seat, addDays(before, 1), addDays(first, 200))
    const later = await workload(ALL, addDays(first, 3))
    expect(later.trend.slice(-2)).toEqual([
      { seats: 2, vacant: 2 },
      { seats: 2, vacant: 1 },
    ])
  })

  test('of the past stay as they were when a seat is added', async () => {
    const { id } = await post(town.association.id, 'chair', [])
    const first = `${today().slice(0, 7)}-01`
    const before = (await workload(ALL, addDays(first, 3))).trend
    await db.officerSeat.create({
      data: { postId: id, number: 2, openedOn: dayToDate(addDays(first, 1)) },
    })
    const after = await workload(ALL, addDays(first, 3))
    expect(after.trend).toEqual(before)
    expect(after.today).toEqual({ seats: 2, vacant: 2 })
    expect((await workload(ALL, addDays(first, 40))).trend.at(-1)).toEqual({ seats: 2, vacant: 2 })
  })

  test('do not count a seat before it was, nor after it was given up', async () => {
    const { id, seats } = await post(town.association.id, 'chair', [])
    const first = `${today().slice(0, 7)}-01`
    await db.officerPost.update({ where: { id }, data: { createdAt: new Date(`${first}T12:00:00+09:00`) } })
    const fresh = await workload(ALL, addDays(first, 3))
    expect(fresh.trend.slice(-2)).toEqual([
      { seats: 0, vacant: 0 },
      { seats: 1, vacant: 1 },
    ])
    await db.officerSeat.update({
      where: { id: seats[0]?.id ?? 0 },
      data: { closedOn: dayToDate(addDays(first, 1)) },
    })
    const closed = await workload(ALL, addDays(first, 3))
    expect(closed.today).toEqual({ seats: 0, vacant: 0 })
    expect(closed.trend.at(-1)).toEqual({ seats: 1, vacant: 1 })
  })
})

test('what is asked comes from the requests; an unknown filter asks for all', async () => {
  expect(await askedOf(null, fiscalYear(today()))).toMatchObject({
    requests: 0,
    each: 0,
    byCity: 0,
    there: null,
  })
  expect(await askedOf(district, fiscalYear(today()))).toMatchObject({ there: 0 })
  expect(await filterAsked('99999', 'king')).toEqual(ALL)
  expect(await filterAsked(String(district), 'auditor')).toEqual({ district, post: 'auditor' })
})

test('no name of an officer is in what is shown', async () => {
  const { seats } = await post(town.association.id, 'chair', [{ months: [], minutes: 30 }])
  await term(town.association.id, 'chair', seats[0]?.id ?? 0, addDays(today(), -10), addDays(today(), 10))
  expect(JSON.stringify([await workload(ALL, today()), await workloadRows(today())])).not.toContain('木村')
})

/** Whom a notice concerns: subscribers by topic, households by their choice, members, officers. */
import { beforeEach, describe, expect, test } from 'vitest'
import { announce } from '~/modules/subscriptions/commands/announce.server'
import { expand } from '~/modules/subscriptions/commands/expand.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { giveTerm, makeUser, today } from '../accounts/support'
import { type City, makeCity } from '../associations/support'
import { jobs, makeNotice, makeSubscriber, recipients, tell } from './support'

let city: City

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
})

const places = ['city', 'council', 'otherCouncil', 'own', 'namiki', 'other', 'group'] as const
type Place = (typeof places)[number]

describe('a topic covers a notice', () => {
  // Publisher, audience, and which topics are told: associations by name, `west` and `east` for districts, `all`.
  // biome-ignore format: read as a table
  const cases: [Place, Place, (Place | 'west' | 'east' | 'all')[]][] = [
    ['own', 'own', ['city', 'council', 'own', 'group', 'west', 'all']],
    ['own', 'group', ['city', 'council', 'own', 'group', 'west', 'all']],
    ['council', 'council', ['city', 'council', 'own', 'namiki', 'group', 'west', 'all']],
    ['council', 'own', ['city', 'council', 'own', 'group', 'west', 'all']],
    ['city', 'city', ['city', 'council', 'otherCouncil', 'own', 'namiki', 'other', 'group', 'west', 'east', 'all']],
    ['city', 'otherCouncil', ['city', 'otherCouncil', 'other', 'east', 'all']],
    ['other', 'other', ['city', 'otherCouncil', 'other', 'east', 'all']],
  ]
  test.each(cases)('from %s to %s', async (publisher, audience, expected) => {
    const by = new Map<string, string>()
    for (const place of places) {
      const { email } = await makeSubscriber([{ associationId: city[place].id }])
      by.set(email ?? '', place)
    }
    for (const district of ['west', 'east'] as const) {
      const { email } = await makeSubscriber([{ districtId: city[district].id }])
      by.set(email ?? '', district)
    }
    by.set((await makeSubscriber([{}])).email ?? '', 'all')
    const noticeId = await makeNotice(city[publisher].id, city[audience].id)
    const told = await recipients(await tell({ noticeId, kind: 'published' }))
    expect(told.map((email) => by.get(email)).sort()).toEqual([...expected].sort())
  })

  test('of its category, or of all', async () => {
    const waste = await makeSubscriber([{ associationId: city.own.id, category: 'waste' }])
    await makeSubscriber([{ associationId: city.own.id, category: 'event' }])
    const both = await makeSubscriber([{ category: 'event' }, { category: 'waste' }])
    const noticeId = await makeNotice(city.own.id)
    const told = await recipients(await tell({ noticeId, kind: 'published' }))
    expect(told).toEqual([waste.email, both.email].sort())
  })

  test('only while the subscription stands, and its address is not refused', async () => {
    await makeSubscriber([{}], { state: 'pending' })
    await makeSubscriber([{}], { state: 'ended' })
    const dead = await makeSubscriber()
    await db.deadAddress.create({ data: { email: dead.email ?? '', reason: 'no such user' } })
    await makeSubscriber([])
    const noticeId = await makeNotice(city.own.id)
    expect(await recipients(await tell({ noticeId, kind: 'published' }))).toEqual([])
  })

  test('a daily subscriber waits for the digest, unless it is urgent', async () => {
    const daily = await makeSubscriber([{}], { rhythm: 'daily' })
    const normal = await makeNotice(city.own.id)
    expect(await recipients(await tell({ noticeId: normal, kind: 'published' }))).toEqual([])
    const urgent = await makeNotice(city.own.id, city.own.id, { importance: 'urgent' })
    expect(await recipients(await tell({ noticeId: urgent, kind: 'published' }))).toEqual([daily.email])
  })
})

const member = async (
  associationId: number,
  data: { state?: 'confirmed' | 'requested'; email?: string } = {},
) => {
  const { state = 'confirmed' } = data
  const user = await makeUser(data.email ? { email: data.email } : {})
  await db.membership.create({
    data: { userId: user.id, associationId, state, decidedAt: state === 'confirmed' ? new Date() : null },
  })
  return user
}

const household = async (
  associationId: number,
  delivery: 'paper' | 'mail' | 'push' | 'none',
  users: { id: string }[],
  data: { movedOutOn?: Date; consentWithdrawnAt?: Date } = {},
) =>
  db.household.create({
    data: {
      associationId,
      name: '髙橋',
      delivery,
      ...data,
      members: { create: users.map(({ id }, i) => ({ userId: id, role: i === 0 ? 'head' : 'member' })) },
    },
    select: { id: true },
  })

describe('what is not for everybody', () => {
  test('goes to members, by account, and to officers of the part addressed', async () => {
    const inside = await member(city.own.id)
    const below = await member(city.group.id)
    const outside = await member(city.other.id)
    const asked = await member(city.own.id, { state: 'requested' })
    const officer = await makeUser()
    await giveTerm(officer.id, city.own.id, 'chair')
    const former = await makeUser()
    await giveTerm(former.id, city.own.id, 'secretary', addDays(today(), -90), addDays(today(), -1))
    for (const user of [inside, below, outside, asked, officer, former]) {
      await db.user.update({ where: { id: user.id }, data: { delivery: 'none' } })
      await makeSubscriber([{}], { userId: user.id, email: user.email })
    }
    await makeSubscriber([{}])
    const members = await makeNotice(city.own.id, city.own.id, { visibility: 'members' })
    expect(await recipients(await tell({ noticeId: members, kind: 'published' }))).toEqual(
      [inside.email, below.email, officer.email].sort(),
    )
    const officers = await makeNotice(city.own.id, city.own.id, { visibility: 'officers' })
    expect(await recipients(await tell({ noticeId: officers, kind: 'published' }))).toEqual([officer.email])
  })

  test('for officers goes to them also without a subscription, and to no household', async () => {
    const officer = await makeUser()
    await giveTerm(officer.id, city.own.id, 'secretary')
    const plain = await member(city.own.id)
    await household(city.own.id, 'mail', [plain])
    const noticeId = await makeNotice(city.council.id, city.council.id, { visibility: 'officers' })
    expect(await recipients(await tell({ noticeId, kind: 'published' }))).toEqual([officer.email])
  })
})

describe('households and members', () => {
  test('are told as the household chose; a member without one as the account says', async () => {
    const byMail = await member(city.own.id)
    await household(city.group.id, 'mail', [byMail])
    const onPaper = await member(city.own.id)
    await household(city.own.id, 'paper', [onPaper])
    const gone = await makeUser()
    await household(city.own.id, 'mail', [gone], { movedOutOn: dayToDate(today()) })
    const going = await makeUser()
    await household(city.own.id, 'mail', [going], { movedOutOn: dayToDate(addDays(today(), 1)) })
    const silent = await makeUser()
    await household(city.own.id, 'mail', [silent], { consentWithdrawnAt: new Date() })
    const elsewhere = await makeUser()
    await household(city.other.id, 'mail', [elsewhere])
    const plain = await member(city.group.id)
    const quiet = await member(city.own.id)
    await db.user.update({ where: { id: quiet.id }, data: { delivery: 'none' } })
    const noticeId = await makeNotice(city.own.id)
    expect(await recipients(await tell({ noticeId, kind: 'published' }))).toEqual(
      [byMail.email, going.email, silent.email, plain.email].sort(),
    )
  })

  test('that chose push are told on each device, by mail where there is none', async () => {
    const withDevice = await makeUser()
    const without = await makeUser()
    await household(city.own.id, 'push', [withDevice])
    await household(city.own.id, 'push', [without])
    const subscriber = await makeSubscriber([], { userId: withDevice.id, email: null })
    for (const n of [1, 2]) {
      await db.pushEndpoint.create({
        data: { subscriberId: subscriber.id, endpoint: `https://push.example/${n}`, p256dh: 'x', auth: 'y' },
      })
    }
    const noticeId = await makeNotice(city.own.id)
    const announcementId = await tell({ noticeId, kind: 'published' })
    expect(await recipients(announcementId)).toEqual([without.email])
    expect(await db.delivery.count({ where: { channel: 'push', userId: withDevice.id } })).toBe(2)
  })

  test('nobody is told twice, whichever way a notice comes', async () => {
    const user = await member(city.own.id)
    await household(city.own.id, 'mail', [user])
    await household(city.namiki.id, 'mail', [user])
    await makeSubscriber([{ associationId: city.own.id }, {}], { email: user.email })
    const late = await member(city.own.id)
    await db.user.update({ where: { id: late.id }, data: { delivery: 'none' } })
    const noticeId = await makeNotice(city.city.id)
    const first = await tell({ noticeId, kind: 'published' })
    expect(await recipients(first)).toEqual([user.email])
    await transaction((tx) => announce(tx, { noticeId, kind: 'published' }))
    expect(await db.announcement.count()).toBe(1)
    await expand({ announcementId: first })
    expect(await db.delivery.count()).toBe(1)
    await db.user.update({ where: { id: late.id }, data: { delivery: 'email' } })
    const passing = await db.passingOn.create({ data: { noticeId, associationId: city.own.id, line: '' } })
    const second = await tell({ noticeId, kind: 'passed_on', passingOnId: passing.id })
    expect(await recipients(second)).toEqual([late.email])
  })

  test('a passing-on concerns only those below whoever passes on', async () => {
    await makeSubscriber([{ associationId: city.otherCouncil.id }])
    const own = await makeSubscriber([{ associationId: city.own.id }])
    const noticeId = await makeNotice(city.city.id)
    const passing = await db.passingOn.create({ data: { noticeId, associationId: city.own.id, line: '' } })
    const told = await recipients(await tell({ noticeId, kind: 'passed_on', passingOnId: passing.id }))
    expect(told).toEqual([own.email])
  })

  test('a reminder goes to households that count, have not confirmed, and chose mail or push; each day once', async () => {
    const [open, done, withdrawn, paper] = await Promise.all([1, 2, 3, 4].map(() => makeUser()))
    if (!open || !done || !withdrawn || !paper) throw new Error('nobody')
    await household(city.own.id, 'mail', [open])
    const confirmed = await household(city.own.id, 'mail', [done])
    await household(city.own.id, 'mail', [withdrawn], { consentWithdrawnAt: new Date() })
    await household(city.own.id, 'paper', [paper])
    await makeSubscriber()
    const noticeId = await makeNotice(city.own.id, city.own.id, { confirmBy: dayToDate(addDays(today(), 3)) })
    await db.confirmation.create({ data: { noticeId, householdId: confirmed.id, channel: 'screen' } })
    await tell({ noticeId, kind: 'published' })
    const first = await tell({ noticeId, kind: 'reminder', day: today() })
    expect(await recipients(first)).toEqual([open.email])
    await transaction((tx) => announce(tx, { noticeId, kind: 'reminder', day: today() }))
    expect(await db.announcement.count({ where: { kind: 'reminder' } })).toBe(1)
    const next = await tell({ noticeId, kind: 'reminder', day: addDays(today(), 1) })
    expect(await recipients(next)).toEqual([open.email])
  })
})

test('a notice that is not published is written down for nobody; the job is queued with its transaction', async () => {
  await makeSubscriber()
  const noticeId = await makeNotice(city.own.id, city.own.id, {
    state: 'withdrawn',
    withdrawnAt: new Date(),
    withdrawnReason: '中止',
  })
  expect(await recipients(await tell({ noticeId, kind: 'published' }))).toEqual([])
  const failing = transaction(async (tx) => {
    await announce(tx, { noticeId, kind: 'reminder', day: today() })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await jobs()).toEqual(['announce'])
})

test('a job that is begun anew in the middle writes the rest, and queues the sending', async () => {
  for (let i = 0; i < 5; i++) await makeSubscriber()
  const noticeId = await makeNotice(city.own.id)
  await transaction((tx) => announce(tx, { noticeId, kind: 'published' }))
  const { id } = await db.announcement.findFirstOrThrow()
  const [third] = await db.$queryRaw<
    { id: string }[]
  >`SELECT id::text FROM subscribers ORDER BY id OFFSET 2 LIMIT 1`
  await expand({ announcementId: id, step: 'subscribers', after: third?.id })
  expect(await db.delivery.count()).toBe(2)
  await Promise.all([expand({ announcementId: id }), expand({ announcementId: id })])
  expect(await db.delivery.count()).toBe(5)
  expect((await db.announcement.findFirstOrThrow()).expandedAt).not.toBeNull()
  expect(await jobs()).toContain('deliver')
})

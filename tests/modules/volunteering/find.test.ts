/** What is found by day, theme, stage, party and room; pages by key; and the calls for help. */
import { beforeEach, describe, expect, test } from 'vitest'
import { callForHelp } from '~/modules/volunteering/commands/calls.server'
import { volunteeringDesk } from '~/modules/volunteering/queries/desk.server'
import { findMonth, findPins, findPlaces } from '~/modules/volunteering/queries/find.server'
import { LIST_PAGE } from '~/modules/volunteering/rules'
import { findQuery } from '~/modules/volunteering/schema'
import { dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeCity } from '../associations/support'
import { aPlace, aProgramme, inDays, today } from './support'

let programme: number
beforeEach(async () => {
  await resetDatabase()
  await makeCity()
  programme = await aProgramme()
})

const find = async (query: Record<string, string> = {}) => findPlaces(findQuery.parse(query), now(), today)
const ids = async (query: Record<string, string> = {}) => (await find(query)).items.map(({ id }) => id)

describe('finding', () => {
  test('only what is public, to come and not cancelled', async () => {
    const open = await aPlace({ programme })
    for (const state of ['draft', 'submitted', 'returned', 'cancelled'] as const)
      await aPlace({ programme }, state)
    await aPlace({ programme }, 'published', { days: -3 })
    await aPlace({ programme: await aProgramme({ state: 'closed' }) })
    const off = await aPlace({ programme })
    await db.volunteerSession.update({ where: { id: off.session }, data: { cancelledOn: dayToDate(today) } })
    expect(await ids()).toEqual([open.place])
  })

  test('by day, theme, stage, party, words and room', async () => {
    const sooner = await aPlace({ programme }, 'published', {
      days: 3,
      theme: 'children',
      title: '絵本を読む',
    })
    const later = await aPlace({ programme }, 'published', { days: 9, capacity: 2 })
    expect(await ids({ theme: 'children' })).toEqual([sooner.place])
    expect(await ids({ day: inDays(9) })).toEqual([later.place])
    expect(await ids({ stage: 'high' })).toEqual([sooner.place, later.place])
    expect(await ids({ stage: 'adult' })).toEqual([])
    expect(await ids({ q: '絵本 読む' })).toEqual([sooner.place])
    expect(await ids({ q: '100%_' })).toEqual([])
    expect(await ids({ people: '3' })).toEqual([sooner.place, later.place])
    expect(await ids({ people: '3', room: '1' })).toEqual([sooner.place])
    await db.volunteerPlace.update({ where: { id: sooner.place }, data: { together: false } })
    expect(await ids({ people: '2' })).toEqual([later.place])
    await db.volunteerSession.update({ where: { id: later.session }, data: { taken: 2 } })
    expect(await ids({ room: '1' })).toEqual([sooner.place])
    expect((await find({ theme: 'environment' })).items[0]?.sessions[0]?.standing).toBe('full')
  })

  test('at a weekend in Japan', async () => {
    const days = Array.from({ length: 7 }, (_, i) => i + 1)
    for (const offset of days) await aPlace({ programme }, 'published', { days: offset })
    expect(await ids({ weekend: '1' })).toHaveLength(2)
  })

  test('page by page, each once, also at the same hour', async () => {
    const all = new Set<number>()
    for (let i = 0; i < LIST_PAGE + 5; i++)
      all.add((await aPlace({ programme }, 'published', { days: 4 + (i % 2) })).place)
    const first = await find()
    const second = await find({ after: first.next ?? '' })
    expect([first.total, first.items.length, second.items.length]).toEqual([LIST_PAGE + 5, LIST_PAGE, 5])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(all)
    expect(second.next).toBeUndefined()
  })

  test('what cannot be read in the address is as if it were not there', async () => {
    const { place } = await aPlace({ programme })
    const wrongs: Record<string, string>[] = [
      { day: 'x' },
      { stage: 'baby' },
      { after: 'x' },
      { people: '99' },
      { district: '-1' },
      { month: '13' },
    ]
    for (const wrong of wrongs) expect(await ids(wrong)).toEqual([place])
  })

  test('the month and the map hold the same', async () => {
    const { place, session } = await aPlace({ programme })
    await db.volunteerPlace.update({ where: { id: place }, data: { latitude: 34.8, longitude: 135.6 } })
    const range = { first: today, last: inDays(30) }
    expect((await findMonth({}, range, now(), today)).map(({ id }) => id)).toEqual([session])
    expect(await findPins({}, now(), today)).toMatchObject([{ id: place, room: 10 }])
  })
})

describe('calls', () => {
  const subscriber = (email: string, theme: string | null, state: 'active' | 'pending' = 'active') =>
    db.subscriber.create({ data: { email, state, topics: { create: [{ theme }] } }, select: { id: true } })

  test('go once to those who follow the theme, and to nobody else', async () => {
    await subscriber('green@demo.example', 'environment')
    await subscriber('all@demo.example', 'any')
    await subscriber('kids@demo.example', 'children')
    await subscriber('notices@demo.example', null)
    await subscriber('pending@demo.example', 'environment', 'pending')
    await subscriber('dead@demo.example', 'environment')
    await db.deadAddress.create({ data: { email: 'dead@demo.example', reason: 'x' } })
    const near = await aPlace({ programme }, 'published', { days: 6 })
    await aPlace({ programme }, 'published', { days: 12 })
    expect(await Promise.all([callForHelp(now()), callForHelp(now())])).toContain(1)
    expect(await callForHelp(now())).toBe(0)
    const mails = await db.mail.findMany({ orderBy: { recipient: 'asc' } })
    expect(mails.map(({ recipient }) => recipient)).toEqual(['all@demo.example', 'green@demo.example'])
    const [call] = await db.shortageCall.findMany()
    expect(call).toMatchObject({ sessionId: near.session, recipients: 2, room: 10 })
    expect(mails[0]?.text).toContain(`/volunteering/${near.place}?call=${call?.id}`)
    expect(mails[0]?.text).toMatch(/\/unsubscribe\/s[0-9a-f]{32}/)
    expect(mails[0]?.endUrl).toMatch(/\/unsubscribe\/s[0-9a-f]{32}/)
    const desk = await volunteeringDesk(await actorOf({ staff: 'coordinator' }))
    expect(desk.calls).toMatchObject([{ recipients: 2, applications: 0, persons: 0 }])
  })

  test('wait until the quiet hours are over', async () => {
    await subscriber('green@demo.example', 'environment')
    await aPlace({ programme }, 'published', { days: 6 })
    expect(await callForHelp(new Date(`${today}T22:30:00+09:00`))).toBe(1)
    const morning = new Date(new Date(`${today}T07:00:00+09:00`).getTime() + 86_400_000)
    expect(await db.$queryRaw`SELECT start_after AS at FROM pgboss.job WHERE name = 'send-mail'`).toEqual([
      { at: morning },
    ])
  })

  test('wait while nobody follows the theme, and stop where it is full or somebody waits', async () => {
    const full = await aPlace({ programme }, 'published', { days: 2 })
    expect(await callForHelp(now())).toBe(0)
    await subscriber('green@demo.example', 'environment')
    await db.volunteerSession.update({ where: { id: full.session }, data: { queued: 1 } })
    expect(await callForHelp(now())).toBe(0)
    await db.volunteerSession.update({ where: { id: full.session }, data: { queued: 0, taken: 10 } })
    expect(await callForHelp(now())).toBe(0)
    await db.volunteerSession.update({ where: { id: full.session }, data: { taken: 9 } })
    expect(await callForHelp(now())).toBe(1)
  })
})

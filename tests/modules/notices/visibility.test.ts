/** Who reads what: the page, the lists, the search, the feeds and the attachments say the same. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, guest, posts, staffRoles } from '~/modules/accounts/rules'
import { publicEntries } from '~/modules/events/queries/feeds.server'
import { feedNotices } from '~/modules/notices/queries/feeds.server'
import {
  comingEvents,
  importantNotices,
  latestNotices,
  listNotices,
} from '~/modules/notices/queries/list.server'
import { attachmentFor, readNotice } from '~/modules/notices/queries/notice.server'
import { noticeStates, visibilities } from '~/modules/notices/rules'
import { db } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { member, type Node, officer, plant, reader, staff, standing, type Tree, today } from './support'

let tree: Tree
type Who = [name: string, actor: Actor]
let people: Who[]
/** Officers' notices by publisher and audience, and one passed on by `home`. */
let notices: { name: string; id: number; publisher: Node; audience: Node; visibility: string }[]

const soon = new Date(Date.now() + 86_400_000)

beforeAll(async () => {
  tree = await plant()
  people = [['guest', reader]]
  for (const [place, at] of Object.entries(tree)) {
    if (place === 'city') continue
    people.push([`member ${place}`, await member(tree, at)])
    for (const post of posts) people.push([`${post} ${place}`, await officer(tree, post, at)])
  }
  for (const role of staffRoles) people.push([`${role}`, await staff(tree, role)])
  notices = []
  for (const visibility of visibilities) {
    for (const [from, to] of [
      ['city', 'city'],
      ['city', 'council'],
      ['city', 'home'],
      ['council', 'council'],
      ['council', 'home'],
      ['home', 'home'],
      ['home', 'group'],
      ['far', 'far'],
    ] as const) {
      const over = { audienceId: tree[to].id, visibility, eventStartsAt: soon, title: '防災の題' }
      const id = await standing(tree[from], { ...over, importance: 'urgent' as const })
      notices.push({
        name: `${visibility} ${from}→${to}`,
        id,
        publisher: tree[from],
        audience: tree[to],
        visibility,
      })
    }
  }
  const passed = await standing(tree.city, { visibility: 'officers', eventStartsAt: soon, title: '防災の題' })
  await db.passingOn.create({ data: { noticeId: passed, associationId: tree.home.id } })
  notices.push({
    name: 'passed',
    id: passed,
    publisher: tree.city,
    audience: tree.city,
    visibility: 'officers',
  })
})

const readable = async (actor: Actor, id: number) =>
  readNotice(actor, id).then(
    () => true,
    () => false,
  )

const who = (name: string): Actor => people.find(([known]) => known === name)?.[1] ?? expect.unreachable(name)
const idOf = (name: string): number =>
  notices.find((one) => one.name === name)?.id ?? expect.unreachable(name)

describe('an officers-only notice', () => {
  test.each([
    ['officers city→council', 'chair council', true],
    ['officers city→council', 'auditor council', true],
    ['officers city→council', 'treasurer home', true],
    ['officers city→council', 'group_leader group', true],
    ['officers city→council', 'section_staff', true],
    ['officers city→council', 'member council', false],
    ['officers city→council', 'member home', false],
    ['officers city→council', 'chair far', false],
    ['officers city→council', 'coordinator', false],
    ['officers city→council', 'administrator', false],
    ['officers city→council', 'guest', false],
    ['officers home→home', 'chair council', true],
    ['officers home→home', 'auditor council', false],
    ['officers home→home', 'section_staff', false],
    ['officers home→home', 'member home', false],
    ['officers home→home', 'member group', false],
    ['officers home→group', 'group_leader group', true],
    ['officers home→group', 'board_member home', true],
    ['officers home→group', 'auditor home', false],
    ['officers city→city', 'chair far', true],
    ['officers city→city', 'member far', false],
    ['passed', 'member home', true],
    ['passed', 'member group', true],
    ['passed', 'member council', false],
    ['passed', 'member foreign', false],
    ['passed', 'guest', false],
  ])('%s is for %s: %s', async (name, person, expected) => {
    expect(await readable(who(person), idOf(name))).toBe(expected)
  })
})

test('the lists, the search and what is coming show what the page shows, and nothing else', async () => {
  for (const [name, actor] of people) {
    const page = new Set<number>()
    for (const { id } of notices) if (await readable(actor, id)) page.add(id)
    const listed = await listNotices(actor, {})
    const found = await listNotices(actor, { q: '防災' })
    const latest = await latestNotices(actor, { associationId: tree.city.id }, 100)
    const events = await comingEvents(actor, new Date(), 100)
    const important = await importantNotices(actor)
    for (const [where, items] of Object.entries({
      listed: [...listed.top, ...listed.items],
      found: found.items,
      latest,
      events,
      important,
    })) {
      const beyond = items.filter((item) => !page.has(item.id)).map((item) => item.title)
      expect(beyond, `${where} of ${name}`).toEqual([])
    }
    // What the page shows is listed too, but for what a council or the city may write for others below it.
    const concerned = notices.filter(
      ({ id, publisher }) => page.has(id) && actor.seats[0]?.associationId !== publisher.id,
    )
    const shown = new Set(events.map((event) => event.id))
    const missing = concerned.filter(({ id, publisher, visibility }) => {
      const below = actor.seats.some(
        (seat) => publisher.path.startsWith(seat.path) && publisher.path !== seat.path,
      )
      return !shown.has(id) && !(below && visibility !== 'public')
    })
    expect(
      missing.map((one) => one.name),
      name,
    ).toEqual([])
  }
}, 90_000)

test('feeds and guests know of public notices alone', async () => {
  const open = new Set(notices.filter((one) => one.visibility === 'public').map((one) => one.id))
  const items = [
    ...(await feedNotices()),
    ...(await feedNotices(tree.city.id)),
    ...(await publicEntries(translator('ja'), 'http://localhost:3000')),
  ]
  expect(items.length).toBeGreaterThan(open.size)
  expect(items.filter((item) => !open.has(item.id))).toEqual([])
  expect((await comingEvents(guest(today), new Date(), 100)).every((item) => open.has(item.id))).toBe(true)
})

test('attachments follow their notice', async () => {
  const noticeId = idOf('officers city→council')
  const { id } = await db.attachment.create({
    data: { noticeId, name: 'a.pdf', type: 'application/pdf', size: 1, key: randomUUID() },
  })
  for (const [name, actor] of people) {
    const got = await attachmentFor(actor, id).then(
      (file) => !file.shared,
      () => false,
    )
    expect(got, name).toBe(await readable(actor, noticeId))
  }
})

test('only what stands is for readers: no other state shows its text to anybody but those who write', async () => {
  for (const state of noticeStates) {
    const dates = {
      submittedAt: new Date(),
      publishAt: soon,
      expiresAt: new Date(Date.now() + 172_800_000),
      ...(state === 'withdrawn' ? { withdrawnAt: new Date(), withdrawnReason: '理由' } : {}),
    }
    const id = await standing(tree.home, { state, ...dates })
    expect(await readable(reader, id), state).toBe(state === 'published')
    expect(await readable(who('member home'), id), state).toBe(state === 'published')
    expect(await readable(who('secretary home'), id), state).toBe(true)
  }
})

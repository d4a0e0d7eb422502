/** What was asked of whom, on a real database. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { saveRequest } from '~/modules/requests/commands.server'
import { associationRequests, cityRequests, loads, requestBundles } from '~/modules/requests/queries.server'
import { dateToDay } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { NoticeCategory, NoticeState, NoticeVisibility } from '../../../prisma/generated/enums'
import { resetDatabase } from '../../setup/database'

type Node = { id: number; path: string; slug: string }
let city: Node
let council: Node
let home: Node
let neighbour: Node
let group: Node
let far: Node
let away: Node

async function node(kind: 'city' | 'council' | 'neighbourhood' | 'group', slug: string, parent?: Node) {
  return db.association.create({
    data: { kind, slug, name: `${slug}会`, reading: slug, parentId: parent?.id },
    select: { id: true, path: true, slug: true },
  })
}

beforeEach(async () => {
  await resetDatabase()
  city = await node('city', 'city')
  council = await node('council', 'council', city)
  home = await node('neighbourhood', 'home', council)
  neighbour = await node('neighbourhood', 'neighbour', council)
  group = await node('group', 'home-1', home)
  far = await node('council', 'far', city)
  away = await node('neighbourhood', 'away', far)
})

type Asked = {
  from?: Node
  to?: Node
  minutes?: number
  dueOn?: string
  state?: NoticeState
  visibility?: NoticeVisibility
  category?: NoticeCategory
  title?: string
}

async function ask(over: Asked = {}): Promise<number> {
  const { from = city, to = city, minutes = 60, dueOn = '2026-06-10', state = 'published' } = over
  return transaction(async (tx) => {
    const { id } = await tx.notice.create({
      data: {
        associationId: from.id,
        audienceId: to.id,
        state,
        visibility: over.visibility ?? 'public',
        category: over.category ?? 'waste',
        title: over.title ?? '調査',
        body: '本文',
        bodyHtml: '<p>本文</p>',
        publishedAt: ['published', 'expired', 'withdrawn'].includes(state) ? new Date() : null,
        withdrawnAt: state === 'withdrawn' ? new Date() : null,
        withdrawnReason: state === 'withdrawn' ? '理由' : null,
        submissionId: randomUUID(),
      },
      select: { id: true },
    })
    await saveRequest(tx, id, { purpose: '目的', minutes, dueOn })
    return id
  })
}

const nobody = guest('2026-05-01')
const staff: Actor = { ...nobody, cityPath: '/1/', staff: ['reviewer'] }
const numbers = async (slug: string, year = 2026) => {
  const { months } = await associationRequests(nobody, slug, year)
  return [
    months.reduce((sum, month) => sum + month.requests, 0),
    months.reduce((sum, month) => sum + month.minutes, 0),
  ]
}

describe('a request', () => {
  test('is written, changed and taken back with its notice', async () => {
    const id = await ask()
    await transaction((tx) => saveRequest(tx, id, { purpose: '別の目的', minutes: 90, dueOn: '2026-07-01' }))
    const [kept] = await db.request.findMany()
    expect(kept && { ...kept, dueOn: dateToDay(kept.dueOn) }).toEqual({
      noticeId: id,
      purpose: '別の目的',
      minutes: 90,
      dueOn: '2026-07-01',
    })
    await transaction((tx) => saveRequest(tx, id, null))
    await transaction((tx) => saveRequest(tx, id, null))
    expect(await db.request.count()).toBe(0)
  })

  test('to the whole city counts once for each council and association, and not for groups', async () => {
    await ask({ minutes: 90 })
    for (const { slug } of [council, home, neighbour, far, away]) expect(await numbers(slug)).toEqual([1, 90])
    const { total, associations } = await cityRequests(2026, 50)
    expect(total).toEqual({ requests: 1, asked: 5, minutes: 450 })
    expect(associations).toBe(5)
    await expect(associationRequests(nobody, group.slug, 2026)).rejects.toBeInstanceOf(NotFound)
    await expect(associationRequests(nobody, 'city', 2026)).rejects.toBeInstanceOf(NotFound)
    await expect(associationRequests(nobody, 'nothing', 2026)).rejects.toBeInstanceOf(NotFound)
  })

  test('of a council reaches its own, and nobody elsewhere; it is not asked by itself', async () => {
    await ask({ from: council, to: council })
    await ask({ from: council, to: home })
    await ask({ from: city, to: council })
    expect(await numbers('home')).toEqual([3, 180])
    expect(await numbers('neighbour')).toEqual([2, 120])
    expect(await numbers('council')).toEqual([1, 60])
    expect(await numbers('away')).toEqual([0, 0])
    expect((await cityRequests(2026, 50)).total).toEqual({ requests: 3, asked: 6, minutes: 360 })
  })

  test('counts while its notice stands or has expired, and not when it was withdrawn or is not out yet', async () => {
    await ask({ state: 'expired' })
    await ask({ state: 'withdrawn' })
    await ask({ state: 'draft' })
    expect(await numbers('home')).toEqual([1, 60])
    expect((await cityRequests(2026, 50)).total.requests).toBe(1)
  })

  test('of an association to its own groups is no load of the city’s making', async () => {
    await ask({ from: home, to: home })
    expect((await cityRequests(2026, 50)).total.requests).toBe(0)
    expect(await numbers('home')).toEqual([0, 0])
  })

  test('counts in the fiscal year and month of its due date', async () => {
    await ask({ dueOn: '2026-03-31' })
    await ask({ dueOn: '2026-04-01' })
    await ask({ dueOn: '2027-03-31' })
    await ask({ dueOn: '2027-04-01' })
    const { months } = await associationRequests(nobody, 'home', 2026)
    expect(months.filter((month) => month.requests > 0).map((month) => month.month)).toEqual([
      '2026-04',
      '2027-03',
    ])
    expect(await numbers('home', 2025)).toEqual([1, 60])
  })
})

describe('the year over all', () => {
  test('adds up however it is cut, and to what each association bears', async () => {
    await ask({ minutes: 30 })
    await ask({ minutes: 45, category: 'event', dueOn: '2026-09-01' })
    await ask({ from: council, to: council, minutes: 100, dueOn: '2027-01-15' })
    await ask({ from: far, to: away, minutes: 7, visibility: 'officers' })
    const { total, months, senders, categories } = await cityRequests(2026, 50)
    const all = await loads(2026, null)
    for (const part of [months, senders, categories, all])
      expect(part.reduce((sum, one) => sum + one.minutes, 0)).toBe(total.minutes)
    expect(total.asked).toBe(all.reduce((sum, one) => sum + one.requests, 0))
    expect(senders.map((sender) => sender.name)).toEqual(['city会', 'council会', 'far会'])
    expect(all.map((one) => [one.slug, one.minutes])).toEqual([
      ['home', 175],
      ['neighbour', 175],
      ['away', 82],
      ['council', 75],
      ['far', 75],
    ])
    for (const one of all) expect(await numbers(one.slug)).toEqual([one.requests, one.minutes])
    expect(await loads(2026, 2)).toEqual(all.slice(0, 2))
  })

  test('lists associations of which nothing was asked', async () => {
    expect((await loads(2026, null)).map((one) => one.minutes)).toEqual([0, 0, 0, 0, 0])
    expect((await cityRequests(2026, 50)).total).toEqual({ requests: 0, asked: 0, minutes: 0 })
  })
})

describe('the words', () => {
  const officer = (at: Node): Actor => ({
    ...nobody,
    cityPath: city.path,
    seats: [{ post: 'chair', associationId: at.id, path: at.path }],
  })

  test('of officers’ requests are for officers and the city’s staff; the numbers are for all', async () => {
    await ask({ title: '公開の調査' })
    const hiddenId = await ask({ title: '役員への調査', visibility: 'officers' })
    const seen = async (actor: Actor) => {
      const { requests, hidden, months } = await associationRequests(actor, 'home', 2026)
      expect(months.reduce((sum, month) => sum + month.requests, 0)).toBe(2)
      return [requests.map((request) => request.title), hidden]
    }
    expect(await seen(nobody)).toEqual([['公開の調査'], 1])
    expect(await seen(officer(far))).toEqual([['公開の調査'], 1])
    for (const actor of [officer(home), officer(council), officer(group), staff])
      expect(await seen(actor)).toEqual([['公開の調査', '役員への調査'], 0])
    const { requests } = await associationRequests(officer(home), 'home', 2026)
    expect(requests.find((request) => request.id === hiddenId)?.open).toBe(true)
    expect(Object.keys(requests[0] ?? {})).not.toContain('senderPath')
  })

  test('of what could be asked together follow the same rule', async () => {
    await ask({ title: 'ごみ集積所の調査' })
    await ask({
      title: 'ごみ集積所の写真',
      from: council,
      to: council,
      dueOn: '2026-06-20',
      visibility: 'officers',
    })
    expect(await requestBundles(nobody, 2026, 20)).toEqual([])
    const [bundle] = await requestBundles(staff, 2026, 20)
    expect(bundle).toMatchObject({ days: 10, associations: 2, minutes: 120 })
    expect(bundle?.requests.map(({ title }) => title)).toEqual(['ごみ集積所の調査', 'ごみ集積所の写真'])
  })
})

/** 輪番 that changes: a decision is taken back whole, and whoever is new joins by itself. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import {
  addAbsence,
  changeDuty,
  closeDuty,
  makeDuty,
  movePlace,
  removePlace,
} from '~/modules/officers/commands/duties.server'
import { joinNewcomers } from '~/modules/officers/commands/duty-join.server'
import { settlePeriod, undoPeriod } from '~/modules/officers/commands/duty-turns.server'
import { type DutyDesk, dutyView } from '~/modules/officers/queries/duties.server'
import { dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeUser, today } from '../accounts/support'
import { makeHousehold, makePlace, type Place } from '../confirmations/support'

let place: Place
let chair: Actor
let names: string[]
let homes: number[]
const year = () => fiscalYear(today())

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
  const user = await makeUser()
  await giveTerm(user.id, place.association.id, 'chair')
  chair = await actorOf(user.id)
  names = ['東', '西', '南', '北']
  homes = []
  for (const [index, name] of names.entries()) {
    homes.push(await makeHousehold(place.group.id, { name, position: (index + 1) * 10 }))
  }
})

const form = (over: object = {}) => ({
  name: 'ごみ当番',
  unit: 'household' as const,
  period: 'year' as const,
  seats: 1,
  post: null,
  fill: true,
  ...over,
})
const make = (over: object = {}, actor: Actor = place.leader, slug = place.group.slug) =>
  makeDuty(actor, slug, form(over))

async function desk(id: number, actor: Actor = place.leader): Promise<DutyDesk> {
  const view = await dutyView(actor, id)
  if (view.as !== 'keeper') throw new Error('not the desk')
  return view
}
const order = async (id: number) => (await desk(id)).order.map(({ name }) => name)
const plan = async (id: number) =>
  (await desk(id)).ahead.map(({ people }) => people.map(({ name }) => name).join('・'))
const placeOf = async (id: number, name: string) => {
  const found = (await desk(id)).order.find((one) => one.name === name)
  if (!found) throw new Error(`${name} is not in the order`)
  return found.id
}
const settle = async (id: number, ...served: string[]) => {
  const { version, settle: open } = await desk(id)
  const ids = await Promise.all(served.map((name) => placeOf(id, name)))
  await settlePeriod(place.leader, id, { period: open?.period ?? 0, served: ids, version })
}
const excuse = async (id: number, name: string, over: object = {}, actor: Actor = place.leader) =>
  addAbsence(actor, id, {
    place: await placeOf(id, name),
    from: year(),
    until: year(),
    kind: 'postpone' as const,
    reason: '腰を痛めたため',
    version: (await desk(id)).version,
    ...over,
  })

/** All that a decision may change of a rotation. */
async function told(id: number) {
  const { order, ahead, settle: open } = await desk(id)
  return { order, ahead, open }
}

describe('a decision that is taken back', () => {
  test('leaves everything as it was before: the order, who waits, and every absence with its reason', async () => {
    const id = await make({ seats: 2 })
    await excuse(id, '東', { until: year() + 2 })
    await excuse(id, '西', { kind: 'pass' })
    await excuse(id, '北', { from: year(), until: null, kind: 'pass', reason: '介護' })
    const serving: string[][] = [['南'], ['東', '南'], ['北', '西'], ['西'], ['東', '北']]
    for (const [index, first] of serving.entries()) {
      const second = serving[(index + 2) % serving.length] ?? []
      const before = await told(id)
      await settle(id, ...first)
      const between = await told(id)
      expect(between.ahead[0]?.people.map(({ name }) => name).sort()).toEqual([...first].sort())
      await settle(id, ...second)
      await undoPeriod(place.leader, id, (await desk(id)).version)
      expect(await told(id)).toEqual(between)
      await undoPeriod(place.leader, id, (await desk(id)).version)
      expect(await told(id)).toEqual(before)
    }
    const reasons = (await desk(id, chair)).order.flatMap(({ absences }) => absences.map((one) => one.reason))
    expect(reasons.sort()).toEqual(['介護', '腰を痛めたため', '腰を痛めたため'].sort())
  })

  test('keeps an order that somebody has moved since, with those it concerned first', async () => {
    const id = await make()
    await settle(id, '東')
    await movePlace(place.leader, id, await placeOf(id, '北'), 'up', 2)
    expect(await order(id)).toEqual(['西', '北', '南', '東'])
    await undoPeriod(place.leader, id, 3)
    expect(await order(id)).toEqual(['東', '西', '北', '南'])
  })
})

describe('who is new', () => {
  test('comes last by itself where the order is for all; the moved-out, the taken out and another’s do not', async () => {
    const id = await make()
    const chosen = await make({ fill: false })
    const closed = await make()
    await closeDuty(place.leader, closed, 1, true)
    await settle(id, '東')
    await removePlace(place.leader, id, await placeOf(id, '南'), 2)
    expect(await joinNewcomers()).toBe(0)
    await makeHousehold(place.group.id, { name: '新', position: 60 })
    await makeHousehold(place.group.id, { name: '中', position: 50 })
    const gone = await makeHousehold(place.group.id, { name: '去', position: 70 })
    await db.household.update({ where: { id: gone }, data: { movedOutOn: dayToDate(today()) } })
    await makeHousehold(place.other.id, { name: '他' })
    const stale = (await desk(id)).version
    expect(await joinNewcomers()).toBe(2)
    expect(await order(id)).toEqual(['西', '北', '東', '中', '新'])
    expect((await plan(id)).slice(0, 3)).toEqual(['東', '西', '北'])
    expect((await desk(chosen)).order).toEqual([])
    await expect(movePlace(place.leader, id, await placeOf(id, '新'), 'up', stale)).rejects.toThrow(Stale)
    expect(await joinNewcomers()).toBe(0)
    expect((await actions()).at(-1)).toBe('duty.changed')
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toMatch(/新|中/)
  })

  test('is a group of the association too; a keeper may turn it off', async () => {
    const id = await make({ unit: 'group' }, chair, place.association.slug)
    const group = (name: string) =>
      db.association.create({
        data: { kind: 'group', slug: name, name, reading: 'はん', parentId: place.association.id },
      })
    await group('third')
    expect(await joinNewcomers()).toBe(1)
    const { version, order: now } = await desk(id, chair)
    expect(now.map(({ name }) => name).at(-1)).toBe('third')
    await changeDuty(chair, id, { name: '会館', seats: 1, post: null, autoJoin: false, version })
    await group('fourth')
    expect(await joinNewcomers()).toBe(0)
  })

  test('waits for the page when the order is full', async () => {
    const id = await make()
    await db.household.createMany({
      data: Array.from({ length: 299 }, (_, index) => ({
        associationId: place.group.id,
        name: `家${index}`,
        position: 100 + index,
      })),
    })
    expect(await joinNewcomers()).toBe(296)
    const { version, candidates } = await desk(id)
    expect(candidates).toHaveLength(3)
    expect(await joinNewcomers()).toBe(0)
    expect((await desk(id)).version).toBe(version)
  })
})

/** Changes that nobody foresaw: an officer who leaves at once, a roster that comes late, a holder who goes on. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endTerm } from '~/modules/accounts/commands/terms.server'
import { dropNeedless, dropPack } from '~/modules/handover/commands/drop.server'
import { addItem } from '~/modules/handover/commands/items.server'
import { openHandovers, openPack } from '~/modules/handover/commands/open.server'
import { passOn } from '~/modules/handover/commands/pass-on.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { handoverList } from '~/modules/handover/queries/packs.server'
import { handedOver, LATE_DAYS, passesLate } from '~/modules/handover/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, mailTo, makeUser, today, travel } from '../accounts/support'
import {
  giveAs,
  handOver,
  keysOf,
  makeScene,
  officer,
  type Person,
  type Scene,
  SLUG,
  seatOf,
  successor,
} from './support'

let scene: Scene
let secretary: Person

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
  secretary = await officer(scene.town.association.id, 'secretary')
  await db.term.updateMany({ data: { passedOnAt: new Date() } })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The secretary leaves with yesterday as the last day; somebody else holds the seat from so many days on. */
async function sudden(from: number): Promise<{ id: string; email: string; term: number }> {
  await endTerm(scene.chair.actor, secretary.term, addDays(today(), -1))
  const { id, email } = await makeUser()
  const term = await db.term.create({
    data: {
      userId: id,
      associationId: scene.town.association.id,
      post: 'secretary',
      seatId: await seatOf(secretary),
      startsOn: dayToDate(addDays(today(), from)),
      endsOn: dayToDate(addDays(today(), from + 300)),
    },
    select: { id: true },
  })
  return { id, email, term: term.id }
}

describe('a sudden change', () => {
  test('has its pack from the night on which the next term begins, and the new holder is led to it', async () => {
    const next = await sudden(1)
    expect(await openHandovers()).toBeGreaterThanOrEqual(0)
    travel({ days: 1 })
    expect(await passOn()).toBe(1)
    const pack = await db.handoverPack.findUniqueOrThrow({ where: { fromTermId: secretary.term } })
    expect(pack.toTermId).toBe(next.term)
    expect((await mailTo(next.email))?.text).toContain(`/handover/${pack.id}`)
    expect((await packPage(await actorOf(next.id), SLUG, pack.id)).place).toBe('in')
    const chair = await actorOf(scene.chair.id)
    expect((await packPage(chair, SLUG, pack.id)).acts.out).toBe('paper')
  })

  test('of somebody who holds the seat already is begun by a keeper who names the term', async () => {
    const next = await sudden(0)
    const seat = await seatOf(secretary)
    const { seats } = await handoverList(scene.chair.actor, SLUG)
    const listed = seats.find(({ seatId }) => seatId === seat)
    expect(listed?.opens.map(({ term }) => term)).toEqual([next.term, secretary.term])
    expect(listed?.opens.map(({ late }) => late !== null)).toEqual([false, true])
    const pack = await openPack(scene.chair.actor, SLUG, seat, secretary.term)
    expect(await openPack(scene.chair.actor, SLUG, seat, secretary.term)).toBe(pack)
    expect(await db.handoverPack.findUniqueOrThrow({ where: { id: pack } })).toMatchObject({
      fromTermId: secretary.term,
      toTermId: next.term,
    })
    const after = (await handoverList(scene.chair.actor, SLUG)).seats.find(({ seatId }) => seatId === seat)
    expect(after?.opens.map(({ term }) => term)).toEqual([next.term])
    const itself = await actorOf(next.id)
    await expect(openPack(itself, SLUG, await seatOf(scene.chair), scene.chair.term)).rejects.toThrow(
      NotAllowed,
    )
    await expect(openPack(scene.chair.actor, SLUG, seat, scene.chair.term)).rejects.toThrow(NotFound)
  })

  test('long ago makes no pack by itself', async () => {
    await sudden(0)
    await db.term.update({
      where: { id: secretary.term },
      data: { endsOn: dayToDate(addDays(today(), -LATE_DAYS - 1)) },
    })
    await passOn()
    expect(await db.handoverPack.count({ where: { fromTermId: secretary.term } })).toBe(0)
  })
})

test('whose handover can be begun', () => {
  const term = (id: number, userId: string | null, startsOn: string, endsOn: string) => ({
    id,
    userId,
    startsOn,
    endsOn,
  })
  const a = term(1, 'a', '2025-04-01', '2026-03-31')
  const b = term(2, 'b', '2026-04-01', '2027-03-31')
  const ids = (terms: ReturnType<typeof term>[], day: string) => handedOver(terms, day).map(({ id }) => id)
  expect(ids([], '2026-04-05')).toEqual([])
  expect(ids([a, b], '2026-03-31')).toEqual([1])
  expect(ids([a, b], '2026-04-05')).toEqual([2, 1])
  expect(ids([a, b], addDays('2026-03-31', LATE_DAYS))).toEqual([2, 1])
  expect(ids([a, b], addDays('2026-03-31', LATE_DAYS + 1))).toEqual([2])
  expect(ids([a, { ...b, userId: 'a' }], '2026-04-05')).toEqual([2])
  // Somebody who stands in while the other's term goes on is handed nothing.
  expect(passesLate(a, { ...b, startsOn: '2026-02-01' }, '2026-02-01')).toBe(false)
})

test('a new seat with its first term prepared can be handed over by the keepers', async () => {
  const made = await db.officerPost.create({
    data: {
      associationId: scene.town.association.id,
      post: 'board_member',
      name: '広報',
      seats: { create: { number: 1 } },
    },
    select: { seats: { select: { id: true } } },
  })
  const seatId = made.seats[0]?.id ?? 0
  const opens = async () =>
    (await handoverList(scene.chair.actor, SLUG)).seats.find((seat) => seat.seatId === seatId)?.opens
  expect(await opens()).toEqual([])
  const { id } = await makeUser()
  await db.term.create({
    data: {
      userId: id,
      seatId,
      associationId: scene.town.association.id,
      post: 'board_member',
      startsOn: dayToDate(addDays(today(), 10)),
      endsOn: dayToDate(addDays(today(), 300)),
    },
  })
  expect(await opens()).toMatchObject([{ term: null, late: null }])
  const pack = await openPack(scene.chair.actor, SLUG, seatId)
  expect(await opens()).toEqual([])
  expect((await packPage(await actorOf(id), SLUG, pack)).place).toBe('in')
})

describe('a pack that nobody needs', () => {
  /** Opened while nobody knew who would follow; then the same person is elected again. */
  async function goesOn(): Promise<number> {
    const pack = await openPack(secretary.actor, SLUG, await seatOf(secretary))
    const { term } = await successor(secretary.term)
    await db.term.update({ where: { id: term }, data: { userId: secretary.id } })
    return pack
  }

  test('goes by itself when nobody has touched it, and only then', async () => {
    const pack = await goesOn()
    expect(await dropNeedless()).toBe(1)
    expect(await db.handoverPack.findUnique({ where: { id: pack } })).toBeNull()
    // That of the 会計, who is followed by another, stays.
    expect(await db.handoverPack.count()).toBe(1)
    expect(await actions()).toContain('handover_pack.dropped')
    expect(await dropNeedless()).toBe(0)
  })

  test('stays where something was ticked or written', async () => {
    const pack = await goesOn()
    const { id } = await db.handoverItem.findFirstOrThrow({ where: { packId: pack } })
    for (const data of [
      { givenAt: new Date() },
      { note: '棚の上' },
      { reason: '返っていない' },
      { takenAt: new Date() },
    ]) {
      await db.handoverItem.update({ where: { id }, data })
      expect(await dropNeedless()).toBe(0)
      await db.handoverItem.update({
        where: { id },
        data: { givenAt: null, note: '', reason: '', takenAt: null },
      })
    }
    await addItem(secretary.actor, SLUG, pack, { title: '物置の鍵', kind: 'key', note: '' })
    expect(await dropNeedless()).toBe(0)
    expect(await db.handoverPack.count({ where: { id: pack } })).toBe(1)
  })

  test('is taken away by a keeper of the association, not by a council, and not once it is signed', async () => {
    const { chair, treasurer, next, town, pack } = scene
    const council = await officer(town.council.id, 'chair')
    for (const { actor } of [treasurer, next, council])
      await expect(dropPack(actor, SLUG, pack, 1)).rejects.toThrow(NotAllowed)
    await giveAs(scene, 'out', await keysOf(treasurer.actor, pack))
    await handOver(scene)
    await expect(dropPack(chair.actor, SLUG, pack, 3)).rejects.toThrow(Stale)
    const other = await openPack(secretary.actor, SLUG, await seatOf(secretary))
    await expect(dropPack(chair.actor, SLUG, other, 2)).rejects.toThrow(Stale)
    await dropPack(chair.actor, SLUG, other, 1)
    expect(await db.handoverPack.findUnique({ where: { id: other } })).toBeNull()
    expect(await db.handoverItem.count({ where: { packId: other } })).toBe(0)
  })
})

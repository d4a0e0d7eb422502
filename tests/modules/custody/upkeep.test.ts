/** Checks, faults, uses and parts, by whoever may; and what everybody sees of them at once. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest, posts, staffRoles } from '~/modules/accounts/rules'
import { nearestAeds } from '~/modules/aeds/queries/near.server'
import { recordCheck } from '~/modules/custody/commands/check.server'
import { changeCondition, reportUse } from '~/modules/custody/commands/condition.server'
import { addPart, correctPart, takeOutPart } from '~/modules/custody/commands/parts.server'
import { historyOf } from '~/modules/custody/queries/history.server'
import { upkeepOf } from '~/modules/custody/queries/upkeep.server'
import type { CheckForm } from '~/modules/custody/schema'
import { addDays, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveRole, giveTerm, makeUser, today } from '../accounts/support'
import { conditionOf, makeAed, makeCustody, makeInspector, makePart } from './support'

let world: Awaited<ReturnType<typeof makeCustody>>

beforeEach(async () => {
  await resetDatabase()
  world = await makeCustody()
})
afterEach(() => {
  vi.useRealTimers()
})

const good = (over: Partial<CheckForm> = {}): CheckForm => ({
  indicator: 'yes',
  pads: 'yes',
  reachable: 'yes',
  sign: 'yes',
  note: '',
  checked_on: today(),
  checked_by: '',
  back: false,
  ...over,
})
const said = (condition: 'in_service' | 'out_of_service' | 'removed', sure = false) => ({
  condition,
  note: '',
  sure,
})

/** Whether somebody keeps an AED: reads its upkeep and records a check. */
async function keeps(actor: Parameters<typeof upkeepOf>[0], id: number): Promise<boolean> {
  const results = await Promise.allSettled([upkeepOf(actor, id), recordCheck(actor, id, good())])
  const states = new Set(results.map(({ status }) => status))
  expect(states.size).toBe(1)
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(NotAllowed)
  return states.has('fulfilled')
}

describe('who keeps an AED', () => {
  test.each(posts)('%s', async (post) => {
    const { town, people, aed, facility } = world
    const user = await makeUser()
    // There is one chair at a time.
    await db.term.deleteMany({ where: { userId: people.chair.id } })
    await giveTerm(user.id, town.association.id, post)
    const actor = await actorOf(user.id)
    const may = !['treasurer', 'auditor'].includes(post)
    expect(await keeps(actor, aed.id)).toBe(may)
    expect(await keeps(actor, facility.id)).toBe(false)
    // Down to the groups, but for a group leader; never up and never to another association.
    expect(await keeps(actor, (await makeAed(town.group.id)).id)).toBe(may && post !== 'group_leader')
    expect(await keeps(actor, (await makeAed(town.council.id)).id)).toBe(false)
    expect(await keeps(actor, (await makeAed(town.other.id)).id)).toBe(false)
  })

  test.each(staffRoles)('%s', async (role) => {
    const user = await makeUser()
    await giveRole(user.id, role)
    const actor = await actorOf(user.id)
    const may = ['reviewer', 'section_staff'].includes(role)
    expect(await keeps(actor, world.aed.id)).toBe(may)
    expect(await keeps(actor, world.facility.id)).toBe(may)
    expect(await keeps(actor, (await makeAed(world.town.city.id)).id)).toBe(may)
  })

  test('not staff without the second factor, nobody without an account, and no AED that is none', async () => {
    expect(await keeps(await actorOf(world.people.staff.id, false), world.aed.id)).toBe(false)
    await expect(recordCheck(guest(today()), world.aed.id, good())).rejects.toBeInstanceOf(SignInNeeded)
    await expect(upkeepOf(world.chair, 999)).rejects.toBeInstanceOf(NotFound)
  })

  test('an inspector the one AED, until the end; not taking it away', async () => {
    const { id: userId, keeperId } = await makeInspector(world.facility.id)
    const actor = await actorOf(userId)
    expect(await keeps(actor, world.facility.id)).toBe(true)
    expect(await keeps(actor, world.aed.id)).toBe(false)
    await expect(
      changeCondition(actor, world.facility.id, 'remove', said('in_service', true)),
    ).rejects.toBeInstanceOf(NotAllowed)
    await db.aedKeeper.update({ where: { id: keeperId }, data: { endedAt: new Date() } })
    expect(await keeps(actor, world.facility.id)).toBe(false)
  })

  test('an officer as long as the term', async () => {
    const user = await makeUser()
    await giveTerm(
      user.id,
      world.town.association.id,
      'secretary',
      addDays(today(), -400),
      addDays(today(), -1),
    )
    expect(await keeps(await actorOf(user.id), world.aed.id)).toBe(false)
  })
})

describe('a check', () => {
  const checkedOn = async (id: number) => {
    const { checkedOn } = await db.aed.findUniqueOrThrow({ where: { id } })
    return checkedOn && dateToDay(checkedOn)
  }

  test('that is wholly good is the day on which it was last seen; the latest counts', async () => {
    const { chair, aed } = world
    expect(await recordCheck(chair, aed.id, good())).toBe('ok')
    expect(await checkedOn(aed.id)).toBe(today())
    await recordCheck(chair, aed.id, good({ checked_on: addDays(today(), -40), checked_by: '紙 太郎' }))
    expect(await checkedOn(aed.id)).toBe(today())
    expect(await db.aedCheck.count()).toBe(2)
  })

  test('with something amiss is noted and counts for nothing', async () => {
    const { chair, aed } = world
    expect(await recordCheck(chair, aed.id, good({ sign: 'no', note: 'はがれている' }))).toBe('noted')
    expect(await checkedOn(aed.id)).toBeNull()
    expect(await conditionOf(aed.id)).toBe('in_service')
  })

  test.each(['pads', 'reachable'] as const)('without %s takes it out of service at once', async (item) => {
    const { chair, aed } = world
    for (const _twice of [1, 2])
      expect(await recordCheck(chair, aed.id, good({ [item]: 'no', note: '夜間は閉店' }))).toBe(
        'out_of_service',
      )
    expect(await conditionOf(aed.id)).toBe('out_of_service')
    expect(await checkedOn(aed.id)).toBeNull()
    expect(await db.aedIncident.findMany({ select: { kind: true, note: true } })).toEqual([
      { kind: 'fault', note: '夜間は閉店' },
    ])
  })

  test('with a bad indicator takes it out of service at once, and a good one brings it back when asked', async () => {
    const { chair, aed } = world
    expect(await recordCheck(chair, aed.id, good({ indicator: 'no' }))).toBe('out_of_service')
    expect(await conditionOf(aed.id)).toBe('out_of_service')
    expect(await recordCheck(chair, aed.id, good())).toBe('ok')
    expect(await conditionOf(aed.id)).toBe('out_of_service')
    expect(await recordCheck(chair, aed.id, good({ back: true, note: '修理済み' }))).toBe('back')
    expect(await conditionOf(aed.id)).toBe('in_service')
    expect((await db.aedIncident.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind)).toEqual([
      'fault',
      'back_in_service',
    ])
  })

  test('entered late from paper does not overrule a later one', async () => {
    const { chair, aed } = world
    await recordCheck(chair, aed.id, good())
    const late = good({ indicator: 'no', checked_on: addDays(today(), -20), checked_by: '紙 太郎' })
    expect(await recordCheck(chair, aed.id, late)).toBe('noted')
    expect(await conditionOf(aed.id)).toBe('in_service')
  })

  test('sent twice is one', async () => {
    const { chair, aed } = world
    await Promise.all([recordCheck(chair, aed.id, good()), recordCheck(chair, aed.id, good())])
    expect(await db.aedCheck.count()).toBe(1)
  })

  test('is not of a day to come, of long ago, or of an AED that has gone', async () => {
    const { chair, aed } = world
    for (const day of [addDays(today(), 1), addDays(today(), -367)])
      await expect(recordCheck(chair, aed.id, good({ checked_on: day }))).rejects.toBeInstanceOf(Invalid)
    await changeCondition(chair, aed.id, 'remove', said('in_service', true))
    await expect(recordCheck(chair, aed.id, good())).rejects.toBeInstanceOf(Stale)
  })
})

describe('the condition', () => {
  test('is seen by everybody with the commit, and gone when it was taken away', async () => {
    const { chair, town } = world
    const place = { latitude: 34.81, longitude: 135.65 }
    const { id } = await makeAed(town.association.id, place)
    const seen = async () =>
      (await nearestAeds(place, { at: new Date(), limit: 5 })).find((aed) => aed.id === id)?.condition
    expect(await seen()).toBe('in_service')
    await changeCondition(chair, id, 'fault', said('in_service'))
    expect(await seen()).toBe('out_of_service')
    await changeCondition(chair, id, 'back', said('out_of_service'))
    expect(await seen()).toBe('in_service')
    await expect(changeCondition(chair, id, 'remove', said('in_service'))).rejects.toBeInstanceOf(Invalid)
    await changeCondition(chair, id, 'remove', said('in_service', true))
    expect(await seen()).toBeUndefined()
    await changeCondition(chair, id, 'put_up', said('removed'))
    expect(await seen()).toBe('in_service')
    expect(await actions()).toEqual(
      expect.arrayContaining(
        ['fault', 'back_in_service', 'removed', 'put_up'].map((a) => `aed_keeping.${a}`),
      ),
    )
  })

  test('changed by two keepers at once is changed by one', async () => {
    const { chair, staff, aed } = world
    const results = await Promise.allSettled(
      [chair, staff, chair].map((actor) => changeCondition(actor, aed.id, 'fault', said('in_service'))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Stale)
    expect(await db.aedIncident.count()).toBe(1)
  })
})

describe('a use', () => {
  const used = (over = {}) => ({ used_on: today(), ready: 'none' as const, pads: null, note: '', ...over })

  test('takes it out of service until the pads have been replaced', async () => {
    const { chair, aed } = world
    const pads = await makePart(aed.id, addDays(today(), 300))
    await reportUse(chair, aed.id, used({ pads: pads.id }))
    expect(await conditionOf(aed.id)).toBe('out_of_service')
    expect((await upkeepOf(chair, aed.id)).parts).toEqual([])
    await addPart(chair, aed.id, {
      kind: 'pads',
      expires_on: addDays(today(), 700),
      installed_on: today(),
      note: '',
      replaces: null,
      back: true,
    })
    expect(await conditionOf(aed.id)).toBe('in_service')
  })

  test('with a spare in place changes nothing but the history', async () => {
    const { chair, aed } = world
    await reportUse(chair, aed.id, used({ ready: 'spare' }))
    expect(await conditionOf(aed.id)).toBe('in_service')
    expect((await db.aedIncident.findMany()).map(({ kind }) => kind)).toEqual(['used'])
  })

  test('names only pads that are in this box', async () => {
    const { chair, aed, facility } = world
    const foreign = await makePart(facility.id, addDays(today(), 300))
    await expect(reportUse(chair, aed.id, used({ pads: foreign.id }))).rejects.toBeInstanceOf(Stale)
    await expect(reportUse(chair, aed.id, used({ used_on: addDays(today(), 1) }))).rejects.toBeInstanceOf(
      Invalid,
    )
    expect(await db.aedIncident.count()).toBe(0)
  })
})

describe('parts', () => {
  const part = (over = {}) => ({
    kind: 'battery' as const,
    expires_on: addDays(today(), 500),
    installed_on: null,
    note: '',
    replaces: null,
    back: false,
    ...over,
  })

  test('are replaced once, by whoever is first; the old one stays in the history', async () => {
    const { chair, staff, aed } = world
    const old = await makePart(aed.id, addDays(today(), 10), 'battery')
    const results = await Promise.allSettled([
      addPart(chair, aed.id, part({ replaces: old.id })),
      addPart(staff, aed.id, part({ replaces: old.id })),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await upkeepOf(chair, aed.id)).parts.map(({ standing }) => standing)).toEqual(['good'])
    const { entries } = await historyOf(chair, aed.id, null)
    expect(entries.map(({ what }) => what).sort()).toEqual(['part_in', 'part_in', 'part_out'])
  })

  test('are replaced by the same kind, and in their own box', async () => {
    const { chair, aed, facility } = world
    const pads = await makePart(aed.id, addDays(today(), 10))
    const foreign = await makePart(facility.id, addDays(today(), 10), 'battery')
    for (const replaces of [pads.id, foreign.id])
      await expect(addPart(chair, aed.id, part({ replaces }))).rejects.toBeInstanceOf(Stale)
  })

  test('are corrected, and reminded of anew only with another date', async () => {
    const { chair, aed } = world
    const { id } = await makePart(aed.id, addDays(today(), 10))
    await db.aedReminder.create({ data: { partId: id, daysBefore: 30, sentOn: new Date() } })
    const corrected = (expires_on: string) => ({ part: id, expires_on, installed_on: null, note: '型番' })
    await correctPart(chair, aed.id, corrected(addDays(today(), 10)))
    expect(await db.aedReminder.count()).toBe(1)
    await correctPart(chair, aed.id, corrected(addDays(today(), 25)))
    expect(await db.aedReminder.count()).toBe(0)
    await takeOutPart(chair, aed.id, id)
    await expect(takeOutPart(chair, aed.id, id)).rejects.toBeInstanceOf(Stale)
    await expect(correctPart(chair, aed.id, corrected(addDays(today(), 25)))).rejects.toBeInstanceOf(Stale)
  })
})

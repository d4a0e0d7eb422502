/** Reminders: four steps, each once; a morning that was missed is caught up with; one mail a receiver. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordCheck } from '~/modules/custody/commands/check.server'
import { changeCondition } from '~/modules/custody/commands/condition.server'
import { addPart } from '~/modules/custody/commands/parts.server'
import { remindChecks, remindParts } from '~/modules/custody/commands/remind.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, today, travel } from '../accounts/support'
import { mailed, makeAed, makeCustody, makeInspector, makePart } from './support'

let world: Awaited<ReturnType<typeof makeCustody>>

/** A morning in the middle of a month. */
const MORNING = '2026-11-16T00:00:00Z'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(MORNING) })
  await resetDatabase()
  world = await makeCustody()
  // Terms and sessions of the people of these tests reach over all steps.
  await db.term.updateMany({ data: { endsOn: new Date('2028-12-31') } })
})
afterEach(() => {
  vi.useRealTimers()
})

const steps = async () =>
  (await db.aedReminder.findMany({ orderBy: [{ partId: 'asc' }, { daysBefore: 'desc' }] })).map(
    ({ daysBefore }) => daysBefore,
  )
const SUBJECT = 'AEDの消耗品の期限'

describe('of parts', () => {
  test('90, 60, 30 and 0 days before, each once', async () => {
    await makePart(world.aed.id, addDays(today(), 91))
    const told: number[] = []
    let left = 91
    for (const next of [91, 90, 89, 61, 60, 59, 31, 30, 1, 0, -1, -30]) {
      travel({ days: left - next })
      left = next
      if ((await remindParts()) > 0) told.push(left)
      expect(await remindParts()).toBe(0)
    }
    expect(told).toEqual([90, 60, 30, 0])
    expect(await mailed(SUBJECT)).toEqual(Array(4).fill(world.people.chair.email))
  })

  test('of the step that has been reached, when the portal stood still', async () => {
    await makePart(world.aed.id, addDays(today(), 90))
    travel({ days: 65 })
    expect(await remindParts()).toBe(1)
    expect(await steps()).toEqual([30])
    travel({ days: 100 })
    expect(await remindParts()).toBe(1)
    expect(await remindParts()).toBe(0)
    expect(await steps()).toEqual([30, 0])
    const [, last] = await db.mail.findMany({ orderBy: { id: 'asc' } })
    expect(last?.text).toContain('期限切れ')
  })

  test('in one mail to each, in their language', async () => {
    const second = await makeAed(world.town.association.id, { name: '東会館' })
    await makePart(world.aed.id, addDays(today(), 30))
    await makePart(world.aed.id, addDays(today(), 60), 'battery')
    await makePart(second.id, addDays(today(), -3))
    const inspector = await makeInspector(second.id, { language: 'en' })
    expect(await remindParts()).toBe(3)
    expect(await mailed(`${SUBJECT}(3件)`)).toEqual([world.people.chair.email])
    expect(await mailed('Dates of AED parts (1)')).toEqual([inspector.email])
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: world.people.chair.email } })
    for (const words of ['東会館', '電極パッド', 'バッテリー', `/aeds/${second.id}/upkeep`])
      expect(mail.text).toContain(words)
  })

  test('to city staff for a facility without an inspector, else to the inspector', async () => {
    await makePart(world.facility.id, addDays(today(), 10))
    await remindParts()
    expect(await mailed(SUBJECT)).toEqual([world.people.staff.email])
    const inspector = await makeInspector(world.facility.id)
    travel({ days: 10 })
    await remindParts()
    expect(await mailed(SUBJECT)).toEqual([inspector.email, world.people.staff.email].sort())
  })

  test('not of what was replaced or taken away', async () => {
    const old = await makePart(world.aed.id, addDays(today(), 10))
    await makePart(world.facility.id, addDays(today(), 10))
    await addPart(world.chair, world.aed.id, {
      kind: 'pads',
      expires_on: addDays(today(), 800),
      installed_on: null,
      note: '',
      replaces: old.id,
      back: false,
    })
    const removed = { condition: 'in_service' as const, note: '', sure: true }
    await changeCondition(world.staff, world.facility.id, 'remove', removed)
    expect(await remindParts()).toBe(0)
    expect(await db.mail.count()).toBe(0)
  })

  test('by two instances at once: one mail', async () => {
    await makePart(world.aed.id, addDays(today(), 10))
    await Promise.all([remindParts(), remindParts()])
    expect(await mailed(SUBJECT)).toHaveLength(1)
  })

  test('of very many without losing one', async () => {
    const parts = Array.from({ length: 603 }, () => ({
      aedId: world.aed.id,
      kind: 'pads' as const,
      expiresOn: new Date(`${addDays(today(), 20)}T00:00:00Z`),
    }))
    await db.aedPart.createMany({ data: parts })
    expect(await remindParts()).toBe(603)
    expect(await db.aedReminder.count()).toBe(603)
    expect((await mailed(SUBJECT)).length).toBeLessThanOrEqual(3)
  })
})

describe('of checks', () => {
  const good = (day: string) => ({
    ...({ indicator: 'yes', pads: 'yes', reachable: 'yes', sign: 'yes' } as const),
    note: '',
    checked_on: day,
    checked_by: '',
    back: false,
  })
  const CHECKS = '今月のAEDの点検'

  test('once in a calendar month, where there was none in it', async () => {
    // Entered in this month: the next one is the first.
    expect(await remindChecks()).toBe(0)
    travel('2026-12-01T00:05:00Z')
    expect(await remindChecks()).toBe(1)
    expect(await remindChecks()).toBe(0)
    travel({ days: 20 })
    expect(await remindChecks()).toBe(0)
    expect(await mailed(CHECKS)).toEqual([world.people.chair.email])
    travel('2027-01-05T00:05:00Z')
    await recordCheck(await actorOf(world.people.chair.id), world.aed.id, good('2027-01-04'))
    expect(await remindChecks()).toBe(0)
  })

  test('also a day late, and not of a facility that nobody looks after here', async () => {
    travel('2026-12-09T00:05:00Z')
    expect(await remindChecks()).toBe(1)
    const inspector = await makeInspector(world.facility.id)
    expect(await remindChecks()).toBe(1)
    expect(await mailed(CHECKS)).toEqual([world.people.chair.email, inspector.email].sort())
  })

  test('by two instances at once: one mail', async () => {
    travel('2026-12-01T00:05:00Z')
    await Promise.all([remindChecks(), remindChecks()])
    expect(await mailed(CHECKS)).toHaveLength(1)
  })
})

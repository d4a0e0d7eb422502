/** The desk of keepers, the code on the box, and the history of one AED. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { recordCheck } from '~/modules/custody/commands/check.server'
import { changeCondition, renewLabel, reportMove } from '~/modules/custody/commands/condition.server'
import { deskAeds, deskFile, dueCount } from '~/modules/custody/queries/desk.server'
import { historyOf } from '~/modules/custody/queries/history.server'
import { behindBox } from '~/modules/custody/queries/public.server'
import type { CheckForm } from '~/modules/custody/schema'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeUser, today } from '../accounts/support'
import { makeCustody, makeInspector, makePart } from './support'

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

describe('the box', () => {
  test('leads a keeper to the check and everybody else to the page', async () => {
    const { chair, other, aed } = world
    expect(await behindBox(chair, aed.boxCode)).toBe(`/aeds/${aed.id}/check`)
    for (const actor of [other, guest(today())])
      expect(await behindBox(actor, aed.boxCode)).toBe(`/aeds/${aed.id}?box=1`)
  })

  test('has a code that can be renewed: the lost label leads nowhere', async () => {
    const { chair, other, aed } = world
    await expect(renewLabel(other, aed.id)).rejects.toBeInstanceOf(NotAllowed)
    await renewLabel(chair, aed.id)
    await expect(behindBox(chair, aed.boxCode)).rejects.toBeInstanceOf(NotFound)
    for (const wrong of ['', 'x', "' OR 1=1", 'a'.repeat(41)])
      await expect(behindBox(chair, wrong)).rejects.toBeInstanceOf(NotFound)
  })

  test('has moved: the history says so', async () => {
    expect(await reportMove(world.chair, world.aed.id, '二階へ')).toBe('office')
    const { entries } = await historyOf(world.chair, world.aed.id, null)
    expect(entries).toMatchObject([
      { what: 'incident', kind: 'moved', note: '二階へ', by: expect.any(String) },
    ])
  })
})

describe('the desk', () => {
  const ask = (filter: 'due' | 'check' | 'parts' | 'reports' | 'out' | 'all') => ({
    filter,
    districtId: null,
    after: null,
  })

  test('shows what is due, in scope alone', async () => {
    const { chair, other, staff, aed, facility } = world
    await makePart(facility.id, addDays(today(), 90))
    const ids = async (actor: typeof chair, filter: Parameters<typeof ask>[0]) =>
      (await deskAeds(actor, ask(filter))).aeds.map(({ id }) => id)
    expect(await ids(chair, 'due')).toEqual([aed.id])
    expect(await ids(other, 'all')).toEqual([])
    expect(await ids(staff, 'all')).toEqual([aed.id, facility.id])
    expect(await ids(staff, 'parts')).toEqual([facility.id])
    // A facility that nobody looks after here has no check to be late with.
    expect(await ids(staff, 'check')).toEqual([aed.id])
    await recordCheck(chair, aed.id, good())
    expect(await ids(chair, 'due')).toEqual([])
    await changeCondition(chair, aed.id, 'fault', said('in_service'))
    expect(await ids(chair, 'out')).toEqual([aed.id])
    expect(await dueCount(chair)).toBe(1)
    await changeCondition(chair, aed.id, 'remove', said('out_of_service', true))
    expect(await ids(chair, 'all')).toEqual([])
  })

  test('is for those who keep one', async () => {
    const nobody = await makeUser()
    await expect(deskAeds(await actorOf(nobody.id), ask('due'))).rejects.toBeInstanceOf(NotAllowed)
    await expect(deskFile(guest(today()), ask('due'))).rejects.toBeInstanceOf(SignInNeeded)
    const inspector = await makeInspector(world.facility.id)
    const { aeds, byDistrict } = await deskAeds(await actorOf(inspector.id), ask('all'))
    expect(aeds.map(({ id }) => id)).toEqual([world.facility.id])
    expect(byDistrict).toBe(false)
  })

  test('is paged by key and leaves none out', async () => {
    const { staff, town } = world
    await db.aed.createMany({
      data: Array.from({ length: 120 }, (_, i) => ({ name: `AED ${i}`, associationId: town.other.id })),
    })
    const seen: number[] = []
    let after: number | null = null
    for (;;) {
      const page: Awaited<ReturnType<typeof deskAeds>> = await deskAeds(staff, { ...ask('all'), after })
      seen.push(...page.aeds.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(seen).toHaveLength(122)
    expect(new Set(seen).size).toBe(122)
    expect(await deskFile(staff, ask('all'))).toHaveLength(122)
  })
})

test('the history is paged without losing what happened at one instant', async () => {
  const { chair, aed } = world
  await db.aedIncident.createMany({
    data: Array.from({ length: 150 }, (_, i) => ({
      aedId: aed.id,
      kind: 'fault' as const,
      happenedOn: new Date('2026-01-01'),
      note: String(i),
      createdAt: new Date(1_760_000_000_000 + Math.floor(i / 7) * 1000),
    })),
  })
  const notes: string[] = []
  let before: number | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof historyOf>> = await historyOf(chair, aed.id, before)
    notes.push(...page.entries.map(({ note }) => note))
    if (page.next === undefined) break
    before = page.next
  }
  expect(new Set(notes).size).toBe(150)
  expect(notes).toHaveLength(150)
})

/** Opening, confirming, and what everybody is told of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { confirm, recordOpening, undoConfirmation } from '~/modules/confirmations/commands/confirm.server'
import { enterConfirmations } from '~/modules/confirmations/commands/enter.server'
import { confirmationBox } from '~/modules/confirmations/queries/box.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, today, travel } from '../accounts/support'
import { makeHousehold, makeMember, makeNotice, makePlace, type Place } from './support'

let place: Place

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a household', () => {
  test('confirms once, whoever of its people does and however many at the same moment', async () => {
    const household = await makeHousehold(place.group.id)
    const [head, wife] = [await makeMember(household), await makeMember(household, 'member')]
    const notice = await makeNotice(place.association)
    await Promise.all([head, wife, head, wife].map(({ actor }) => confirm(actor, notice, household)))
    expect(await db.confirmation.count()).toBe(1)
    expect(await actions()).toEqual(['confirmation.given'])
    const box = await confirmationBox(head.actor, notice)
    expect(box?.households[0]?.confirmed).toMatchObject({ channel: 'screen', late: false, undoable: true })
    expect(box?.households[0]?.confirmed?.by).toContain('髙﨑')
  })

  test('counts once when an officer enters it at the same moment', async () => {
    const household = await makeHousehold(place.group.id)
    const head = await makeMember(household)
    const notice = await makeNotice(place.association)
    await Promise.all([
      confirm(head.actor, notice, household),
      enterConfirmations(place.secretary, notice, { householdIds: [household], channel: 'paper' }),
      enterConfirmations(place.leader, notice, { householdIds: [household], channel: 'visit' }),
    ])
    expect(await db.confirmation.count()).toBe(1)
    const reach = await reachOf(place.secretary, notice)
    expect(reach?.figure).toMatchObject({ confirmed: 1, total: 1 })
  })

  test('has opened before it has confirmed: opening is no confirmation', async () => {
    const household = await makeHousehold(place.group.id)
    const { actor } = await makeMember(household)
    const notice = await makeNotice(place.association)
    expect(await confirmationBox(actor, notice)).toMatchObject({ tellOpening: true })
    await Promise.all([1, 2, 3].map(() => recordOpening(actor, notice)))
    expect(await db.noticeOpening.count()).toBe(1)
    expect(await confirmationBox(actor, notice)).toMatchObject({
      tellOpening: false,
      households: [{ id: household, confirmed: null }],
    })
    expect((await reachOf(null, notice))?.figure).toMatchObject({ confirmed: 0, total: 1 })
  })

  test('may confirm late, and is marked; takes back on the same day only', async () => {
    const household = await makeHousehold(place.group.id)
    const { id, actor } = await makeMember(household)
    const notice = await makeNotice(place.association, { days: -1 })
    await confirm(actor, notice, household)
    expect((await confirmationBox(actor, notice))?.households[0]?.confirmed).toMatchObject({ late: true })
    await undoConfirmation(actor, notice, household)
    expect(await db.confirmation.count()).toBe(0)
    await expect(undoConfirmation(actor, notice, household)).rejects.toThrow(Stale)
    await confirm(actor, notice, household)
    travel({ days: 1 })
    await expect(undoConfirmation(await actorOf(id), notice, household)).rejects.toThrow(Stale)
  })

  test('is asked only where it counts, under the audience, while the notice stands', async () => {
    const household = await makeHousehold(place.group.id)
    const { actor } = await makeMember(household)
    const elsewhere = await makeHousehold(place.other.id)
    const other = await makeMember(elsewhere)
    const notice = await makeNotice(place.association)
    await expect(confirm(guest(today()), notice, household)).rejects.toThrow(SignInNeeded)
    await expect(confirm(other.actor, notice, elsewhere)).rejects.toThrow(NotFound)
    await expect(confirm(other.actor, notice, household)).rejects.toThrow(NotFound)
    expect(await confirmationBox(other.actor, notice)).toBeNull()
    const unasked = await makeNotice(place.association, { days: null })
    await expect(confirm(actor, unasked, household)).rejects.toThrow(NotFound)
    const withdrawn = await makeNotice(place.association, { state: 'withdrawn' })
    await expect(confirm(actor, withdrawn, household)).rejects.toThrow(Gone)
    await expect(recordOpening(actor, withdrawn)).rejects.toThrow(Gone)
    await db.household.update({ where: { id: household }, data: { consentWithdrawnAt: new Date() } })
    await expect(confirm(actor, notice, household)).rejects.toThrow(NotFound)
    expect(await confirmationBox(actor, notice)).toBeNull()
  })
})

describe('the reach figure', () => {
  test('drops households that have moved out or withdrawn, above and below the line alike', async () => {
    const all: number[] = []
    for (let i = 0; i < 8; i++) all.push(await makeHousehold(place.group.id, { name: `世帯${i}` }))
    const notice = await makeNotice(place.association)
    await enterConfirmations(place.secretary, notice, { householdIds: all.slice(0, 4), channel: 'paper' })
    const figure = async () => (await reachOf(guest(today()), notice))?.figure
    expect(await figure()).toMatchObject({ confirmed: 4, total: 8, percent: 50 })
    const [first, , , , fifth] = all
    await db.household.update({ where: { id: first }, data: { movedOutOn: new Date(today()) } })
    await db.household.update({ where: { id: fifth }, data: { consentWithdrawnAt: new Date() } })
    expect(await figure()).toMatchObject({ confirmed: 3, total: 6 })
    await db.household.update({
      where: { id: first },
      data: { movedOutOn: new Date(addDays(today(), 1)) },
    })
    expect(await figure()).toMatchObject({ confirmed: 4, total: 7 })
  })

  test('is for officers alone where few households would be known by it', async () => {
    const household = await makeHousehold(place.group.id)
    const notice = await makeNotice(place.association)
    await enterConfirmations(place.leader, notice, { householdIds: [household], channel: 'telephone' })
    expect(await reachOf(guest(today()), notice)).toMatchObject({ figure: null, officer: false })
    expect((await reachOf(place.leader, notice))?.figure).toMatchObject({ confirmed: 1, total: 1 })
    expect((await reachOf(place.stranger, notice))?.figure).toBeNull()
  })

  test('is nobody’s who may not read the notice, and none where nothing is asked', async () => {
    await makeHousehold(place.group.id)
    const members = await makeNotice(place.association, { visibility: 'members' })
    expect(await reachOf(guest(today()), members)).toBeNull()
    expect(await reachOf(place.stranger, members)).toBeNull()
    expect(await reachOf(place.secretary, members)).not.toBeNull()
    expect(await reachOf(guest(today()), await makeNotice(place.association, { days: null }))).toBeNull()
    expect(await reachOf(guest(today()), await makeNotice(place.association, { state: 'draft' }))).toBeNull()
  })
})

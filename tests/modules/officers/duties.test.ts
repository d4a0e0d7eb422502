/** 輪番 on the real database: who keeps and sees it, the order, absences with their reasons, and who served. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { deleteHousehold } from '~/modules/households/commands/register.server'
import {
  addAbsence,
  addPlaces,
  changeDuty,
  closeDuty,
  endAbsence,
  makeDuty,
  movePlace,
  removePlace,
} from '~/modules/officers/commands/duties.server'
import { forgetReasons } from '~/modules/officers/commands/duty-reasons.server'
import { settlePeriod, undoPeriod } from '~/modules/officers/commands/duty-turns.server'
import { type DutyDesk, dutiesOf, dutyView, myDuties } from '~/modules/officers/queries/duties.server'
import { periodOf } from '~/modules/officers/rules'
import { addDays, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveRole, giveTerm, makeUser, today } from '../accounts/support'
import { makeHousehold, makeMember, makePlace, type Place } from '../confirmations/support'

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

describe('a rotation', () => {
  test('goes round the households of the register, five years ahead', async () => {
    const id = await make()
    expect(await order(id)).toEqual(names)
    expect(await plan(id)).toEqual(['東', '西', '南', '北', '東'])
    const { ahead, settle: open } = await desk(id)
    expect(ahead[0]).toMatchObject({ period: year(), decided: false })
    expect(open).toMatchObject({ period: year() })
    expect(await actions()).toEqual(['duty.made'])
  })

  test('goes by months too, twelve ahead, with several at a time', async () => {
    const id = await make({ period: 'month', seats: 2 })
    const { ahead } = await desk(id)
    expect(ahead).toHaveLength(12)
    expect(ahead[0]).toMatchObject({
      period: periodOf('month', today()),
      people: [{ name: '東' }, { name: '西' }],
    })
  })

  test('goes round the groups of an association, and the associations of a council', async () => {
    const id = await make({ unit: 'group' }, chair, place.association.slug)
    expect((await desk(id, chair)).order.map(({ name }) => name)).toEqual(['group-aの会', '第2班'])
    await expect(make({ unit: 'group' })).rejects.toThrow(Invalid)
  })
})

describe('who sees it', () => {
  test('keepers all; a household its own turn; nobody else anything', async () => {
    const id = await make()
    const member = await makeMember(homes[2] ?? 0)
    const own = await dutyView(member.actor, id)
    expect(own).toMatchObject({ as: 'member', mine: [{ name: '南', next: year() + 2, decided: null }] })
    expect(JSON.stringify(own)).not.toMatch(/東|西|北/)
    const list = await dutiesOf(member.actor, place.group.slug)
    expect(list.desk).toBe(null)
    expect(JSON.stringify(list)).not.toMatch(/東|西|北/)
    expect(await myDuties(member.actor)).toHaveLength(1)

    for (const actor of [place.stranger, place.otherLeader, place.treasurer]) {
      await expect(dutyView(actor, id)).rejects.toThrow(NotFound)
      await expect(dutiesOf(actor, place.group.slug)).rejects.toThrow(NotAllowed)
      await expect(make({}, actor)).rejects.toThrow(NotAllowed)
      await expect(closeDuty(actor, id, 1, true)).rejects.toThrow(NotFound)
    }
    await expect(dutyView(guest(today()), id)).rejects.toThrow(SignInNeeded)
    await expect(dutiesOf(guest(today()), place.group.slug)).rejects.toThrow(SignInNeeded)
    await expect(dutiesOf(chair, 'nothing-here')).rejects.toThrow(NotFound)
  })

  test('the city keeps orders of groups, and reads no names of households', async () => {
    const user = await makeUser()
    await giveRole(user.id, 'reviewer')
    const reviewer = await actorOf(user.id)
    const households = await make({}, chair, place.association.slug)
    const groups = await make({ unit: 'group' }, chair, place.association.slug)
    await expect(dutyView(reviewer, households)).rejects.toThrow(NotFound)
    expect(await dutyView(reviewer, groups)).toMatchObject({ as: 'keeper' })
    expect((await dutiesOf(reviewer, place.association.slug)).desk?.list.map(({ id }) => id)).toEqual([
      groups,
    ])
    await expect(make({}, reviewer, place.association.slug)).rejects.toThrow(Invalid)
  })

  test('a member is told the turn of the group', async () => {
    await make({ unit: 'group' }, chair, place.association.slug)
    const member = await makeMember(homes[0] ?? 0)
    expect(await myDuties(member.actor)).toMatchObject([{ mine: [{ name: 'group-aの会', next: year() }] }])
  })
})

describe('the order', () => {
  test('is moved, and a page that is older is refused', async () => {
    const id = await make()
    await movePlace(place.leader, id, await placeOf(id, '南'), 'up', 1)
    expect(await order(id)).toEqual(['東', '南', '西', '北'])
    await expect(movePlace(place.leader, id, await placeOf(id, '南'), 'up', 1)).rejects.toThrow(Stale)
    await movePlace(place.leader, id, await placeOf(id, '東'), 'up', 2)
    expect(await order(id)).toEqual(['東', '南', '西', '北'])
    const other = await make()
    await expect(movePlace(place.leader, id, await placeOf(other, '南'), 'up', 3)).rejects.toThrow(NotFound)
  })

  test('two at the same moment: one is done', async () => {
    const id = await make()
    const last = await placeOf(id, '北')
    const both = await Promise.allSettled([1, 2].map(() => movePlace(place.leader, id, last, 'up', 1)))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await order(id)).toEqual(['東', '西', '北', '南'])
  })

  test('a household that joins comes last in the round; one of another association is refused', async () => {
    const id = await make()
    await settle(id, '東')
    const joins = await makeHousehold(place.group.id, { name: '中', position: 50 })
    await addPlaces(place.leader, id, { units: [joins], version: 2 })
    expect(await plan(id)).toEqual(['東', '西', '南', '北', '東'])
    expect(await order(id)).toEqual(['西', '南', '北', '東', '中'])
    const foreign = await makeHousehold(place.other.id)
    await expect(addPlaces(place.leader, id, { units: [foreign], version: 3 })).rejects.toThrow(Invalid)
  })

  test('households that moved out or live elsewhere are left out; the others keep their order', async () => {
    const id = await make()
    await db.household.update({ where: { id: homes[1] }, data: { movedOutOn: dayToDate(today()) } })
    await db.household.update({ where: { id: homes[3] }, data: { associationId: place.second.id } })
    expect(await order(id)).toEqual(['東', '南'])
    expect(await plan(id)).toEqual(['東', '南', '東', '南', '東'])
    expect((await desk(id)).left.map(({ name }) => name)).toEqual(['西', '北'])
    await settle(id, '東')
    expect(await order(id)).toEqual(['南', '東'])
    await db.household.update({ where: { id: homes[1] }, data: { movedOutOn: null } })
    expect(await order(id)).toEqual(['南', '東', '西'])
  })

  test('who is known to move out is planned no further', async () => {
    const id = await make()
    const away = dayToDate(`${year() + 2}-06-01`)
    await db.household.update({ where: { id: homes[2] }, data: { movedOutOn: away } })
    expect(await plan(id)).toEqual(['東', '西', '北', '東', '西'])
  })

  test('who is taken out keeps what was served, and comes back when added', async () => {
    const id = await make()
    await settle(id, '東')
    await removePlace(place.leader, id, await placeOf(id, '東'), 2)
    await removePlace(place.leader, id, await placeOf(id, '南'), 3)
    expect(await order(id)).toEqual(['西', '北'])
    expect((await plan(id))[0]).toBe('東')
    expect(await db.dutyPlace.count()).toBe(4)
    await expect(deleteHousehold(place.leader, homes[0] ?? 0)).rejects.toThrow(Invalid)
    await addPlaces(place.leader, id, { units: [homes[0] ?? 0], version: 4 })
    expect(await order(id)).toEqual(['西', '北', '東'])
  })
})

describe('who cannot serve', () => {
  test('is put off or excused; only the president reads why, and the reason is stored encrypted', async () => {
    const id = await make()
    await excuse(id, '東')
    await excuse(id, '西', { kind: 'pass', from: year() + 1, until: null, reason: '' })
    expect(await plan(id)).toEqual(['西', '東', '南', '北', '東'])
    expect(JSON.stringify(await db.dutyAbsence.findMany())).not.toContain('腰')
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toMatch(/腰|東/)
    expect(JSON.stringify(await desk(id, place.leader))).not.toContain('腰')
    expect(JSON.stringify(await desk(id, place.secretary))).not.toContain('腰')
    expect((await desk(id, chair)).order[0]?.absences[0]).toMatchObject({ reason: '腰を痛めたため' })
    const user = await makeUser()
    await giveTerm(user.id, place.council.id, 'chair')
    const council = await desk(id, await actorOf(user.id))
    expect(council.order[0]?.absences[0]).toMatchObject({ hasReason: true, reason: null })
  })

  test('not for what is decided, nor twice at a time', async () => {
    const id = await make()
    await excuse(id, '北', { from: year() + 1, until: year() + 3 })
    await expect(excuse(id, '北', { from: year() + 3, until: null })).rejects.toThrow(Invalid)
    await settle(id, '東')
    await expect(excuse(id, '東')).rejects.toThrow(Invalid)
    await expect(excuse(id, '西', { place: 999_999 })).rejects.toThrow(Invalid)
  })

  test('who was put off waits until they have served; then the reason is gone', async () => {
    const id = await make()
    await excuse(id, '東')
    await settle(id, '西')
    expect((await desk(id)).order.find(({ name }) => name === '東')).toMatchObject({ waiting: true })
    expect((await plan(id)).slice(1)).toEqual(['東', '南', '北', '東'])
    await settle(id, '東')
    expect((await desk(id)).order.flatMap(({ absences }) => absences)).toEqual([])
    expect((await plan(id)).slice(2)).toEqual(['南', '北', '東'])
    // Kept until the decision cannot be taken back any more, then gone as a whole.
    expect(await forgetReasons()).toBe(0)
    await db.dutyAbsence.updateMany({ data: { endedIn: year() - 1 } })
    expect(await forgetReasons()).toBe(1)
    expect(await db.dutyAbsence.count()).toBe(0)
  })

  test('the reason goes when the time is over, with who moved out, and with the rotation', async () => {
    const id = await make()
    for (const name of names.slice(0, 3)) await excuse(id, name, { until: year() + 1 })
    expect(await forgetReasons()).toBe(0)
    const past = { fromPeriod: year() - 1, untilPeriod: year() - 1 }
    await db.dutyAbsence.updateMany({ where: { place: { householdId: homes[0] } }, data: past })
    await db.household.update({ where: { id: homes[1] }, data: { movedOutOn: dayToDate(today()) } })
    expect(await forgetReasons()).toBe(2)
    await closeDuty(place.leader, id, (await desk(id)).version, true)
    expect(await forgetReasons()).toBe(1)
    expect(await db.dutyAbsence.count()).toBe(3)
  })

  test('may end early', async () => {
    const id = await make()
    await excuse(id, '東', { until: null })
    await settle(id, '西')
    const [absence] = (await desk(id)).order.find(({ name }) => name === '東')?.absences ?? []
    await endAbsence(place.leader, id, absence?.id ?? 0, (await desk(id)).version)
    expect((await plan(id))[1]).toBe('東')
    await excuse(id, '北', { from: year() + 2, until: null })
    const coming = (await desk(id)).order.find(({ name }) => name === '北')?.absences[0]
    await endAbsence(place.leader, id, coming?.id ?? 0, (await desk(id)).version)
    expect((await desk(id)).order.find(({ name }) => name === '北')?.absences).toEqual([])
  })
})

describe('who serves', () => {
  test('is decided for the present period and the next, not further; it can be taken back', async () => {
    const id = await make()
    await settle(id, '東')
    await settle(id, '西')
    expect((await desk(id)).settle).toBe(null)
    expect((await desk(id)).ahead.map(({ decided }) => decided)).toEqual([true, true, false, false, false])
    expect(await plan(id)).toEqual(['東', '西', '南', '北', '東'])
    await expect(settle(id, '南')).rejects.toThrow(Stale)
    await undoPeriod(place.leader, id, 3)
    await undoPeriod(place.leader, id, 4)
    expect(await order(id)).toEqual(names)
    await expect(undoPeriod(place.leader, id, 5)).rejects.toThrow(Stale)
    expect((await actions()).slice(1)).toEqual(['duty.settled', 'duty.settled', 'duty.undone', 'duty.undone'])
  })

  test('others than planned exchange places; whoever nobody replaced comes first, until it is taken back', async () => {
    const id = await make({ seats: 2 })
    await settle(id, '東', '北')
    expect(await order(id)).toEqual(['南', '西', '東', '北'])
    await undoPeriod(place.leader, id, 2)
    expect(await order(id)).toEqual(names)
    await settle(id, '西')
    expect((await desk(id)).order.find(({ name }) => name === '東')).toMatchObject({ waiting: true })
    await undoPeriod(place.leader, id, 4)
    expect(await db.dutyAbsence.count()).toBe(0)
    await expect(settle(id, '東', '西', '南')).rejects.toThrow(Invalid)
  })

  test('is shown with the years before', async () => {
    const id = await make()
    const placeId = await placeOf(id, '北')
    await db.dutyTurn.create({ data: { rotationId: id, placeId, period: year() - 1 } })
    expect((await desk(id)).past).toMatchObject([{ period: year() - 1, people: [{ name: '北' }] }])
    const member = await makeMember(homes[3] ?? 0)
    expect(await dutyView(member.actor, id)).toMatchObject({ mine: [{ past: [year() - 1] }] })
    await db.household.update({
      where: { id: homes[3] },
      data: { movedOutOn: dayToDate(addDays(today(), -1)) },
    })
    expect((await desk(id)).past[0]?.people).toEqual([{ name: '北', gone: true }])
  })
})

describe('its settings', () => {
  test('change; closed it is in no household and can be started again', async () => {
    const id = await make()
    await changeDuty(place.leader, id, {
      name: '公園の清掃',
      seats: 2,
      post: null,
      autoJoin: true,
      version: 1,
    })
    expect(await desk(id)).toMatchObject({ name: '公園の清掃', seats: 2 })
    await expect(
      changeDuty(place.leader, id, { name: '公園', seats: 2, post: 999_999, autoJoin: true, version: 2 }),
    ).rejects.toThrow(Invalid)
    const member = await makeMember(homes[0] ?? 0)
    await closeDuty(place.leader, id, 2, true)
    expect(await myDuties(member.actor)).toEqual([])
    await expect(dutyView(member.actor, id)).rejects.toThrow(NotFound)
    await expect(settle(id, '東')).rejects.toThrow(Stale)
    await closeDuty(place.leader, id, 3, false)
    expect(await myDuties(member.actor)).toHaveLength(1)
  })
})

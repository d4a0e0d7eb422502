/** 年度末の一覧: what a year still waits for, and whom to call. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { carryOver } from '~/modules/applications/commands/carry.server'
import { GROUP_SHOWN, yearEndView } from '~/modules/applications/queries/year-end.server'
import { applicationStates, closingGroups, closingStates, GONE, turnOf } from '~/modules/applications/rules'
import { carrySchema, yearEndQuery } from '~/modules/applications/schema/money'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { actorOf, TODAY } from '../associations/support'
import { makeScene, type Scene } from '../budgets/support'
import { makeApplication } from './support'

let scene: Scene

beforeEach(async () => {
  scene = await makeScene()
})

const apply = (
  state: Parameters<typeof makeApplication>[0],
  over: Partial<Parameters<typeof makeApplication>[1]> = {},
) =>
  makeApplication(state, {
    associationId: scene.city.own.id,
    year: 2026,
    today: TODAY,
    appropriated: 0,
    ...over,
  })

describe('the list at the year’s end', () => {
  const view = (by: SignedIn, query: Record<string, string> = {}) =>
    yearEndView(by, yearEndQuery.parse(query))

  test('has every application that lies with somebody, in one group', () => {
    const listed = closingGroups.flatMap((group) => closingStates[group])
    expect(new Set(listed).size).toBe(listed.length)
    const open = applicationStates.filter(
      (state) =>
        (turnOf(state) !== 'nobody' || GONE.includes(state)) &&
        !['draft', 'consulting', 'consulted'].includes(state),
    )
    expect([...listed].sort()).toEqual([...open].sort())
  })

  test('says of each step how many, how much and until when, and whom to call', async () => {
    await apply('reviewing', { appropriated: 100_000_000 })
    const { id } = await apply('started')
    await apply('reported')
    await apply('inspected')
    await apply('claimed')
    await apply('repaying')
    await apply('paid')
    await apply('draft')
    await apply('started', { year: 2025, today: '2025-11-22', appropriated: 1_000_000 })
    await db.subsidyApplication.update({ where: { id }, data: { plannedEnd: new Date('2027-05-01') } })
    const { year, closings } = await view(scene.reviewer)
    expect(year).toBe(2026)
    expect(
      closings.map(({ group, until, days, count, amount }) => [group, until, days, count, amount]),
    ).toEqual([
      ['decide', '2027-03-31', 129, 1, 1_000_000],
      ['finish', '2027-03-31', 129, 1, 1_000_000],
      ['inspect', '2027-03-31', 129, 1, 1_000_000],
      ['settle', '2027-05-31', 190, 1, 1_000_000],
      ['pay', '2027-05-31', 190, 1, 1_000_000],
      ['return', '2027-05-31', 190, 1, 1_000_000],
    ])
    expect(closings[1]?.lines).toMatchObject([
      {
        id,
        afterYear: true,
        turn: 'association',
        association: '楠葉花園町自治会',
        contactName: '山﨑 正雄',
        contactPhone: '072-000-1234',
        amount: 1_000_000,
      },
    ])
    expect((await view(scene.reviewer, { year: '2025' })).closings[1]?.count).toBe(1)
    expect((await view({ ...scene.reviewer, today: '2027-05-20' })).year).toBe(2026)
    for (const actor of [scene.chair, await actorOf({ staff: 'administrator' })])
      await expect(view(actor)).rejects.toThrow(NotAllowed)
  })

  test('follows what is carried over to its new year', async () => {
    const { id, budgetId } = await apply('started', { appropriated: 1_000_000 })
    await carryOver(
      scene.reviewer,
      budgetId,
      check(carrySchema, {
        application: `${id}-1`,
        planned_end: '2027-09-30',
        cause: 'accident',
        note: '台風で工事が止まったため',
      }),
    )
    expect((await view(scene.reviewer, { year: '2026' })).closings[1]?.count).toBe(0)
    expect((await view(scene.reviewer, { year: '2027' })).closings[1]).toMatchObject({
      count: 1,
      until: '2028-03-31',
      lines: [{ afterYear: false, ends: '2027-09-30' }],
    })
  })

  test('is read by key where it is long', async () => {
    for (let i = 0; i < GROUP_SHOWN + 3; i++) await apply('claimed', { appropriated: 1_000_000 })
    const { closings } = await view(scene.reviewer)
    const pay = closings.find(({ group }) => group === 'pay')
    expect(pay).toMatchObject({ count: GROUP_SHOWN + 3, amount: (GROUP_SHOWN + 3) * 1_000_000 })
    expect(pay?.lines).toHaveLength(GROUP_SHOWN)
    const rest = await view(scene.reviewer, { group: 'pay', after: pay?.next ?? '' })
    expect(rest.closings.map(({ lines }) => lines.length)).toEqual([3])
    expect(rest.closings[0]?.next).toBeNull()
    expect((await view(scene.reviewer, { group: 'x', after: 'y', year: 'z' })).closings).toHaveLength(6)
  })
})

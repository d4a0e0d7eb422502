/** 繰越: what was decided moves on to the next year, once, and by nobody for their own association. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { carryOver } from '~/modules/applications/commands/carry.server'
import { carryView } from '~/modules/applications/queries/carry.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import { applicationStates } from '~/modules/applications/rules'
import { carrySchema } from '~/modules/applications/schema/money'
import { budgetView } from '~/modules/budgets/queries/ledger.server'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { actorOf, anybody, TODAY } from '../associations/support'
import { invalid, makeScene, type Scene, sumsIn } from '../budgets/support'
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

describe('carrying over', () => {
  const form = (over: FormFields = {}) =>
    check(carrySchema, { cause: 'permitted', note: '資材が届かず工期が延びたため', ...over })
  const carry = (budget: number, over: FormFields = {}, by: SignedIn = scene.reviewer) =>
    carryOver(by, budget, form(over))

  test('moves what was decided, the application and its end to the next year, and tells the association', async () => {
    const { id, budgetId } = await apply('started', { appropriated: 3_000_000 })
    const term = { userId: scene.chair.user.id, associationId: scene.city.own.id, post: 'chair' as const }
    const days = { startsOn: new Date('2026-04-01'), endsOn: new Date('2027-03-31') }
    await db.term.create({ data: { ...term, ...days } })
    const next = await carry(budgetId, { application: `${id}-1`, planned_end: '2027-09-30' }, scene.approver)
    expect(await sumsIn(budgetId)).toEqual([2_000_000, 0, 0, 0, 0])
    expect(await sumsIn(next)).toEqual([1_000_000, 0, 1_000_000, 0, 0])
    expect(await db.subsidyBudget.findUnique({ where: { id: next } })).toMatchObject({ year: 2027 })
    expect(await db.subsidyApplication.findUniqueOrThrow({ where: { id } })).toMatchObject({
      budgetId: next,
      state: 'started',
      year: 2026,
      version: 2,
      plannedEnd: new Date('2027-09-30T00:00:00Z'),
      dueOn: new Date('2027-09-30T00:00:00Z'),
    })
    expect(await db.subsidyEvent.findFirst({ where: { applicationId: id } })).toMatchObject({
      verb: 'carry_over',
      capacity: 'approver',
      reason: '資材が届かず工期が延びたため',
    })
    const entries = await db.subsidyEntry.findMany({
      where: { kind: { in: ['carry_out', 'carry_in'] } },
      orderBy: { id: 'asc' },
    })
    expect(
      entries.map(({ kind, cause, appropriated, decided }) => [kind, cause, appropriated, decided]),
    ).toEqual([
      ['carry_out', 'permitted', -1_000_000n, -1_000_000n],
      ['carry_in', 'permitted', 1_000_000n, 1_000_000n],
    ])
    expect(await db.auditEntry.count({ where: { action: 'subsidy.budget_carried' } })).toBe(1)
    const { warnings } = await applicationView(scene.chair, id)
    expect(warnings.map(({ kind }) => kind)).toEqual([])
    const [mail] = await db.mail.findMany({ select: { subject: true, text: true } })
    expect(mail?.subject).toContain('翌年度に繰り越しました')
    expect(mail?.text).toMatch(/資材が届かず工期が延びたため[\s\S]*2027年9月30日/)
    expect((await budgetView(scene.reviewer, next)).sources.carry_in).toBe(1_000_000)
  })

  test('takes several applications and what nobody was promised at once, or nothing at all', async () => {
    const one = await apply('decided', { appropriated: 5_000_000 })
    const two = await apply('started', { associationId: scene.city.other.id })
    const budget = one.budgetId
    const both = { application: [`${one.id}-1`, `${two.id}-1`], planned_end: '2027-09-30' }
    await expect(carry(budget, { ...both, amount: '3000001' })).rejects.toEqual(invalid('amount'))
    await expect(carry(budget, { ...both, application: [`${one.id}-1`, `${two.id}-9`] })).rejects.toThrow(
      Stale,
    )
    expect(await sumsIn(budget)).toEqual([5_000_000, 0, 2_000_000, 0, 0])
    const next = await carry(budget, { ...both, amount: '3,000,000' })
    expect(await sumsIn(budget)).toEqual([0, 0, 0, 0, 0])
    expect(await sumsIn(next)).toEqual([5_000_000, 0, 2_000_000, 0, 0])
    expect((await carryView(scene.reviewer, budget)).applications).toEqual([])
    // And the year after that.
    const { version } = await db.subsidyApplication.findUniqueOrThrow({ where: { id: one.id } })
    const later = { ...scene.reviewer, today: '2028-02-01' }
    const last = await carry(next, { application: `${one.id}-${version}`, planned_end: '2028-06-30' }, later)
    expect(await sumsIn(last)).toEqual([1_000_000, 0, 1_000_000, 0, 0])
  })

  test('happens once, also when two people press at the same instant', async () => {
    const { id, budgetId } = await apply('started', { appropriated: 1_000_000 })
    const same = { application: `${id}-1`, planned_end: '2027-09-30' }
    const twice = await Promise.allSettled([carry(budgetId, same), carry(budgetId, same, scene.approver)])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(Stale) })
    expect(await sumsIn(budgetId)).toEqual([0, 0, 0, 0, 0])
  })

  test('is refused to others, for one’s own association, and outside the year', async () => {
    const { id, budgetId } = await apply('started', { appropriated: 2_000_000 })
    const this1 = { application: `${id}-1`, planned_end: '2027-09-30' }
    const staff = await actorOf({ staff: 'section_staff' })
    await expect(carryOver(anybody(), budgetId, form(this1))).rejects.toThrow(SignInNeeded)
    await expect(carry(budgetId, this1, staff)).rejects.toThrow(NotAllowed)
    await expect(carry(budgetId, this1, scene.chair)).rejects.toThrow(NotAllowed)
    const own = { ...scene.reviewer, seats: scene.chair.seats }
    await expect(carry(budgetId, this1, own)).rejects.toMatchObject({ key: 'own_application' })
    expect((await carryView(own, budgetId)).applications).toEqual([])
    for (const today of ['2026-03-31', '2027-06-01'])
      await expect(carry(budgetId, this1, { ...scene.reviewer, today })).rejects.toEqual(invalid('cause'))
    for (const end of ['2027-03-31', '2028-04-01'])
      await expect(carry(budgetId, { ...this1, planned_end: end })).rejects.toEqual(invalid('planned_end'))
    await expect(carry(999_999, this1)).rejects.toThrow(NotFound)
  })

  test('is only for what is decided and not finished', async () => {
    for (const state of applicationStates) {
      if (state === 'withdrawn' || state === 'refused' || state === 'stopped') continue
      const { id, budgetId } = await apply(state, { appropriated: 1_000_000 })
      const done = await carry(budgetId, { application: `${id}-1`, planned_end: '2027-09-30' }).then(
        () => true,
        () => false,
      )
      expect(done, state).toBe(['decided', 'started', 'changing'].includes(state))
    }
  })

  test('needs something to carry, and carries only what is committed by accident', () => {
    const wrong = (over: FormFields) =>
      carrySchema
        .safeParse({ cause: 'permitted', note: '理由', ...over })
        .error?.issues.map(({ path }) => path[0])
    expect(wrong({})).toEqual(['application'])
    expect(wrong({ application: '5-1' })).toEqual(['planned_end'])
    expect(wrong({ amount: '5', cause: 'accident' })).toEqual(['amount'])
    expect(wrong({ amount: '-5' })).toEqual(['amount'])
    expect(wrong({ application: ['5-1', 'x'], planned_end: '2027-09-30' })).toEqual(['application'])
    expect(wrong({ application: '5-1', planned_end: '2027-02-30' })).toEqual(['planned_end'])
    expect(wrong({ amount: '5', note: '' })).toEqual(['note'])
  })
})

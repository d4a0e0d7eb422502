/** 額の確定 at its edges: nothing at all, and what was done or inspected when its year was over. */
import { beforeEach, expect, test } from 'vitest'
import { proposeFinal } from '~/modules/applications/commands/propose.server'
import { pay } from '~/modules/applications/commands/settle.server'
import { reviewOf } from '~/modules/applications/queries/review.server'
import { dayAfterYear } from '~/modules/applications/rules'
import { finalSchema } from '~/modules/applications/schema'
import { dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import {
  approve,
  type Desk,
  errorsOf,
  makeDesk,
  makeReady,
  proposalOf,
  rowOf,
  stateOf,
  sumsOf,
  versionOf,
} from './desk-support'

let desk: Desk
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
})

const propose = async (id: number, amount: string, reason = '') =>
  proposeFinal(
    desk.reviewer,
    id,
    check(finalSchema, { version: String(await versionOf(id)), amount, reason }),
  )

test('an amount of nothing is final with a reason, and ends without a claim', async () => {
  const { id, budgetId } = await makeReady(desk, 'inspected')
  expect(await errorsOf(propose(id, '0'))).toEqual({ reason: ['review.error.needs_reason'] })
  await propose(id, '0', '保険金で全額がまかなわれたため')
  await approve(desk, { id, version: await versionOf(id), proposal: await proposalOf(id) })
  expect(await rowOf(id)).toMatchObject({ state: 'finalised', finalAmount: 0n })
  expect((await sumsOf(budgetId)).sums).toMatchObject({ decided: 0, finalised: 0 })
  const of = await reviewOf(desk.reviewer, id)
  expect(of.waiter).toBe('reviewer')
  expect(of.acts).toContain('pay')
  const form = { version: await versionOf(id), amount: 0, paid_on: today(), past_year: false }
  await pay(desk.reviewer, id, form)
  expect(await stateOf(id)).toBe('paid')
  expect((await sumsOf(budgetId)).sums).toMatchObject({ finalised: 0, paid: 0 })
})

test('where the real costs give nothing, nothing is final', async () => {
  const { id } = await makeReady(desk, 'inspected')
  await db.subsidyCostLine.updateMany({
    where: { applicationId: id, stage: 'actual' },
    data: { eligible: false },
  })
  expect(await errorsOf(propose(id, '1'))).toHaveProperty('amount')
  expect(await errorsOf(propose(id, '0'))).toEqual({ reason: ['review.error.needs_reason'] })
  await propose(id, '0', '対象になる経費がないため')
})

test('what was done or inspected after the year of its budget is final only with a reason', async () => {
  const year = fiscalYear(today()) - 1
  const late = `${year + 1}-04-20`
  const over = { year, today: `${year}-10-01` }
  const done = await makeReady(desk, 'inspected', over)
  const amount = String(done.amount)
  const error = { reason: [`review.error.after_year?day=${late}&year=${year}`] }
  await db.subsidyApplication.update({ where: { id: done.id }, data: { completedOn: dayToDate(late) } })
  expect(await errorsOf(propose(done.id, amount))).toEqual(error)
  await propose(done.id, amount, '台風のため。財政課と協議済み')
  expect(await stateOf(done.id)).toBe('finalising')
  const inspected = await makeReady(desk, 'inspected', over)
  await db.subsidyEvent.create({
    data: {
      applicationId: inspected.id,
      verb: 'inspect',
      toState: 'inspected',
      snapshot: { inspected_on: late },
    },
  })
  expect(await errorsOf(propose(inspected.id, amount))).toEqual(error)
})

test('within its year, or the year to which it was carried, a day needs no reason', () => {
  expect(dayAfterYear(['2027-03-31', '2027-03-31'], 2026)).toBeNull()
  expect(dayAfterYear(['2027-03-31', '2027-04-01'], 2026)).toBe('2027-04-01')
  expect(dayAfterYear(['2027-04-20', null], 2027)).toBeNull()
})

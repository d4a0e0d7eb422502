/** Final amounts, payments, advances and repayments, and what they leave in the ledger. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { orderRepayment } from '~/modules/applications/commands/decide.server'
import { proposeFinal } from '~/modules/applications/commands/propose.server'
import { pay, payAdvance, settleRepayment } from '~/modules/applications/commands/settle.server'
import { leftOf } from '~/modules/budgets/rules'
import { addDays, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today, travel } from '../accounts/support'
import {
  approve,
  type Desk,
  errorsOf,
  inYear,
  makeDesk,
  makeReady,
  proposalOf,
  rowOf,
  SCHEME,
  stateOf,
  sumsOf,
  versionOf,
} from './desk-support'

let desk: Desk
beforeEach(async () => {
  vi.useRealTimers()
  await resetDatabase()
  desk = await makeDesk()
})

describe('the final amount', () => {
  test('is the lesser of what was decided and what the real costs give', async () => {
    const given = await makeReady(desk, 'inspected', {
      programme: SCHEME,
      cost: 1_200_000,
      amount: 1_000_000,
    })
    const propose = (amount: number) =>
      errorsOf(proposeFinal(desk.reviewer, given.id, { version: given.version, amount, reason: '' }))
    expect(await propose(1_000_000)).toEqual({ amount: ['review.error.above_most?most=800%2C000'] })
    expect(await propose(700_000)).toEqual({ reason: ['review.error.needs_reason'] })
    expect(await propose(800_000)).toEqual({})
    await approve(desk, { ...given, version: given.version + 1, proposal: await proposalOf(given.id) })
    expect(await rowOf(given.id)).toMatchObject({ state: 'finalised', finalAmount: 800_000n })
    // What is not needed goes back to the budget.
    const { sums } = await sumsOf(given.budgetId)
    expect(sums).toMatchObject({ decided: 0, finalised: 800_000 })
    expect(leftOf(sums)).toBe(100_000_000 - 800_000)
    const { completedOn, disposalUntil } = await rowOf(given.id)
    expect(Number(disposalUntil?.getUTCFullYear()) - Number(completedOn?.getUTCFullYear())).toBe(10)
  })
})

describe('paying', () => {
  test('pays what is left of the final amount once, until 31 May', async () => {
    const year = fiscalYear(today())
    const given = await makeReady(desk, 'claimed', { programme: SCHEME })
    const form = { version: given.version, amount: given.amount, paid_on: today(), past_year: false }
    await expect(pay(desk.reviewer, given.id, { ...form, amount: 1 })).rejects.toBeInstanceOf(Stale)
    expect(await errorsOf(pay(desk.reviewer, given.id, { ...form, paid_on: addDays(today(), 1) }))).toEqual({
      paid_on: ['review.error.future'],
    })
    travel(`${year + 1}-06-01T12:00:00+09:00`)
    const later = { ...desk.reviewer, today: `${year + 1}-06-01` }
    expect(await errorsOf(pay(later, given.id, { ...form, paid_on: `${year + 1}-06-01` }))).toEqual({
      paid_on: [`review.error.accounts_closed?year=${year}`],
    })
    // What was paid on the last day is entered on the day after.
    await pay(later, given.id, { ...form, paid_on: `${year + 1}-05-31` })
    expect(await rowOf(given.id)).toMatchObject({ state: 'paid', paidAmount: BigInt(given.amount) })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ finalised: 0, paid: given.amount })
  })

  test('nothing is paid without a claim', async () => {
    const given = await makeReady(desk, 'finalised')
    const form = { version: given.version, amount: given.amount, paid_on: today(), past_year: false }
    await expect(pay(desk.reviewer, given.id, form)).rejects.toBeInstanceOf(Stale)
  })

  test('leaves the work in the record of the hall', async () => {
    const hall = await db.hall.create({
      data: {
        name: '花園会館',
        reading: 'はなぞのかいかん',
        associations: { create: { associationId: desk.town.association.id } },
      },
      select: { id: true },
    })
    const given = await makeReady(desk, 'claimed', { hallId: hall.id })
    await pay(desk.reviewer, given.id, {
      version: given.version,
      amount: given.amount,
      paid_on: today(),
      past_year: false,
    })
    const works = await db.hallWork.findMany({ where: { hallId: hall.id } })
    expect(works).toMatchObject([{ kind: 'seismic_retrofit', cost: 1_500_000, subsidy: 1_000_000 }])
  })

  test('advances are paid where the scheme allows them, up to what is decided, and taken off the rest', async () => {
    const given = await makeReady(desk, 'started', { programme: SCHEME })
    const advance = async (amount: number) =>
      payAdvance(desk.reviewer, given.id, { version: await versionOf(given.id), amount, paid_on: today() })
    expect(await errorsOf(advance(400_000))).toEqual({ form: ['review.error.no_account'] })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { account: 'sealed' } })
    expect(await errorsOf(advance(1_000_001))).toEqual({
      amount: ['review.error.above_decided?left=1%2C000%2C000'],
    })
    await advance(400_000)
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 600_000, paid: 400_000 })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { state: 'inspected' } })
    await proposeFinal(desk.reviewer, given.id, {
      version: await versionOf(given.id),
      amount: 1_000_000,
      reason: '',
    })
    await approve(desk, {
      id: given.id,
      version: await versionOf(given.id),
      proposal: await proposalOf(given.id),
    })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({
      decided: 0,
      finalised: 600_000,
      paid: 400_000,
    })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { state: 'claimed' } })
    await pay(desk.reviewer, given.id, {
      version: await versionOf(given.id),
      amount: 600_000,
      paid_on: today(),
      past_year: false,
    })
    expect(await rowOf(given.id)).toMatchObject({ paidAmount: 1_000_000n, advanceAmount: 400_000n })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ finalised: 0, paid: 1_000_000 })
  })

  test('a scheme without advances pays none', async () => {
    const given = await makeReady(desk, 'started')
    const form = { version: given.version, amount: 1, paid_on: today() }
    await expect(payAdvance(desk.reviewer, given.id, form)).rejects.toBeInstanceOf(Stale)
  })
})

describe('repayment', () => {
  test('after a cancellation: at most what was paid, whole, back into the budget while its accounts are open', async () => {
    const given = await makeReady(desk, 'cancelled')
    const order = (amount: number) =>
      orderRepayment(desk.approver, given.id, {
        version: given.version,
        amount,
        reason: '目的外の使用',
        repay_by: addDays(today(), 30),
      })
    expect(await errorsOf(order(given.amount + 1))).toEqual({
      amount: ['review.error.above_paid?paid=1%2C000%2C000'],
    })
    await order(600_000)
    const settle = async (amount: number) =>
      settleRepayment(desk.reviewer, given.id, {
        version: await versionOf(given.id),
        amount,
        received_on: today(),
      })
    expect(await errorsOf(settle(1))).toEqual({ amount: ['review.error.not_the_ordered?ordered=600%2C000'] })
    await settle(600_000)
    expect(await rowOf(given.id)).toMatchObject({ state: 'repaid', repaidAmount: 600_000n })
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ paid: 400_000 })
  })

  test('after the accounts are closed it is income of another year: the ledger notes it and keeps its sums', async () => {
    const given = await makeReady(desk, 'repaying', inYear(fiscalYear(today()) - 2))
    await settleRepayment(desk.reviewer, given.id, {
      version: given.version,
      amount: given.amount,
      received_on: today(),
    })
    const { sums, added } = await sumsOf(given.budgetId)
    expect(sums).toEqual(added)
    expect(sums).toMatchObject({ paid: given.amount })
    const entry = await db.subsidyEntry.findFirstOrThrow({
      where: { applicationId: given.id, kind: 'repay' },
    })
    expect(entry.note).toContain('出納閉鎖後')
  })

  test('of an advance that was more than the final amount', async () => {
    const given = await makeReady(desk, 'started', { programme: SCHEME })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { account: 'sealed' } })
    const { version } = given
    await payAdvance(desk.reviewer, given.id, { version, amount: 500_000, paid_on: today() })
    await db.subsidyApplication.update({ where: { id: given.id }, data: { state: 'inspected' } })
    await proposeFinal(desk.reviewer, given.id, {
      version: version + 1,
      amount: 300_000,
      reason: '実績が少ないため',
    })
    await approve(desk, { ...given, version: version + 2, proposal: await proposalOf(given.id) })
    // What was paid stays paid until it has come back; nothing more is owed.
    expect((await sumsOf(given.budgetId)).sums).toMatchObject({ decided: 0, finalised: 0, paid: 500_000 })
    const order = { version: version + 3, reason: '精算', repay_by: addDays(today(), 30) }
    expect(await errorsOf(orderRepayment(desk.approver, given.id, { ...order, amount: 200_001 }))).toEqual({
      amount: ['review.error.above_paid?paid=200%2C000'],
    })
    expect(await errorsOf(orderRepayment(desk.approver, given.id, { ...order, amount: 20_000 }))).toEqual({
      amount: ['review.error.whole_excess?paid=200%2C000'],
    })
    await orderRepayment(desk.approver, given.id, { ...order, amount: 200_000 })
    expect(await stateOf(given.id)).toBe('repaying')
    await settleRepayment(desk.reviewer, given.id, {
      version: version + 4,
      amount: 200_000,
      received_on: today(),
    })
    const { sums, added } = await sumsOf(given.budgetId)
    expect(sums).toEqual(added)
    expect(sums).toMatchObject({ decided: 0, finalised: 0, paid: 300_000 })
  })

  test('only the approver orders it', async () => {
    const given = await makeReady(desk, 'cancelled')
    await expect(
      orderRepayment(desk.reviewer, given.id, {
        version: given.version,
        amount: 1,
        reason: '理由',
        repay_by: addDays(today(), 30),
      }),
    ).rejects.toBeInstanceOf(NotAllowed)
  })
})

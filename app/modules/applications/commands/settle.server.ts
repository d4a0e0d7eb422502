/** 支払・概算払・返還の受入れ: the money moves, and the ledger with it. */
import type { Actor } from '~/modules/accounts/rules'
import { lockBudget, post, standingOf } from '~/modules/budgets/commands/post.server'
import { mayPay } from '~/modules/budgets/rules'
import { type Day, dayToDate } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import type { AdvancePaymentInput, PayInput, SettleInput } from '../schema'
import { recordInHall } from './hall-record.server'
import { type Held, hold, move, requireMove } from './move.server'
import { doneBy } from './work-out.server'

/** @throws Invalid on `paid_on` for a day to come, before the decision, or after the year's accounts are closed */
async function requirePayable(tx: Tx, held: Held, budgetId: number, paidOn: Day, today: Day): Promise<void> {
  const refuse = (error: string) => {
    throw new Invalid({ paid_on: [error] })
  }
  if (paidOn > today) refuse('review.error.future')
  if (held.decidedOn && paidOn < held.decidedOn)
    refuse(message('review.error.before_decision', { day: held.decidedOn }))
  const { year } = await lockBudget(tx, budgetId)
  if (!mayPay(year, paidOn)) refuse(message('review.error.accounts_closed', { year }))
}

/**
 * 支払う: what is left of the final amount. The hall's record learns of the work.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale when the amount is not the one that the page showed; Invalid for a
 *   day on which nothing can have been paid
 */
export async function pay(actor: Actor, id: number, form: PayInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'pay')
    const { held, person } = holding
    const { budgetId } = held
    const left = (held.finalAmount ?? 0) - held.paidAmount
    // Nothing is paid without a claim, nor where money is to come back.
    if (budgetId === null || left < 0 || (held.state === 'finalised' && left > 0) || form.amount !== left)
      throw new Stale()
    await requirePayable(tx, held, budgetId, form.paid_on, actor.today)
    if (left > 0) {
      await post(tx, person, { budgetId, applicationId: id, kind: 'pay', finalised: -left, paid: left })
    }
    await recordInHall(tx, person, held)
    await move(tx, holding, 'pay', {
      data: { paidAmount: held.paidAmount + left, paidOn: dayToDate(form.paid_on) },
      snapshot: { amount: left, paid_on: form.paid_on, total: held.paidAmount + left },
    })
  })
}

/**
 * 概算払をする, where the scheme allows it, up to what is decided.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for more than that, without an account, or for a day on
 *   which nothing can have been paid
 */
export async function payAdvance(actor: Actor, id: number, form: AdvancePaymentInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'pay_advance')
    const { held, person } = holding
    const { budgetId, account } = held
    if (budgetId === null || !held.programme.definition.advancePayment) throw new Stale()
    if (account === null) throw new Invalid({ form: ['review.error.no_account'] })
    const { decided } = await standingOf(tx, id, budgetId)
    if (form.amount > decided)
      throw new Invalid({
        amount: [message('review.error.above_decided', { left: decided.toLocaleString('ja-JP') })],
      })
    await requirePayable(tx, held, budgetId, form.paid_on, actor.today)
    const { amount } = form
    await post(tx, person, { budgetId, applicationId: id, kind: 'advance', decided: -amount, paid: amount })
    await move(tx, holding, 'pay_advance', {
      data: { advanceAmount: held.advanceAmount + amount, paidAmount: held.paidAmount + amount },
      dueOn: doneBy(held),
      snapshot: { amount, paid_on: form.paid_on },
    })
  })
}

/**
 * 返還を受け入れる. While the year's accounts are open the money goes back into its budget (戻入); afterwards it is income
 * of the present year, and the ledger of that budget keeps what was paid.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for another amount than was ordered, or a day to come
 */
export async function settleRepayment(actor: Actor, id: number, form: SettleInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'settle_repayment')
    const { held, person } = holding
    const { budgetId, orderedAmount } = held
    if (budgetId === null || orderedAmount === null) throw new Stale()
    if (form.amount !== orderedAmount)
      throw new Invalid({
        amount: [message('review.error.not_the_ordered', { ordered: orderedAmount.toLocaleString('ja-JP') })],
      })
    if (form.received_on > actor.today) throw new Invalid({ received_on: ['review.error.future'] })
    const { year } = await lockBudget(tx, budgetId)
    const back = mayPay(year, form.received_on)
    await post(tx, person, {
      budgetId,
      applicationId: id,
      kind: 'repay',
      paid: back ? -orderedAmount : 0,
      note: back
        ? ''
        : `${form.received_on} ${orderedAmount.toLocaleString('ja-JP')}円 出納閉鎖後の返還(現年度の歳入)`,
    })
    await move(tx, holding, 'settle_repayment', {
      data: { repaidAmount: orderedAmount },
      snapshot: { amount: orderedAmount, received_on: form.received_on, to_budget: back },
    })
  })
}

/** 支払・概算払・返還の受入れ: the money moves, and the ledger with it. */
import type { Actor } from '~/modules/accounts/rules'
import { budgetFor, lockBudget, post, standingOf } from '~/modules/budgets/commands/post.server'
import { leftOf, mayPay } from '~/modules/budgets/rules'
import { type Day, dayOf, dayToDate, fiscalYear, formatFiscalYear } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { checkedSteps, closingOfAccounts } from '../rules'
import type { AdvancePaymentInput, PayInput, SettleInput } from '../schema'
import { recordInHall } from './hall-record.server'
import { type Holding, hold, move, requireMove } from './move.server'
import { requireChecked } from './review.server'
import { doneBy } from './work-out.server'

/** @throws Invalid on `field` for a day to come, or one before what must come first: `decision`, `final`, `claim`, `order` */
function requireDay(field: string, day: Day, today: Day, first: Record<string, Day | null>): void {
  if (day > today) throw new Invalid({ [field]: ['review.error.future'] })
  for (const [what, since] of Object.entries(first)) {
    if (since && day < since)
      throw new Invalid({ [field]: [message(`review.error.before_${what}`, { day: since })] })
  }
}

const closed = (year: number) => new Invalid({ paid_on: [message('review.error.accounts_closed', { year })] })

/**
 * 支払う: what is left of the final amount, at the latest from the budget of the year in which it is paid (過年度支出). The
 * hall's record learns of the work.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale when the amount is not the one that the page showed; Invalid for a
 *   day on which nothing can have been paid, or when that year's budget does not reach
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
    if (held.state === 'claimed') await requireChecked(tx, held, checkedSteps(held.state))
    const claimed = await tx.subsidyEvent.findFirst({
      where: { applicationId: id, verb: 'claim' },
      select: { createdAt: true },
      orderBy: { id: 'desc' },
    })
    requireDay('paid_on', form.paid_on, actor.today, {
      final: held.finalOn,
      claim: claimed && dayOf(claimed.createdAt),
    })
    const from = left > 0 ? await payFrom(tx, holding, { budgetId, left, form }) : budgetId
    await recordInHall(tx, person, held)
    await move(tx, holding, 'pay', {
      data: { budgetId: from, paidAmount: held.paidAmount + left, paidOn: dayToDate(form.paid_on) },
      snapshot: {
        amount: left,
        paid_on: form.paid_on,
        total: held.paidAmount + left,
        ...(from !== budgetId && { past_year: held.fundedIn }),
      },
    })
  })
}

type Payment = { budgetId: number; left: number; form: PayInput }

/**
 * Pays from the budget on which it stands, until its accounts are closed. What is paid later is an expense of the year
 * in which it is paid (Order for Enforcement of the Local Autonomy Act, art. 165-8): out of the old budget, and through
 * all sums of the new one.
 * @returns the budget that has paid
 */
async function payFrom(
  tx: Tx,
  { held, person }: Holding,
  { budgetId, left, form }: Payment,
): Promise<number> {
  const { id: applicationId, fundedIn: year } = held
  const late = form.paid_on > closingOfAccounts(year)
  if (!late && form.past_year)
    throw new Invalid({ past_year: [message('review.error.accounts_open', { year })] })
  if (late ? !form.past_year : !mayPay(year, form.paid_on)) throw closed(year)
  const paying = { applicationId, kind: 'pay', finalised: -left, paid: left } as const
  if (!late) {
    await post(tx, person, { ...paying, budgetId })
    return budgetId
  }
  const present = fiscalYear(form.paid_on)
  const to = await budgetFor(tx, held.programme.programmeId, present)
  if (budgetId < to) await lockBudget(tx, budgetId)
  const room = leftOf(await lockBudget(tx, to))
  if (room < left) {
    const told = { left: room.toLocaleString('ja-JP'), year: present }
    throw new Invalid({ form: [message('review.error.past_year_budget', told)] })
  }
  const note = `過年度支出(${formatFiscalYear(year, 'ja')}分)`
  await post(tx, person, { budgetId, applicationId, kind: 'release', finalised: -left, note })
  const entry = { budgetId: to, applicationId, note }
  await post(tx, person, { ...entry, kind: 'decide', decided: left })
  await post(tx, person, { ...entry, kind: 'finalise', decided: -left, finalised: left })
  await post(tx, person, { ...entry, ...paying })
  return to
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
    requireDay('paid_on', form.paid_on, actor.today, { decision: held.decidedOn })
    if (!mayPay(held.fundedIn, form.paid_on)) throw closed(held.fundedIn)
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
 * 返還を受け入れる. While the accounts of the year that paid it are open the money goes back into its budget (戻入);
 * afterwards it is income of the present year, and the ledger of that budget keeps what was paid. Of several years the
 * last payment comes back first. Where only an excess of advances came back, the grant is settled: the hall's record
 * learns of the work.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid for another amount than was ordered, or a day before the
 *   order or to come
 */
export async function settleRepayment(actor: Actor, id: number, form: SettleInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'settle_repayment')
    const { held, person } = holding
    const { orderedAmount, finalAmount } = held
    if (orderedAmount === null) throw new Stale()
    if (form.amount !== orderedAmount)
      throw new Invalid({
        amount: [message('review.error.not_the_ordered', { ordered: orderedAmount.toLocaleString('ja-JP') })],
      })
    const ordered = await tx.subsidyEvent.findFirst({
      where: { applicationId: id, toState: 'repaying' },
      select: { createdAt: true, fromState: true },
      orderBy: { id: 'asc' },
    })
    requireDay('received_on', form.received_on, actor.today, { order: ordered && dayOf(ordered.createdAt) })
    let rest = orderedAmount
    let back = 0
    for (const { budgetId, year, paid } of await paidFrom(tx, id)) {
      const part = Math.min(rest, paid)
      if (part === 0) break
      rest -= part
      const open = mayPay(year, form.received_on)
      if (open) back += part
      await post(tx, person, {
        budgetId,
        applicationId: id,
        kind: 'repay',
        paid: open ? -part : 0,
        note: open
          ? ''
          : `${form.received_on} ${part.toLocaleString('ja-JP')}円 出納閉鎖後の返還(現年度の歳入)`,
      })
    }
    if (rest > 0) throw new Error(`Application ${id} is to pay back more than its budgets have paid`)
    const settled = ordered?.fromState === 'finalised' && finalAmount !== null && finalAmount > 0
    if (settled) await recordInHall(tx, person, held)
    await move(tx, holding, 'settle_repayment', {
      data: { repaidAmount: orderedAmount, ...(settled && { paidOn: dayToDate(form.received_on) }) },
      snapshot: { amount: orderedAmount, received_on: form.received_on, to_budget: back },
    })
  })
}

/** The budgets that have paid for an application, locked, the last year first. Yen. */
async function paidFrom(tx: Tx, applicationId: number) {
  const budgets = await tx.subsidyBudget.findMany({
    where: { entries: { some: { applicationId, paid: { not: 0 } } } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  const found: { budgetId: number; year: number; paid: number }[] = []
  for (const { id } of budgets) {
    const { year } = await lockBudget(tx, id)
    const { paid } = await standingOf(tx, applicationId, id)
    if (paid > 0) found.push({ budgetId: id, year, paid })
  }
  return found.sort((one, other) => other.year - one.year)
}

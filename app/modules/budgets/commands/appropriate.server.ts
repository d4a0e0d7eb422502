/** 予算の計上・補正・流用・訂正. Entries are only added: what was entered wrongly is put right by another entry. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { message } from '~/platform/forms'
import { type AppropriationCause, leftOf, mayAppropriate } from '../rules'
import type { AppropriationForm, NewBudgetForm } from '../schema'
import { budgetFor, lockBudget, post } from './post.server'

/**
 * Makes the budget of one of the city's own programmes in a fiscal year, with its first appropriation (当初予算).
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid when the year is over, when the budget stands already, or for no such programme
 */
export async function createBudget(actor: Actor, form: NewBudgetForm): Promise<number> {
  const by = requirePortalRight(actor, 'subsidy.budget')
  return transaction(async (tx) => {
    const programme = await tx.subsidyProgramme.findFirst({
      where: { id: form.programme, own: true },
      select: { id: true },
    })
    if (!programme) throw new Invalid({ programme: ['form.choose'] })
    requireOpen('initial', form.year, actor)
    const budgetId = await budgetFor(tx, programme.id, form.year)
    await lockBudget(tx, budgetId)
    if ((await lastAppropriation(tx, budgetId)) > 0)
      throw new Invalid({ year: ['budgets.error.stands_already'] })
    await post(tx, by, {
      budgetId,
      applicationId: null,
      kind: 'appropriate',
      cause: 'initial',
      appropriated: form.amount,
      note: form.note,
    })
    await record(tx, by, {
      action: 'subsidy.budget_created',
      subjectType: 'subsidy_budget',
      subjectId: budgetId,
      after: { year: form.year, appropriated: form.amount },
    })
    return budgetId
  })
}

/**
 * Enters an appropriation into a budget that stands.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when somebody has entered another one since the form was shown,
 *   when the year is over, and on `amount` when it would leave less than is committed
 */
export async function appropriate(actor: Actor, budgetId: number, form: AppropriationForm): Promise<void> {
  const by = requirePortalRight(actor, 'subsidy.budget')
  return transaction(async (tx) => {
    const known = await tx.subsidyBudget.findUnique({ where: { id: budgetId }, select: { id: true } })
    if (!known) throw new NotFound()
    const budget = await lockBudget(tx, budgetId)
    requireOpen(form.cause, budget.year, actor)
    // A second press of the button, or two people at once: money is not entered twice by mistake.
    if ((await lastAppropriation(tx, budgetId)) !== form.seen)
      throw new Invalid({ form: ['budgets.error.entered_since'] })
    const change = form.direction === 'add' ? form.amount : -form.amount
    const left = leftOf(budget)
    if (left + change < 0) {
      throw new Invalid({
        amount: [message('budgets.error.below_committed', { left: left.toLocaleString('ja-JP') })],
      })
    }
    await post(tx, by, {
      budgetId,
      applicationId: null,
      kind: 'appropriate',
      cause: form.cause,
      appropriated: change,
      note: form.note,
    })
    await record(tx, by, {
      action: 'subsidy.budget_changed',
      subjectType: 'subsidy_budget',
      subjectId: budgetId,
      before: { appropriated: budget.appropriated },
      after: { appropriated: budget.appropriated + change, cause: form.cause },
    })
  })
}

function requireOpen(cause: AppropriationCause, year: number, { today }: Actor): void {
  if (mayAppropriate(cause, year, today)) return
  const field = cause === 'initial' ? 'year' : 'cause'
  throw new Invalid({
    [field]: [cause === 'correction' ? 'budgets.error.accounts_closed' : 'budgets.error.year_over'],
  })
}

/** The number of the last appropriation of a budget; 0 when there is none. */
async function lastAppropriation(tx: Tx, budgetId: number): Promise<number> {
  const { _max } = await tx.subsidyEntry.aggregate({
    where: { budgetId, kind: 'appropriate' },
    _max: { id: true },
  })
  return _max.id ?? 0
}

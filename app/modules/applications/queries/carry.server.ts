/** What of a budget can be carried over to the next year. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { namedSelect, nameIn, sumsOf, sumsSelect } from '~/modules/budgets/queries/overview.server'
import { leftOf, mayCarry } from '~/modules/budgets/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { CARRIED, hasInterest } from '../rules'
import { CARRIED_AT_ONCE } from '../schema/money'

/**
 * The applications whose money is promised and whose work is not finished, those first that end last; and what nobody
 * has been promised. Those of the reader's own association are for somebody else.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function carryView(actor: Actor, budgetId: number) {
  requirePortalRight(actor, 'subsidy.budget')
  const budget = await db.subsidyBudget.findUnique({
    where: { id: budgetId },
    select: { year: true, programme: { select: namedSelect }, ...sumsSelect },
  })
  if (!budget) throw new NotFound()
  const found = await db.subsidyApplication.findMany({
    where: { budgetId, state: { in: [...CARRIED] } },
    select: {
      id: true,
      version: true,
      receiptNumber: true,
      title: true,
      state: true,
      plannedEnd: true,
      association: { select: { id: true, path: true, name: true } },
    },
    orderBy: [{ plannedEnd: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
    take: CARRIED_AT_ONCE,
  })
  const standing = await db.subsidyEntry.groupBy({
    by: ['applicationId'],
    where: { budgetId, applicationId: { in: found.map(({ id }) => id) } },
    _sum: { decided: true },
  })
  const decided = new Map(standing.map((row) => [row.applicationId, Number(row._sum.decided ?? 0)]))
  const sums = sumsOf(budget)
  return {
    id: budgetId,
    year: budget.year,
    programme: nameIn(budget.programme, budget.year),
    left: leftOf(sums),
    mayCarry: mayCarry(budget.year, actor.today),
    applications: found
      .filter(({ association }) => !hasInterest(actor, association))
      .map((row) => ({
        id: row.id,
        version: row.version,
        receipt: row.receiptNumber ?? '',
        title: row.title,
        state: row.state,
        ends: row.plannedEnd && dateToDay(row.plannedEnd),
        association: row.association.name,
        /** Nothing where all of it is paid in advance */
        amount: decided.get(row.id) ?? 0,
      })),
  }
}

/** 採択の順番: what waits on a budget and in which order, the draws of it, and what anybody may see of a draw. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { namedSelect, nameIn } from '~/modules/budgets/queries/overview.server'
import { leftOf } from '~/modules/budgets/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { RoundLine } from '../commands/round.server'
import { methodsOf, type RoundMethod, reachOf, roundMethods, WAITING } from '../rules'

const roundSelect = { id: true, method: true, seed: true, result: true, createdAt: true } as const

type RoundRow = { id: number; method: string; seed: string; result: unknown; createdAt: Date }

const roundOf = ({ id, method, seed, result, createdAt }: RoundRow) => ({
  id,
  method: method as RoundMethod,
  seed,
  at: createdAt,
  lines: result as RoundLine[],
})

/**
 * What waits for a decision on a budget, in the order of the last round (whoever came after it behind, by receipt),
 * with what the budget reaches for.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function roundView(actor: Actor, budgetId: number) {
  requirePortalRight(actor, 'subsidy.oversee')
  const budget = await db.subsidyBudget.findUnique({
    where: { id: budgetId },
    select: {
      id: true,
      year: true,
      appropriated: true,
      decided: true,
      finalised: true,
      paid: true,
      programme: { select: namedSelect },
      rounds: { select: roundSelect, orderBy: { id: 'desc' }, take: 20 },
    },
  })
  if (!budget) throw new NotFound()
  const [waiting, reserved] = await Promise.all([
    db.subsidyApplication.findMany({
      where: { budgetId, state: { in: [...WAITING] } },
      select: {
        id: true,
        receiptNumber: true,
        title: true,
        state: true,
        submittedAt: true,
        urgency: true,
        ranking: true,
        association: { select: { name: true } },
        programme: { select: { definition: true } },
      },
      orderBy: [{ ranking: { sort: 'asc', nulls: 'last' } }, { submittedAt: 'asc' }, { id: 'asc' }],
    }),
    db.subsidyEntry.groupBy({
      by: ['applicationId'],
      where: { budgetId, application: { state: { in: [...WAITING] } } },
      _sum: { reserved: true },
    }),
  ])
  const amounts = new Map(reserved.map((row) => [row.applicationId, Number(row._sum.reserved ?? 0)]))
  const left = leftOf({
    appropriated: Number(budget.appropriated),
    decided: Number(budget.decided),
    finalised: Number(budget.finalised),
    paid: Number(budget.paid),
  })
  const allowed = waiting.map(({ programme }) =>
    methodsOf((programme.definition as unknown as Programme).budget.method),
  )
  return {
    id: budget.id,
    year: budget.year,
    programme: nameIn(budget.programme, budget.year),
    left,
    waiting: reachOf(
      waiting.map((row) => ({
        id: row.id,
        receipt: row.receiptNumber ?? '',
        title: row.title,
        state: row.state,
        on: row.submittedAt && dayOf(row.submittedAt),
        urgency: row.urgency,
        ranking: row.ranking,
        association: row.association.name,
        amount: amounts.get(row.id) ?? 0,
      })),
      left,
    ),
    methods: roundMethods.filter((method) => allowed.every((some) => some.includes(method))),
    rounds: budget.rounds.map(roundOf),
    mayDraw: mayInPortal(actor, 'subsidy.budget'),
    mayJudge: mayInPortal(actor, 'subsidy.review'),
  }
}

/**
 * One round as anybody may see it: receipt numbers, keys and places, and nothing of who applied.
 * @throws NotFound
 */
export async function publicRound(id: number) {
  const found = await db.subsidyRound.findUnique({
    where: { id },
    select: { ...roundSelect, budget: { select: { year: true, programme: { select: namedSelect } } } },
  })
  if (!found) throw new NotFound()
  const { budget } = found
  const { lines, ...round } = roundOf(found)
  return {
    ...round,
    year: budget.year,
    programme: nameIn(budget.programme, budget.year),
    lines: lines.map(({ order, receipt, key }) => ({ order, receipt, key })),
  }
}

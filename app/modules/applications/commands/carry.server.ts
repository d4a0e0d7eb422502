/** 繰越: work that is not finished by 31 March goes on in the next fiscal year, and its money with it. */
import { type Actor, requirePortalRight, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { budgetFor, lockBudget, post, standingOf } from '~/modules/budgets/commands/post.server'
import { leftOf, mayCarry, type Sums } from '~/modules/budgets/rules'
import { type Day, dateToDay, dayToDate } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { CARRIED, yearEnd } from '../rules'
import type { CarryForm } from '../schema/money'
import { type Holding, hold, move, requireParty } from './move.server'
import { doneBy } from './work-out.server'

/**
 * Carries what was decided for these applications over to the next year's budget, and money of which nothing is
 * promised besides. What was paid in advance stays where it was paid.
 * @returns the id of the next year's budget
 * @throws SignInNeeded, NotAllowed (also for one's own association), NotFound; Stale when an application has changed since; Invalid
 */
export async function carryOver(actor: Actor, budgetId: number, form: CarryForm): Promise<number> {
  const by = requirePortalRight(actor, 'subsidy.budget')
  return transaction(async (tx) => {
    const budget = await tx.subsidyBudget.findUnique({
      where: { id: budgetId },
      select: { programmeId: true, year: true },
    })
    if (!budget) throw new NotFound()
    if (!mayCarry(budget.year, actor.today)) throw new Invalid({ cause: ['budgets.error.not_carried_now'] })
    const holdings = await holdAll(tx, actor, budgetId, form)
    const ends = form.planned_end ? endWithin(form.planned_end, budget.year + 1) : null
    const nextId = await budgetFor(tx, budget.programmeId, budget.year + 1)
    // The lower number first, as whoever carries the other way would.
    if (nextId < budgetId) await lockBudget(tx, nextId)
    const standing = await lockBudget(tx, budgetId)
    for (const holding of holdings) {
      const { decided } = await standingOf(tx, holding.held.id, budgetId)
      // All of it is paid in advance: the application goes on in the next year, and no money with it.
      if (decided === 0) continue
      await carry(tx, by, {
        from: budgetId,
        to: nextId,
        applicationId: holding.held.id,
        sums: { appropriated: decided, decided },
        form,
      })
    }
    if (form.amount !== null) {
      const left = leftOf(standing)
      if (form.amount > left) {
        throw new Invalid({
          amount: [message('budgets.error.more_than_left', { left: left.toLocaleString('ja-JP') })],
        })
      }
      const sums = { appropriated: form.amount }
      await carry(tx, by, { from: budgetId, to: nextId, applicationId: null, sums, form })
    }
    await record(tx, by, {
      action: 'subsidy.budget_carried',
      subjectType: 'subsidy_budget',
      subjectId: budgetId,
      after: { to: nextId, applications: holdings.length, amount: form.amount ?? 0, cause: form.cause },
    })
    for (const holding of holdings) await moveOn(tx, holding, { nextId, ends, note: form.note })
    return nextId
  }, 90)
}

/** Locks the applications, the lowest number first, as all who hold several do. */
async function holdAll(tx: Tx, actor: Actor, budgetId: number, form: CarryForm): Promise<Holding[]> {
  const holdings: Holding[] = []
  const asked = new Map(form.application.map(({ id, version }) => [id, version]))
  for (const [id, version] of [...asked].sort(([a], [b]) => a - b)) {
    const holding = await hold(tx, actor, id, version)
    requireParty(holding, 'reviewer', 'approver')
    if (holding.held.budgetId !== budgetId || !CARRIED.includes(holding.held.state)) throw new Stale()
    holdings.push(holding)
  }
  return holdings
}

function endWithin(end: Day, year: number): Day {
  if (end >= `${year}-04-01` && end <= yearEnd(year)) return end
  throw new Invalid({
    planned_end: [message('budgets.error.end_within', { year, next: year + 1 })],
  })
}

type Carried = {
  from: number
  to: number
  applicationId: number | null
  sums: Partial<Sums>
  form: CarryForm
}

/** The same amount out of one budget and into the other. */
async function carry(tx: Tx, by: SignedIn, { from, to, applicationId, sums, form }: Carried): Promise<void> {
  const { cause, note } = form
  const less = Object.fromEntries(Object.entries(sums).map(([name, amount]) => [name, -amount]))
  await post(tx, by, { ...less, budgetId: from, applicationId, kind: 'carry_out', cause, note })
  await post(tx, by, { ...sums, budgetId: to, applicationId, kind: 'carry_in', cause, note })
}

/** The application stands against the next year's budget from now on, with the new end of its work. */
async function moveOn(
  tx: Tx,
  holding: Holding,
  { nextId, ends, note }: { nextId: number; ends: Day | null; note: string },
): Promise<void> {
  const { held } = holding
  const { plannedStart, dueOn } = await tx.subsidyApplication.findUniqueOrThrow({
    where: { id: held.id },
    select: { plannedStart: true, dueOn: true },
  })
  if (ends && plannedStart && dateToDay(plannedStart) > ends)
    throw new Invalid({ planned_end: ['budgets.error.end_before_start'] })
  // While a change waits for the city, what is due is the city's answer.
  const carried = { ...held, fundedIn: held.fundedIn + 1 }
  const due = held.state === 'changing' ? dueOn && dateToDay(dueOn) : doneBy(carried, ends ?? held.plannedEnd)
  await move(tx, holding, 'carry_over', {
    reason: note,
    data: { budgetId: nextId, ...(ends && { plannedEnd: dayToDate(ends) }) },
    dueOn: due,
  })
}

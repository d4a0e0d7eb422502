/** The one way into the ledger. Entries are never changed; the sums of the budget follow them in the database. */
import type { SignedIn } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import { type EntryCause, type EntryKind, leftOf, NO_SUMS, type Sums } from '../rules'

/** The budget of a programme in a fiscal year; an empty one where there was none. */
export async function budgetFor(tx: Tx, programmeId: number, year: number): Promise<number> {
  await tx.subsidyBudget.createMany({ data: [{ programmeId, year }], skipDuplicates: true })
  const { id } = await tx.subsidyBudget.findUniqueOrThrow({
    where: { programmeId_year: { programmeId, year } },
    select: { id: true },
  })
  return id
}

/**
 * Locks a budget until the end of the transaction and returns its year and sums: whoever decides on its money goes one
 * after the other. An application is always locked before its budget.
 */
export async function lockBudget(tx: Tx, id: number): Promise<Sums & { year: number }> {
  await tx.$executeRaw`SELECT 1 FROM subsidy_budgets WHERE id = ${id} FOR UPDATE`
  const row = await tx.subsidyBudget.findUniqueOrThrow({
    where: { id },
    select: { year: true, appropriated: true, reserved: true, decided: true, finalised: true, paid: true },
  })
  return {
    year: row.year,
    appropriated: Number(row.appropriated),
    reserved: Number(row.reserved),
    decided: Number(row.decided),
    finalised: Number(row.finalised),
    paid: Number(row.paid),
  }
}

/** What stands for one application on one budget: the sums of its entries. */
export async function standingOf(tx: Tx, applicationId: number, budgetId: number): Promise<Sums> {
  const { _sum } = await tx.subsidyEntry.aggregate({
    where: { applicationId, budgetId },
    _sum: { appropriated: true, reserved: true, decided: true, finalised: true, paid: true },
  })
  return {
    appropriated: Number(_sum.appropriated ?? 0),
    reserved: Number(_sum.reserved ?? 0),
    decided: Number(_sum.decided ?? 0),
    finalised: Number(_sum.finalised ?? 0),
    paid: Number(_sum.paid ?? 0),
  }
}

export type Entry = Partial<Sums> & {
  budgetId: number
  applicationId: number | null
  kind: EntryKind
  cause?: EntryCause
  note?: string
}

/**
 * Writes one entry. The budget is locked, asked, and written; that it is never exceeded is also a promise of the
 * database (`subsidy_budgets_never_exceeded`).
 * @throws Invalid on `amount` with what is left, when the budget does not reach
 */
export async function post(tx: Tx, by: SignedIn | null, entry: Entry): Promise<void> {
  const { budgetId, applicationId, kind, cause = '', note = '', ...given } = entry
  const before = await lockBudget(tx, budgetId)
  const sums = { ...NO_SUMS, ...given }
  const left = leftOf(before)
  if (left + leftOf(sums) < 0) {
    throw new Invalid({ amount: [message('budgets.error.exceeded', { left: left.toLocaleString('ja-JP') })] })
  }
  await tx.subsidyEntry.create({
    data: {
      budgetId,
      applicationId,
      kind,
      cause,
      note,
      byId: by?.user.id ?? null,
      createdAt: now(),
      ...sums,
    },
    select: { id: true },
  })
}

/** 期限の知らせ by mail, each step once. */
import type { Programme } from '~/modules/subsidies/schema'
import { type Day, dayOf, formatDay, now } from '~/platform/clock'
import { db, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { officersOf, reviewersOf, writeReminder } from '../mails.server'
import { day } from '../queries/columns.server'
import { type Reminder, reminderOf, reportDue, waitingStates } from '../rules'

/** So many are looked at in one go. */
const BATCH = 500

const select = {
  id: true,
  title: true,
  state: true,
  year: true,
  dueOn: true,
  plannedEnd: true,
  repayBy: true,
  finalAmount: true,
  paidAmount: true,
  reminded: true,
  assignedToId: true,
  association: { select: { id: true, kind: true, name: true } },
  budget: { select: { year: true } },
  programme: { select: { definition: true } },
} as const satisfies Prisma.SubsidyApplicationSelect

type Row = Prisma.SubsidyApplicationGetPayload<{ select: typeof select }>

function dueOf(row: Row, today: Day): Reminder | null {
  const { state, reminded } = row
  const year = row.budget?.year ?? row.year
  const programme = row.programme.definition as unknown as Programme
  return reminderOf(
    {
      state,
      reminded,
      year,
      reportBy: reportDue(programme, { year, plannedEnd: day(row.plannedEnd) }),
      dueOn: day(row.dueOn),
      repayBy: day(row.repayBy),
      finalAmount: row.finalAmount === null ? null : Number(row.finalAmount),
      paidAmount: Number(row.paidAmount),
    },
    today,
  )
}

/**
 * Reminds the associations of what is due: corrections, reports, claims, repayments.
 * @returns of how many applications
 */
export async function remindApplications(): Promise<number> {
  const today = dayOf(now())
  let reminded = 0
  for (let after = 0; ; ) {
    const found = await db.subsidyApplication.findMany({
      where: { state: { in: waitingStates }, id: { gt: after } },
      select,
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    for (const row of found) {
      if (dueOf(row, today) && (await transaction((tx) => remindOne(tx, row.id, today)))) reminded++
      if (jobsAreStopping()) return reminded
    }
    const last = found.at(-1)
    if (!last || found.length < BATCH) return reminded
    after = last.id
  }
}

/** The row is locked and asked again: another instance may be at it, or the association has just acted. */
async function remindOne(tx: Tx, id: number, today: Day): Promise<boolean> {
  await tx.$executeRaw`SELECT 1 FROM subsidy_applications WHERE id = ${id} FOR UPDATE`
  const row = await tx.subsidyApplication.findUnique({ where: { id }, select })
  const due = row && dueOf(row, today)
  if (!row || !due) return false
  await remember(tx, id, due.mark)
  for (const receiver of await receiversOf(tx, row, today)) {
    await writeReminder(tx, receiver, row, due.over ? `${due.kind}_over` : due.kind, (language) => ({
      day: formatDay(due.due, language),
    }))
  }
  return true
}

/** Notes what has been said. The version of the application stays: nothing in it has changed. */
export async function remember(tx: Tx, id: number, mark: string): Promise<void> {
  await tx.$executeRaw`UPDATE subsidy_applications SET reminded = array_append(reminded, ${mark}) WHERE id = ${id}`
}

/** Who writes for the association; where nobody does, the reviewers, who can telephone. */
async function receiversOf(tx: Tx, { association }: Pick<Row, 'association'>, today: Day) {
  const officers = await officersOf(tx, association, today)
  return officers.length > 0 ? officers : reviewersOf(tx, today, null)
}

/** 期限の知らせ: who is reminded of what on which day. Pure. */
import { type Day, daysBetween } from '~/platform/clock'
import type { ApplicationState } from './procedure'
import { closingOfAccounts } from './warnings'

/** 補正, 実績報告, 請求, 返還 */
const reminderKinds = ['correction', 'report', 'claim', 'repayment'] as const
type ReminderKind = (typeof reminderKinds)[number]

/** Days before the due day on which a reminder goes out; 0 is the day itself. */
const STEPS: Record<ReminderKind, readonly number[]> = {
  correction: [7, 0],
  report: [45, 14, 0],
  claim: [45, 14],
  repayment: [7, 0],
}

/** The states in which somebody may have to be reminded of a due day. */
const WAITING: Partial<Record<ApplicationState, ReminderKind>> = {
  correcting: 'correction',
  report_correcting: 'correction',
  decided: 'report',
  started: 'report',
  finalised: 'claim',
  repaying: 'repayment',
}
export const waitingStates = Object.keys(WAITING) as ApplicationState[]

/** `step`: days before `due`; `over`: the day has passed. `mark` is what is remembered of it. */
export type Reminder = { kind: ReminderKind; due: Day; step: number; over: boolean; mark: string }

/**
 * What an association is to be reminded of today, or null. After mornings that were missed, of the step that has been
 * reached meanwhile; never of a step that was said, nor of one before it.
 * @param of `year` of the budget on which the grant stands; `reportBy` when its report is due; `reminded` the marks so far
 */
export function reminderOf(
  of: {
    state: ApplicationState
    year: number
    dueOn: Day | null
    repayBy: Day | null
    reportBy: Day
    /** Yen: what advances have paid is not claimed again */
    finalAmount: number | null
    paidAmount: number
    reminded: readonly string[]
  },
  today: Day,
): Reminder | null {
  const kind = WAITING[of.state]
  if (kind === 'claim' && of.paidAmount >= (of.finalAmount ?? 0)) return null
  const due = kind && dueDay(kind, of)
  if (!due) return null
  const left = daysBetween(today, due)
  const step = STEPS[kind].findLast((days) => left <= days)
  if (step === undefined) return null
  const said = STEPS[kind].some((days) => days <= step && of.reminded.includes(markOf(kind, due, days)))
  return said ? null : { kind, due, step, over: left < 0, mark: markOf(kind, due, step) }
}

const markOf = (kind: ReminderKind, due: Day, step: number): string => `${kind}:${due}:${step}`

function dueDay(
  kind: ReminderKind,
  { year, dueOn, repayBy, reportBy }: { year: number; dueOn: Day | null; repayBy: Day | null; reportBy: Day },
): Day | null {
  switch (kind) {
    case 'correction':
      return dueOn
    case 'report':
      return reportBy
    case 'claim':
      return closingOfAccounts(year)
    case 'repayment':
      return repayBy ?? dueOn
  }
}

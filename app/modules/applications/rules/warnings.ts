/** What would cost the grant, said before it happens. Days are `YYYY-MM-DD`; today is an argument. */
import { addDays, type Day } from '~/platform/clock'
import { type ApplicationState, turnOf } from './procedure'

const warningKinds = [
  'contract_before_decision', // 契約日 < 交付決定日: disqualifies
  'do_not_sign_yet', // no decision yet: nothing may be signed
  'start_before_decision', // planned for a day that is over, without a decision
  'started_before_contract',
  'completion_after_year', // work not done by the scheme's day, or by 31 March of the fiscal year
  'report_due', // the report is forgotten, or soon will be
  'report_overdue',
  'payment_after_closing', // not paid by 31 May (出納整理期間)
] as const
type WarningKind = (typeof warningKinds)[number]

/** `blocks`: what is warned of disqualifies, and the portal does not let it pass unseen. */
export type Warning = { kind: WarningKind; day: Day | null; blocks: boolean }

/** What is known of an application's days. */
export type Dates = {
  state: ApplicationState
  /** 年度 of the decision */
  year: number
  decidedOn: Day | null
  contractOn: Day | null
  startedOn: Day | null
  /** 着手の予定; left out where it is of no interest */
  plannedStart?: Day | null
  /** Planned, or real once it is reported */
  completedOn: Day | null
  reportedOn: Day | null
  /** By when the work is to be done, and by when it is to be reported */
  completeBy: Day
  reportBy: Day
  /** Whether the programme demands a decision before the contract */
  contractAfterDecision: boolean
}

/** 31 March with which a fiscal year ends. */
export const yearEnd = (year: number): Day => `${year + 1}-03-31`
/** 31 May: payments of the year may follow until then (出納整理期間). */
export const closingOfAccounts = (year: number): Day => `${year + 1}-05-31`

/** Days before the report is due from which a report that is missing is warned of. */
const REPORT_SOON = 45

/** Before the city has decided whether it grants anything. */
const UNDECIDED: readonly ApplicationState[] = [
  'draft',
  'consulting',
  'consulted',
  'submitted',
  'reviewing',
  'correcting',
  'proposed',
]

/** Whether work is planned to begin on a day that is over, though nothing is decided. */
export function startsEarly(
  of: Pick<Dates, 'state' | 'decidedOn' | 'plannedStart' | 'contractAfterDecision'>,
  today: Day,
): boolean {
  const { state, decidedOn, plannedStart } = of
  if (!of.contractAfterDecision || decidedOn || !plannedStart) return false
  return UNDECIDED.includes(state) && plannedStart < today
}

/** Everything that threatens a grant today. */
export function warnings(dates: Dates, today: Day): Warning[] {
  const found: Warning[] = []
  const say = (kind: WarningKind, day: Day | null, blocks = false) => found.push({ kind, day, blocks })
  if (dates.contractAfterDecision) {
    const { contractOn, decidedOn } = dates
    if (contractOn && (decidedOn ? contractOn < decidedOn : UNDECIDED.includes(dates.state)))
      say('contract_before_decision', decidedOn, true)
    else if (!decidedOn && UNDECIDED.includes(dates.state)) say('do_not_sign_yet', null)
  }
  if (startsEarly(dates, today)) say('start_before_decision', dates.plannedStart ?? null)
  if (dates.startedOn && dates.contractOn && dates.startedOn < dates.contractOn)
    say('started_before_contract', dates.contractOn)
  const { completedOn, completeBy, reportBy } = dates
  if (completedOn && completedOn > completeBy) say('completion_after_year', completeBy, true)
  const toReport = ['decided', 'started', 'changing'].includes(dates.state)
  if (toReport && today > reportBy) say('report_overdue', reportBy, true)
  else if (toReport && addDays(today, REPORT_SOON) >= reportBy) say('report_due', reportBy)
  const closing = closingOfAccounts(dates.year)
  if (['finalised', 'claimed'].includes(dates.state) && addDays(today, REPORT_SOON) >= closing)
    say('payment_after_closing', closing, today > closing)
  return found
}

/** Whether an application still waits for the association after the day on which it should have acted. */
export function isOverdue(state: ApplicationState, dueOn: Day | null, today: Day): boolean {
  return dueOn !== null && dueOn < today && turnOf(state) === 'association'
}

/** 財産処分の制限: until when what was built may not be sold, let or pulled down without the city's consent. */
export function disposalUntil(completedOn: Day, years: number): Day {
  const [year = 0, month = 1, day = 1] = completedOn.split('-').map(Number)
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${year + years}-${pad(month)}-${pad(Math.min(day, last))}`
}

/** 額の確定: the lesser of what was decided and what the actual costs give. Yen. */
export function finalAmount(decided: number, recomputed: number): number {
  return Math.min(decided, recomputed)
}

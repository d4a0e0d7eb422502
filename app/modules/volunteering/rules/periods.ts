/** 事業の期間: offers, applications, activity, report. Pure; the day is an argument. */
import { addDays, type Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  VolunteerProgrammeKind as DbKind,
  VolunteerProgrammeState as DbState,
} from '../../../../prisma/generated/enums'

/** ボランティア体験, or 講座・催し of a section of the city */
export const programmeKinds = ['experience', 'lecture'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

/** 準備中, 公開, 終了 */
export const programmeStates = ['draft', 'open', 'closed'] as const
export type ProgrammeState = (typeof programmeStates)[number]

const _kinds: Same<ProgrammeKind, DbKind> = true
const _states: Same<ProgrammeState, DbState> = true
void _kinds
void _states

/** 保険の補償が始まる日: the day after the list was sent, the same day, or for each event by its organiser */
export const insuranceStarts = ['next_day', 'same_day', 'per_event'] as const
export type InsuranceStart = (typeof insuranceStarts)[number]

/** First and last day of each period, both included. */
export type Periods = {
  offersFrom: Day
  offersUntil: Day
  applyFrom: Day
  applyUntil: Day
  activityFrom: Day
  activityUntil: Day
  reportUntil: Day
}

export type PeriodState = 'before' | 'open' | 'over'

/** 受入れの募集, 参加の申込み, 活動, 報告 */
type ProgrammePeriods = Record<'offers' | 'applications' | 'activity' | 'report', PeriodState>

const stateOf = (from: Day, until: Day, today: Day): PeriodState =>
  today < from ? 'before' : today > until ? 'over' : 'open'

/**
 * How each period stands on a day. A draft has not begun and a closed programme is over, whatever its days say; what
 * was done in it can still be reported.
 */
export function periodsOf(programme: Periods & { state: ProgrammeState }, today: Day): ProgrammePeriods {
  const { state } = programme
  const held = (from: Day, until: Day): PeriodState =>
    state === 'draft' ? 'before' : state === 'closed' ? 'over' : stateOf(from, until, today)
  return {
    offers: held(programme.offersFrom, programme.offersUntil),
    applications: held(programme.applyFrom, programme.applyUntil),
    activity: held(programme.activityFrom, programme.activityUntil),
    report: state === 'draft' ? 'before' : stateOf(programme.activityFrom, programme.reportUntil, today),
  }
}

/** Moves of a programme: opened when it is ready, closed when it is over, and opened anew when that was too early. */
const programmeMoves: readonly { from: ProgrammeState; to: ProgrammeState }[] = [
  { from: 'draft', to: 'open' },
  { from: 'open', to: 'closed' },
  { from: 'closed', to: 'open' },
]

export const mayMoveProgramme = (from: ProgrammeState, to: ProgrammeState): boolean =>
  programmeMoves.some((move) => move.from === from && move.to === to)

/** A day one year later; 29 February becomes 28 February. */
function yearLater(day: Day): Day {
  const [year, rest] = [Number(day.slice(0, 4)) + 1, day.slice(4)]
  return rest === '-02-29' ? `${year}-02-28` : `${year}${rest}`
}

/** 去年のものを写す: all periods one year later. */
export function periodsYearLater(periods: Periods): Periods {
  return {
    offersFrom: yearLater(periods.offersFrom),
    offersUntil: yearLater(periods.offersUntil),
    applyFrom: yearLater(periods.applyFrom),
    applyUntil: yearLater(periods.applyUntil),
    activityFrom: yearLater(periods.activityFrom),
    activityUntil: yearLater(periods.activityUntil),
    reportUntil: yearLater(periods.reportUntil),
  }
}

/** Days from the first to the last that a period may last: more is a slip of the pen. */
const LONGEST_PERIOD = 730

/** What is wrong with the periods: field → key of the message. Empty where they can be. */
export function periodErrors(periods: Periods): Record<string, string> {
  const errors: Record<string, string> = {}
  const pairs = [
    ['offersFrom', 'offersUntil', 'offers_until'],
    ['applyFrom', 'applyUntil', 'apply_until'],
    ['activityFrom', 'activityUntil', 'activity_until'],
  ] as const
  for (const [from, until, field] of pairs) {
    if (periods[until] < periods[from]) errors[field] = 'volunteering.error.ends_before'
    else if (periods[until] > addDays(periods[from], LONGEST_PERIOD))
      errors[field] = 'volunteering.error.too_long'
  }
  if (periods.applyFrom > periods.activityUntil) errors.apply_from = 'volunteering.error.apply_after_activity'
  if (periods.reportUntil < periods.activityFrom) errors.report_until = 'volunteering.error.report_before'
  return errors
}

/** The title of a programme for the next year: 体験 2025 becomes 体験 2026, and 令和8年度 becomes 令和9年度. */
export const titleYearLater = (title: string): string =>
  title
    .replace(/20\d\d(?!.*20\d\d)/, (year) => String(Number(year) + 1))
    .replace(/令和(元|\d+|[０-９]+)/, (_whole, year: string) => {
      const number = year === '元' ? 1 : Number(year.normalize('NFKC'))
      return `令和${number + 1}`
    })

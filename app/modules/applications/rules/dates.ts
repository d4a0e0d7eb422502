/** Days that the association reports: which cannot be, and which would cost the grant. Pure. */
import { addDays, type Day } from '~/platform/clock'
import { yearEnd } from './warnings'

/**
 * What is wrong with a day. `refused`: it cannot stand. `asked`: it threatens the grant, and is taken only from
 * somebody who has seen that.
 */
export type DayProblem = {
  field: 'contract_on' | 'started_on' | 'completed_on' | 'planned_end'
  kind: 'refused' | 'asked'
  /** Worded under `applications.day.<key>` */
  key: string
}

type Decision = {
  decidedOn: Day
  /** What the programme's text says: true, false, or null where it is silent */
  contractAfterDecision: boolean | null
  /** 年度 of the grant */
  year: number
}

/** Days ahead for which a start is reported; a later one is a slip of the pen. */
const START_AHEAD = 30

/**
 * 着手届: the contract and the start. A day before the decision is refused where the programme says that it
 * disqualifies; where its text is silent, the association must have asked the city first.
 */
export function startProblems(
  given: { contractOn: Day; startedOn: Day },
  decision: Decision,
  today: Day,
): DayProblem[] {
  const { contractOn } = given
  const { decidedOn, contractAfterDecision } = decision
  const field = 'contract_on'
  const early = contractAfterDecision ? 'refused' : 'asked'
  if (contractOn > today) return [{ field, kind: 'refused', key: 'contract_future' }]
  const never = startedProblems(given, decision, today).filter(({ kind }) => kind === 'refused')
  if (contractOn < decidedOn && contractAfterDecision !== false)
    return [{ field, kind: early, key: `contract_early_${early}` }, ...never]
  return startedProblems(given, decision, today)
}

/** The day on which the work began, as the notice of start says it and the report may correct it. */
export function startedProblems(
  { contractOn, startedOn }: { contractOn: Day | null; startedOn: Day },
  { decidedOn, contractAfterDecision, year }: Decision,
  today: Day,
): DayProblem[] {
  const field = 'started_on'
  const early = contractAfterDecision ? 'refused' : 'asked'
  if (startedOn > yearEnd(year)) return [{ field, kind: 'refused', key: 'start_after_year' }]
  if (startedOn > addDays(today, START_AHEAD)) return [{ field, kind: 'refused', key: 'start_far' }]
  if (startedOn < decidedOn && contractAfterDecision !== false)
    return [{ field, kind: early, key: `start_early_${early}` }]
  return contractOn && startedOn < contractOn ? [{ field, kind: 'asked', key: 'start_before_contract' }] : []
}

/** 実績報告: the day on which the work was done. @param year 年度 of the grant */
export function reportProblems(
  { completedOn, startedOn, year }: { completedOn: Day; startedOn: Day | null; year: number },
  today: Day,
): DayProblem[] {
  const field = 'completed_on'
  if (completedOn > today) return [{ field, kind: 'refused', key: 'completed_future' }]
  if (startedOn && completedOn < startedOn) return [{ field, kind: 'refused', key: 'completed_before_start' }]
  const end = yearEnd(year)
  return completedOn > end ? [{ field, kind: 'asked', key: 'completed_after_year' }] : []
}

type Planned = { plannedStart: Day | null; plannedEnd: Day | null }

/** The planned start beside a new end: work that began earlier than planned may end before it was to begin. */
export function startBefore({ plannedStart, plannedEnd }: Planned, startedOn: Day | null): Day | null {
  const late = plannedStart !== null && plannedEnd !== null && plannedStart > plannedEnd
  return late ? (startedOn ?? plannedEnd) : plannedStart
}

/**
 * 変更: a new end of the work, never before its start: the real one, once it is reported.
 * @param year 年度 of the grant
 */
export function changeProblems(
  { plannedEnd, plannedStart, startedOn, year }: Planned & { startedOn: Day | null; year: number },
  today: Day,
): DayProblem[] {
  const field = 'planned_end'
  if (!plannedEnd) return []
  if (plannedEnd < today) return [{ field, kind: 'refused', key: 'end_past' }]
  const start = startedOn ?? plannedStart
  if (start && plannedEnd < start) return [{ field, kind: 'refused', key: 'end_before_start' }]
  const end = yearEnd(year)
  return plannedEnd > end ? [{ field, kind: 'asked', key: 'end_after_year' }] : []
}

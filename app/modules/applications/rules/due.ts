/** 期限: by when the work of a grant is to be done and reported. Pure. */
import { calendarOf } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import type { Day } from '~/platform/clock'
import { yearEnd } from './warnings'

/** The earliest of these days, at the latest the last day of the year. */
const least = (year: number, ...days: (Day | null)[]): Day =>
  [yearEnd(year), ...days.filter((day) => day !== null)].toSorted()[0] as Day

/** By when the work is to be done: the scheme's day, at the latest 31 March. @param year 年度 of the budget */
export function completeDue(programme: Programme, year: number): Day {
  const stated = calendarOf(programme, year).find(({ kind }) => kind === 'complete')
  return least(year, stated?.until ?? null)
}

/**
 * By when the work is to be reported: the least of its planned end, the days of the scheme for completion and report,
 * and 31 March. A day in April or May is one after the year; a plan from before a carry-over counts no more.
 * @param of `year`: 年度 of the budget
 */
export function reportDue(programme: Programme, of: { year: number; plannedEnd: Day | null }): Day {
  const { year, plannedEnd } = of
  const stated = calendarOf(programme, year).find(({ kind }) => kind === 'report')?.until ?? null
  return least(
    year,
    completeDue(programme, year),
    stated && stated >= `${year}-06-01` ? stated : null,
    plannedEnd && plannedEnd >= `${year}-04-01` ? plannedEnd : null,
  )
}

/** The clock on the city's answer: days of the calendar, moved off days on which nobody works. Pure. */
import { addDays, type Day, daysBetween } from '~/platform/clock'
import type { MatterState } from './matters'

/** So many days before the day, it is said to be soon. */
export const SOON_DAYS = 3

/** The longest row of days off (年末年始 with a weekend before and behind it) is shorter. */
const LONGEST_REST = 30

/** Saturday or Sunday. */
const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * 閉庁日: weekends, holidays, and 29 December to 3 January (地方自治法第4条の2).
 * @param isHoliday whether a day is a national holiday (国民の祝日)
 */
export function isDayOff(day: Day, isHoliday: (day: Day) => boolean): boolean {
  const date = day.slice(5)
  return isWeekend(day) || date >= '12-29' || date <= '01-03' || isHoliday(day)
}

/** The day itself, or the next on which the city works. */
export function nextWorkingDay(day: Day, isHoliday: (day: Day) => boolean): Day {
  let at = day
  for (let i = 0; i < LONGEST_REST && isDayOff(at, isHoliday); i++) at = addDays(at, 1)
  return at
}

/** 期限: so many days of the calendar later; one that falls on a day off moves to the next working day. */
export const dueAfter = (from: Day, days: number, isHoliday: (day: Day) => boolean): Day =>
  nextWorkingDay(addDays(from, days), isHoliday)

/** What the clock looks at. Days in Japan. */
export type Clocked = {
  state: MatterState
  dueOn: Day | null
  answeredOn: Day | null
  joinedToId: number | null
}

/**
 * How the answer stands: no due day (yet, or it is not asked for any more); ahead; soon; overdue; answered in time;
 * answered late. The due day itself is still in time.
 */
const dueStates = ['none', 'ahead', 'soon', 'overdue', 'answered', 'answered_late'] as const
export type DueState = (typeof dueStates)[number]

export function dueState(matter: Clocked, today: Day): DueState {
  const { state, dueOn, answeredOn, joinedToId } = matter
  if (dueOn === null) return 'none'
  if (['answered', 'underway', 'done', 'impossible'].includes(state) && answeredOn !== null)
    return answeredOn <= dueOn ? 'answered' : 'answered_late'
  // Joined to an earlier one, it waits for that answer; withdrawn, for none.
  if (state !== 'routed' || joinedToId !== null) return 'none'
  if (today > dueOn) return 'overdue'
  return daysBetween(today, dueOn) <= SOON_DAYS ? 'soon' : 'ahead'
}

/** Days past the due day until today, or until the answer; 0 when it is, or was, in time. */
export function daysLate(matter: Clocked, today: Day): number {
  const state = dueState(matter, today)
  if (matter.dueOn === null) return 0
  if (state === 'overdue') return daysBetween(matter.dueOn, today)
  return state === 'answered_late' && matter.answeredOn ? daysBetween(matter.dueOn, matter.answeredOn) : 0
}

/** How a promise stands: `none` without one. The promised day itself is still in time. */
const promiseStates = ['none', 'ahead', 'soon', 'late', 'kept', 'kept_late'] as const
export type PromiseState = (typeof promiseStates)[number]

/** @param matter `closedOn` the day on which it was done */
export function promiseState(
  matter: { state: MatterState; promisedOn: Day | null; closedOn: Day | null },
  today: Day,
): PromiseState {
  const { state, promisedOn, closedOn } = matter
  if (promisedOn === null) return 'none'
  if (state === 'done') return closedOn === null || closedOn <= promisedOn ? 'kept' : 'kept_late'
  if (state !== 'underway') return 'none'
  if (today > promisedOn) return 'late'
  return daysBetween(today, promisedOn) <= SOON_DAYS ? 'soon' : 'ahead'
}

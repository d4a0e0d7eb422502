/** Until when something is kept, and how long what is known of a person. Pure; instants are arguments. */
import { addDays, type Day, dayOf, fiscalYear, instantOfLocal } from '~/platform/clock'

const HOUR = 3_600_000

/** The end of the school year (31 March) of a day: a guardian's consent holds no longer. */
export const schoolYearEnd = (day: Day): Day => `${fiscalYear(day) + 1}-03-31`

/** The end of the fiscal year (年度) after that of the activity: names and addresses are deleted then. */
export const deleteDayOf = (day: Day): Day => `${fiscalYear(day) + 2}-03-31`

/** Days after a session for which health notes and emergency numbers are kept. */
export const HEALTH_KEPT_DAYS = 30

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/** Until when a waiting party that is asked now may answer: the hours of the centre, and never past the beginning. */
export const offerEnds = (now: Date, hours: number, startsAt: Date): Date =>
  earlier(new Date(now.getTime() + hours * HOUR), startsAt)

/** Until when a place is held for the consent of the guardians: the whole last day counts. */
export function holdEnds(now: Date, days: number, startsAt: Date): Date {
  // Midnight would read as the day after.
  const evening = instantOfLocal(`${addDays(dayOf(now), days)}T23:59`)
  return earlier(evening ?? new Date(now.getTime() + days * 24 * HOUR), startsAt)
}

/** Days before an activity on which those who are placed are reminded. */
export const REMIND_DAYS = [7, 1] as const
/** Days before the end of a held place on which guardians are reminded; kept as negative numbers. */
export const CONSENT_REMIND_DAYS = [3, 1] as const

/**
 * Which reminder is due: the smallest of the days that are reached, unless it was sent. What is overdue at once is
 * one reminder, not several.
 * @param left days that are left; @param sent days that were reminded of
 */
export function reminderDue(left: number, days: readonly number[], sent: readonly number[]): number | null {
  if (left < 0) return null
  const due = days.filter((day) => left <= day)
  const next = due.length > 0 ? Math.min(...due) : null
  return next === null || sent.includes(next) ? null : next
}

/** 保険の名簿: from when a person is covered. Pure. */
import type { InsuranceStart } from '~/modules/volunteering/rules'
import { addDays, type Day, fiscalYear } from '~/platform/clock'

/** First and last day of the cover, and whether the session lies in it. */
type Cover = { from: Day; until: Day; covers: boolean }

/**
 * Whoever is insured for a year is covered from the day on which the list is handed in, or from the next, until 31
 * March of the fiscal year; an insurance for each event covers the day of the session alone, if the list is in by then.
 * @param listed the day on which the list is handed in
 */
export function coverOf(start: InsuranceStart, listed: Day, session: Day): Cover {
  if (start === 'per_event') return { from: session, until: session, covers: listed <= session }
  const from = start === 'next_day' ? addDays(listed, 1) : listed
  const until = `${fiscalYear(from) + 1}-03-31`
  return { from, until, covers: from <= session && session <= until }
}

/** The last day on which the list can be handed in for a session. */
export const listBy = (start: InsuranceStart, session: Day): Day =>
  start === 'next_day' ? addDays(session, -1) : session

/** 名簿の列, in this order: docs/volunteering.md says what each holds. */
export const insuranceColumns = [
  'number',
  'programme',
  'activity',
  'host',
  'venue',
  'day',
  'starts',
  'ends',
  'name',
  'reading',
  'stage',
  'minor',
  'code',
  'insurance',
  'from',
  'until',
  'cover',
] as const

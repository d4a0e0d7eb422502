/** 保存期間: how long what an application holds is kept. Pure. */
import { addDays, type Day, fiscalYear } from '~/platform/clock'
import type { ApplicationState } from './procedure'

/** Fiscal years for which an application is kept after the one in which it came to its end. */
const YEARS_KEPT = 5
/** Days after the payment, or another end, for which the bank account is kept: until the bank can send nothing back. */
export const ACCOUNT_KEPT_DAYS = 60
/** Days for which a draft that nobody touches is kept. */
export const DRAFT_KEPT_DAYS = 730
/** Days before its deletion on which those who write it are told. */
export const DRAFT_WARNED_DAYS = 30

/** States in which an application has come to its end. A cancelled one may still lead to an order to pay back. */
export const ENDED: readonly ApplicationState[] = [
  'refused',
  'paid',
  'withdrawn',
  'stopped',
  'cancelled',
  'repaid',
]

/** States in which an application lies with the association, which never handed it in. */
export const ABANDONED: readonly ApplicationState[] = ['draft', 'consulted']

/**
 * The last day on which an application is kept: five fiscal years after the one of the grant, or after the one in which
 * it ended when that is later; and as long as what was built may not be sold (財産処分の制限).
 * @param year 年度 of the grant
 */
export function keptUntil(of: { year: number; endedOn: Day; disposalUntil: Day | null }): Day {
  const year = Math.max(of.year, fiscalYear(of.endedOn))
  const end: Day = `${year + 1 + YEARS_KEPT}-03-31`
  return of.disposalUntil && of.disposalUntil > end ? of.disposalUntil : end
}

/** No application that ended after this fiscal year is over: what a search need not look at. */
export const yearsOver = (today: Day): number => fiscalYear(today) - YEARS_KEPT - 1

const DRAFT = 'draft:'

/** The day from which a draft that nobody touches may be deleted; never before those who write it had their time. */
export function draftEnds(touchedOn: Day, today: Day): Day {
  const days = [addDays(touchedOn, DRAFT_KEPT_DAYS), addDays(today, DRAFT_WARNED_DAYS)]
  return days.toSorted().at(-1) ?? today
}

/** What is remembered of the mail that told of it. */
export const draftMark = (deletedOn: Day): string => DRAFT + deletedOn

/**
 * What happens to a draft today: nothing, a mail, or its end.
 * @param reminded what its people have been told so far
 */
export function draftStep(
  of: { touchedOn: Day; reminded: readonly string[] },
  today: Day,
): 'keep' | 'warn' | 'delete' {
  const end = addDays(of.touchedOn, DRAFT_KEPT_DAYS)
  if (today < addDays(end, -DRAFT_WARNED_DAYS)) return 'keep'
  // A mail from before the last change announced another day.
  const announced = of.reminded
    .filter((mark) => mark.startsWith(DRAFT))
    .map((mark) => mark.slice(DRAFT.length))
    .filter((day) => day >= end)
    .toSorted()[0]
  if (!announced) return 'warn'
  return today >= announced ? 'delete' : 'keep'
}

/** Dates of which only the year or the month may be known. */
import { addDays, type Day, isDay } from '~/platform/clock'
import { readYear } from '~/platform/era'
import type { Evidence, Precision } from './lists'

/** A date with what is known of it; `on` is the first day that it may mean. */
export type PartialDate = { on: Day; precision: Precision }

/** A date and from what it is known. */
export type DatedFact = PartialDate & { evidence: Evidence | null }

/** Days from the first to the last, both included; `null` is open. */
export type Span = { first: Day | null; last: Day | null }

/** The days that a date may mean. */
export function spanOf({ on, precision }: PartialDate): { first: Day; last: Day } {
  if (precision === 'day') return { first: on, last: on }
  const year = Number(on.slice(0, 4))
  const month = Number(on.slice(5, 7))
  if (precision === 'year') return { first: `${on.slice(0, 4)}-01-01`, last: `${on.slice(0, 4)}-12-31` }
  const next = month === 12 ? `${pad(year + 1, 4)}-01-01` : `${pad(year, 4)}-${pad(month + 1, 2)}-01`
  return { first: `${on.slice(0, 7)}-01`, last: addDays(next, -1) }
}

const pad = (n: number, length: number) => String(n).padStart(length, '0')

/** Years before this are slips of the pen; so are years to come, which need the day. */
const FIRST_YEAR = 1868

/**
 * A date of its parts: the month may be missing, and the day.
 * @returns null when the parts are no date
 */
export function dateOf(year: number, month: number | null, day: number | null): PartialDate | null {
  if (month === null && day !== null) return null
  const on = `${pad(year, 4)}-${pad(month ?? 1, 2)}-${pad(day ?? 1, 2)}`
  if (!isDay(on) || year < FIRST_YEAR || year > 9999) return null
  return { on, precision: month === null ? 'year' : day === null ? 'month' : 'day' }
}

/** `1978`, `1978-04` or `1978-04-01`: as a file has it. */
export function writeDate(date: PartialDate | null): string {
  if (!date) return ''
  return date.on.slice(0, date.precision === 'year' ? 4 : date.precision === 'month' ? 7 : 10)
}

export { readYear }

/** A date as people and files write it: `1978-04-01`, `1978/4/1`, `昭和53年4月`, `1978`. Null when it is none. */
export function readDate(typed: string): PartialDate | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  const [, y = '', m, d] =
    /^((?:明治|大正|昭和|平成|令和|[MTSHR])?\.?(?:\d{1,4}|元))(?:[年./-](?:(\d{1,2})(?:[月./-](?:(\d{1,2})日?)?)?)?)?$/i.exec(
      text,
    ) ?? []
  const year = readYear(y)
  if (year === null) return null
  return dateOf(year, m === undefined ? null : Number(m), d === undefined ? null : Number(d))
}

/** The age of what was completed then, in whole years on a day; the least and the most that it may be. */
export function ageOf(date: PartialDate, today: Day): { least: number; most: number } {
  const { first, last } = spanOf(date)
  return { least: Math.max(0, yearsBetween(last, today)), most: Math.max(0, yearsBetween(first, today)) }
}

function yearsBetween(from: Day, to: Day): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

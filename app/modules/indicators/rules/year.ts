/** 年度の実績: how the months make the year, and how far along one is. Pure; today is an argument. */
import { addDays, type Day, daysBetween, dayToDate, FISCAL_MONTHS } from '~/platform/clock'
import { type Amount, amount, isAdditive, type Method, sum, type Unit } from './units'

/** Months of a fiscal year, in its order */
export const MONTHS = FISCAL_MONTHS
export type Month = (typeof MONTHS)[number]

export const isMonth = (value: number): value is Month => MONTHS.some((month) => month === value)

/** The first day of a month of a fiscal year. */
export function firstOf(year: number, month: Month): Day {
  return `${month >= 4 ? year : year + 1}-${String(month).padStart(2, '0')}-01`
}

/** The last day of a month of a fiscal year. */
export function lastOf(year: number, month: Month): Day {
  const start = dayToDate(firstOf(year, month))
  return addDays(
    new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)).toISOString().slice(0, 10),
    -1,
  )
}

/** Days of a fiscal year: 365, or 366 when its February has 29. */
export const daysOf = (year: number): number => daysBetween(`${year}-04-01`, `${year + 1}-04-01`)

/** How many days of a fiscal year are over at the end of a day; 0 before it, all of them after it. */
export function elapsed(year: number, day: Day): number {
  return Math.min(Math.max(daysBetween(`${year}-04-01`, day) + 1, 0), daysOf(year))
}

/** The month of a fiscal year in which a day lies; null outside of it. */
export function monthOf(year: number, day: Day): Month | null {
  if (day < `${year}-04-01` || day >= `${year + 1}-04-01`) return null
  const month = Number(day.slice(5, 7))
  return isMonth(month) ? month : null
}

/** Months that can be entered by a day: those that have begun. */
export const begun = (year: number, today: Day): Month[] =>
  MONTHS.filter((month) => firstOf(year, month) <= today)

/** 入力のお願い: day of the month from which keepers are told of what is missing */
export const REMIND_FROM = 10

/** Months that are over by a day and have no entry. */
export const missing = (year: number, entered: readonly number[], today: Day): Month[] =>
  MONTHS.filter((month) => lastOf(year, month) < today && !entered.includes(month))

export type MonthAmount = { month: Month; milli: number }

/** One month of a year: what was entered, and where the year stands with it. Null where nothing is known. */
export type MonthLine<U extends Unit = Unit> = {
  month: Month
  value: Amount<U> | null
  standing: Amount<U> | null
}

/**
 * The twelve months: sums grow, rates stand until the next one. Nothing stands after the last month entered, as nobody
 * knows it; a month left out in between adds nothing and is shown as missing.
 */
export function yearLines<U extends Unit>(
  unit: U,
  method: Method,
  entries: readonly MonthAmount[],
): MonthLine<U>[] {
  const known = new Map(entries.map(({ month, milli }) => [month, amount(unit, milli)]))
  const last = MONTHS.reduce<number>((found, month, index) => (known.has(month) ? index : found), -1)
  let standing: Amount<U> | null = null
  return MONTHS.map((month, index) => {
    const value = known.get(month) ?? null
    if (index > last) return { month, value: null, standing: null }
    if (value) standing = method === 'sum' && standing ? (added(unit, [standing, value]) as Amount<U>) : value
    return { month, value, standing }
  })
}

function added(unit: Unit, amounts: readonly Amount[]): Amount {
  if (!isAdditive(unit)) throw new TypeError(`${unit} is never added`)
  return sum(unit, amounts as Amount<typeof unit>[])
}

/** Where the year stands: the last month known, and its amount; null when nothing is. */
export function actualOf<U extends Unit>(
  lines: readonly MonthLine<U>[],
): { month: Month; amount: Amount<U> } | null {
  const last = lines.findLast((line) => line.standing !== null)
  return last?.standing ? { month: last.month, amount: last.standing } : null
}

/** What stood at the end of a month; null when the months known end before it. */
export const standingAt = <U extends Unit>(lines: readonly MonthLine<U>[], month: Month): Amount<U> | null =>
  lines.find((line) => line.month === month)?.standing ?? null

/**
 * 達成度 in tenths of a per cent, cut and not rounded: 99.96 % is not shown as reached. Null without a target of more
 * than nothing.
 */
export function achievement<U extends Unit>(
  actual: Amount<U> | null,
  target: Amount<NoInfer<U>> | null,
): number | null {
  if (!actual || !target || target.milli <= 0) return null
  if (actual.unit !== target.unit)
    throw new TypeError(`${actual.unit} is never measured against ${target.unit}`)
  return Number((BigInt(actual.milli) * 1000n) / BigInt(target.milli))
}

/** 99.9 from 999 */
export const wordTenths = (tenths: number): string =>
  `${tenths < 0 ? '-' : ''}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}`

/** How a year stands; `below`: a rate under its target while the year runs; `none`: no target, or nothing known yet. */
export const standings = ['reached', 'on_pace', 'little_behind', 'behind', 'below', 'missed', 'none'] as const
export type Standing = (typeof standings)[number]

/** What would be reached by the end of a day, if every day of the year brought the same. Cut to whole units. */
export function expectedBy<U extends Unit>(target: Amount<U>, year: number, day: Day): Amount<U> {
  const milli = (BigInt(target.milli) * BigInt(elapsed(year, day))) / BigInt(daysOf(year))
  return amount(target.unit, Number(milli / 1000n) * 1000)
}

/** From this part of what is expected on, one is only a little behind. */
const LITTLE = { of: 9n, parts: 10n }

/**
 * How a year stands on `day`, the last day that its figure counts. A sum is measured against its target by the day of
 * the year; a rate against the target itself.
 * @param over whether the year is closed, or over with all its months entered
 */
export function standingOf<U extends Unit>(known: {
  method: Method
  actual: Amount<U> | null
  target: Amount<NoInfer<U>> | null
  year: number
  day: Day
  over: boolean
}): Standing {
  const { method, actual, target, year, day, over } = known
  if (!actual || !target || target.milli <= 0) return 'none'
  if (actual.milli >= target.milli) return 'reached'
  if (over) return 'missed'
  // A rate is not on the way: it stands where it stands.
  if (method === 'latest') return 'below'
  const expected = expectedBy(target, year, day)
  if (actual.milli >= expected.milli) return 'on_pace'
  return BigInt(actual.milli) * LITTLE.parts >= BigInt(expected.milli) * LITTLE.of
    ? 'little_behind'
    : 'behind'
}

/** Where an indicator stands in a year, from what was entered and what the portal counts. Pure. */
import type { Day } from '~/platform/clock'
import { LEAST } from './few'
import { type Amount, amount, difference, type Method, type Unit } from './units'
import {
  achievement,
  actualOf,
  firstOf,
  lastOf,
  type Month,
  type MonthAmount,
  type MonthLine,
  type Standing,
  standingOf,
  yearLines,
} from './year'

export type Known = {
  unit: Unit
  method: Method
  year: number
  /** Thousandths */
  target: number | null
  /** As entered by the section */
  entries: readonly MonthAmount[]
  /** As counted by the portal; `months` null where it counts the year as a whole */
  counted: { milli: number; months: readonly MonthAmount[] | null } | null
  /** A count of few people, of which nothing below five is said */
  few: boolean
  closed: boolean
}

export type Summary = {
  unit: Unit
  target: Amount | null
  /** What was entered by the section, and until which month */
  published: { month: Month; amount: Amount } | null
  /** What the portal counts; null where it does not, or where it is too few to say */
  counted: Amount | null
  /** The portal counts it, and it is below five */
  tooFew: boolean
  /** The figure of the year: what the section has entered, else what the portal counts */
  actual: Amount | null
  from: 'published' | 'counted' | null
  /** The last day that the figure counts */
  day: Day | null
  lines: MonthLine[]
  /** The portal's own months, beside those of the section */
  countedLines: MonthLine[] | null
  achievement: number | null
  standing: Standing
}

/**
 * Where an indicator stands on a day. What the section has entered is the figure of the year, as it is what the city
 * publishes; the portal's own count stands beside it, and takes its place as long as nothing is entered.
 */
export function summarise(known: Known, today: Day): Summary {
  const { unit, method, year, entries, closed } = known
  const target = known.target === null ? null : amount(unit, known.target)
  const published = actualOf(yearLines(unit, method, entries))
  const tooFew = known.few && known.counted !== null && known.counted.milli < LEAST * 1000
  const counted = known.counted && !tooFew ? amount(unit, known.counted.milli) : null
  const end = lastOf(year, 3)
  const now = today < end ? today : end
  const countedLines =
    known.counted?.months && !known.few
      ? untilToday(unit, yearLines(unit, 'sum', known.counted.months), year, now)
      : null
  const from = published ? 'published' : counted ? 'counted' : null
  const actual = published?.amount ?? counted
  // The month of today is entered with what there is so far.
  const whole = published && lastOf(year, published.month) < now
  const day = from === null ? null : whole ? lastOf(year, published.month) : now
  const over = closed || (today > end && (from === 'counted' || published?.month === 3))
  return {
    unit,
    target,
    published,
    counted,
    tooFew,
    actual,
    from,
    day,
    lines: published ? yearLines(unit, method, entries) : (countedLines ?? yearLines(unit, method, [])),
    countedLines,
    achievement: achievement(actual, target),
    standing: day === null ? 'none' : standingOf({ method, actual, target, year, day, over }),
  }
}

/** The portal knows each month until today: one in which nobody came stands with nothing added. */
function untilToday(unit: Unit, lines: MonthLine[], year: number, now: Day): MonthLine[] {
  let before = amount(unit, 0)
  return lines.map((line) => {
    if (firstOf(year, line.month) > now) return line
    before = line.standing ?? before
    return { month: line.month, value: line.value ?? amount(unit, 0), standing: before }
  })
}

/** How far the portal's count is from what was entered; null where not both are known. */
export function apart({ published, counted }: Summary): Amount | null {
  return published && counted ? difference(counted, published.amount) : null
}

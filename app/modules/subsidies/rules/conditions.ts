/** Conditions over facts, in three values: what nobody has said is neither true nor false. */
import { fiscalYear } from '~/platform/clock'
import type { Comparison, Condition } from '../schema/programme'
import type { Facts, FactValue } from './facts'
import { compare, FRACTION_TEXT, parseFraction } from './fraction'

type Truth = 'yes' | 'no' | 'unknown'

/** Why something is not supported or not determined: the programme's own words, or a key under `subsidies.reason`. */
export type Reason = { text: string } | { key: string; params?: Record<string, string | number> }

/** What an evaluation goes by, and what it finds out about itself. */
export type Course = {
  facts: Facts
  /** Facts that were asked for and not given */
  missing: Set<string>
  /** Where the text leaves something open, one of the readings; each is gone through in its turn */
  choose<T>(reason: Reason, readings: readonly T[]): T
}

/** Whether a condition holds. */
export function holds(condition: Condition, course: Course): Truth {
  if ('all' in condition) return worst(condition.all.map((part) => holds(part, course)))
  if ('any' in condition) return negate(worst(condition.any.map((part) => negate(holds(part, course)))))
  if ('not' in condition) return negate(holds(condition.not, course))
  if ('undetermined' in condition)
    return course.choose<Truth>({ text: condition.undetermined }, ['yes', 'no'])
  return compared(condition, course)
}

/** Whether a condition holds by what is known; where the text leaves it open, it is not known. */
export function truthOf(condition: Condition, facts: Facts): Truth {
  let open = false
  const course: Course = {
    facts,
    missing: new Set(),
    choose(_reason, readings) {
      open = true
      return readings[0] as (typeof readings)[number]
    },
  }
  const truth = holds(condition, course)
  return open ? 'unknown' : truth
}

const negate = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown')

function worst(truths: readonly Truth[]): Truth {
  return truths.includes('no') ? 'no' : truths.includes('unknown') ? 'unknown' : 'yes'
}

function compared(comparison: Comparison, course: Course): Truth {
  const given = course.facts[comparison.fact]
  if (given === undefined || given === '') {
    course.missing.add(comparison.fact)
    return 'unknown'
  }
  if (comparison.equals !== undefined) return truth(same(given, comparison.equals))
  if (comparison.in) return truth(comparison.in.some((one) => same(given, one)))
  const { atLeast, atMost, above, below } = comparison
  const operand = atLeast ?? atMost ?? above ?? below
  if (operand === undefined) return 'unknown'
  const limit = typeof operand === 'object' ? dayWithin(operand.dayOfFiscalYear, course) : operand
  if (limit === null) return 'unknown'
  const order = inOrder(given, limit)
  if (order === null) return 'unknown'
  if (atLeast !== undefined) return truth(order >= 0)
  if (atMost !== undefined) return truth(order <= 0)
  return truth(above !== undefined ? order > 0 : order < 0)
}

const truth = (is: boolean): Truth => (is ? 'yes' : 'no')
const isNumber = (v: FactValue) => typeof v !== 'boolean' && FRACTION_TEXT.test(String(v))

function same(a: FactValue, b: FactValue): boolean {
  if (isNumber(a) && isNumber(b)) return compare(parseFraction(String(a)), parseFraction(String(b))) === 0
  return String(a) === String(b)
}

/** Numbers by their value, days by the calendar; null for what cannot be put in an order. */
function inOrder(a: FactValue, b: string | number): number | null {
  if (isNumber(a) && isNumber(b)) return compare(parseFraction(String(a)), parseFraction(String(b)))
  const day = /^\d{4}-\d\d-\d\d$/
  const [x, y] = [String(a), String(b)]
  return day.test(x) && day.test(y) ? (x < y ? -1 : x > y ? 1 : 0) : null
}

/** `12-31` of the fiscal year in question: that of the fact `fiscalYear`, else that in which the application is made. */
function dayWithin(monthDay: string, course: Course): string | null {
  const { fiscalYear: named, appliedOn } = course.facts
  const year = named !== undefined ? Number(named) : appliedOn ? fiscalYear(String(appliedOn)) : null
  if (year === null || !Number.isInteger(year)) {
    course.missing.add('fiscalYear')
    return null
  }
  return `${monthDay < '04-01' ? year + 1 : year}-${monthDay}`
}

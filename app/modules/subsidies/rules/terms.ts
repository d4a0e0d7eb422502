/** The parts of an amount rule: limits, rates, tiers, bands. */
import type { Grant, Value } from '../schema/programme'
import { type Course, holds, type Reason } from './conditions'
import {
  add,
  compare,
  type Fraction,
  fraction,
  least,
  multiply,
  parseFraction,
  subtract,
  ZERO,
} from './fraction'

/** A fact on which the amount depends is not known; it stands among the course's `missing`. */
export class Missing extends Error {}

/** Not supported, for these reasons. */
export class Ineligible extends Error {
  constructor(readonly reasons: Reason[]) {
    super('ineligible')
  }
}

export const notBelowZero = (amount: Fraction) => (compare(amount, ZERO) < 0 ? ZERO : amount)

/** The first branch whose condition holds; whether it does must be known. */
function branch<T>(
  branches: readonly { if: Parameters<typeof holds>[0]; use: T }[],
  course: Course,
): T | undefined {
  for (const one of branches) {
    const truth = holds(one.if, course)
    if (truth === 'unknown') throw new Missing()
    if (truth === 'yes') return one.use
  }
  return undefined
}

/** A number among the facts. */
function numberOf(fact: string, course: Course): Fraction {
  const given = course.facts[fact]
  if (given === undefined || given === '' || typeof given === 'boolean') {
    course.missing.add(fact)
    throw new Missing()
  }
  try {
    return notBelowZero(parseFraction(given))
  } catch {
    course.missing.add(fact)
    throw new Missing()
  }
}

/** A reading of a limit that the text leaves open: there is none. */
const UNLIMITED = 'unlimited'
type Limit = Fraction | typeof UNLIMITED | null

/** A limit in yen, or null where there is none. */
export function limitOf(value: Value | null | undefined, course: Course): Fraction | null {
  const limit = reading(value, course)
  return limit === UNLIMITED ? null : limit
}

/** What the text leaves open is read both ways: without any limit, and as nothing at all. */
const openLimit = (reason: Reason, course: Course) => course.choose<Limit>(reason, [UNLIMITED, ZERO])

function reading(value: Value | null | undefined, course: Course): Limit {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return fraction(value)
  if ('undetermined' in value) return openLimit({ text: value.undetermined }, course)
  if ('when' in value) {
    const found = branch(value.when, course)
    if (found !== undefined) return reading(found, course)
    // Only `null` says that there is no limit else; silence does not.
    return value.otherwise === undefined
      ? openLimit({ key: 'limit_unstated' }, course)
      : reading(value.otherwise, course)
  }
  if ('steps' in value) {
    const of = numberOf(value.steps.of, course)
    const step = value.steps.each.find(({ upTo }) => upTo === undefined || compare(of, fraction(upTo)) <= 0)
    return step ? reading(step.value, course) : openLimit({ key: 'limit_unstated' }, course)
  }
  if ('bands' in value) {
    const of = numberOf(value.bands.of, course)
    return slices(of, value.bands.each).reduce(
      (sum, { part, of: { per } }) => add(sum, multiply(part, fraction(per))),
      ZERO,
    )
  }
  if ('sum' in value) {
    const parts = value.sum.map((part) => reading(part, course))
    if (parts.includes(UNLIMITED)) return UNLIMITED
    return parts.reduce<Fraction>(
      (sum, part) => (part === null || part === UNLIMITED ? sum : add(sum, part)),
      ZERO,
    )
  }
  const limits = value.lesserOf
    .map((part) => reading(part, course))
    .filter((one): one is Fraction => one !== null && one !== UNLIMITED)
  return limits.length > 0 ? limits.reduce(least) : null
}

/** What of an amount lies in each band. */
function slices<T extends { upTo?: number | undefined }>(amount: Fraction, bands: readonly T[]) {
  let from = ZERO
  return bands.map((of) => {
    const upTo = of.upTo === undefined ? amount : least(amount, fraction(of.upTo))
    const part = notBelowZero(subtract(upTo, from))
    from = of.upTo === undefined ? amount : fraction(of.upTo)
    return { part, of }
  })
}

/** What a cost gives, and by which rate. */
export function grantOf(grant: Grant, cost: Fraction, course: Course): { amount: Fraction; by: string } {
  if ('tiers' in grant) {
    const amount = slices(cost, grant.tiers).reduce(
      (sum, { part, of: { rate } }) => add(sum, multiply(part, parseFraction(rate))),
      ZERO,
    )
    return { amount, by: grant.tiers.map(({ upTo, rate }) => (upTo ? `≤${upTo}:${rate}` : rate)).join(' ') }
  }
  if ('over' in grant) {
    const over = notBelowZero(subtract(cost, fraction(grant.over)))
    const amount = add(fraction(grant.flat), multiply(over, parseFraction(grant.rate)))
    return { amount, by: `${grant.flat}+${grant.rate}` }
  }
  if ('flat' in grant) return { amount: fraction(grant.flat), by: String(grant.flat) }
  if ('none' in grant) throw new Ineligible([{ text: grant.none }])
  if ('rate' in grant) return { amount: multiply(cost, parseFraction(grant.rate)), by: grant.rate }
  if ('when' in grant) {
    const found = branch(grant.when, course) ?? grant.otherwise
    if (!found) throw new Ineligible([{ key: 'no_rule_for_cost' }])
    return grantOf(found, cost, course)
  }
  if ('oneOf' in grant) return grantOf(course.choose({ text: grant.reason }, grant.oneOf), cost, course)
  if ('setBy' in grant) {
    const most = { amount: multiply(cost, parseFraction(grant.atMost)), by: `≤${grant.atMost}` }
    const reason: Reason = { key: 'rate_set_by', params: { by: grant.setBy, most: grant.atMost } }
    return course.choose(reason, [most, { amount: ZERO, by: '0' }])
  }
  return course.choose({ text: grant.undetermined }, [
    { amount: cost, by: '?' },
    { amount: ZERO, by: '?' },
  ])
}

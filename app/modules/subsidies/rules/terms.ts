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

/** A limit in yen, or null where there is none. */
export function limitOf(value: Value | null | undefined, course: Course): Fraction | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return fraction(value)
  if ('when' in value) return limitOf(branch(value.when, course) ?? value.otherwise, course)
  if ('steps' in value) {
    const of = numberOf(value.steps.of, course)
    const step = value.steps.each.find(({ upTo }) => upTo === undefined || compare(of, fraction(upTo)) <= 0)
    return limitOf(step?.value, course)
  }
  if ('bands' in value) {
    const of = numberOf(value.bands.of, course)
    return slices(of, value.bands.each).reduce(
      (sum, { part, of: { per } }) => add(sum, multiply(part, fraction(per))),
      ZERO,
    )
  }
  if ('sum' in value)
    return value.sum.reduce<Fraction>((sum, part) => add(sum, limitOf(part, course) ?? ZERO), ZERO)
  if ('lesserOf' in value) {
    const limits = value.lesserOf.map((part) => limitOf(part, course)).filter((one) => one !== null)
    return limits.length > 0 ? limits.reduce(least) : null
  }
  return course.choose<Fraction | null>({ text: value.undetermined }, [null, ZERO])
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

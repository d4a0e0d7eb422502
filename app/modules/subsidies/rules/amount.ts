/**
 * 補助金の算定: cost − other money → deductible → limit of the cost → rate → rounding → cap → joint cap → what is left
 * of a cumulative cap → budget. Exact at every step. Where the text leaves something open, every reading is worked
 * out: only when all come to the same amount is it determined.
 */
import type { Programme, Requirement, Work } from '../schema/programme'
import { type Course, holds, type Reason } from './conditions'
import { COST, type Facts } from './facts'
import {
  add,
  compare,
  type Fraction,
  fraction,
  fractionText,
  least,
  multiply,
  roundDown,
  subtract,
  toYen,
  ZERO,
} from './fraction'
import { grantOf, Ineligible, limitOf, Missing, notBelowZero } from './terms'

/** What is worked out: costs in yen by work, and what is known. */
type Question = {
  costs: Readonly<Record<string, number>>
  facts: Facts
  /** What is left of the budget, yen; only for a decision */
  budgetLeft?: number
}

const stepKinds = [
  'cost',
  'other_money',
  'deductible',
  'cost_limit',
  'grant',
  'never_above_cost',
  'rounding',
  'cap',
  'sum',
  'joint_cap',
  'cumulative',
  'budget',
] as const
type StepKind = (typeof stepKinds)[number]

/** One step of the arithmetic, as it is kept and shown. Figures as exact text: `2000000/3`. */
export type Step = {
  /** Key of the work; null: of all together */
  work: string | null
  kind: StepKind
  /** The rate, the limit or the unit that was used */
  by: string | null
  result: string
  /** Whether the step changed the figure */
  binds: boolean
}

/** A requirement that nobody has answered yet and that is taken as met, or money taken as none */
export type Assumption = { facts: string[]; text: string | null }

/** A work that is not supported while others are */
type Refused = { work: string; reasons: Reason[] }

export type Assessment =
  | {
      outcome: 'determined'
      amount: number
      steps: Step[]
      assumptions: Assumption[]
      refused: Refused[]
    }
  | { outcome: 'ineligible'; reasons: Reason[]; assumptions: Assumption[] }
  /** 未確定: the text does not say; between `least` and `most` yen */
  | {
      outcome: 'undetermined'
      reasons: Reason[]
      least: number
      most: number
      steps: Step[]
      assumptions: Assumption[]
      refused: Refused[]
    }
  /** Facts on which the amount depends are not known yet */
  | { outcome: 'incomplete'; missing: string[] }

/** Readings of one text at most; a text with more is told as undetermined in whole. */
const MAX_READINGS = 256

/** Rounding where the text is silent: to the yen, or down to one of the units in use elsewhere. */
const UNSTATED_UNITS = [1, 1000, 10_000]

/** Works out what a programme gives. Pure and total: every question has one of the four answers. */
export function assess(programme: Programme, question: Question): Assessment {
  const found: Found[] = []
  const assumptions = new Map<string, Assumption>()
  const open = new Map<string, Reason>()
  // The choices of one way through; counted up like the wheels of a meter until all ways have been gone.
  let wheels: number[] = []
  for (let tries = 0; tries < MAX_READINGS; tries++) {
    const sizes: number[] = []
    // One text is read one way throughout: two works are not rounded differently by the same silence.
    const chosen = new Map<string, number>()
    const course: Course & { reasons: Reason[] } = {
      facts: question.facts,
      missing: new Set(),
      reasons: [],
      choose(reason, readings) {
        const key = JSON.stringify(reason)
        let at = chosen.get(key)
        if (at === undefined) {
          at = wheels[sizes.push(readings.length) - 1] ?? 0
          chosen.set(key, at)
          course.reasons.push(reason)
        }
        return readings[at] as (typeof readings)[number]
      },
    }
    const assume = (assumption: Assumption) =>
      assumptions.set(`${assumption.text}|${assumption.facts.join()}`, assumption)
    try {
      found.push({ ...oneReading(programme, question, course, assume), reasons: null })
    } catch (error) {
      if (error instanceof Missing) return { outcome: 'incomplete', missing: [...course.missing].sort() }
      if (!(error instanceof Ineligible)) throw error
      found.push({ amount: 0, steps: [], refused: [], reasons: error.reasons })
    }
    for (const reason of course.reasons) open.set(JSON.stringify(reason), reason)
    const next = turned(wheels, sizes)
    if (!next) break
    wheels = next
    if (tries === MAX_READINGS - 1) {
      // So many readings are none: the amount may be anything up to the cost.
      const all = Object.values(question.costs).reduce((sum, cost) => sum + Math.max(0, cost), 0)
      for (const amount of [0, all]) found.push({ amount, steps: [], refused: [], reasons: null })
      open.set('', { key: 'too_many_readings' })
    }
  }
  return summed(found, [...open.values()], [...assumptions.values()])
}

/** The next way through, or null when all have been gone. */
function turned(wheels: readonly number[], sizes: readonly number[]): number[] | null {
  const next = sizes.map((_, i) => wheels[i] ?? 0)
  for (let i = sizes.length - 1; i >= 0; i--) {
    if ((next[i] ?? 0) + 1 < (sizes[i] ?? 0)) {
      next[i] = (next[i] ?? 0) + 1
      return next.slice(0, i + 1)
    }
  }
  return null
}

type Found = { amount: number; steps: Step[]; refused: Refused[]; reasons: Reason[] | null }

function summed(found: readonly Found[], open: Reason[], assumptions: Assumption[]): Assessment {
  const refused = found.filter((one) => one.reasons)
  if (refused.length === found.length) {
    const all = refused.flatMap((one) => one.reasons ?? [])
    const reasons = [...new Map(all.map((reason) => [JSON.stringify(reason), reason])).values()]
    return { outcome: 'ineligible', reasons, assumptions }
  }
  const amounts = found.map((one) => one.amount)
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)]
  const most = found.find((one) => one.amount === high && !one.reasons)
  const { steps, refused: without } = most ?? { steps: [], refused: [] }
  if (low === high && refused.length === 0)
    return { outcome: 'determined', amount: low, steps, assumptions, refused: without }
  return {
    outcome: 'undetermined',
    reasons: open,
    least: low,
    most: high,
    steps,
    assumptions,
    refused: without,
  }
}

type Assume = (assumption: Assumption) => void

/** One way of reading the text, from the requirements to the amount. */
function oneReading(programme: Programme, question: Question, course: Course, assume: Assume) {
  const asked = programme.works.filter((work) => (question.costs[work.key] ?? 0) > 0)
  const sum = asked.reduce((cost, work) => cost + (question.costs[work.key] ?? 0), 0)
  const all = { ...course, facts: { ...course.facts, [COST]: sum } }
  const refused = unmet(programme.requirements, all, assume)
  if (programme.otherMoney === 'exclude' && money(course, 'otherMoney', assume) > 0)
    refused.push({ key: 'other_money_excludes' })
  if (refused.length > 0) throw new Ineligible(refused)

  // Which works are supported comes first: other money is borne by those alone.
  const without: Refused[] = []
  const supported = asked.filter((work) => {
    const own = costOf(work, question, course)
    const reasons = [...unmet(work.requirements, own, assume), ...tooSmall(work, own), ...excluded(work)]
    if (reasons.length > 0) without.push({ work: work.key, reasons })
    return reasons.length === 0
  })
  const total = supported.reduce((sum, work) => sum + (question.costs[work.key] ?? 0), 0)
  const steps: Step[] = []
  const grants = new Map<string, Fraction>()
  for (const work of supported) {
    const cost = question.costs[work.key] ?? 0
    try {
      const other = otherMoney(programme, course, assume, { cost, total })
      grants.set(work.key, grantOfWork(programme, work, { cost, other }, course, assume, steps))
    } catch (error) {
      if (!(error instanceof Ineligible)) throw error
      without.push({ work: work.key, reasons: error.reasons })
    }
  }
  if (grants.size === 0) {
    const reasons = without.flatMap((one) => one.reasons)
    throw new Ineligible(reasons.length > 0 ? reasons : [{ key: 'no_cost' }])
  }
  const amount = together(programme, grants, all, question, steps)
  return { amount: toYen(amount), steps, refused: without }
}

/** The course of one work: the fact `cost` is its own. */
function costOf(work: Work, question: Question, course: Course): Course {
  return { ...course, facts: { ...course.facts, [COST]: question.costs[work.key] ?? 0 } }
}

/** A work that the scheme names only to say that it is not supported. */
function excluded({ grant }: Work): Reason[] {
  return 'none' in grant ? [{ text: grant.none }] : []
}

/** Requirements that are not met. One that nobody can answer yet is taken as met, and told. */
function unmet(requirements: readonly Requirement[], course: Course, assume: Assume): Reason[] {
  return requirements.flatMap(({ must, otherwise }) => {
    const asked = { ...course, missing: new Set<string>() }
    const truth = holds(must, asked)
    if (truth === 'unknown') assume({ facts: [...asked.missing].sort(), text: otherwise })
    return truth === 'no' ? [{ text: otherwise }] : []
  })
}

/** A sum of money that is taken as none when nobody has said anything, and told. */
function money(course: Course, fact: string, assume: Assume): number {
  const given = course.facts[fact]
  if (given === undefined || given === '') {
    assume({ facts: [fact], text: null })
    return 0
  }
  return Math.max(0, Math.trunc(Number(given)) || 0)
}

/** Other public money that is taken off this work's cost: of several works, each bears its part. */
function otherMoney(
  programme: Programme,
  course: Course,
  assume: Assume,
  of: { cost: number; total: number },
): Fraction {
  if (programme.otherMoney === 'ignore' || programme.otherMoney === 'exclude') return ZERO
  const other = money(course, 'otherMoney', assume)
  if (other === 0) return ZERO
  const part = multiply(fraction(other), fraction(of.cost, of.total))
  if (programme.otherMoney === 'deduct') return part
  return course.choose({ key: 'other_money_unstated' }, [part, ZERO])
}

function grantOfWork(
  programme: Programme,
  work: Work,
  money_: { cost: number; other: Fraction },
  course: Course,
  assume: Assume,
  steps: Step[],
): Fraction {
  const own = { ...course, facts: { ...course.facts, [COST]: money_.cost } }
  const keep = (kind: StepKind, by: string | null, before: Fraction, result: Fraction) => {
    const binds = compare(before, result) !== 0
    steps.push({ work: work.key, kind, by, result: fractionText(result), binds })
    return result
  }
  const cost = fraction(money_.cost)
  keep('cost', null, cost, cost)
  let base = cost
  if (compare(money_.other, ZERO) > 0)
    base = keep('other_money', fractionText(money_.other), base, notBelowZero(subtract(base, money_.other)))
  const most = base
  if (work.deductible !== undefined)
    base = keep(
      'deductible',
      String(work.deductible),
      base,
      notBelowZero(subtract(base, fraction(work.deductible))),
    )
  const limit = limitOf(work.costLimit, own)
  if (limit) base = keep('cost_limit', fractionText(limit), base, least(base, limit))
  const { amount, by } = grantOf(work.grant, base, own)
  let result = keep('grant', by, base, amount)
  if (compare(result, most) > 0) result = keep('never_above_cost', fractionText(most), result, most)
  const unit = unitOf(programme, result, course)
  result = keep('rounding', String(unit), result, roundDown(result, unit))
  const cap = limitOf(work.cap, own)
  if (cap) result = keep('cap', fractionText(cap), result, least(result, cap))
  if (work.cumulative) {
    const whole = limitOf(work.cumulative.cap, own)
    const earlier = fraction(money(own, 'earlierGrants', assume))
    if (whole) {
      const left = notBelowZero(subtract(whole, earlier))
      result = keep('cumulative', fractionText(left), result, least(result, left))
    }
  }
  return result
}

function tooSmall(work: Work, course: Course): Reason[] {
  const floor = work.minimumCost
  const cost = Number(course.facts[COST])
  if (!floor) return []
  const enough = floor.atLeast !== undefined ? cost >= floor.atLeast : cost > (floor.above ?? 0)
  if (enough) return []
  if (floor.unless) {
    const waived = holds(floor.unless, course)
    if (waived === 'unknown') throw new Missing()
    if (waived === 'yes') return []
  }
  return [
    floor.atLeast !== undefined
      ? { key: 'cost_at_least', params: { yen: floor.atLeast } }
      : { key: 'cost_above', params: { yen: floor.above ?? 0 } },
  ]
}

/** Rounds the same way for every work; where the text is silent, only what differs is another reading. */
function unitOf(programme: Programme, amount: Fraction, course: Course): number {
  if (programme.rounding !== 'unstated') return programme.rounding
  const rounded = UNSTATED_UNITS.map((unit) => roundDown(amount, unit))
  if (rounded.every((one) => compare(one, amount) === 0)) return 1
  return course.choose({ key: 'rounding_unstated' }, UNSTATED_UNITS)
}

/** The works together: joint caps, and the budget. */
function together(
  programme: Programme,
  grants: ReadonlyMap<string, Fraction>,
  course: Course,
  question: Question,
  steps: Step[],
): Fraction {
  const sumOf = (keys: readonly string[]) =>
    keys.reduce((sum, key) => add(sum, grants.get(key) ?? ZERO), ZERO)
  const keep = (kind: StepKind, by: string | null, before: Fraction, result: Fraction) => {
    steps.push({ work: null, kind, by, result: fractionText(result), binds: compare(before, result) !== 0 })
    return result
  }
  let amount = sumOf([...grants.keys()])
  if (grants.size > 1) keep('sum', null, amount, amount)
  for (const joint of programme.jointCaps) {
    const cap = limitOf(joint.cap, course)
    const sum = sumOf(joint.works)
    if (cap && joint.works.some((key) => grants.has(key))) {
      const over = notBelowZero(subtract(sum, cap))
      amount = keep('joint_cap', fractionText(cap), amount, notBelowZero(subtract(amount, over)))
    }
  }
  if (question.budgetLeft !== undefined) {
    const left = fraction(Math.max(0, question.budgetLeft))
    amount = keep('budget', fractionText(left), amount, least(amount, left))
  }
  return amount
}

/**
 * 制度見直しの試算: what schemes would give over the halls of the register, year by year, as expected values. Every sum
 * is a sum of whole yen of hall, work and year, so that districts, years and halls come to the same total.
 */

import type { EarlierGrant } from '~/modules/applications/rules'
import { ageOf } from '~/modules/halls/rules'
import type { Assumption, Facts, FactValue, Reason } from '~/modules/subsidies/rules'
import type { Programme, Work } from '~/modules/subsidies/schema'
import { type Asked, factsThatMatter, type Gives, Memory } from './gives'
import {
  beginningOf,
  costOf,
  firstDay,
  grantedBefore,
  needsIt,
  type Price,
  type SimHall,
  type UnknownReading,
  yearsSinceGrant,
} from './halls'
import { type Beginning, beginnings, type Need, type Shares, sharesOf, WHOLE } from './uptake'

/** What is assumed of one work. `yearly`: of the halls that need it the share that takes it up in a year, millionths */
export type WorkAssumption = Price & { need: Need; yearly: number }

/** 仮定: everything on which the figures stand besides the register and the schemes. */
export type Assumed = {
  /** The first 年度, and how many */
  from: number
  years: number
  works: ReadonlyMap<string, WorkAssumption>
  /** Of the halls that are diagnosed the share that is found unsafe, millionths */
  unsafe: number
  /** From this age a hall counts as aged, years */
  age: number
  /** Area of halls of which nobody knows it, hundredths of a square metre */
  area: number
  unknown: UnknownReading
  /** ほかの補助金 of each application, yen */
  otherMoney: number
  /** Answers for all halls to what the register does not know */
  facts: Facts
}

/** 案: a scheme, and how much more or less is taken up under it, millionths. */
export type Variant = { id: string; programme: Programme; pace: number }

/** Expected over halls: `takes` in millionths of a hall, all else whole yen. */
export type Sum = {
  takes: number
  /** Costs of the works that are supported, and other money towards them */
  cost: number
  other: number
  /** 補助金: where the text leaves it open, from–to */
  least: number
  most: number
  /** Works that the scheme does not support: how many, and what they cost */
  takesWithout: number
  costWithout: number
}

/** 対象: halls that need something, and those that would get something for it in the first year. */
export type Eligible = { need: number; sure: number; perhaps: number }

export type Outcome = {
  id: string
  total: Sum
  /** By year, as many as were asked for */
  years: Sum[]
  /** By district; null: not known */
  districts: Map<number | null, { sum: Sum; eligible: Eligible }>
  works: Map<string, { sum: Sum; eligible: Eligible }>
  eligible: Eligible
  /** Why halls get nothing, and requirements taken as met: of how many halls */
  refused: { reason: Reason; halls: number }[]
  taken: { assumption: Assumption; halls: number }[]
  /** Halls of which an amount hangs on a number that nobody knows */
  unknown: number
}

/** A hall under one scheme: each work that it needs, with what it gives in the first year and expected over all. */
export type HallOutcome = {
  hall: SimHall
  works: { work: string; cost: number; gives: Gives; sum: Sum }[]
  sum: Sum
}

export const nothing = (): Sum => ({
  takes: 0,
  cost: 0,
  other: 0,
  least: 0,
  most: 0,
  takesWithout: 0,
  costWithout: 0,
})

export function addTo(sum: Sum, more: Sum): void {
  sum.takes += more.takes
  sum.cost += more.cost
  sum.other += more.other
  sum.least += more.least
  sum.most += more.most
  sum.takesWithout += more.takesWithout
  sum.costWithout += more.costWithout
}

/** 自己負担 of the works that are supported: least where most is granted. Yen. */
export const ownShare = ({ cost, other, least, most }: Sum) => ({
  least: cost - other - most,
  most: cost - other - least,
})

/** Yen of one hall by its share in millionths, to the yen. Below 2^53 by the bound of a cost. */
const expected = (yen: number, share: number) => Math.round((yen * share) / WHOLE)

/** What one case adds: a work of a hall in a year. */
function caseOf(share: number, cost: number, otherMoney: number, gives: Gives): Sum {
  if (gives.most === 0) return { ...nothing(), takesWithout: share, costWithout: expected(cost, share) }
  const [costs, other] = [expected(cost, share), expected(Math.min(otherMoney, cost), share)]
  // Grant and other money are never more than the cost together, also after each was rounded to the yen.
  const rest = costs - other
  const most = Math.min(expected(gives.most, share), rest)
  const least = Math.min(expected(gives.least, share), rest)
  return { ...nothing(), takes: share, cost: costs, other, least, most }
}

/** One work of one scheme, made ready to be asked of many halls. */
type Rule = {
  work: Work
  assumed: WorkAssumption
  asked: Asked
  timed: boolean
  byGrants: boolean
  matters: ReadonlySet<string>
  shares: Record<Beginning, readonly number[]>
}

function rulesOf({ programme, pace }: Variant, assumed: Assumed, memory: Memory): Rule[] {
  const takings = programme.works.flatMap((work) => {
    const of = assumed.works.get(work.key)
    if (!of) return []
    const yearly = Math.min(WHOLE, Math.round((of.yearly * pace) / WHOLE))
    return [{ work: work.key, need: of.need, yearly }]
  })
  const shares = Object.fromEntries(
    beginnings.map((beginning) => [beginning, sharesOf(takings, beginning, assumed.years, assumed.unsafe)]),
  ) as Record<Beginning, Shares>
  return programme.works.flatMap((work) => {
    const of = assumed.works.get(work.key)
    if (!of || of.need === 'none') return []
    const matters = factsThatMatter(programme, work)
    return [
      {
        work,
        assumed: of,
        asked: memory.of(programme, work),
        matters,
        timed: matters.has('fiscalYear') || matters.has('yearsSinceBuilt'),
        byGrants: matters.has('earlierGrants') || matters.has('yearsSinceGrant'),
        shares: Object.fromEntries(
          beginnings.map((beginning) => [beginning, shares[beginning].get(work.key) ?? []]),
        ) as Rule['shares'],
      },
    ]
  })
}

/** No earlier grant is known: as long ago as one likes. */
const NEVER = 100

/** The facts of a hall in a year. */
function factsIn(
  hall: SimHall,
  rule: Rule,
  grants: readonly EarlierGrant[],
  year: number,
  assumed: Assumed,
): Facts {
  const facts: Record<string, FactValue> = {
    ...assumed.facts,
    ...hall.facts,
    otherMoney: assumed.otherMoney,
    fiscalYear: year,
  }
  if (rule.matters.has('yearsSinceBuilt') && hall.completed)
    facts.yearsSinceBuilt = ageOf(hall.completed, firstDay(year)).least
  if (rule.byGrants) {
    facts.earlierGrants = grantedBefore(rule.work, grants, year)
    facts.yearsSinceGrant = yearsSinceGrant(grants, year) ?? NEVER
  }
  return facts
}

/**
 * Works out every scheme over every hall.
 * @param each is told of every hall under every scheme, for those who want them one by one
 */
export function simulate(
  halls: readonly SimHall[],
  variants: readonly Variant[],
  assumed: Assumed,
  each?: (variant: Variant, outcome: HallOutcome) => void,
): Outcome[] {
  const memory = new Memory()
  const at = { from: firstDay(assumed.from), age: assumed.age }
  return variants.map((variant) => {
    const rules = rulesOf(variant, assumed, memory)
    const outcome: Outcome = {
      id: variant.id,
      total: nothing(),
      years: Array.from({ length: assumed.years }, nothing),
      districts: new Map(),
      works: new Map(rules.map(({ work }) => [work.key, { sum: nothing(), eligible: noneEligible() }])),
      eligible: noneEligible(),
      refused: [],
      taken: [],
      unknown: 0,
    }
    const refused = new Tally<Reason>()
    const taken = new Tally<Assumption>()
    for (const hall of halls) {
      const beginning = beginningOf(hall.state, assumed.unknown)
      const works: HallOutcome['works'] = []
      for (const rule of rules) {
        if (!needsIt(hall, beginning, rule.assumed.need, at)) continue
        const one = workOf(hall, rule, beginning, assumed, outcome.years)
        works.push(one)
        const of = outcome.works.get(rule.work.key)
        if (of) {
          addTo(of.sum, one.sum)
          count(of.eligible, [one.gives])
        }
      }
      const sum = nothing()
      for (const one of works) addTo(sum, one.sum)
      addTo(outcome.total, sum)
      let district = outcome.districts.get(hall.district)
      if (!district) {
        district = { sum: nothing(), eligible: noneEligible() }
        outcome.districts.set(hall.district, district)
      }
      addTo(district.sum, sum)
      if (works.length > 0) {
        const given = works.map(({ gives }) => gives)
        count(outcome.eligible, given)
        count(district.eligible, given)
        refused.add(given.flatMap(whyNothing))
        taken.add(given.flatMap((gives) => gives.taken))
        if (given.some(({ unknown }) => unknown)) outcome.unknown++
      }
      each?.(variant, { hall, works, sum })
    }
    outcome.refused = refused.most().map(([reason, n]) => ({ reason, halls: n }))
    outcome.taken = taken.most().map(([assumption, n]) => ({ assumption, halls: n }))
    return outcome
  })
}

/** One work of one hall over the years; adds to the years what it brings. */
function workOf(hall: SimHall, rule: Rule, beginning: Beginning, assumed: Assumed, years: readonly Sum[]) {
  const cost = costOf(rule.assumed, hall.structure, hall.area ?? assumed.area)
  const grants = rule.byGrants ? hall.grants : []
  // Most halls are the same to a scheme in every year: only what can change is asked again.
  const always = rule.timed || (grants.length > 0 && rule.matters.has('yearsSinceGrant'))
  const earlier = (year: number) => (grants.length > 0 ? grantedBefore(rule.work, grants, year) : 0)
  const shares = rule.shares[beginning]
  const sum = nothing()
  const first = rule.asked(cost, factsIn(hall, rule, grants, assumed.from, assumed))
  let gives = first
  let before = earlier(assumed.from)
  years.forEach((of, i) => {
    const share = shares[i] ?? 0
    if (share === 0) return
    const year = assumed.from + i
    const now = earlier(year)
    if (i > 0 && (always || now !== before))
      gives = rule.asked(cost, factsIn(hall, rule, grants, year, assumed))
    before = now
    const one = caseOf(share, cost, assumed.otherMoney, gives)
    addTo(sum, one)
    addTo(of, one)
  })
  return { work: rule.work.key, cost, gives: first, sum }
}

/** Nothing is given although nothing stands against it: the cumulative cap is used up, or other money pays all. */
const USED_UP: Reason = { key: 'used_up' }

const whyNothing = ({ most, reasons }: Gives): readonly Reason[] =>
  most > 0 ? [] : reasons.length > 0 ? reasons : [USED_UP]

const noneEligible = (): Eligible => ({ need: 0, sure: 0, perhaps: 0 })

/** Counts a hall once, whatever the number of its works. */
function count(eligible: Eligible, gives: readonly Gives[]): void {
  eligible.need++
  if (gives.some(({ least }) => least > 0)) eligible.sure++
  if (gives.some(({ most }) => most > 0)) eligible.perhaps++
}

/** How often something was said, each time once. */
class Tally<T> {
  private readonly found = new Map<string, [T, number]>()

  add(all: readonly T[]): void {
    if (all.length === 0) return
    for (const [key, one] of new Map(all.map((one) => [JSON.stringify(one), one]))) {
      const known = this.found.get(key)
      if (known) known[1]++
      else this.found.set(key, [one, 1])
    }
  }

  most(): [T, number][] {
    return [...this.found.values()].sort((a, b) => b[1] - a[1])
  }
}

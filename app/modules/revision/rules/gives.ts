/**
 * What a scheme gives for one work of one hall, worked out once for halls of which the scheme sees no difference.
 * Amounts that the text leaves open, or that depend on a fact nobody knows, are from–to.
 */
import {
  type Assumption,
  assess,
  commonFacts,
  type Facts,
  type FactValue,
  factsNamed,
  type Reason,
} from '~/modules/subsidies/rules'
import type { Programme, Work } from '~/modules/subsidies/schema'

/** What a work gives: between `least` and `most` yen; the same where it is determined. */
export type Gives = {
  least: number
  most: number
  /** Why nothing is given, where nothing can be */
  reasons: readonly Reason[]
  /** Requirements that were taken as met, as the register does not say */
  taken: readonly Assumption[]
  /** The amount hangs on a number that nobody knows: from nothing to the whole cost */
  unknown: boolean
}

/** Branches over facts with few answers, at most so many of them. */
const MAX_BRANCHES = 3

/** The answers that a question can have, where they are few. */
function answersTo(fact: string, programme: Programme): readonly FactValue[] {
  const own = programme.facts.find(({ key }) => key === fact)
  const common = commonFacts[fact as keyof typeof commonFacts]
  const kind = own?.kind ?? common?.kind
  if (kind === 'boolean') return [true, false]
  if (kind !== 'choice') return []
  if (own) return own.options.map(({ value }) => value)
  return common && 'options' in common ? common.options : []
}

/** What one work gives; where a fact with few answers is missing, the least and the most of them. */
function givesOf(programme: Programme, work: string, cost: number, facts: Facts, branches: number): Gives {
  const found = assess(programme, { costs: { [work]: cost }, facts })
  switch (found.outcome) {
    case 'determined':
      return {
        least: found.amount,
        most: found.amount,
        reasons: [],
        taken: taken(found.assumptions),
        unknown: false,
      }
    case 'undetermined':
      return {
        least: found.least,
        most: found.most,
        reasons: [],
        taken: taken(found.assumptions),
        unknown: false,
      }
    case 'ineligible':
      return { least: 0, most: 0, reasons: found.reasons, taken: taken(found.assumptions), unknown: false }
    case 'incomplete': {
      const open = found.missing.find((fact) => answersTo(fact, programme).length > 0)
      if (open === undefined || branches === 0)
        return { least: 0, most: cost, reasons: [], taken: [], unknown: true }
      return either(
        answersTo(open, programme).map((answer) =>
          givesOf(programme, work, cost, { ...facts, [open]: answer }, branches - 1),
        ),
      )
    }
  }
}

/** Money that is taken as none is no requirement. */
const taken = (assumptions: readonly Assumption[]) => assumptions.filter(({ text }) => text !== null)

function either(all: readonly Gives[]): Gives {
  const most = Math.max(...all.map((one) => one.most))
  return {
    least: Math.min(...all.map((one) => one.least)),
    most,
    reasons: most > 0 ? [] : all.flatMap(({ reasons }) => reasons),
    taken: all.flatMap((one) => one.taken),
    unknown: all.some(({ unknown }) => unknown),
  }
}

/** The facts on which what a work gives can depend. */
export function factsThatMatter(programme: Programme, work: Work): ReadonlySet<string> {
  const { requirements, jointCaps, otherMoney } = programme
  const rule = { requirements, jointCaps, work }
  const named = new Set(factsNamed(rule).map(([fact]) => fact))
  if (otherMoney !== 'ignore') named.add('otherMoney')
  if (work.cumulative) named.add('earlierGrants')
  if (JSON.stringify(rule).includes('dayOfFiscalYear')) named.add('fiscalYear')
  return named
}

/** What a work gives, asked again and again. */
export type Asked = (cost: number, facts: Facts) => Gives

/**
 * Remembers what each rule has given. Two schemes that say the same of a work share what was worked out.
 */
export class Memory {
  private readonly rules = new Map<string, Map<string, Gives>>()

  /** How a scheme answers for one of its works. */
  of(programme: Programme, work: Work): Asked {
    const matters = [...factsThatMatter(programme, work)].filter((fact) => fact !== 'cost').sort()
    const { requirements, jointCaps, otherMoney, rounding, facts: own } = programme
    const rule = JSON.stringify({ requirements, jointCaps, otherMoney, rounding, own, work })
    let known = this.rules.get(rule)
    if (!known) {
      known = new Map()
      this.rules.set(rule, known)
    }
    const remembered = known
    return (cost, facts) => {
      let key = String(cost)
      for (const fact of matters) key += `|${facts[fact] ?? ''}`
      let gives = remembered.get(key)
      if (!gives) {
        gives = givesOf(programme, work.key, cost, facts, MAX_BRANCHES)
        remembered.set(key, gives)
      }
      return gives
    }
  }
}

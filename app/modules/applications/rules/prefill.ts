/** 前もって入る答え: what the portal knows already, offered as answers that a person confirms. Pure. */
import {
  ageOf,
  areaText,
  isWoodMethod,
  type Method,
  type PartialDate,
  type Standards,
  type Structure,
  scoreText,
} from '~/modules/halls/rules'
import type { Facts, FactValue } from '~/modules/subsidies/rules'
import type { Programme, Work } from '~/modules/subsidies/schema'
import { type Day, fiscalYear } from '~/platform/clock'
import type { EarlierGrant } from './grants'
import { askedOf } from './tasks'

/** From where an answer is: the hall's record, the association's page, the last application, the register, the works */
const prefillSources = ['hall', 'association', 'last', 'register', 'works'] as const
type PrefillSource = (typeof prefillSources)[number]

export type Prefilled = { value: FactValue; source: PrefillSource }

export type PrefillKnown = {
  hall: {
    structure: Structure | null
    /** Hundredths of a square metre */
    floorArea: number | null
    confirmed: PartialDate | null
    started: PartialDate | null
    completed: PartialDate | null
    designation: string
    registeredTo: string
    standards: Standards
    /** Scores in thousandths, the newest first */
    diagnoses: readonly { on: Day; method: Method; score: number | null }[]
  } | null
  association: { name: string; legalPersonality: boolean; memberHouseholds: number | null }
  /** The last application of the same programme; `sameHall`: for the same building */
  last: { facts: Facts; sameHall: boolean } | null
  grants: readonly EarlierGrant[]
}

/** Answers that stay from one application to the next: of the association, and of the same building. */
const OF_ASSOCIATION = ['legalPersonality', 'households']
const OF_BUILDING = [
  'registeredInName',
  'mortgaged',
  'structure',
  'confirmedOn',
  'startedOn',
  'oldStandard',
  'floorArea',
  'shelter',
]

/** What can be offered for the questions of an application; the surest source comes first. */
export function prefillFacts(
  programme: Programme,
  works: readonly string[],
  known: PrefillKnown,
  today: Day,
): Record<string, Prefilled> {
  const chosen = programme.works.filter(({ key }) => works.includes(key))
  const offered = new Map<string, Prefilled>()
  const offer = (source: PrefillSource, facts: Record<string, FactValue | null | undefined>) => {
    for (const [key, value] of Object.entries(facts))
      if (value !== null && value !== undefined && !offered.has(key)) offered.set(key, { value, source })
  }
  offer('works', {
    includesSeismic: chosen.some(({ register }) => register === 'seismic_retrofit') || null,
    barrierFree: chosen.some(({ register }) => register === 'barrier_free') || null,
  })
  if (known.hall) offer('hall', factsOfHall(known.hall, known.association.name, today))
  offer('association', {
    legalPersonality: known.association.legalPersonality || null,
    households: known.association.memberHouseholds,
  })
  offer('register', factsOfGrants(chosen, known.grants, today))
  if (known.last) {
    const kept = known.last.sameHall ? [...OF_ASSOCIATION, ...OF_BUILDING] : OF_ASSOCIATION
    const { facts } = known.last
    offer('last', Object.fromEntries(kept.map((key) => [key, facts[key]])))
  }
  const asked = askedOf(programme, works)
  return Object.fromEntries(
    asked.flatMap(({ key }) => {
      const found = offered.get(key)
      return found ? [[key, found]] : []
    }),
  )
}

function factsOfHall(hall: NonNullable<PrefillKnown['hall']>, association: string, today: Day) {
  const day = (date: PartialDate | null) => (date?.precision === 'day' ? date.on : null)
  const scored = (wood: boolean) => {
    const last = hall.diagnoses.find(
      ({ method, score }) => score !== null && method !== 'other' && isWoodMethod(method) === wood,
    )
    return last?.score == null ? null : scoreText(last.score)
  }
  const age = hall.completed && ageOf(hall.completed, today)
  const { overall } = hall.standards
  return {
    structure: hall.structure && (hall.structure === 'wood' ? 'wood' : 'other'),
    confirmedOn: day(hall.confirmed),
    startedOn: day(hall.started),
    oldStandard: overall === 'unknown' ? null : overall === 'old',
    yearsSinceBuilt: age && age.least === age.most ? age.least : null,
    floorArea: hall.floorArea === null ? null : areaText(hall.floorArea),
    scoreBefore: scored(true),
    isBefore: scored(false),
    // A site to flee to (指定緊急避難場所) is no shelter by name: that question stays open.
    shelter: hall.designation === 'evacuation_site' ? null : ['shelter', 'both'].includes(hall.designation),
    registeredInName: hall.registeredTo === association || null,
  }
}

/** Sum and age of the grants that count; nothing where none is known, as the register may not reach back that far. */
function factsOfGrants(chosen: readonly Work[], grants: readonly EarlierGrant[], today: Day) {
  const counted = grants.filter((grant) => chosen.some((work) => counts(work, grant, today)))
  const sum = counted.reduce((total, { amount }) => total + amount, 0)
  const last = grants.map(({ on }) => on).sort()[grants.length - 1]
  return {
    earlierGrants: sum > 0 ? sum : null,
    yearsSinceGrant: last ? ageOf({ on: last, precision: 'day' }, today).least : null,
  }
}

/** What an association says of its earlier grants, where the register says otherwise; `told` is null where it is silent. */
export type GrantDifference = {
  fact: 'earlierGrants' | 'yearsSinceGrant'
  told: number | null
  known: number
}

/**
 * Where the answers of an application differ from the register. Where that knows of nothing, nothing differs.
 * @param on the day on which the application was handed in
 */
export function grantDifferences(
  programme: Programme,
  { works, facts }: { works: readonly string[]; facts: Facts },
  grants: readonly EarlierGrant[],
  on: Day,
): GrantDifference[] {
  const asked = askedOf(programme, works).map(({ key }) => key)
  const chosen = programme.works.filter(({ key }) => works.includes(key))
  const known = factsOfGrants(chosen, grants, on)
  return (['earlierGrants', 'yearsSinceGrant'] as const).flatMap((fact) => {
    const told = facts[fact]
    if (!asked.includes(fact) || known[fact] === null || told === known[fact]) return []
    return { fact, told: typeof told === 'number' ? told : null, known: known[fact] }
  })
}

/** Whether a grant is taken off the cumulative cap of a work. */
export function counts({ key, register, cumulative }: Work, grant: EarlierGrant, today: Day): boolean {
  if (!cumulative) return false
  const ofWork = grant.work !== null ? grant.work === key : !register || grant.kind === register
  if (!ofWork) return false
  const { window } = cumulative
  if (window === 'lifetime') return true
  if (window === 'fiscal_year') return fiscalYear(grant.on) === fiscalYear(today)
  if ('since' in window) return grant.on >= window.since
  return ageOf({ on: grant.on, precision: 'day' }, today).least < window.years
}

/** A hall as the simulator sees it: what its record says for the questions of a scheme, and what a work would cost. */

import { counts, type EarlierGrant } from '~/modules/applications/rules'
import {
  ageOf,
  type Designation,
  decidingDiagnosis,
  type HallState,
  isWoodMethod,
  LONGEST_BUILDING_YEARS,
  type PartialDate,
  type SeismicRecord,
  scoreText,
  spanOf,
  standardsOf,
} from '~/modules/halls/rules'
import type { Facts } from '~/modules/subsidies/rules'
import type { Work } from '~/modules/subsidies/schema'
import type { Day } from '~/platform/clock'
import type { Beginning, Need } from './uptake'

/** 会館, with what the register knows. */
export type SimHall = {
  id: number
  name: string
  /** 校区; null: not known */
  district: number | null
  state: HallState
  /** Null: not known */
  structure: 'wood' | 'other' | null
  /** 延べ面積, hundredths of a square metre; null: not known */
  area: number | null
  completed: PartialDate | null
  hasAed: boolean
  /** What does not depend on the year */
  facts: Facts
  grants: readonly EarlierGrant[]
}

/** What the record of a hall and its associations say. */
type HallRecord = {
  seismic: SeismicRecord
  area: number | null
  designation: Designation
  registeredTo: string
  associations: readonly { name: string; households: number | null; legalPersonality: boolean }[]
}

/** Questions that the register answers, or that the simulation settles by itself; the rest is asked for all halls at once. */
export const KNOWN_FACTS: ReadonlySet<string> = new Set([
  'legalPersonality',
  'registeredInName',
  'households',
  'structure',
  'startedOn',
  'confirmedOn',
  'oldStandard',
  'yearsSinceBuilt',
  'floorArea',
  'scoreBefore',
  'isBefore',
  'shelter',
  'otherMoney',
  'earlierGrants',
  'yearsSinceGrant',
  'contractBeforeDecision',
  'appliedOn',
  'fiscalYear',
  'cost',
])

/** Hundredths of a square metre as the facts have them: 13250 → `132.5`. */
const areaFact = (hundredths: number) => String(hundredths / 100)

/**
 * The facts of a hall. A day that is known only by the year is given as the last day that it may be where the old
 * standard is certain, as the first where the new one is, and left open else. A hall of several associations is that
 * of the one with most households.
 */
export function factsOf({ seismic, area, designation, registeredTo, associations }: HallRecord): Facts {
  const facts: Record<string, string | number | boolean> = {
    contractBeforeDecision: false,
  }
  // A site to flee to (指定緊急避難場所) is no shelter by name: that question stays open.
  if (designation !== 'evacuation_site') facts.shelter = designation === 'shelter' || designation === 'both'
  const { byStart, byConfirmation, overall } = standardsOf(seismic)
  if (overall !== 'unknown') facts.oldStandard = overall === 'old'
  const [confirmed, started, completed] = [seismic.confirmed, seismic.started, seismic.completed].map(
    (date) => (date ? spanOf(date) : null),
  )
  const ended =
    completed && `${Number(completed.first.slice(0, 4)) - LONGEST_BUILDING_YEARS}${completed.first.slice(4)}`
  const day = (
    standard: typeof byStart,
    latest: (Day | null | undefined)[],
    earliest: (Day | null | undefined)[],
  ) => {
    const known = (days: typeof latest) => days.filter((one): one is Day => Boolean(one)).sort()
    return standard === 'old' ? known(latest)[0] : standard === 'new' ? known(earliest).at(-1) : undefined
  }
  const startedOn = day(byStart, [started?.last, completed?.last], [started?.first, confirmed?.first, ended])
  const confirmedOn = day(
    byConfirmation,
    [confirmed?.last, started?.last, completed?.last],
    [confirmed?.first, ended],
  )
  if (startedOn) facts.startedOn = startedOn
  if (confirmedOn) facts.confirmedOn = confirmedOn
  if (seismic.structure) facts.structure = seismic.structure === 'wood' ? 'wood' : 'other'
  if (area !== null) facts.floorArea = areaFact(area)
  const diagnosis = decidingDiagnosis(seismic.diagnoses)
  if (diagnosis?.score != null && diagnosis.method !== 'other')
    facts[isWoodMethod(diagnosis.method) ? 'scoreBefore' : 'isBefore'] = scoreText(diagnosis.score)
  const largest = associations.reduce<HallRecord['associations'][number] | null>(
    (most, one) => (most && (most.households ?? -1) >= (one.households ?? -1) ? most : one),
    null,
  )
  if (largest) {
    facts.legalPersonality = largest.legalPersonality
    if (largest.households !== null) facts.households = largest.households
  }
  const owner = registeredTo.normalize('NFKC').trim()
  if (owner !== '')
    facts.registeredInName = associations.some(({ name }) => owner.includes(name.normalize('NFKC')))
  return facts
}

/** How halls of which nobody knows the standard are counted. */
export const unknownReadings = ['old', 'leave_out'] as const
export type UnknownReading = (typeof unknownReadings)[number]

/** Where a hall sets out. */
export function beginningOf(state: HallState, unknown: UnknownReading): Beginning {
  if (state === 'to_retrofit') return 'to_retrofit'
  return state === 'old_standard' || (state === 'unknown' && unknown === 'old') ? 'undiagnosed' : 'settled'
}

/** Whether a hall needs a work today, or may come to need it within the years. */
export function needsIt(
  hall: Pick<SimHall, 'completed' | 'hasAed'>,
  beginning: Beginning,
  need: Need,
  at: { from: Day; age: number },
): boolean {
  switch (need) {
    case 'none':
      return false
    case 'undiagnosed':
      return beginning === 'undiagnosed'
    case 'to_plan':
      return beginning === 'to_retrofit'
    case 'to_retrofit':
    case 'not_safe':
      return beginning !== 'settled'
    case 'aged':
      return hall.completed !== null && ageOf(hall.completed, at.from).least >= at.age
    case 'no_aed':
      return !hall.hasAed
    case 'all':
      return true
  }
}

/** 費用の仮定: yen for each square metre of wood and of other structures, and a sum for each hall. */
export type Price = { wood: number; other: number; fixed: number }

/** No work of a hall costs more, yen; what is above is taken as this. */
const MAX_COST = 9_000_000_000

/**
 * What a work costs at a hall, whole yen. A structure that nobody knows is priced in the middle.
 * @param area hundredths of a square metre
 */
export function costOf({ wood, other, fixed }: Price, structure: SimHall['structure'], area: number): number {
  // Doubled, so that the middle of two prices stays whole.
  const twice = structure === 'wood' ? 2 * wood : structure === 'other' ? 2 * other : wood + other
  return Math.min(MAX_COST, fixed + Math.round((twice * area) / 200))
}

/** The middle of the areas that are known, hundredths of a square metre; null where there is none. */
export function middleArea(halls: readonly Pick<SimHall, 'area'>[]): number | null {
  const areas = halls.flatMap(({ area }) => (area === null ? [] : [area])).sort((a, b) => a - b)
  return areas[Math.floor((areas.length - 1) / 2)] ?? null
}

/**
 * What of earlier grants is taken off a work's cumulative cap in a fiscal year, yen: as for an application that is made
 * on its first day.
 */
export function grantedBefore(work: Work, grants: readonly EarlierGrant[], year: number): number {
  return grants
    .filter((grant) => counts(work, grant, firstDay(year)))
    .reduce((sum, { amount }) => sum + amount, 0)
}

/** Whole years since the last grant; null where none is known. */
export function yearsSinceGrant(grants: readonly EarlierGrant[], year: number): number | null {
  const last = grants.map(({ on }) => on).sort()[grants.length - 1]
  return last === undefined ? null : ageOf({ on: last, precision: 'day' }, firstDay(year)).least
}

export const firstDay = (year: number): Day => `${year}-04-01`

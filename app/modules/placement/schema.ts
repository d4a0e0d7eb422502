/** What the address of the study may say, and the form of a population file. */
import { z } from 'zod'
import { DETOUR } from '~/modules/aeds/rules'
import { type Day, isDay } from '~/platform/clock'
import { choice, text } from '~/platform/forms'
import {
  type Assumptions,
  type Chooser,
  choosers,
  ordinaryDay,
  readRate,
  roundings,
  terms,
  type UnknownReading,
  unknownReadings,
  type Weights,
  writeRate,
} from './rules'

export type Params = {
  /** Metres on foot */
  walk: number
  /** Hundredths: 130 is 1.3 times the straight line */
  detour: number
  on: Day
  dayHour: number
  nightHour: number
  unknown: UnknownReading
  weights: Weights
  sites: number
  by: Chooser
  district: number | null
  /** Persons per household, in hundredths */
  persons: number
  cost: Assumptions
}

/** Smallest and greatest value of each number; `persons` and `detour` as typed, with two places. */
export const bounds = {
  walk: [150, 1000],
  detour: [1, 2],
  day_hour: [0, 23],
  night_hour: [0, 23],
  weight: [0, 10],
  sites: [0, 50],
  persons: [1, 5],
  price: [0, 5_000_000],
  upkeep: [0, 1_000_000],
  cap: [0, 5_000_000],
} as const

/** What is assumed as long as nobody says otherwise. The costs are no figures of the city. */
export function standard(today: Day): Params {
  return {
    walk: 300,
    detour: DETOUR * 100,
    on: ordinaryDay(today),
    dayHour: 14,
    nightHour: 2,
    unknown: 'day_only',
    weights: { day: 2, night: 3, shelter: 1, far: 1, households: 1 },
    sites: 10,
    by: 'gain',
    district: null,
    persons: 220,
    cost: { price: 400_000, upkeep: 40_000, rate: null, cap: null, rounding: 1 },
  }
}

/** The fields of the form as text, in the order of the form. */
type ParamFields = Record<string, string>

/** The address of these parameters: what the form would send. */
export function fieldsOf(params: Params): ParamFields {
  const { cost, weights } = params
  return {
    walk: String(params.walk),
    detour: places(params.detour),
    on: params.on,
    day_hour: String(params.dayHour),
    night_hour: String(params.nightHour),
    unknown: params.unknown,
    ...Object.fromEntries(terms.map((term) => [`w_${term}`, String(weights[term])])),
    sites: String(params.sites),
    by: params.by,
    district: params.district === null ? '' : String(params.district),
    persons: places(params.persons),
    price: String(cost.price),
    upkeep: String(cost.upkeep),
    rate: cost.rate ? writeRate(cost.rate) : '',
    cap: cost.cap === null ? '' : String(cost.cap),
    rounding: String(cost.rounding),
  }
}

const places = (hundredths: number) => String(hundredths / 100)

/** The query that leads to the same study again. */
export function queryOf(params: Params): string {
  return new URLSearchParams(fieldsOf(params)).toString()
}

/**
 * Reads the address. What is missing is as usual; what cannot be read is named, and is as usual too.
 * @returns the parameters, and the names of the fields that were not understood
 */
export function readParams(query: URLSearchParams, today: Day): { params: Params; unread: string[] } {
  const usual = standard(today)
  const unread: string[] = []
  /** The field as `read` understands it; null from it means that it is not understood. */
  function field<T>(name: string, otherwise: T, read: (typed: string) => T | null): T {
    const typed = query.get(name)?.normalize('NFKC').trim().slice(0, 100) ?? ''
    if (typed === '') return otherwise
    const value = read(typed)
    if (value !== null) return value
    unread.push(name)
    return otherwise
  }
  const whole = (name: string, [least, most]: readonly [number, number], otherwise: number) =>
    field(name, otherwise, (typed) => within(/^\d{1,9}$/.exec(typed.replaceAll(',', ''))?.[0], least, most))
  const hundredths = (name: string, [least, most]: readonly [number, number], otherwise: number) =>
    field(name, otherwise, (typed) => {
      const number = within(/^\d{1,3}(\.\d{1,2})?$/.exec(typed)?.[0], least, most)
      return number === null ? null : Math.round(number * 100)
    })
  const one = <T extends string>(name: string, values: readonly T[], otherwise: T) =>
    field(name, otherwise, (typed) => values.find((value) => value === typed) ?? null)
  const weights = Object.fromEntries(
    terms.map((term) => [term, whole(`w_${term}`, bounds.weight, usual.weights[term])]),
  ) as Weights
  const params: Params = {
    walk: whole('walk', bounds.walk, usual.walk),
    detour: hundredths('detour', bounds.detour, usual.detour),
    on: field('on', usual.on, (typed) => (isDay(typed) && typed >= '2000' && typed < '2100' ? typed : null)),
    dayHour: whole('day_hour', bounds.day_hour, usual.dayHour),
    nightHour: whole('night_hour', bounds.night_hour, usual.nightHour),
    unknown: one('unknown', unknownReadings, usual.unknown),
    weights,
    sites: whole('sites', bounds.sites, usual.sites),
    by: one('by', choosers, usual.by),
    district: field('district', null, (typed) => within(/^[1-9]\d{0,8}$/.exec(typed)?.[0], 1, 999_999_999)),
    persons: hundredths('persons', bounds.persons, usual.persons),
    cost: {
      price: whole('price', bounds.price, usual.cost.price),
      upkeep: whole('upkeep', bounds.upkeep, usual.cost.upkeep),
      rate: field('rate', null, readRate),
      cap: field('cap', null, (typed) =>
        within(/^\d{1,9}$/.exec(typed.replaceAll(',', ''))?.[0], ...bounds.cap),
      ),
      rounding: field(
        'rounding',
        usual.cost.rounding,
        (typed) => roundings.find((n) => String(n) === typed) ?? null,
      ),
    },
  }
  return { params, unread }
}

function within(typed: string | undefined, least: number, most: number): number | null {
  const number = Number(typed)
  return typed !== undefined && number >= least && number <= most ? number : null
}

// --- The file of a population --------------------------------------------------------------------------------------

export const populationForm = z.object({
  name: text({ max: 200 }),
  /** 出典と利用条件 */
  credit: text({ max: 500, required: false }),
})
export type PopulationForm = z.output<typeof populationForm>

/** What may be done with a file that was taken in. */
export const populationIntent = z.object({ intent: choice(['use', 'towns', 'delete']) })

/** Why a line was not taken; the words stand under `placement.refused`. */
const refusals = [
  'no_place',
  'not_a_place',
  'swapped',
  'outside_japan',
  'mesh_broken',
  'mesh_size',
  'no_people',
  'hidden',
  'not_a_number',
  'negative',
  'too_many_people',
  'duplicate',
] as const
export type Refusal = (typeof refusals)[number]

/** `line` from 1, as a spreadsheet counts; `of`: the earlier line of a duplicate */
export type RefusedLine = { line: number; reason: Refusal; of?: number }

/** What became of the lines of a file. Every line is in one of the counts. */
export type PopulationReport = {
  encoding: 'utf-8' | 'shift_jis'
  places: 'degrees' | 'mesh'
  /** One column gave the people of both day and night */
  sameByNight: boolean
  lines: number
  taken: number
  /** Lay outside the city */
  outside: number
  /** Fractions were rounded to whole people */
  rounded: number
  refused: number
  /** The first of them */
  refusedLines: RefusedLine[]
}

/** What is said of a set of points that no file of this portal brought. */
export const noReport: PopulationReport = {
  encoding: 'utf-8',
  places: 'degrees',
  sameByNight: false,
  lines: 0,
  taken: 0,
  outside: 0,
  rounded: 0,
  refused: 0,
  refusedLines: [],
}

/** From the rows of the database to what the rules read. */
import { dateToDay, dayToDate } from '~/platform/clock'
import type { Prisma } from '~/platform/db.server'
import type {
  DatedFact,
  Evidence,
  Method,
  PartialDate,
  Precision,
  Result,
  SeismicRecord,
  Structure,
  WorkKind,
} from '../rules'
import type { HallValues } from '../schema'

type Score = { toString(): string } | null

/** A score in thousandths: the column keeps three decimals, and nothing here is a float. */
export const thousandths = (score: Score): number | null => inUnits(score, 3)

/** A date of two columns. */
export function partialDate(on: Date | null, precision: Precision | null): PartialDate | null {
  return on && precision ? { on: dateToDay(on), precision } : null
}

export type SeismicRow = {
  structure: Structure | null
  confirmedOn: Date | null
  confirmedPrecision: Precision | null
  startedOn: Date | null
  startedPrecision: Precision | null
  completedOn: Date | null
  completedPrecision: Precision | null
  diagnoses: readonly { diagnosedOn: Date; method: Method; score: Score; result: Result }[]
  works: readonly { kind: WorkKind; completedOn: Date; precision: Precision; scoreAfter: Score }[]
}

/** What the rules of 耐震 need of a hall. */
export function seismicRecord(row: SeismicRow): SeismicRecord {
  return {
    structure: row.structure,
    confirmed: partialDate(row.confirmedOn, row.confirmedPrecision),
    started: partialDate(row.startedOn, row.startedPrecision),
    completed: partialDate(row.completedOn, row.completedPrecision),
    diagnoses: row.diagnoses.map(({ diagnosedOn, method, score, result }) => ({
      on: dateToDay(diagnosedOn),
      method,
      score: thousandths(score),
      result,
    })),
    works: row.works.map(({ kind, completedOn, precision, scoreAfter }) => ({
      kind,
      completed: { on: dateToDay(completedOn), precision },
      scoreAfter: thousandths(scoreAfter),
    })),
  }
}

/** The columns of a hall that `HallValues` holds. */
export const rowSelect = {
  name: true,
  reading: true,
  address: true,
  districtId: true,
  latitude: true,
  longitude: true,
  structure: true,
  floors: true,
  floorArea: true,
  confirmedOn: true,
  confirmedPrecision: true,
  confirmedEvidence: true,
  startedOn: true,
  startedPrecision: true,
  startedEvidence: true,
  completedOn: true,
  completedPrecision: true,
  completedEvidence: true,
  designation: true,
  shelterCapacity: true,
  nightAccess: true,
  phone: true,
  introduction: true,
  diagnosisPublic: true,
  registeredTo: true,
  privateNote: true,
} as const satisfies Prisma.HallSelect

/** A number of the database in its smallest unit, such as hundredths of a square metre. */
export function inUnits(value: Score, places: number): number | null {
  if (value === null) return null
  const [whole = '0', decimals = ''] = value.toString().split('.')
  return Number(whole) * 10 ** places + Number(decimals.padEnd(places, '0').slice(0, places))
}

/** A number of the smallest unit as the database takes it, without a float. */
export function fromUnits(units: number | null, places: number): string | null {
  if (units === null) return null
  const digits = String(units).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function datedFact(
  on: Date | null,
  precision: Precision | null,
  evidence: Evidence | null,
): DatedFact | null {
  const date = partialDate(on, precision)
  return date && { ...date, evidence }
}

/** The values of a row. */
export function hallValues(row: Prisma.HallGetPayload<{ select: typeof rowSelect }>): HallValues {
  return {
    name: row.name,
    reading: row.reading,
    address: row.address,
    districtId: row.districtId,
    latitude: row.latitude,
    longitude: row.longitude,
    structure: row.structure,
    floors: row.floors,
    floorArea: inUnits(row.floorArea, 2),
    confirmed: datedFact(row.confirmedOn, row.confirmedPrecision, row.confirmedEvidence),
    started: datedFact(row.startedOn, row.startedPrecision, row.startedEvidence),
    completed: datedFact(row.completedOn, row.completedPrecision, row.completedEvidence),
    designation: row.designation,
    shelterCapacity: row.shelterCapacity,
    nightAccess: row.nightAccess,
    phone: row.phone,
    introduction: row.introduction,
    diagnosisPublic: row.diagnosisPublic,
    registeredTo: row.registeredTo,
    privateNote: row.privateNote,
  }
}

/** The columns for the values. */
export function hallRow(values: HallValues) {
  const { confirmed, started, completed, floorArea, ...plain } = values
  const day = (date: DatedFact | null) => date && dayToDate(date.on)
  return {
    ...plain,
    floorArea: fromUnits(floorArea, 2),
    confirmedOn: day(confirmed),
    confirmedPrecision: confirmed?.precision ?? null,
    confirmedEvidence: confirmed?.evidence ?? null,
    startedOn: day(started),
    startedPrecision: started?.precision ?? null,
    startedEvidence: started?.evidence ?? null,
    completedOn: day(completed),
    completedPrecision: completed?.precision ?? null,
    completedEvidence: completed?.evidence ?? null,
  }
}

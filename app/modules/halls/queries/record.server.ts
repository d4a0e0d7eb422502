/** From the rows of the database to what the rules read. */
import { dateToDay } from '~/platform/clock'
import type { Method, PartialDate, Precision, Result, SeismicRecord, Structure, WorkKind } from '../rules'

type Score = { toString(): string } | null

/** A score in thousandths: the column keeps three decimals, and nothing here is a float. */
export function thousandths(score: Score): number | null {
  if (score === null) return null
  const [whole = '0', decimals = ''] = score.toString().split('.')
  return Number(whole) * 1000 + Number(decimals.padEnd(3, '0').slice(0, 3))
}

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

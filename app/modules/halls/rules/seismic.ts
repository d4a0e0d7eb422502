/**
 * 耐震: by which standard a hall was built, and how far it has come. A record of facts, no judgement of a building:
 * which test and which score count for a grant is a matter of the programme.
 */
import { type Day, dateToDay, dayToDate } from '~/platform/clock'
import { type PartialDate, type Span, spanOf } from './dates'
import type { Method, Result, Structure, WorkKind } from './lists'

/** 新耐震基準: in force from this day (建築基準法施行令 of 1980, in force on 1 June 1981) */
export const NEW_STANDARD_FROM: Day = '1981-06-01'

/**
 * A hall is built within so many years of its confirmation: what was completed later than that after 1981-06-01 was
 * built by the new standard, also where nothing but the completion is known. An assumption, on the safe side of what
 * a hall takes.
 */
export const LONGEST_BUILDING_YEARS = 3

/** 旧耐震 / 新耐震 / 不明 */
const standards = ['old', 'new', 'unknown'] as const
export type Standard = (typeof standards)[number]

/** 建築確認, 着工, 完成: they follow on one another */
export type BuildingDates = {
  confirmed: PartialDate | null
  started: PartialDate | null
  completed: PartialDate | null
}

/** 基準: by the day of the start (着工) and by the day of the confirmation (建築確認), as programmes differ; and overall */
export type Standards = { byStart: Standard; byConfirmation: Standard; overall: Standard }

const open: Span = { first: null, last: null }
const latest = (...days: (Day | null)[]) => days.reduce((a, b) => (a && (!b || a > b) ? a : b), null)
const earliest = (...days: (Day | null)[]) => days.reduce((a, b) => (a && (!b || a < b) ? a : b), null)

function yearsLater(day: Day, years: number): Day {
  const date = dayToDate(day)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return dateToDay(date)
}

function standardOf({ first, last }: Span): Standard {
  // Dates that contradict one another decide nothing.
  if (first && last && first > last) return 'unknown'
  if (last && last < NEW_STANDARD_FROM) return 'old'
  if (first && first >= NEW_STANDARD_FROM) return 'new'
  return 'unknown'
}

/**
 * By which standard a hall was built, as far as its dates decide. A confirmation is not later than the start, and the
 * start not later than the completion, so that each bounds the others. Overall it is `old` when either test says so,
 * and `new` only when both do.
 */
export function standardsOf(dates: BuildingDates): Standards {
  const [confirmed, started, completed] = [dates.confirmed, dates.started, dates.completed].map((date) =>
    date ? spanOf(date) : open,
  ) as [Span, Span, Span]
  const ended = completed.first && yearsLater(completed.first, -LONGEST_BUILDING_YEARS)
  const confirmation = standardOf({
    first: latest(confirmed.first, ended),
    last: earliest(confirmed.last, started.last, completed.last),
  })
  const start = standardOf({
    first: latest(started.first, confirmed.first, ended),
    last: earliest(started.last, completed.last),
  })
  const both = [start, confirmation]
  const overall = both.includes('old') ? 'old' : both.includes('unknown') ? 'unknown' : 'new'
  return { byStart: start, byConfirmation: confirmation, overall }
}

/** 診断: what the rules need of one; the score in thousandths (Is 0.6 is 600) */
export type DiagnosisFacts = { on: Day; method: Method; score: number | null; result: Result }

/** 工事: what the rules need of one */
type WorkFacts = { kind: WorkKind; completed: PartialDate; scoreAfter: number | null }

export const isWoodMethod = (method: Method): boolean =>
  method === 'wood_general' || method === 'wood_precise'

/** What a score says: 倒壊の危険性が高い / ある / 低い */
type Danger = 'high' | 'some' | 'low'

/**
 * What the published guideline says of a score, in thousandths. Wood, 上部構造評点: under 0.7 high, under 1.0 some;
 * others, Is: under 0.3 high, under 0.6 some (建築物の耐震診断及び耐震改修の促進を図るための基本的な方針). A city may be
 * stricter, so that the result of the diagnosis stands by itself.
 * @returns null without a score or with another method
 */
export function dangerOf(method: Method, score: number | null): Danger | null {
  if (score === null || method === 'other') return null
  const [high, some] = isWoodMethod(method) ? [700, 1000] : [300, 600]
  return score < high ? 'high' : score < some ? 'some' : 'low'
}

/** Whether the score and the result cannot both be right by the guideline; a stricter result can. */
export function contradicts({ method, score, result }: Omit<DiagnosisFacts, 'on'>): boolean {
  const danger = dangerOf(method, score)
  return result === 'safe' && danger !== null && danger !== 'low'
}

/** The score that a retrofit has to reach by the guideline, in thousandths. */
function wantedScore(structure: Structure | null): number {
  return structure === 'wood' ? 1000 : 600
}

/**
 * 会館の状態: not known by its dates; 旧耐震 and not diagnosed; 旧耐震 and diagnosed as safe; 要改修; 改修済; 新耐震
 */
export const hallStates = [
  'unknown',
  'old_standard',
  'diagnosed_safe',
  'to_retrofit',
  'retrofitted',
  'new_standard',
] as const
export type HallState = (typeof hallStates)[number]

export type SeismicRecord = BuildingDates & {
  structure: Structure | null
  diagnoses: readonly DiagnosisFacts[]
  works: readonly WorkFacts[]
}

/** The diagnosis that counts: the last that came to a result. */
export function decidingDiagnosis<D extends { on: Day; result: Result }>(diagnoses: readonly D[]): D | null {
  return diagnoses
    .filter(({ result }) => result !== 'undetermined')
    .reduce<D | null>((last, d) => (last && last.on > d.on ? last : d), null)
}

/**
 * How far a hall has come. A retrofit counts unless a later diagnosis finds the hall unsafe, or the score after it is
 * known and falls short of the guideline; a diagnosis counts before the age.
 */
export function stateOf(record: SeismicRecord): HallState {
  const diagnosis = decidingDiagnosis(record.diagnoses)
  const retrofits = record.works.filter(
    ({ kind, completed }) =>
      kind === 'seismic_retrofit' &&
      (diagnosis?.result !== 'unsafe' || spanOf(completed).last >= diagnosis.on),
  )
  const wanted = wantedScore(record.structure)
  const enough = retrofits.some(({ scoreAfter }) => scoreAfter === null || scoreAfter >= wanted)
  if (enough || (retrofits.length > 0 && diagnosis?.result === 'safe')) return 'retrofitted'
  if (retrofits.length > 0 || diagnosis?.result === 'unsafe') return 'to_retrofit'
  const { overall } = standardsOf(record)
  if (overall === 'new') return 'new_standard'
  if (diagnosis?.result === 'safe') return 'diagnosed_safe'
  return overall === 'old' ? 'old_standard' : 'unknown'
}

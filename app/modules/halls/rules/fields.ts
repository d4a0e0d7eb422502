/** A record as the fields of its form, and where two forms differ. */
import { type FormFields, firstValue } from '~/platform/forms'
import type { HallValues } from '../schema'
import { type PartialDate, writeDate } from './dates'
import { areaText, scoreText } from './words'

/** The three fields of a date. */
function dateFields(name: string, date: PartialDate | null): Record<string, string> {
  const [year = '', month = '', day = ''] = writeDate(date).split('-')
  const plain = (digits: string) => (digits === '' ? '' : String(Number(digits)))
  return { [`${name}_year`]: year, [`${name}_month`]: plain(month), [`${name}_day`]: plain(day) }
}

/** What the form of a hall shows. */
export function hallFields(values: HallValues, associations: readonly string[]): Record<string, string> {
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  return {
    name: values.name,
    reading: values.reading,
    associations: associations.join('\n'),
    address: values.address,
    district: text(values.districtId),
    latitude: text(values.latitude),
    longitude: text(values.longitude),
    phone: values.phone,
    introduction: values.introduction,
    structure: text(values.structure),
    floors: text(values.floors),
    floor_area: values.floorArea === null ? '' : areaText(values.floorArea),
    ...dateFields('confirmed', values.confirmed),
    confirmed_evidence: text(values.confirmed?.evidence ?? null),
    ...dateFields('started', values.started),
    started_evidence: text(values.started?.evidence ?? null),
    ...dateFields('completed', values.completed),
    completed_evidence: text(values.completed?.evidence ?? null),
    designation: values.designation,
    shelter_capacity: text(values.shelterCapacity),
    night_access: values.nightAccess,
    diagnosis_public: values.diagnosisPublic ? 'on' : '',
    registered_to: values.registeredTo,
    private_note: values.privateNote,
  }
}

/** A score as its field shows it. */
const scoreField = (score: number | null): string => (score === null ? '' : scoreText(score))

/** What the form of a diagnosis shows. */
export function diagnosisFields(of: {
  on: string
  method: string
  score: number | null
  result: string
  diagnosedBy: string
  note: string
}): Record<string, string> {
  return {
    diagnosed_on: of.on,
    method: of.method,
    score: scoreField(of.score),
    result: of.result,
    diagnosed_by: of.diagnosedBy,
    note: of.note,
  }
}

/** What the form of a work shows. */
export function workFields(of: {
  kind: string
  done: PartialDate
  cost: number | null
  subsidy: number | null
  scoreAfter: number | null
  note: string
}): Record<string, string> {
  return {
    kind: of.kind,
    ...dateFields('done', of.done),
    cost: of.cost === null ? '' : String(of.cost),
    subsidy: of.subsidy === null ? '' : String(of.subsidy),
    score_after: scoreField(of.scoreAfter),
    note: of.note,
  }
}

/** Where a form and the record as it now stands differ; line ends and blanks at the ends do not count. */
export function differences(standing: Record<string, string>, typed: FormFields) {
  const plain = (value: string) => value.replace(/\r\n?/g, '\n').trim()
  return Object.entries(standing).flatMap(([field, theirs]) => {
    const yours = plain(firstValue(typed, field) ?? '')
    return yours === plain(theirs) ? [] : [{ field, theirs, yours }]
  })
}

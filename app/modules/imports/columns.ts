/** The columns of `aeds` that an import may write, in one list: what is compared, what is written, what is shown. */
import type { Same } from '~/platform/same'
import type { AedValues } from './schema'

/** Field of `AedValues` → column and type in the database. */
const valueColumns = {
  name: ['name', 'text'],
  nameKana: ['name_kana', 'text'],
  nameEnglish: ['name_english', 'text'],
  address: ['address', 'text'],
  building: ['building', 'text'],
  postalCode: ['postal_code', 'text'],
  latitude: ['latitude', 'float8'],
  longitude: ['longitude', 'float8'],
  position: ['position', 'text'],
  phone: ['phone', 'text'],
  extension: ['extension', 'text'],
  corporateNumber: ['corporate_number', 'text'],
  organisation: ['organisation', 'text'],
  url: ['url', 'text'],
  note: ['note', 'text'],
  hours: ['hours', 'jsonb'],
  daysText: ['days_text', 'text'],
  startText: ['start_text', 'text'],
  endText: ['end_text', 'text'],
  hoursText: ['hours_text', 'text'],
  childPads: ['child_pads', 'boolean'],
  outdoors: ['outdoors', 'boolean'],
  notForPublic: ['not_for_public', 'boolean'],
  otherColumns: ['other_columns', 'jsonb'],
} as const satisfies Record<keyof AedValues, readonly [string, 'text' | 'float8' | 'boolean' | 'jsonb']>

export type ValueField = keyof typeof valueColumns

const _fields: Same<ValueField, keyof AedValues> = true
void _fields

export const valueFields = Object.keys(valueColumns) as ValueField[]

/** What a row writes: the values of the file, and the school district that follows from the place. */
export type RowValues = AedValues & { districtId: number | null }

/** All that a row writes: field, column, type. */
export const rowColumns: readonly (readonly [keyof RowValues, string, string])[] = [
  ...valueFields.map((field) => [field, ...valueColumns[field]] as const),
  ['districtId', 'district_id', 'int'],
]

/** Names by which `enteredFields` may say that a person has set the place. */
export const PLACE = ['latitude', 'longitude', 'place'] as const

/** Whether a field is part of the place, which is one thing: whichever half a person entered, all of it stays. */
export function isPlace(field: keyof RowValues): boolean {
  return field === 'latitude' || field === 'longitude' || field === 'districtId'
}

/** Whether a person's entry stands in the way of writing a field. */
export function isEntered(field: keyof RowValues, entered: readonly string[]): boolean {
  return isPlace(field) ? PLACE.some((part) => entered.includes(part)) : entered.includes(field)
}

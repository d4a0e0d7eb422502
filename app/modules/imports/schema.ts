import { z } from 'zod'
import type { Hours } from '~/modules/aeds/schema'

/**
 * What a column of an AED list (AED設置箇所一覧) may mean. Columns of the standard that the portal has no field of its own
 * for are kept by their header in `otherColumns`.
 */
export const fields = [
  'id',
  'name',
  'nameKana',
  'nameEnglish',
  'address',
  'prefecture',
  'city',
  'town',
  'street',
  'building',
  'postalCode',
  'latitude',
  'longitude',
  'latlon',
  'position',
  'phone',
  'extension',
  'corporateNumber',
  'organisation',
  'days',
  'start',
  'end',
  'hoursNote',
  'childPads',
  'outdoors',
  'notForPublic',
  'url',
  'note',
  'cityCode',
  'page',
] as const
export type Field = (typeof fields)[number]

/** What was found in a file or a row: `imports.note.<key>` with its parameters; field '' where it is about the whole. */
export type Note = { field: Field | ''; key: string; params?: Record<string, string | number> }

const columns = z.array(z.number().int().min(0).max(999)).max(20)

/** Field → columns of the file, counted from 0. Several columns of one field are joined in this order. */
export const mapping = z.partialRecord(z.enum(fields), columns)
export type Mapping = z.infer<typeof mapping>

/** A mapping that a person confirmed, with the header that it was confirmed for, so that the same layout is known again. */
export const rememberedMapping = z.object({ header: z.array(z.string().max(500)).max(1000), mapping })
export type RememberedMapping = z.infer<typeof rememberedMapping>

/** A mapping in a file of its own: field → name of the column, or several names. */
export const mappingByHeader = z.partialRecord(
  z.enum(fields),
  z.union([z.string(), z.array(z.string()).max(20)]),
)
export type MappingByHeader = z.infer<typeof mappingByHeader>

const encodings = ['utf-8', 'utf-8-bom', 'utf-16', 'shift_jis', 'xlsx'] as const
export type Encoding = (typeof encodings)[number]

/** One row of a file: the line (in Excel: the row) on which it begins, counted from 1. */
export type Row = {
  line: number
  cells: string[]
  /** A quotation mark was missing: taken apart by its separators alone */
  broken?: boolean
}

/** A file as a table. Every line below the header that says anything is in `rows`. */
export type Table = {
  encoding: Encoding
  /** Line of the header, counted from 1; 0: the file has none */
  headerLine: number
  header: string[]
  rows: Row[]
  notes: Note[]
}

/** A file that cannot be read as a table, and why. */
export type RefusedFile = { refused: Note }

const formats = ['standard_22', 'standard_39', 'standard_37', 'other'] as const
export type Format = (typeof formats)[number]

/** What the columns of a file seem to mean. */
export type Guess = {
  format: Format
  mapping: Mapping
  /** How sure it is, 0 to 1, for each field that was found */
  sure: Partial<Record<Field, number>>
  /** A person has to look at it before anything is written */
  needsPerson: boolean
}

/** The columns of `aeds` that an import may write; texts are '' where nothing is said. */
export type AedValues = {
  name: string
  nameKana: string
  nameEnglish: string
  address: string
  building: string
  /** Seven digits */
  postalCode: string
  /** Degrees, WGS 84 / JGD; null when the place is not known */
  latitude: number | null
  longitude: number | null
  position: string
  phone: string
  extension: string
  corporateNumber: string
  organisation: string
  url: string
  note: string
  hours: Hours | null
  /** 利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項 as the file has them */
  daysText: string
  startText: string
  endText: string
  hoursText: string
  childPads: boolean | null
  outdoors: boolean | null
  notForPublic: boolean
  /** Header → text of what has no column of its own */
  otherColumns: Record<string, string>
}

export const outcomes = ['accepted', 'mended', 'placeless', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * What became of one row. `key` is stable in its source: `id:<ID>`, `row:<hash>`, or `own:<number of an AED here>` for a
 * row that this portal itself gave out. Values are null only when it was refused; its key is then '' unless it still
 * names its AED.
 */
export type Judged = {
  line: number
  outcome: Outcome
  key: string
  name: string
  values: AedValues | null
  notes: Note[]
}

/** What a row is judged by besides itself. */
export type JudgeContext = {
  header: string[]
  format: Format
  /** Address of this portal, to know its own rows again when an exported file comes back; '' when unknown */
  origin: string
}

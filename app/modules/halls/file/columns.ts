/**
 * The columns of the halls' file: their Japanese names, how a cell is written, and how it is read again. The words are
 * part of the format and do not follow the language of the screen.
 */
import { cleanText, normalisePhone, searchForm } from '~/platform/text'
import {
  areaText,
  type DatedFact,
  type Designation,
  type Evidence,
  type Method,
  type PartialDate,
  type Result,
  readDate,
  type Structure,
  scoreText,
} from '../rules'
import type { HallValues } from '../schema'

/** The diagnosis that a file tells of: the last one. Score in thousandths. */
export type FileDiagnosis = { on: string; method: Method; score: number | null; result: Result }

/** A hall as its line holds it. */
export type FileHall = HallValues & {
  key: string
  district: string
  /** Names, or slugs of those whose name is borne by several */
  associations: string[]
  diagnosis: FileDiagnosis | null
  state: string
  closedOn: string
}

export const STRUCTURES: Record<Structure, string> = {
  wood: '木造',
  steel: '鉄骨造',
  reinforced_concrete: '鉄筋コンクリート造',
  steel_reinforced_concrete: '鉄骨鉄筋コンクリート造',
  concrete_block: 'コンクリートブロック造',
  other: 'その他',
}
export const EVIDENCES: Record<Evidence, string> = {
  certificate: '確認済証・検査済証',
  registry: '登記簿',
  ledger: '台帳',
  drawing: '図面',
  signboard: '棟札・看板',
  memory: '聞き取り',
}
export const DESIGNATIONS: Record<Designation, string> = {
  none: '指定なし',
  evacuation_site: '指定緊急避難場所',
  shelter: '指定避難所',
  both: '指定緊急避難場所・指定避難所',
  neighbourhood: '地域の避難所',
}
export const METHODS: Record<Method, string> = {
  wood_general: '一般診断法',
  wood_precise: '精密診断法',
  is_first: '第1次診断法',
  is_second: '第2次診断法',
  is_third: '第3次診断法',
  other: 'その他',
}
export const RESULTS: Record<Result, string> = { safe: '安全', unsafe: '要改修', undetermined: '判定なし' }
export const YES_NO = { yes: 'はい', no: 'いいえ' } as const

/** What is wrong with a cell: a key under `halls.row`, with its parameters. */
export type Trouble = { key: string; params?: Record<string, string | number> }

/** What a cell says, or what is wrong with it. */
export type Reading<T> = { value: T } | { trouble: Trouble }

export type Column = {
  header: string
  /** Other names under which files of other ledgers have it */
  also?: readonly string[]
  /** Holds what is not public; its header says so */
  hidden?: boolean
  write(hall: FileHall): string
}

/** A date as a spreadsheet leaves it alone: `1978年`, `1978年4月`, `1978年4月1日`. */
export function dateCell(date: PartialDate | null): string {
  if (!date) return ''
  const [year, month, day] = date.on.split('-').map(Number)
  const parts = [`${year}年`, `${month}月`, `${day}日`]
  return parts.slice(0, date.precision === 'year' ? 1 : date.precision === 'month' ? 2 : 3).join('')
}

const evidenceCell = (date: DatedFact | null) => (date?.evidence ? EVIDENCES[date.evidence] : '')
const number = (value: number | null) => (value === null ? '' : String(value))

/** Said in the header of what is not public. */
const HIDDEN = '(非公開)'

/** The columns by name, in the order of the file. */
export const columns = {
  key: { header: 'キー', also: [], write: (h) => h.key },
  name: { header: '名称', also: ['name', '施設名', '会館名'], write: (h) => h.name },
  reading: { header: '読み', also: ['よみ', '名称_かな'], write: (h) => h.reading },
  address: { header: '住所', also: ['address', '所在地'], write: (h) => h.address },
  district: { header: '校区', write: (h) => h.district },
  associations: { header: '自治会', write: (h) => h.associations.join('、') },
  latitude: { header: '緯度', also: ['latitude', 'lat'], write: (h) => number(h.latitude) },
  longitude: { header: '経度', also: ['longitude', 'lon', 'lng'], write: (h) => number(h.longitude) },
  phone: { header: '電話', also: ['telephonenumber', '電話番号'], write: (h) => h.phone },
  structure: { header: '構造', write: (h) => (h.structure ? STRUCTURES[h.structure] : '') },
  floors: { header: '地上階数', also: ['階数'], write: (h) => number(h.floors) },
  floorArea: {
    header: '延べ面積',
    also: ['延床面積'],
    write: (h) => (h.floorArea === null ? '' : areaText(h.floorArea)),
  },
  confirmed: { header: '建築確認', write: (h) => dateCell(h.confirmed) },
  confirmedEvidence: { header: '建築確認の根拠', write: (h) => evidenceCell(h.confirmed) },
  started: { header: '着工', write: (h) => dateCell(h.started) },
  startedEvidence: { header: '着工の根拠', write: (h) => evidenceCell(h.started) },
  completed: { header: '完成', also: ['建築年', '建築年月日', '竣工'], write: (h) => dateCell(h.completed) },
  completedEvidence: { header: '完成の根拠', write: (h) => evidenceCell(h.completed) },
  designation: { header: '避難所の指定', write: (h) => DESIGNATIONS[h.designation] },
  shelterCapacity: { header: '収容人数', write: (h) => number(h.shelterCapacity) },
  nightAccess: { header: '夜間の入り方', write: (h) => h.nightAccess },
  introduction: { header: '設備と使い方', also: ['note', '備考'], write: (h) => h.introduction },
  diagnosisPublic: { header: '診断結果の公開', write: (h) => (h.diagnosisPublic ? YES_NO.yes : YES_NO.no) },
  registeredTo: { header: '登記名義人', hidden: true, write: (h) => h.registeredTo },
  privateNote: { header: '覚え書き', hidden: true, write: (h) => h.privateNote },
  diagnosedOn: { header: '診断日', hidden: true, write: (h) => dateCell(h.diagnosis && day(h.diagnosis.on)) },
  diagnosisMethod: {
    header: '診断方法',
    hidden: true,
    write: (h) => (h.diagnosis ? METHODS[h.diagnosis.method] : ''),
  },
  diagnosisScore: {
    header: '診断値',
    hidden: true,
    write: (h) => (h.diagnosis?.score == null ? '' : scoreText(h.diagnosis.score)),
  },
  diagnosisResult: {
    header: '診断結果',
    hidden: true,
    write: (h) => (h.diagnosis ? RESULTS[h.diagnosis.result] : ''),
  },
} as const satisfies Record<string, Column>
export type ColumnName = keyof typeof columns
export const columnNames = Object.keys(columns) as ColumnName[]

/** Columns for reading by people alone: an import passes them over, and says so. */
export const lookOnly: readonly Column[] = [
  { header: '状態(参考)', hidden: true, write: (h) => h.state },
  { header: '廃止した日(参考)', write: (h) => h.closedOn },
]

const day = (on: string): PartialDate => ({ on, precision: 'day' })

export const headerOf = (column: Column): string => column.header + (column.hidden ? HIDDEN : '')

/** The number of a row in a ledger of others. */
export const NUMBERS = ['#property', 'no', 'no.', '番号', 'id']

const plainHeader = (text: string) => searchForm(text).replace(searchForm(HIDDEN), '').trim()

/** Which column a header names; undefined when none. */
export function columnOf(header: string): ColumnName | undefined {
  const plain = plainHeader(header)
  return columnNames.find((name) => {
    const column: Column = columns[name]
    return [column.header, ...(column.also ?? [])].some((known) => plainHeader(known) === plain)
  })
}

/** A cell that begins with an apostrophe before a sign is written with one more, as spreadsheets put one there. */
export const guarded = (text: string): string => (/^'[=+\-@\t\r']/.test(text) ? `'${text}` : text)
/** A cell without the apostrophe that keeps a spreadsheet from taking it for a formula. */
export const unguarded = (text: string): string => (/^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text)

/** Text of a cell, cleaned; `max` in letters. */
export function textCell(cell: string, header: string, max: number): Reading<string> {
  const value = cleanText(cell).trim()
  return [...value].length > max
    ? { trouble: { key: 'too_long', params: { column: header, max } } }
    : { value }
}

/** One of the fixed words of a column. */
export function wordCell<K extends string>(
  cell: string,
  header: string,
  words: Record<K, string>,
): Reading<K> {
  const plain = searchForm(cell)
  const found = (Object.keys(words) as K[]).find((key) => searchForm(words[key]) === plain)
  if (found !== undefined) return { value: found }
  const all = Object.values(words).join('、')
  return { trouble: { key: 'word', params: { column: header, value: cell.slice(0, 30), words: all } } }
}

/** A number of at most so many decimals, in its smallest unit. */
export function numberCell(
  cell: string,
  header: string,
  options: { places: number; min: number; max: number },
): Reading<number> {
  const digits = cell.normalize('NFKC').replace(/[,\s]|m2$|人$|階$/g, '')
  const trouble = { key: 'number', params: { column: header, value: cell.slice(0, 30) } }
  if (!/^\d{1,9}(\.\d{1,12})?$/.test(digits)) return { trouble }
  const [whole = '0', rest = ''] = digits.split('.')
  if (rest.length > options.places && /[1-9]/.test(rest.slice(options.places)) && options.places < 6)
    return { trouble }
  const value =
    Number(whole) * 10 ** options.places + Number(rest.slice(0, options.places).padEnd(options.places, '0'))
  return value < options.min || value > options.max ? { trouble } : { value }
}

/** A date with its precision, not after `today`. */
export function partialCell(cell: string, header: string, today: string): Reading<PartialDate> {
  const date = readDate(cell)
  if (!date) return { trouble: { key: 'date', params: { column: header, value: cell.slice(0, 30) } } }
  return date.on > today ? { trouble: { key: 'future', params: { column: header } } } : { value: date }
}

/** A phone number, as the form takes it. */
export function phoneCell(cell: string, header: string): Reading<string> {
  const value = normalisePhone(cell)
  return /^0[\d-]{9,13}$/.test(value) && /^\d{10,11}$/.test(value.replaceAll('-', ''))
    ? { value }
    : { trouble: { key: 'number', params: { column: header, value: cell.slice(0, 30) } } }
}

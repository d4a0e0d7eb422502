/** A file of population as lines of cells: which column says what, and what becomes of each line. */
import type { PopulationReport, Refusal, RefusedLine } from '../schema'
import type { Point } from './coverage'
import { meshCentre } from './mesh'
import type { Place } from './walking'

export type Line = { line: number; cells: readonly string[] }

export type PopulationPoint = Point & { label: string }

type Reading =
  | { points: PopulationPoint[]; report: Omit<PopulationReport, 'encoding'> }
  | { refused: 'empty' | 'no_place_columns' | 'no_people_columns' }

/** Refused lines that are kept with their reason; beyond them only the number is. */
const KEPT_REFUSALS = 500
/** People at one point beyond which it is a slip of the pen. */
const MOST_PEOPLE = 1_000_000
/** Lines in which the head of the table is looked for. */
const HEAD_WITHIN = 10

type Columns = {
  mesh?: number
  latitude?: number
  longitude?: number
  day: number
  night: number
  label?: number
}

const plainName = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

const NOT_PEOPLE = /比|率|密度|世帯|男|女|歳|ratio|rate|density|household|female|male|age/

/** Columns by their names, in Japanese or English. */
function columnsOf(names: readonly string[]): Columns | 'no_place_columns' | 'no_people_columns' {
  const plain = names.map(plainName)
  const find = (wanted: RegExp, unwanted?: RegExp) => {
    const at = plain.findIndex((name) => wanted.test(name) && !unwanted?.test(name))
    return at >= 0 ? at : undefined
  }
  const mesh = find(/メッシュ(コード|番号|$)|^mesh|key_?code/)
  const latitude = find(/緯度|^lat(itude)?$|^y$/)
  const longitude = find(/経度|^(lon|lng|long|longitude)$|^x$/)
  if (mesh === undefined && (latitude === undefined || longitude === undefined)) return 'no_place_columns'
  const byDay = find(/昼|日中|^day/, new RegExp(`夜|${NOT_PEOPLE.source}`))
  const all = find(/人口|総数|人数|population|^people$|^total$/, new RegExp(`昼|${NOT_PEOPLE.source}`))
  const byNight = find(/夜|常住|night/, new RegExp(`昼|${NOT_PEOPLE.source}`)) ?? all
  const day = byDay ?? byNight
  const night = byNight ?? byDay
  if (day === undefined || night === undefined) return 'no_people_columns'
  const label = find(/名称|町|地区|^name$|^label$/)
  return { mesh, latitude, longitude, day, night, label }
}

/** The head of the table: a line, or two where the second gives the names in words, as the statistics portal does. */
function headOf(lines: readonly Line[]): { columns: Columns; body: readonly Line[] } | { refused: string } {
  let refused: 'no_place_columns' | 'no_people_columns' = 'no_place_columns'
  for (let at = 0; at < Math.min(HEAD_WITHIN, lines.length); at++) {
    const names = lines[at]?.cells ?? []
    const below = lines[at + 1]?.cells ?? []
    const alone = columnsOf(names)
    if (typeof alone !== 'string') return { columns: alone, body: lines.slice(at + 1) }
    if (alone === 'no_people_columns') refused = alone
    const both = columnsOf(names.map((name, column) => `${name}${below[column] ?? ''}`))
    if (typeof both !== 'string') return { columns: both, body: lines.slice(at + 2) }
  }
  return { refused }
}

/**
 * Reads all lines; each is taken, lies outside the city, or is refused with its reason. Never throws.
 * @param inCity whether a place belongs to the city
 */
export function readPopulation(lines: readonly Line[], inCity: (place: Place) => boolean): Reading {
  if (lines.length === 0) return { refused: 'empty' }
  const head = headOf(lines)
  if ('refused' in head) return { refused: head.refused as 'no_place_columns' | 'no_people_columns' }
  const { columns, body } = head
  if (body.length === 0) return { refused: 'empty' }
  const points: PopulationPoint[] = []
  const refusedLines: RefusedLine[] = []
  const known = new Map<string, number>()
  let [refused, outside, rounded] = [0, 0, 0]
  for (const { line, cells } of body) {
    const read = readLine(cells, columns)
    const key = typeof read === 'string' ? '' : `${read.latitude.toFixed(6)} ${read.longitude.toFixed(6)}`
    const of = known.get(key)
    if (typeof read === 'string' || of !== undefined) {
      refused++
      const why: RefusedLine =
        typeof read === 'string' ? { line, reason: read } : { line, reason: 'duplicate', of }
      if (refusedLines.length < KEPT_REFUSALS) refusedLines.push(why)
      continue
    }
    known.set(key, line)
    if (!inCity(read)) {
      outside++
      continue
    }
    const { day, night } = read
    const point = { ...read, day: Math.round(day), night: Math.round(night) }
    if (point.day !== day || point.night !== night) rounded++
    points.push(point)
  }
  const report = {
    places: columns.mesh === undefined ? ('degrees' as const) : ('mesh' as const),
    sameByNight: columns.day === columns.night,
    lines: body.length,
    taken: points.length,
    outside,
    rounded,
    refused,
    refusedLines,
  }
  return { points, report }
}

function readLine(cells: readonly string[], columns: Columns): PopulationPoint | Refusal {
  const cell = (column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '').normalize('NFKC').trim()
  const place =
    columns.mesh === undefined
      ? degrees(cell(columns.latitude), cell(columns.longitude))
      : mesh(cell(columns.mesh))
  if (typeof place === 'string') return place
  const day = people(cell(columns.day))
  if (typeof day === 'string') return day
  const night = people(cell(columns.night))
  if (typeof night === 'string') return night
  const label = (cell(columns.label) || cell(columns.mesh)).slice(0, 100)
  return { ...place, day, night, label }
}

/** Japan, with its outer islands. */
function inJapan({ latitude, longitude }: Place): boolean {
  return latitude >= 20 && latitude <= 46 && longitude >= 122 && longitude <= 154
}

const NUMBER = /^[+-]?\d{1,12}(\.\d{1,20})?$/

function degrees(north: string, east: string): Place | Refusal {
  if (north === '' || east === '') return 'no_place'
  if (!NUMBER.test(north) || !NUMBER.test(east)) return 'not_a_place'
  const place = { latitude: Number(north), longitude: Number(east) }
  if (inJapan(place)) return place
  return inJapan({ latitude: place.longitude, longitude: place.latitude }) ? 'swapped' : 'outside_japan'
}

function mesh(typed: string): Place | Refusal {
  const code = typed.replace(/[-\s]/g, '')
  if (code === '') return 'no_place'
  const centre = meshCentre(code)
  if (!centre)
    return /^\d+$/.test(code) && (code.length < 8 || code.length > 11) ? 'mesh_size' : 'mesh_broken'
  return inJapan(centre) ? centre : 'outside_japan'
}

/** People at a point: statistics write a hyphen for none, and a star or a cross for what they keep back. */
function people(typed: string): number | Refusal {
  const text = typed.replaceAll(',', '')
  if (text === '') return 'no_people'
  if (/^[-‐―ー–—]$/.test(text)) return 0
  if (/^(\*+|x)$/i.test(text)) return 'hidden'
  if (!NUMBER.test(text)) return 'not_a_number'
  const number = Number(text)
  if (number < 0) return 'negative'
  return number > MOST_PEOPLE ? 'too_many_people' : number
}

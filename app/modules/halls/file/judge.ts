/** What a line of a file says of a hall, and what is wrong with it. Pure: districts and associations are given. */
import { searchForm } from '~/platform/text'
import type { DatedFact } from '../rules'
import { buildingDates, datesContradict, type HallValues } from '../schema'
import {
  type Column,
  type ColumnName,
  columnOf,
  columns,
  DESIGNATIONS,
  EVIDENCES,
  type FileDiagnosis,
  headerOf,
  METHODS,
  NUMBERS,
  numberCell,
  partialCell,
  phoneCell,
  RESULTS,
  type Reading,
  STRUCTURES,
  type Trouble,
  textCell,
  unguarded,
  wordCell,
  YES_NO,
} from './columns'

export type Sheet = { header: string[]; rows: { line: number; cells: string[] }[] }

export type Known = {
  /** 校区 by name */
  districts: ReadonlyMap<string, number>
  /** Slugs by name and by slug; several where a name is borne by several */
  associations: ReadonlyMap<string, readonly string[]>
  today: string
}

/** What the line says; a column that is missing or empty says nothing. */
export type Said = {
  line: number
  key: string
  values: Partial<HallValues>
  /** Slugs */
  associations: string[] | null
  diagnosis: FileDiagnosis | null
  notes: Trouble[]
}
export type Judged = Said | { line: number; name: string; refused: Trouble[] }

/** Where the columns of a sheet stand; `unread` are those that nobody reads. */
export function placesOf(header: readonly string[]) {
  const places = new Map<ColumnName, number>()
  const unread: string[] = []
  let number = -1
  header.forEach((title, index) => {
    const column = columnOf(title)
    if (column && !places.has(column)) places.set(column, index)
    else if (!column && number < 0 && NUMBERS.includes(searchForm(title))) number = index
    else if (title.trim() !== '') unread.push(title.trim())
  })
  return { places, number, unread }
}

/**
 * Reads all lines. Nothing is dropped: each line is either understood or refused with its reasons.
 * @param source name of the ledger, for files without keys of their own
 */
export function judgeSheet(sheet: Sheet, source: string, known: Known): Judged[] {
  const { places, number } = placesOf(sheet.header)
  const seen = new Map<string, number>()
  return sheet.rows.map((row) => {
    const judged = judgeRow(row, sheet.header.length, places, number, source, known)
    if ('refused' in judged) return judged
    const before = seen.get(judged.key)
    if (before !== undefined) {
      return {
        line: row.line,
        name: judged.values.name ?? '',
        refused: [{ key: 'twice', params: { line: before } }],
      }
    }
    seen.set(judged.key, row.line)
    return judged
  })
}

function judgeRow(
  { line, cells }: Sheet['rows'][number],
  width: number,
  places: ReadonlyMap<ColumnName, number>,
  number: number,
  source: string,
  known: Known,
): Judged {
  const refused: Trouble[] = []
  const notes: Trouble[] = []
  const cellOf = (name: ColumnName) => unguarded(cells[places.get(name) ?? -1] ?? '').trim()
  /** Reads a cell that says something; remembers what is wrong with it. */
  const read = <T>(name: ColumnName, reader: (cell: string, header: string) => Reading<T>): T | undefined => {
    const cell = cellOf(name)
    if (cell === '') return undefined
    const reading = reader(cell, headerOf(columns[name] as Column))
    if ('value' in reading) return reading.value
    refused.push(reading.trouble)
    return undefined
  }
  const text = (name: ColumnName, max: number) => read(name, (cell, header) => textCell(cell, header, max))

  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) {
    refused.push({ key: 'cells', params: { found: cells.length, wanted: width } })
  }
  const own = places.has('key')
  const keyCell = own ? cellOf('key') : (cells[number] ?? '').trim()
  if (keyCell === '' || [...keyCell].length > 60) refused.push({ key: 'no_key' })

  const values: Partial<HallValues> = {}
  const put = <K extends keyof HallValues>(field: K, value: HallValues[K] | undefined) => {
    if (value !== undefined) values[field] = value
  }
  put('name', text('name', 100))
  if (cellOf('name') === '') refused.push({ key: 'no_name' })
  put(
    'reading',
    read('reading', (cell, header) => {
      const value = searchForm(cell)
      const fits = /^[ぁ-ゖー・0-9 ]+$/.test(value) && value.length <= 200
      return fits ? { value } : { trouble: { key: 'reading', params: { column: header } } }
    }),
  )
  put('address', text('address', 200))
  put(
    'districtId',
    read('district', (cell) => {
      const id = known.districts.get(cell.replace(/校区$/, '')) ?? known.districts.get(cell)
      return id ? { value: id } : { trouble: { key: 'district', params: { value: cell.slice(0, 30) } } }
    }),
  )
  readPlace()
  put('phone', read('phone', phoneCell))
  put(
    'structure',
    read('structure', (cell, header) => wordCell(cell, header, STRUCTURES)),
  )
  const whole = (max: number) => (cell: string, header: string) =>
    numberCell(cell, header, { places: 0, min: 1, max })
  put('floors', read('floors', whole(60)))
  put(
    'floorArea',
    read('floorArea', (cell, header) => numberCell(cell, header, { places: 2, min: 1, max: 9_999_999 })),
  )
  for (const name of buildingDates) {
    const date = read(name, (cell, header) => partialCell(cell, header, known.today))
    const evidence = read(`${name}Evidence`, (cell, header) => wordCell(cell, header, EVIDENCES))
    if (date) put(name, { ...date, evidence: evidence ?? null } satisfies DatedFact)
    else if (evidence && cellOf(name) === '') {
      refused.push({ key: 'date', params: { column: columns[name].header, value: '' } })
    }
  }
  if (datesContradict({ confirmed: null, started: null, completed: null, ...values })) {
    refused.push({ key: 'order', params: { column: columns.completed.header } })
  }
  put(
    'designation',
    read('designation', (cell, header) => wordCell(cell, header, DESIGNATIONS)),
  )
  put('shelterCapacity', read('shelterCapacity', whole(100_000)))
  put('nightAccess', text('nightAccess', 500))
  put('introduction', text('introduction', 2000))
  const shown = read('diagnosisPublic', (cell, header) => wordCell(cell, header, YES_NO))
  put('diagnosisPublic', shown && shown === 'yes')
  put('registeredTo', text('registeredTo', 200))
  put('privateNote', text('privateNote', 2000))

  const slugs = cellOf('associations')
    .split(/[\n、,]/)
    .map((name) => name.trim())
    .filter(Boolean)
    .flatMap((name) => {
      const found = known.associations.get(name) ?? []
      if (found.length === 1) return found
      refused.push({
        key: found.length > 1 ? 'several' : 'association',
        params: { value: name.slice(0, 30) },
      })
      return []
    })
  const diagnosis = readDiagnosis()
  if (refused.length > 0) return { line, name: cellOf('name').slice(0, 100), refused }
  return {
    line,
    key: own ? keyCell : `${source}/${keyCell}`,
    values,
    associations: cellOf('associations') === '' ? null : [...new Set(slugs)],
    diagnosis,
    notes,
  }

  function readPlace() {
    const degrees = (cell: string, header: string) =>
      numberCell(cell, header, { places: 6, min: 0, max: 180_000_000 })
    const [north, east] = [read('latitude', degrees), read('longitude', degrees)]
    if ((cellOf('latitude') === '') !== (cellOf('longitude') === '')) {
      refused.push({ key: 'place_half' })
    }
    if (north === undefined || east === undefined) return
    const japan = (n: number, e: number) => n >= 20e6 && n <= 46e6 && e >= 122e6 && e <= 154e6
    const swapped = !japan(north, east) && japan(east, north)
    if (swapped) notes.push({ key: 'place_swapped' })
    else if (!japan(north, east)) {
      refused.push({ key: 'place_outside' })
      return
    }
    put('latitude', (swapped ? east : north) / 1e6)
    put('longitude', (swapped ? north : east) / 1e6)
  }

  function readDiagnosis(): FileDiagnosis | null {
    const on = read('diagnosedOn', (cell, header) => partialCell(cell, header, known.today))
    const method = read('diagnosisMethod', (cell, header) => wordCell(cell, header, METHODS))
    const score = read('diagnosisScore', (cell, header) =>
      numberCell(cell, header, { places: 3, min: 0, max: 9_999 }),
    )
    const result = read('diagnosisResult', (cell, header) => wordCell(cell, header, RESULTS))
    const names = ['diagnosedOn', 'diagnosisMethod', 'diagnosisScore', 'diagnosisResult'] as const
    if (names.every((name) => cellOf(name) === '')) return null
    if (on?.precision === 'day' && method && result)
      return { on: on.on, method, score: score ?? null, result }
    refused.push({ key: 'diagnosis_half' })
    return null
  }
}

/** Where the header of a file is: below a title, remarks or `#` lines, in one line or two. */
import type { Note } from '../schema'
import { readPlace, splitPair } from './coordinates'
import { endOfUri, fieldOfHeader, isKnownHeader } from './headers'

type Line = { line: number; cells: string[] }
type Found = {
  header: string[]
  /** Line of the header, from 1; 0 when the file has none */
  line: number
  /** Place of the first row below it in the given lines */
  next: number
  notes: Note[]
}

/** Lines in which a header is looked for. */
const SEARCHED = 40

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '')
const knownIn = (cells: readonly string[]) =>
  new Set(
    cells
      .filter((cell) => cell.trim() !== '' && isKnownHeader(cell))
      .map((cell) => fieldOfHeader(cell)?.field ?? cell),
  ).size

/** A line with a place in it is a row, whatever else it says. */
function isData(cells: readonly string[]): boolean {
  return cells.some((cell, at) => {
    if (!/\d{2}/.test(cell.normalize('NFKC'))) return false
    const pair = splitPair(cell)
    return (
      (pair !== null && readPlace(pair[0], pair[1]).place !== null) ||
      readPlace(cell, cells[at + 1] ?? '').place !== null
    )
  })
}

/** Finds the header. `lines` are those of the file that say anything. */
export function findHeader(lines: readonly Line[]): Found {
  const notes: Note[] = []
  const searched = lines.slice(0, SEARCHED)
  const scores = searched.map(({ cells }) => (isData(cells) ? 0 : knownIn(cells)))
  const best = Math.max(0, ...scores)
  let at = best >= 2 ? scores.indexOf(best) : searched.findIndex(({ cells }) => looksLikeHeader(cells))
  if (at < 0) {
    const width = Math.max(...searched.map(({ cells }) => cells.length))
    const header = Array.from({ length: width }, (_, column) => `列${column + 1}`)
    return { header, line: 0, next: 0, notes: [{ field: '', key: 'no_header' }] }
  }
  const above = searched[at - 1]
  const below = searched[at + 1]
  let header = searched[at]?.cells ?? []
  const line = searched[at]?.line ?? 0
  const before = at
  if (above && isOtherHalf(above.cells, header)) {
    header = joined(above.cells, header)
    notes.push({ field: '', key: 'header_two_lines' })
  } else if (below && isOtherHalf(below.cells, header)) {
    header = joined(header, below.cells)
    notes.push({ field: '', key: 'header_two_lines' })
    at++
  }
  const skipped = before - (notes.length > 0 && at === before ? 1 : 0)
  if (skipped > 0) notes.push({ field: '', key: 'lines_before_header', params: { count: skipped } })
  let next = at + 1
  while (next < lines.length && isTypeLine(lines[next]?.cells ?? [])) next++
  if (next > at + 1) notes.push({ field: '', key: 'type_lines', params: { count: next - at - 1 } })
  if (header.some((cell) => endOfUri(cell) !== null)) notes.push({ field: '', key: 'header_addresses' })
  return { header, line, next, notes: [...notes, ...doubtful(header)] }
}

/** In a file whose names are all unknown: a line of several different words without a number in it. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const words = filled(cells)
  if (words.length < 3 || isData(cells)) return false
  return (
    new Set(words).size === words.length && words.every((word) => word.length <= 40 && !/\d{3}/.test(word))
  )
}

/**
 * Whether a line is the other half of a header: it names columns that the header leaves empty, or says the same columns
 * once more under a common word (座標 above 緯度 and 経度).
 */
function isOtherHalf(cells: readonly string[], header: readonly string[]): boolean {
  if (isData(cells) || (cells[0] ?? '').startsWith('#') || (header[0] ?? '').startsWith('#')) return false
  const width = Math.max(cells.length, header.length)
  const names = Array.from(
    { length: width },
    (_, at) => [(cells[at] ?? '').trim(), (header[at] ?? '').trim()] as const,
  )
  const fills = names.filter(([name, own]) => own === '' && name !== '' && isKnownHeader(name)).length
  const blank = names.filter(([name]) => name === '').length
  return fills > 0 && (blank > 0 || fills >= width / 2)
}

/** Two lines as one header: a known name wins, else both words. A common word reaches over the empty cells beside it. */
function joined(upper: readonly string[], lower: readonly string[]): string[] {
  const width = Math.max(upper.length, lower.length)
  let common = ''
  return Array.from({ length: width }, (_, at) => {
    const top = (upper[at] ?? '').trim()
    const bottom = (lower[at] ?? '').trim()
    if (top !== '') common = top
    if (bottom === '') return top
    if (isKnownHeader(bottom)) return bottom
    return top === '' && common !== '' ? `${common} ${bottom}` : `${top} ${bottom}`.trim()
  })
}

/** A line below the header that says of what type its columns are, or whether they are required. */
function isTypeLine(cells: readonly string[]): boolean {
  const words = filled(cells).map((cell) => cell.trim())
  if (words.length === 0) return false
  if ((cells[0] ?? '').trim().startsWith('#') && !isData(cells)) return true
  return words.every((word) =>
    /^(必須|任意|推奨|○|◎|△|－|-|文字列|数値|整数|実数|日付|時刻|text|string|number|float|integer|date|xsd:\w+|https?:\S+)$/i.test(
      word,
    ),
  )
}

/** Headers that two columns have, or none. */
function doubtful(header: readonly string[]): Note[] {
  const names = header.map((cell) => cell.trim())
  const twice = [...new Set(names.filter((name, at) => name !== '' && names.indexOf(name) !== at))]
  const empty = names.flatMap((name, at) => (name === '' ? [at + 1] : []))
  return [
    ...twice.map((name): Note => ({ field: '', key: 'header_twice', params: { header: name } })),
    ...empty.map((column): Note => ({ field: '', key: 'header_empty', params: { column } })),
  ]
}

/** A file as a table: what encoding, which separator, where the header is. What is not read is said. */

import { delimiterOf, readLines } from './csv.server'
import { readPlace } from './rules/coordinates'
import { findHeader } from './rules/header-line'
import { fieldOfHeader } from './rules/headers'
import type { Encoding, Note, RefusedFile, Row, Table } from './schema'
import { MAX_COLUMNS, MAX_ROWS, readWorkbook } from './workbook.server'

/** Bytes of a file that are read. */
export const MAX_BYTES = 30 * 1024 * 1024

type Lines = {
  encoding: Encoding
  lines: { line: number; cells: string[]; broken?: boolean }[]
  notes: Note[]
}

const note = (key: string, params?: Note['params']): Note => ({ field: '', key, ...(params && { params }) })
const refuse = (key: string, params?: Note['params']): RefusedFile => ({ refused: note(key, params) })

/**
 * Reads a CSV or Excel file of AEDs.
 * @returns the table, or why it is none
 */
export async function readTable(bytes: Uint8Array): Promise<Table | RefusedFile> {
  if (bytes.length === 0) return refuse('file_empty')
  if (bytes.length > MAX_BYTES) return refuse('file_too_large', { megabytes: MAX_BYTES / 1024 / 1024 })
  const content = isZip(bytes) ? await workbookLines(bytes) : textLines(bytes)
  if ('refused' in content) return content
  const { encoding, notes } = content
  const filled = content.lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (filled.length === 0) return refuse('file_empty')
  if (filled.length > MAX_ROWS) return refuse('too_many_rows', { max: MAX_ROWS })
  if (filled.some(({ cells }) => cells.length > MAX_COLUMNS))
    return refuse('too_many_columns', { max: MAX_COLUMNS })
  const found = findHeader(filled)
  const header = found.header.map((cell) => cell.replace(/\s+/g, ' ').trim())
  const rows = unbroken(filled.slice(found.next), header).map(
    ({ line, cells, broken }): Row => ({ line, cells, ...(broken && { broken: true }) }),
  )
  if (rows.length === 0) return refuse('no_rows')
  const first = rows[0]?.line ?? 0
  const blank = content.lines.filter(
    ({ line, cells }) => line > first && cells.every((cell) => cell.trim() === ''),
  )
  if (blank.length > 0) notes.push(note('blank_lines', { count: blank.length }))
  return { encoding, headerLine: found.line, header, rows, notes: [...notes, ...found.notes] }
}

/** Most lines that a line break without quotes makes of one row. */
const MAX_PIECES = 4

/**
 * Joins rows that a line break without quotes took apart: together they have just as many cells as the header and a
 * place where it belongs, and the later pieces have none.
 */
function unbroken(lines: Lines['lines'], header: readonly string[]): Lines['lines'] {
  const [latitude, longitude] = (['latitude', 'longitude'] as const).map((field) =>
    header.findIndex((name) => fieldOfHeader(name)?.field === field),
  ) as [number, number]
  if (latitude < 0 || longitude < 0) return lines
  const hasPlace = (cells: readonly string[]) =>
    readPlace(cells[latitude] ?? '', cells[longitude] ?? '').place !== null
  const joined: Lines['lines'] = []
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]
    if (!first) break
    let cells = first.cells
    let pieces = 1
    for (; cells.length < header.length && pieces < MAX_PIECES; pieces++) {
      const next = lines[at + pieces]
      if (!next || next.cells.length >= header.length || hasPlace(next.cells)) break
      cells = [...cells.slice(0, -1), `${cells.at(-1) ?? ''}\n${next.cells[0] ?? ''}`, ...next.cells.slice(1)]
      if (cells.length === header.length) break
    }
    if (first.cells.length < header.length && cells.length === header.length && hasPlace(cells)) {
      joined.push({ line: first.line, cells, broken: true })
      at += pieces
    } else {
      joined.push(first)
    }
  }
  return joined
}

const begins = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte)
const isZip = (bytes: Uint8Array) => begins(bytes, 0x50, 0x4b, 0x03, 0x04)

async function workbookLines(bytes: Uint8Array): Promise<Lines | RefusedFile> {
  const read = await readWorkbook(bytes)
  if ('refused' in read) return refuse(read.refused, { max: MAX_ROWS })
  const sheets = read.sheets
  // A cover sheet or a sheet of remarks may stand before the list: the one with the most rows is meant.
  const chosen = sheets.toSorted((a, b) => b.lines.length - a.lines.length)[0]
  if (!chosen) return refuse('file_empty')
  const notes =
    sheets.length > 1 ? [note('other_sheets', { sheet: chosen.name, count: sheets.length - 1 })] : []
  return { encoding: 'xlsx', lines: chosen.lines.map((cells, at) => ({ line: at + 1, cells })), notes }
}

function textLines(bytes: Uint8Array): Lines | RefusedFile {
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return refuse('old_excel')
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) return refuse('file_is_pdf')
  const { encoding, text, lost } = decode(bytes)
  if (text.includes('\u0000')) return refuse('not_text')
  const start = text.trimStart().slice(0, 200).toLowerCase()
  if (/^<(!doctype|html|\?xml|head|body)/.test(start)) return refuse('file_is_page')
  if (/^[{[]\s*["{[\]}]/.test(start)) return refuse('file_is_json')
  const notes = lost > 0 ? [note('letters_lost_in_file', { count: lost })] : []
  const delimiter = delimiterOf(text)
  if (delimiter !== ',') notes.push(note(delimiter === '\t' ? 'tabs' : 'semicolons'))
  return { encoding, lines: readLines(text, delimiter), notes }
}

/** The text of a file, and how many letters could not be read. */
function decode(bytes: Uint8Array): { encoding: Encoding; text: string; lost: number } {
  const as = (encoding: string) => new TextDecoder(encoding).decode(bytes)
  const lostIn = (text: string) => text.split('\ufffd').length - 1
  if (begins(bytes, 0xff, 0xfe)) return { encoding: 'utf-16', text: as('utf-16le'), lost: 0 }
  if (begins(bytes, 0xfe, 0xff)) return { encoding: 'utf-16', text: as('utf-16be'), lost: 0 }
  const utf8 = as('utf-8')
  if (begins(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8-bom', text: utf8, lost: lostIn(utf8) }
  if (lostIn(utf8) === 0) return { encoding: 'utf-8', text: utf8, lost: 0 }
  // CP932, as Excel in Japan writes it (WHATWG calls it Shift_JIS); whichever leaves less unread.
  const sjis = as('shift_jis')
  return lostIn(sjis) <= lostIn(utf8)
    ? { encoding: 'shift_jis', text: sjis, lost: lostIn(sjis) }
    : { encoding: 'utf-8', text: utf8, lost: lostIn(utf8) }
}

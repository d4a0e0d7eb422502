/** A file of halls from bytes to lines: UTF-8 with or without its mark, or Shift_JIS; commas as RFC 4180 has them. */
import { parse } from 'csv-parse/sync'
import { decodeText } from '~/platform/csv'
import { columnOf, type Trouble } from './file/columns'
import type { Sheet } from './file/judge'

/** Bytes of a file */
export const MAX_FILE = 2 * 1024 * 1024
export const MAX_ROWS = 3000
/** Lines before the header, such as a title */
const MAX_PREAMBLE = 10

/** Reads a file, or says why it cannot be. Empty lines are passed over; line numbers are those of the file. */
export function readSheet(bytes: Uint8Array): Sheet | { trouble: Trouble } {
  if (bytes.length > MAX_FILE) return { trouble: { key: 'too_large' } }
  const text = decodeText(bytes)?.text
  if (text === undefined || text.includes('\u0000')) return { trouble: { key: 'encoding' } }
  let lines: { line: number; cells: string[] }[]
  try {
    const found = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as { record: string[]; info: { lines: number } }[]
    lines = found.map(({ record, info }) => ({
      // The parser counts the line on which a row ends; a person looks for the one on which it begins.
      line: info.lines - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
      cells: record,
    }))
  } catch (error) {
    return { trouble: { key: 'not_csv', params: { line: Number((error as { lines?: number }).lines ?? 1) } } }
  }
  const at = lines
    .slice(0, MAX_PREAMBLE)
    .findIndex(({ cells }) => cells.some((cell) => columnOf(cell) === 'name'))
  const header = lines[at]
  if (!header) return { trouble: { key: 'no_header' } }
  const rows = lines.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (rows.length > MAX_ROWS) return { trouble: { key: 'too_many', params: { max: MAX_ROWS } } }
  return { header: header.cells, rows }
}

/** A table from a file that people bring: UTF-8 with or without its mark, or Shift_JIS; commas as RFC 4180 has them. */
import { parse } from 'csv-parse/sync'
import { decodeText } from './csv'

/** Cells by line; line numbers are those of the file. */
export type Sheet = { header: string[]; rows: { line: number; cells: string[] }[] }

/** Why a file cannot be read: `too_large`, `encoding`, `not_csv` (line), `no_header`, `too_many` (max) */
type SheetTrouble = { key: string; params?: Record<string, string | number> }

/** Lines before the header, such as a title */
const MAX_PREAMBLE = 10

/**
 * Reads a file, or says why it cannot be. Empty lines are passed over.
 * @param limits `maxBytes` of the file, `maxRows` below the header
 * @param isHeader tells the line with the names of the columns
 */
export function readTable(
  bytes: Uint8Array,
  limits: { maxBytes: number; maxRows: number },
  isHeader: (cells: readonly string[]) => boolean,
): Sheet | { trouble: SheetTrouble } {
  if (bytes.length > limits.maxBytes) return { trouble: { key: 'too_large' } }
  const text = decodeText(bytes)?.text
  if (text === undefined || text.includes('\u0000')) return { trouble: { key: 'encoding' } }
  let lines: Sheet['rows']
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
  const at = lines.slice(0, MAX_PREAMBLE).findIndex(({ cells }) => isHeader(cells))
  const header = lines[at]
  if (!header) return { trouble: { key: 'no_header' } }
  const rows = lines.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (rows.length > limits.maxRows) return { trouble: { key: 'too_many', params: { max: limits.maxRows } } }
  return { header: header.cells, rows }
}

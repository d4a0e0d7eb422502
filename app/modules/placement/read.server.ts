/** A file of population as lines: its encoding, its separator, its lines with their numbers. */
import { parse } from 'csv-parse/sync'
import { decodeText } from '~/platform/csv'
import type { Line } from './rules/population'
import type { PopulationReport } from './schema'

/** Bytes of a file, and lines in it: a whole first mesh of 250 m squares has some 100,000. */
export const MAX_BYTES = 16 * 1024 * 1024
export const MAX_LINES = 150_000

type Read =
  | { encoding: PopulationReport['encoding']; lines: Line[] }
  | { refused: 'not_text' | 'too_many_lines' }

/** Reads UTF-8 (with or without a mark) and Shift_JIS, separated by commas, tabs or semicolons. */
export function readLines(bytes: Uint8Array): Read {
  // A spreadsheet or a picture is no table of text.
  if (bytes.subarray(0, 4096).includes(0) || bytes[0] === 0x89) return { refused: 'not_text' }
  const decoded = decodeText(bytes)
  if (!decoded) return { refused: 'not_text' }
  const { text, encoding } = decoded
  const head = text.slice(0, 5000)
  const separator = [',', '\t', ';'].reduce((most, mark) =>
    head.split(mark).length > head.split(most).length ? mark : most,
  )
  try {
    const records = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 100_000,
      to: MAX_LINES + 20,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    if (records.length > MAX_LINES) return { refused: 'too_many_lines' }
    return { encoding, lines: records.map(({ record, info }) => ({ line: info.lines, cells: record })) }
  } catch {
    return { refused: 'not_text' }
  }
}

/** Text with separators as records, each with the line on which it begins. Nothing is swallowed by a stray quote. */
import { parse } from 'csv-parse/sync'

/** `broken`: a quotation mark was missing, so that the line was taken apart by its separators alone. */
type Line = { line: number; cells: string[]; broken: boolean }

const DELIMITERS = [',', '\t', ';'] as const

/** The separator that the first lines have most of, outside of quotes. */
export function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length - 1)
  const most = Math.max(...counts)
  return most === 0 ? ',' : (DELIMITERS[counts.indexOf(most)] ?? ',')
}

type Parsed = { record: string[]; info: { lines: number } }

function parsed(text: string, delimiter: string, quote: '"' | false): Parsed[] {
  return parse(text, {
    delimiter,
    quote,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    record_delimiter: ['\n'],
  }) as unknown as Parsed[]
}

/** Takes a text apart, its lines counted from 1; empty lines are records with one empty cell. */
export function readLines(text: string, delimiter: string): Line[] {
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  if (whole === '') return []
  const physical = whole.split('\n')
  const width = mostCells(physical, delimiter)
  const lineByLine = () => physical.flatMap((part, at) => single(part, delimiter, at + 1))
  let records: Parsed[]
  try {
    records = parsed(whole, delimiter, '"')
  } catch {
    // A quote that never ends would swallow the rest of the file.
    return lineByLine()
  }
  const breaksIn = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  if (records.reduce((sum, { record }) => sum + breaksIn(record) + 1, 0) !== physical.length)
    return lineByLine()
  let next = 1
  return records.flatMap(({ record }) => {
    const line = next
    next += breaksIn(record) + 1
    // Whole lines within one cell: a quote was opened here and met the beginning of the next one.
    const swallowed = record.some((cell) =>
      cell.split('\n').some((part, at) => at > 0 && part.split(delimiter).length > Math.max(3, width / 2)),
    )
    if (!swallowed) return [{ line, cells: record, broken: false }]
    return physical.slice(line - 1, next - 1).flatMap((part, at) => single(part, delimiter, line + at))
  })
}

function mostCells(physical: readonly string[], delimiter: string): number {
  return Math.max(...physical.slice(0, 50).map((part) => part.split(delimiter).length))
}

/** One line for itself; where its quotes do not close, they are taken as letters. */
function single(text: string, delimiter: string, line: number): Line[] {
  try {
    return parsed(text, delimiter, '"').map(({ record }) => ({ line, cells: record, broken: false }))
  } catch {
    const cells = text.split(delimiter).map((cell) => cell.replace(/^\s*"|"\s*$/g, ''))
    return [{ line, cells, broken: true }]
  }
}

/** The helping program that reads files: a large one takes the time and the memory of nobody else. */
import { answerOrders } from '~/platform/program'
import { MAX_COLUMNS } from './forms'
import { readTable } from './read.server'
import { guessMapping, judgeAll } from './rules'
import type { Row } from './schema'
import type { TableAnswer, TableOrder } from './table.server'

/** Rows that the page shows as they would be read, and letters of a cell. */
const SAMPLE_ROWS = 5
const SAMPLE_LETTERS = 300

/** Contents of each column that the page shows, and letters of them. */
const EXAMPLES = 3
const EXAMPLE_LETTERS = 40

/** The first different contents of a column. */
function examplesOf(rows: readonly Row[], column: number): string[] {
  const found = new Set<string>()
  for (const { cells } of rows) {
    const text = (cells[column] ?? '').trim().slice(0, EXAMPLE_LETTERS)
    if (text !== '') found.add(text)
    if (found.size === EXAMPLES) break
  }
  return [...found]
}

answerOrders(async (order: TableOrder): Promise<TableAnswer> => {
  const table = await readTable(order.bytes)
  if ('refused' in table) return table
  if (table.header.length > MAX_COLUMNS) {
    return { refused: { field: '', key: 'too_many_columns', params: { max: MAX_COLUMNS } } }
  }
  const guess = guessMapping(table)
  if (order.mapping) {
    const context = { header: table.header, format: guess.format, origin: order.origin }
    return { judged: judgeAll(table, order.mapping, context) }
  }
  const { encoding, headerLine, header, rows, notes } = table
  const sample = rows.slice(0, SAMPLE_ROWS).map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => cell.slice(0, SAMPLE_LETTERS)),
  }))
  const examples = header.map((_, column) => examplesOf(rows, column))
  return { found: { encoding, headerLine, header, notes, rows: rows.length, sample, examples, ...guess } }
})

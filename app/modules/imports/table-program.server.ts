/** The helping program that reads files: a large one takes the time and the memory of nobody else. */
import { answerOrders } from '~/platform/program'
import { MAX_COLUMNS } from './forms'
import { readTable } from './read.server'
import { guessMapping, judgeAll } from './rules'
import type { TableAnswer, TableOrder } from './table.server'

/** Rows that the page shows as they would be read, and letters of a cell. */
const SAMPLE_ROWS = 8
const SAMPLE_LETTERS = 300

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
  return { found: { encoding, headerLine, header, notes, rows: rows.length, sample, ...guess } }
})

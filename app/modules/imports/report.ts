/** The report of an import as a table: each row of the file, then each AED that it no longer names. */
import type { Language, Translate } from '~/platform/i18n'
import type { FieldChange } from './compare'
import type { Note, Outcome } from './schema'
import { changeWords, noteWords } from './values'

const HEAD = ['line', 'outcome', 'change', 'key', 'name', 'changes', 'notes', 'decision'] as const

type ReportRow = {
  line: number
  outcome: Outcome | null
  change: string | null
  key: string
  name: string
  notes: readonly Note[]
  changes: readonly FieldChange[]
  remove?: boolean
  returned: boolean
  restore?: boolean
}

/** Head and lines. Several changes or notes of one row stand in one cell, each on its own line. */
export function reportLines(
  rows: readonly ReportRow[],
  t: Translate,
  language: Language,
): (string | number)[][] {
  const lines = rows.map((row) => [
    row.line > 0 ? row.line : '',
    row.outcome ? t(`imports.outcome.${row.outcome}`) : '',
    row.change ? t(`imports.change.${row.change}`) : '',
    row.key,
    row.name,
    row.changes.flatMap((change) => changeWords(change, t, language)).join('\n'),
    row.notes.map((note) => noteWords(note, t)).join('\n'),
    decision(row, t),
  ])
  return [HEAD.map((key) => t(`imports.report.${key}`)), ...lines]
}

function decision(row: ReportRow, t: Translate): string {
  if (row.change === 'vanished') return t(`imports.report.${row.remove ? 'removed' : 'stays'}`)
  if (row.returned) return t(`imports.report.${row.restore ? 'restored' : 'not_restored'}`)
  return ''
}

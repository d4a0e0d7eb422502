/** What became of a file, for a person at a terminal or a spreadsheet. In Japanese, and the sums in English too. */
import { csv } from '~/platform/csv'
import type { Translate } from '~/platform/i18n'
import { otherColumnOf } from './rules'
import { type Guess, type Judged, type Mapping, type Note, outcomes, type Table } from './schema'

/** A note with the field that it is about. */
function noteText(note: Note, t: Translate): string {
  const words = t(`imports.note.${note.key}`, note.params ?? {})
  return note.field ? `${t(`imports.field.${note.field}`)}: ${words}` : words
}

/** One line for each row: line of the file, what became of it, name, key, and why. UTF-8 with its mark, for Excel. */
export function reportCsv(
  judged: readonly Pick<Judged, 'line' | 'name' | 'notes' | 'key' | 'outcome'>[],
  t: Translate,
): string {
  const head = ['line', 'outcome', 'name', 'key', 'notes'].map((key) => t(`imports.command.head_${key}`))
  const lines = judged.map(({ line, outcome, name, key, notes }) => [
    line,
    t(`imports.outcome.${outcome}`),
    name,
    key,
    notes.map((note) => noteText(note, t)).join('\n'),
  ])
  return csv([head, ...lines])
}

/** Columns that nothing was read from, as a note; null when all were used. */
function unusedColumns(
  table: Pick<Table, 'header' | 'rows'>,
  guess: { mapping: Mapping; format: Guess['format'] },
): Note | null {
  if (guess.format !== 'other') return null
  const used = new Set(Object.values(guess.mapping).flat())
  const headers = table.header.filter(
    (header, column) =>
      !used.has(column) &&
      header !== '' &&
      otherColumnOf(header) === null &&
      table.rows.some(({ cells }) => (cells[column] ?? '').trim() !== ''),
  )
  return headers.length === 0
    ? null
    : { field: '', key: 'columns_unused', params: { headers: headers.join('、') } }
}

/** The file, its columns and how sure they are, as lines. */
export function describeTable(table: Table, guess: Guess, t: Translate): string[] {
  const columns = Object.entries(guess.mapping).map(([field, places]) => {
    const names = places.map((column) => table.header[column] || `#${column + 1}`).join(' + ')
    const sure = Math.round((guess.sure[field as keyof typeof guess.sure] ?? 1) * 100)
    return t('imports.command.column', { field: t(`imports.field.${field}`), names, sure })
  })
  const unused = unusedColumns(table, guess)
  return [
    t('imports.command.file', {
      encoding: t(`imports.encoding.${table.encoding}`),
      format: t(`imports.format.${guess.format}`),
      line: table.headerLine,
      rows: table.rows.length,
    }),
    ...[...table.notes, ...(unused ? [unused] : [])].map((note) => `  ※ ${noteText(note, t)}`),
    t('imports.command.columns'),
    ...columns.map((line) => `  ${line}`),
  ]
}

/** How many rows had which outcome, and how often each note was made, as lines. */
export function describeJudged(
  judged: readonly Pick<Judged, 'line' | 'outcome' | 'notes'>[],
  t: Translate,
): string[] {
  const counts = outcomes.map(
    (outcome) =>
      `${t(`imports.outcome.${outcome}`)} ${judged.filter((row) => row.outcome === outcome).length}`,
  )
  const noted = new Map<string, { note: Note; lines: number[] }>()
  for (const { line, notes } of judged) {
    for (const note of notes) {
      const known = noted.get(note.key)
      if (known) known.lines.push(line)
      else noted.set(note.key, { note, lines: [line] })
    }
  }
  return [
    t('imports.command.sum', { counts: counts.join('、'), rows: judged.length }),
    ...[...noted.values()]
      .sort((a, b) => b.lines.length - a.lines.length)
      .map(({ note, lines }) => {
        const first = lines.slice(0, 3).join(', ')
        return `  ${t('imports.command.noted', { count: lines.length, lines: lines.length > 3 ? `${first} …` : first, note: noteText(note, t) })}`
      }),
  ]
}

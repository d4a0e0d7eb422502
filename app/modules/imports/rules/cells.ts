/** The cells of a row by what they mean; a row with too many cells is put in order where it shows how. */
import type { Field, Mapping, Note, Row } from '../schema'
import { readPlace } from './coordinates'
import { said, short } from './texts'

/** Most extra cells that are joined again. */
const MAX_EXTRA = 4

/** Cells that show by their form whether they stand in the right column. */
const forms: Partial<Record<Field, (text: string) => boolean>> = {
  latitude: (text) => readPlace(text, '135.5').place !== null,
  longitude: (text) => readPlace('34.5', text).place !== null,
  phone: (text) => /^[(+]?\d[\d()\-‐－ー\s]{8,}$/.test(text.normalize('NFKC')),
  start: (text) => /^\d{1,2}[:時]/.test(text.normalize('NFKC')),
  end: (text) => /^\d{1,2}[:時]/.test(text.normalize('NFKC')),
  childPads: (text) => /^(有|無|有り|無し|あり|なし|○|×)$/.test(text),
  url: (text) => /^https?:\/\//.test(text),
  postalCode: (text) => /^\d{3}-?\d{4}$/.test(text),
}

/** Says of a row whether its cells are as many as the columns, and joins what a comma without quotes took apart. */
export function wholeRow(
  row: Row,
  mapping: Mapping,
  header: readonly string[],
): { cells: string[]; notes: Note[] } {
  const notes: Note[] = row.broken ? [{ field: '', key: 'broken_quote' }] : []
  const { cells } = row
  if (cells.length < header.length) {
    notes.push({ field: '', key: 'too_few_cells', params: { cells: cells.length, columns: header.length } })
    return { cells, notes }
  }
  const extra = cells.length - header.length
  if (extra === 0 || header.length === 0) return { cells, notes }
  const typed = Object.entries(forms).flatMap(([field, fits]) =>
    (mapping[field as Field] ?? []).map((column) => ({ column, fits })),
  )
  const score = (tried: readonly string[]) =>
    typed.reduce((sum, { column, fits }) => {
      const text = said(tried[column])
      return sum + (text === '' ? 0 : fits(text) ? 1 : -1)
    }, 0)
  const params = { cells: cells.length, columns: header.length }
  if (extra <= MAX_EXTRA) {
    const before = score(cells.slice(0, header.length))
    const tries = header.map((_, column) => {
      const joined = cells.slice(column, column + extra + 1).join(',')
      const tried = [...cells.slice(0, column), joined, ...cells.slice(column + extra + 1)]
      return { column, tried, score: score(tried) }
    })
    const best = Math.max(...tries.map((one) => one.score))
    const chosen = tries.findLast((one) => one.score === best)
    if (chosen && best > before) {
      return {
        cells: chosen.tried,
        notes: [
          ...notes,
          { field: '', key: 'too_many_cells', params: { ...params, column: header[chosen.column] ?? '' } },
        ],
      }
    }
  }
  const left = short(
    cells
      .slice(header.length)
      .map(said)
      .filter((text) => text !== '')
      .join(', '),
  )
  if (left === '') return { cells: cells.slice(0, header.length), notes }
  return {
    cells,
    notes: [...notes, { field: '', key: 'cells_left_over', params: { ...params, text: left } }],
  }
}

/** What a row says of a field: the texts of its columns, joined. */
export function reader(cells: readonly string[], mapping: Mapping): (field: Field, joint?: string) => string {
  return (field, joint = ' ') =>
    (mapping[field] ?? [])
      .map((column) => said(cells[column]))
      .filter((text, at, all) => text !== '' && all.indexOf(text) === at)
      .join(joint)
}

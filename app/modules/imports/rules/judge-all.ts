/** All rows of a file: besides each for itself, what only the whole shows. */
import type { JudgeContext, Judged, Mapping, Note, Row, Table } from '../schema'
import { type JudgedRow, judgeRow } from './judge'
import { idForm, keyOfId, keyOfRow } from './keys'
import { outcomeOf } from './notes'
import { said } from './texts'

/** Kilometres from the middle of the file beyond which a place is doubted, when the others lie together. */
const FAR = 60
const TOGETHER = 25

/** Judges the rows of a file; there is one judgement for each row, in their order. */
export function judgeAll(
  table: Pick<Table, 'header' | 'rows'>,
  mapping: Mapping,
  context: JudgeContext = { header: table.header, format: 'other', origin: '' },
): Judged[] {
  const whole = table.rows.map(contentOf)
  const first = new Map<string, number>()
  const judged = table.rows.map((row, at): JudgedRow => {
    const content = whole[at] ?? ''
    const line = first.get(content)
    if (line === undefined) {
      first.set(content, row.line)
      return judgeRow(row, mapping, context)
    }
    const again = judgeRow(row, mapping, context)
    if (again.outcome === 'refused') return again
    const notes: Note[] = [{ field: '', key: 'exact_duplicate', params: { line } }]
    return { ...again, outcome: 'refused', key: '', values: null, notes }
  })
  nameApart(judged, whole)
  pointOutAlike(judged)
  pointOutFar(judged)
  return judged.map(({ id: _, ...row }) => ({ ...row, outcome: outcomeOf(row.notes) }))
}

/** What a row says, so that two can be compared whatever blanks they end with. */
function contentOf({ cells }: Row): string {
  return JSON.stringify(cells.map(said)).replace(/(,"")+\]$/, ']')
}

function grouped(rows: readonly JudgedRow[], by: (row: JudgedRow) => string): Map<string, JudgedRow[]> {
  const groups = new Map<string, JudgedRow[]>()
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row])
  return groups
}

/** Gives each row that is kept a key that no other has: an ID that stands twice names nothing. */
function nameApart(judged: JudgedRow[], whole: readonly string[]) {
  const byId = grouped(
    judged.filter(({ id, values }) => values !== null && id !== ''),
    ({ id }) => id,
  )
  for (const [id, rows] of byId) {
    if (rows.length === 1) continue
    for (const row of rows) {
      const lines = rows.filter((one) => one !== row).map(({ line }) => line)
      const params = { id, lines: lines.slice(0, 5).join(', ') }
      row.notes = [...row.notes, { field: 'id', key: 'duplicate_id', params }]
      if (row.key === keyOfId(idForm(id)) && row.values) row.key = keyOfRow(row.values)
    }
  }
  const content = new Map(judged.map((row, at) => [row, whole[at] ?? '']))
  const byKey = grouped(
    judged.filter(({ values }) => values !== null),
    ({ key }) => key,
  )
  for (const [key, rows] of byKey) {
    // Their order in the file may change, what they say does not.
    const ordered = rows.toSorted((a, b) => ((content.get(a) ?? '') < (content.get(b) ?? '') ? -1 : 1))
    for (const [at, row] of ordered.entries()) {
      // A number of this portal stands for one AED: the comparison refuses the second row.
      if (at > 0 && !key.startsWith('own:')) row.key = `${key}#${at + 1}`
    }
  }
}

/** Rows that say the same place with different IDs may be two AEDs, or one that was written twice. */
function pointOutAlike(judged: JudgedRow[]) {
  const seen = new Map<string, number>()
  for (const row of judged) {
    if (!row.values) continue
    const place = keyOfRow(row.values)
    const line = seen.get(place)
    if (line === undefined) seen.set(place, row.line)
    else row.notes = [...row.notes, { field: '', key: 'same_as', params: { line } }]
  }
}

/** A slip in one digit puts an AED into another prefecture: where all others lie together, that is pointed out. */
function pointOutFar(judged: JudgedRow[]) {
  const places = judged.flatMap(({ values }) =>
    values?.latitude != null && values.longitude != null
      ? [[values.latitude, values.longitude] as const]
      : [],
  )
  if (places.length < 10) return
  const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  const middle = [median(places.map(([lat]) => lat)), median(places.map(([, lon]) => lon))] as const
  const away = (lat: number, lon: number) =>
    Math.hypot((lat - middle[0]) * 111, (lon - middle[1]) * 111 * Math.cos((middle[0] * Math.PI) / 180))
  if (median(places.map(([lat, lon]) => away(lat, lon))) > TOGETHER) return
  for (const row of judged) {
    if (row.values?.latitude == null || row.values.longitude == null) continue
    const kilometres = Math.round(away(row.values.latitude, row.values.longitude))
    if (kilometres > FAR)
      row.notes = [...row.notes, { field: 'latlon', key: 'far_away', params: { kilometres } }]
  }
}

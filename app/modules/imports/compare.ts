/** What a file would change: its rows beside the AEDs that stand. Pure. */
import type { AedRowChange } from '../../../prisma/generated/enums'
import { isEntered, type RowValues, type ValueField, valueFields } from './columns'
import { readBack, saysTheSame } from './rules'
import { addressForm, keyOfId, keyOfRow } from './rules/keys'
import type { AedValues, Judged, Note, Outcome } from './schema'

/** An AED as it stands, as far as an import looks at it. */
export type Standing = AedValues & {
  id: number
  sourceId: number | null
  sourceKey: string | null
  removed: boolean
  enteredFields: readonly string[]
  districtId: number | null
}

type FieldValue = AedValues[ValueField]

/** One field that the file says otherwise. `kept`: a person entered what stands, so that it stays. */
export type FieldChange = { field: ValueField; before: FieldValue; after: FieldValue; kept: boolean }

type Change = AedRowChange

/** A row of a file with what it would do; or an AED that the file no longer names (line 0, no outcome). */
export type Compared = {
  line: number
  outcome: Outcome | null
  /** Null when it was refused */
  change: Change | null
  key: string
  name: string
  notes: Note[]
  values: RowValues | null
  aedId: number | null
  changes: FieldChange[]
  /** It was taken away here, and the file names it again */
  returned: boolean
}

/** Counts of a compared file. `kept`: rows in which an entry of a person stands against the file. */
export type Summary = {
  rows: number
  outcomes: Record<Outcome, number>
  changes: Record<Change, number>
  returned: number
  kept: number
}

/** The number of an AED of this portal in the key of a row that the portal itself gave out; null for other keys. */
export function ownId(key: string): number | null {
  const [, id] = /^own:([1-9]\d{0,8})$/.exec(key) ?? []
  return id === undefined ? null : Number(id)
}

/**
 * Compares a judged file with the AEDs that stand.
 * @param sourceId of the file; null for a source that has never been taken in
 * @param standing all AEDs of the source, and those that the file names by their own number
 * @param districtOf the school district of a place; null outside of the city
 */
export function compareRows(
  sourceId: number | null,
  judged: readonly Judged[],
  standing: readonly Standing[],
  districtOf: (latitude: number, longitude: number) => number | null,
): Compared[] {
  const ofSource = standing.filter((aed) => sourceId !== null && aed.sourceId === sourceId)
  const byKey = new Map(ofSource.map((aed) => [aed.sourceKey, aed]))
  const byId = new Map(standing.map((aed) => [aed.id, aed]))
  const apart = toldApart(judged, byKey)
  const named = new Set(apart.unclear.values())
  const taken = new Set<number>()
  const compared = judged.map((given): Compared => {
    const row = withNotes(given, apart)
    const own = ownId(row.key)
    const aed = own === null ? byKey.get(row.key) : byId.get(own)
    const isRefused = row.outcome === 'refused' || row.values === null
    const twice = aed !== undefined && !isRefused && taken.has(aed.id)
    // A row that was refused still says that its AED is there.
    if (aed) named.add(aed.id)
    if (aed && !isRefused) taken.add(aed.id)
    if (row.outcome === 'refused' || row.values === null) return refused(row, aed, [])
    if (twice) return refused(row, aed, [{ field: 'id', key: 'named_twice' }])
    if (!aed) {
      if (own !== null) return refused(row, undefined, [{ field: 'id', key: 'own_unknown' }])
      const { latitude, longitude } = row.values
      const districtId = latitude === null || longitude === null ? null : districtOf(latitude, longitude)
      return { ...blank(row), change: 'added', values: { ...row.values, districtId } }
    }
    return beside(row, row.values, aed, sourceId, districtOf)
  })
  const vanished = ofSource
    .filter((aed) => !aed.removed && !named.has(aed.id))
    .sort((a, b) => a.id - b.id)
    .map(
      (aed): Compared => ({
        line: 0,
        outcome: null,
        change: 'vanished',
        key: aed.sourceKey ?? '',
        name: aed.name,
        notes: [],
        values: null,
        aedId: aed.id,
        changes: [],
        returned: false,
      }),
    )
  return [...compared, ...vanished]
}

/** Rows whose ID stands twice in the file, and the AEDs that were known by that ID before it did. */
type Apart = {
  /** Row → key of the AED that it is by what it says; the AED keeps its key */
  keys: Map<Judged, string>
  /** Row → number of the AED of which it cannot be told which of the rows it is */
  unclear: Map<Judged, number>
}

function toldApart(judged: readonly Judged[], byKey: ReadonlyMap<string | null, Standing>): Apart {
  const groups = new Map<string, Judged[]>()
  for (const row of judged) {
    const twice = row.values && row.notes.find(({ key }) => key === 'duplicate_id')
    if (!twice) continue
    const key = keyOfId(String(twice.params?.id))
    if (byKey.has(key)) groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const apart: Apart = { keys: new Map(), unclear: new Map() }
  for (const [key, rows] of groups) {
    const aed = byKey.get(key)
    if (!aed || judged.some((row) => row.key === key || row.key === `own:${aed.id}`)) continue
    const free = rows.filter((row) => ownId(row.key) === null && !byKey.has(row.key))
    const found = alike(free, aed)
    if (found) apart.keys.set(found, key)
    else for (const row of rows) apart.unclear.set(row, aed.id)
  }
  return apart
}

/** The row that says name, address and position of an AED; else the only one that says its name and address. */
function alike(rows: readonly Judged[], aed: Standing): Judged | undefined {
  const by = (form: (values: AedValues) => string) =>
    rows.filter(({ values }) => values && form(values) === form(aed))
  // Rows that say the same are apart by the end of their keys, whatever their order in the file.
  const [first] = by(keyOfRow).sort((a, b) => (a.key < b.key ? -1 : 1))
  const [only, ...others] = by(({ name, address }) => keyOfRow({ name, address, position: '' }))
  return first ?? (others.length === 0 ? only : undefined)
}

function withNotes(row: Judged, { keys, unclear }: Apart): Judged {
  const key = keys.get(row)
  if (key !== undefined) return { ...row, key }
  return unclear.has(row) ? { ...row, notes: [...row.notes, { field: 'id', key: 'id_unclear' }] } : row
}

function blank(row: Judged): Compared {
  const { line, outcome, key, name, notes } = row
  return {
    ...{ line, outcome, key, name, notes },
    ...{ change: null, values: null, aedId: null, changes: [], returned: false },
  }
}

function refused(row: Judged, aed: Standing | undefined, notes: Note[]): Compared {
  return { ...blank(row), outcome: 'refused', aedId: aed?.id ?? null, notes: [...row.notes, ...notes] }
}

/** A row beside the AED that it names. */
function beside(
  row: Judged,
  values: AedValues,
  aed: Standing,
  sourceId: number | null,
  districtOf: (latitude: number, longitude: number) => number | null,
): Compared {
  const notes = [...row.notes]
  const wanted = { ...values }
  if (ownId(row.key) !== null) keepUntouched(aed, wanted)
  if (wanted.latitude === null && aed.latitude !== null) {
    if (staysWhereItWas(aed, wanted)) {
      // A place that was known is not lost to a slip in a newer file: whoever looks for it would not find it.
      wanted.latitude = aed.latitude
      wanted.longitude = aed.longitude
      notes.push({ field: 'latlon', key: 'place_kept' })
    } else {
      // The old pin beside the new address would send people, and what is read out to 119, to two places.
      notes.push({ field: 'latlon', key: 'place_dropped' })
    }
  }
  const changes = valueFields
    .filter((field) => !same(aed[field], wanted[field]))
    .map((field): FieldChange => {
      const kept = isEntered(field, aed.enteredFields)
      return { field, before: aed[field], after: wanted[field], kept }
    })
  const written = changes.filter(({ kept }) => !kept)
  if (written.length > 0 && (sourceId === null || aed.sourceId !== sourceId)) {
    return refused(row, aed, [{ field: 'id', key: 'own_other_source' }])
  }
  const moved = written.some(({ field }) => field === 'latitude' || field === 'longitude')
  const { latitude, longitude } = wanted
  const place = latitude === null || longitude === null ? null : districtOf(latitude, longitude)
  const districtId = moved ? place : aed.districtId
  return {
    ...blank(row),
    change: written.length > 0 ? 'changed' : 'unchanged',
    notes,
    values: { ...wanted, districtId },
    aedId: aed.id,
    changes,
    returned: aed.removed && aed.sourceId === sourceId,
  }
}

/**
 * Whether a row without a place leaves its AED where it stands: the address that will stand is the same, and so is the
 * building where both say one. Without any address the name says where it is.
 */
function staysWhereItWas(aed: Standing, wanted: AedValues): boolean {
  const entered = (field: ValueField) => isEntered(field, aed.enteredFields)
  if (entered('latitude')) return true
  const alike = (field: 'address' | 'building' | 'name') =>
    entered(field) || addressForm(aed[field]) === addressForm(wanted[field])
  if (!alike('address')) return false
  if (aed.building !== '' && wanted.building !== '' && !alike('building')) return false
  return aed.address !== '' || alike('name')
}

/** A file that the portal gave out says less than what stands. Where nobody touched it since, what stands is meant. */
function keepUntouched(aed: Standing, wanted: AedValues): void {
  const back = readBack(aed)
  if (!back) return
  const untouched = (field: ValueField) =>
    same(back[field], wanted[field]) || saysTheSame(back[field], wanted[field])
  const hourTexts = (['daysText', 'startText', 'endText', 'hoursText'] as const).every(untouched)
  for (const field of valueFields) {
    if (untouched(field) || (field === 'hours' && hourTexts)) Object.assign(wanted, { [field]: aed[field] })
  }
}

/** Whether two values say the same: an empty list of other columns is none, the order of keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  if (entries.length === 0) return 'null'
  return `{${entries
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`)
    .join(',')}}`
}

/** Counts what a file would do. */
export function summarise(compared: readonly Compared[]): Summary {
  const summary: Summary = {
    rows: 0,
    outcomes: { accepted: 0, mended: 0, placeless: 0, refused: 0 },
    changes: { added: 0, changed: 0, unchanged: 0, vanished: 0 },
    returned: 0,
    kept: 0,
  }
  for (const row of compared) {
    if (row.outcome) {
      summary.rows++
      summary.outcomes[row.outcome]++
    }
    if (row.change) summary.changes[row.change]++
    if (row.returned) summary.returned++
    if (row.changes.some(({ kept }) => kept)) summary.kept++
  }
  return summary
}

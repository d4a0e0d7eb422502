/** The halls' file: written for a spreadsheet, and compared with what stands before anything is written. */
import { createHash } from 'node:crypto'
import { type Actor, denied, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { db, type Prisma, type Tx } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import {
  type Column,
  columnNames,
  columns,
  dateCell,
  type FileDiagnosis,
  type FileHall,
  guarded,
  headerOf,
  lookOnly,
  type Trouble,
} from '../file/columns'
import { type Judged, judgeSheet, type Known, placesOf, type Said, type Sheet } from '../file/judge'
import { type DatedFact, decidingDiagnosis, stateOf } from '../rules'
import { buildingDates, datesContradict, type HallValues, NOTHING_KNOWN } from '../schema'
import { hallValues, rowSelect, seismicRecord, thousandths } from './record.server'
import { reachesAll } from './scope.server'

const select = {
  id: true,
  importKey: true,
  version: true,
  closedOn: true,
  ...rowSelect,
  district: { select: { name: true } },
  associations: {
    select: { association: { select: { slug: true, name: true } } },
    orderBy: { associationId: 'asc' },
  },
  diagnoses: {
    select: { id: true, diagnosedOn: true, method: true, score: true, result: true },
    orderBy: [{ diagnosedOn: 'desc' }, { id: 'desc' }],
  },
  works: { select: { kind: true, completedOn: true, precision: true, scoreAfter: true } },
} as const satisfies Prisma.HallSelect
type Row = Prisma.HallGetPayload<{ select: typeof select }>

/** The key of a hall in the file: that of its ledger, or one made of its number here. */
const keyOf = (row: { id: number; importKey: string | null }) => row.importKey ?? `hall-${row.id}`

function diagnosisOf(row: Row): FileDiagnosis | null {
  const all = row.diagnoses.map(({ diagnosedOn, method, score, result }) => ({
    on: dateToDay(diagnosedOn),
    method,
    score: thousandths(score),
    result,
  }))
  return decidingDiagnosis(all) ?? all[0] ?? null
}

function fileHall(row: Row, severalNamed: ReadonlySet<string>, t: Translate): FileHall {
  return {
    ...hallValues(row),
    key: keyOf(row),
    district: row.district?.name ?? '',
    associations: row.associations.map(({ association: { name, slug } }) =>
      severalNamed.has(name) || /[\n、,]/.test(name) ? slug : name,
    ),
    diagnosis: diagnosisOf(row),
    state: t(`halls.state.${stateOf(seismicRecord(row))}`),
    closedOn: row.closedOn ? dateCell({ on: dateToDay(row.closedOn), precision: 'day' }) : '',
  }
}

async function associationNames(client: Tx | typeof db) {
  const found = await client.association.findMany({
    where: { kind: { in: ['council', 'neighbourhood'] } },
    select: { name: true, slug: true },
  })
  const slugs = new Map<string, string[]>()
  for (const { name, slug } of found) slugs.set(name, [...(slugs.get(name) ?? []), slug])
  const severalNamed = new Set([...slugs].filter(([, of]) => of.length > 1).map(([name]) => name))
  for (const { slug } of found) slugs.set(slug, [slug])
  return { slugs, severalNamed }
}

/**
 * All halls as CSV, closed ones too, with the private columns marked.
 * @throws SignInNeeded, NotAllowed
 */
export async function hallsFile(actor: Actor, t: Translate): Promise<string> {
  requirePortalRight(actor, 'hall.oversee')
  const [rows, { severalNamed }] = await Promise.all([
    db.hall.findMany({ select, orderBy: { id: 'asc' } }),
    associationNames(db),
  ])
  const all: Column[] = [...columnNames.map((name): Column => columns[name]), ...lookOnly]
  return csv([
    all.map(headerOf),
    ...rows.map((row) => {
      const hall = fileHall(row, severalNamed, t)
      return all.map((column) => guarded(column.write(hall)))
    }),
  ])
}

/** What a line changes: the header of the column, and its cell before and after. */
type Change = { field: string; before: string; after: string }

/** What an import would do with one hall. */
export type Planned = {
  line: number
  key: string
  name: string
  /** None for a new hall */
  hallId: number | null
  changes: Change[]
  values: Partial<HallValues>
  associations: string[] | null
  diagnosis: (FileDiagnosis & { id: number | null }) | null
  notes: Trouble[]
}

export type Plan = {
  rows: number
  added: Planned[]
  changed: Planned[]
  same: number
  refused: { line: number; name: string; refused: Trouble[] }[]
  unread: string[]
  /** Changes when the file or what stands has changed: whoever confirms confirms this and nothing else */
  digest: string
}

/** Whether the actor oversees and keeps all halls: who only decides reads, and imports nothing. */
export const mayImport = (actor: Actor): boolean =>
  mayInPortal(actor, 'hall.oversee') && reachesAll(actor, 'hall.keep')

/** @throws SignInNeeded, NotAllowed unless the actor oversees and keeps all halls */
export function requireImporter(actor: Actor): void {
  if (!mayImport(actor)) denied(actor)
}

/**
 * Compares a file with what stands and writes nothing.
 * @param source name of the ledger, for files without keys of their own
 * @throws SignInNeeded, NotAllowed
 */
export async function planImport(
  actor: Actor,
  sheet: Sheet,
  source: string,
  client: Tx | typeof db = db,
): Promise<Plan | { trouble: Trouble }> {
  requireImporter(actor)
  const { places, unread } = placesOf(sheet.header)
  if (!places.has('key') && source === '') return { trouble: { key: 'source' } }
  const [rows, { slugs }, districts] = [
    await client.hall.findMany({ select }),
    await associationNames(client),
    await client.district.findMany({ select: { id: true, name: true } }),
  ]
  const known: Known = {
    districts: new Map(districts.map(({ id, name }) => [name, id])),
    associations: slugs,
    today: actor.today,
  }
  const judged = judgeSheet(sheet, source, known)
  return comparePlan(judged, unread, rows, districts)
}

function comparePlan(
  judged: readonly Judged[],
  unread: string[],
  rows: readonly Row[],
  districts: readonly { id: number; name: string }[],
): Plan {
  const standing = new Map(rows.map((row) => [keyOf(row), row]))
  const names = new Map(districts.map(({ id, name }) => [id, name]))
  const plan: Omit<Plan, 'digest'> = {
    rows: judged.length,
    added: [],
    changed: [],
    same: 0,
    refused: [],
    unread,
  }
  for (const said of judged) {
    if ('refused' in said) {
      plan.refused.push(said)
      continue
    }
    const row = standing.get(said.key)
    if (!row && /^hall-\d+$/.test(said.key)) {
      const refused = [{ key: 'unknown_key', params: { value: said.key } }]
      plan.refused.push({ line: said.line, name: said.values.name ?? '', refused })
      continue
    }
    const planned = compareHall(said, row, names)
    if (datesContradict({ ...(row ? hallValues(row) : NOTHING_KNOWN), ...planned.values })) {
      const refused = [{ key: 'order', params: { column: columns.completed.header } }]
      plan.refused.push({ line: said.line, name: planned.name, refused })
      continue
    }
    if (!row) plan.added.push(planned)
    else if (planned.changes.length > 0) plan.changed.push(planned)
    else plan.same++
  }
  const digest = createHash('sha256').update(JSON.stringify(plan)).digest('hex')
  return { ...plan, digest }
}

function compareHall(said: Said, row: Row | undefined, districts: ReadonlyMap<number, string>): Planned {
  const before = row ? hallValues(row) : NOTHING_KNOWN
  const values = { ...said.values }
  for (const name of buildingDates) {
    const [now, then]: (DatedFact | null | undefined)[] = [values[name], before[name]]
    // The same date without its evidence says nothing against the evidence that is known.
    if (now && then && now.on === then.on && now.precision === then.precision && now.evidence === null) {
      values[name] = then
    }
  }
  const standingSlugs = row ? row.associations.map(({ association }) => association.slug) : []
  const sameSlugs =
    said.associations === null || [...said.associations].sort().join() === [...standingSlugs].sort().join()
  const diagnosis = compareDiagnosis(said.diagnosis, row)
  const cells = (of: HallValues, associations: string[], known: FileDiagnosis | null): FileHall => ({
    ...of,
    key: said.key,
    district: of.districtId === null ? '' : (districts.get(of.districtId) ?? ''),
    associations,
    diagnosis: known,
    state: '',
    closedOn: '',
  })
  const last = row ? diagnosisOf(row) : null
  const from = cells(before, standingSlugs, last)
  const to = cells(
    { ...before, ...values },
    sameSlugs ? standingSlugs : (said.associations ?? []),
    diagnosis ?? last,
  )
  const changes = columnNames.flatMap((name) => {
    const column: Column = columns[name]
    const [then, now] = [column.write(from), column.write(to)]
    return then === now ? [] : [{ field: headerOf(column), before: then, after: now }]
  })
  return {
    line: said.line,
    key: said.key,
    name: to.name,
    hallId: row?.id ?? null,
    changes,
    values,
    associations: sameSlugs ? null : said.associations,
    diagnosis,
    notes: said.notes,
  }
}

/** The diagnosis to be written: one of that day and method is corrected, any other is new. Null when it stands like that. */
function compareDiagnosis(said: FileDiagnosis | null, row: Row | undefined): Planned['diagnosis'] {
  if (!said) return null
  const same = row?.diagnoses.find(
    ({ diagnosedOn, method }) => dateToDay(diagnosedOn) === said.on && method === said.method,
  )
  if (same && thousandths(same.score) === said.score && same.result === said.result) return null
  return { ...said, id: same?.id ?? null }
}

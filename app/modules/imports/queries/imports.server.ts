/** Imports as their pages show them. Only for whoever may import. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { FieldChange, Summary } from '../compare'
import { type Mapping, mapping as mappingSchema, type Note, rememberedMapping } from '../schema'
import { openStates, type RowFilter } from '../states'
import type { Found } from '../table.server'

/** Imports of one page of the list. */
const PAGE = 20

/** Counts of an import once it has been compared, and once it has been written. */
export type KeptSummary = Summary & {
  written?: { added: number; changed: number; removed: number; restored: number }
}

/**
 * Sources and imports, the newest first.
 * @param before id of the import after which the page begins
 * @throws SignInNeeded, NotAllowed
 */
export async function importList(actor: Actor, before?: number) {
  requirePortalRight(actor, 'aed.import')
  const [sources, found] = await Promise.all([
    db.aedSource.findMany({
      select: {
        id: true,
        name: true,
        publisher: true,
        licence: true,
        url: true,
        importedAt: true,
        imports: { where: { state: { in: [...openStates] } }, select: { id: true }, take: 1 },
        _count: { select: { aeds: { where: { condition: { not: 'removed' } } } } },
      },
      orderBy: { name: 'asc' },
    }),
    db.aedImport.findMany({
      where: before === undefined ? {} : { id: { lt: before } },
      select: {
        id: true,
        state: true,
        fileName: true,
        createdAt: true,
        summary: true,
        source: { select: { name: true } },
      },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
    }),
  ])
  const imports = found.slice(0, PAGE).map((row) => ({ ...row, summary: summaryOf(row.summary) }))
  return {
    sources: sources.map(({ imports: open, _count, ...source }) => ({
      ...source,
      aeds: _count.aeds,
      openImport: open[0]?.id ?? null,
    })),
    imports,
    older: found.length > PAGE ? imports.at(-1)?.id : undefined,
  }
}

function summaryOf(json: Prisma.JsonValue): KeptSummary | null {
  return json !== null && typeof json === 'object' && 'changes' in json ? (json as KeptSummary) : null
}

/**
 * One import with what its state needs.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function importById(actor: Actor, id: number) {
  requirePortalRight(actor, 'aed.import')
  const found = await db.aedImport.findUnique({
    where: { id },
    select: {
      id: true,
      state: true,
      version: true,
      fileName: true,
      total: true,
      done: true,
      attempts: true,
      summary: true,
      failure: true,
      createdAt: true,
      finishedAt: true,
      fileKey: true,
      mapping: true,
      source: { select: { id: true, name: true, publisher: true, licence: true, mapping: true } },
    },
  })
  if (!found) throw new NotFound()
  const { fileKey, summary, mapping, source, ...rest } = found
  const { mapping: remembered, ...shown } = source
  return {
    ...rest,
    source: shown,
    summary: summaryOf(summary),
    hasFile: fileKey !== null,
    mapping: parsed(mapping),
    remembered: rememberedMapping.safeParse(remembered).data ?? null,
  }
}

const parsed = (json: Prisma.JsonValue): Mapping => mappingSchema.safeParse(json).data ?? {}

/** What was found in the file; null once it has been forgotten. Asked for by a page that has asked for the import. */
export async function detectedIn(actor: Actor, id: number): Promise<Found | null> {
  requirePortalRight(actor, 'aed.import')
  const found = await db.aedImport.findUnique({ where: { id }, select: { detected: true } })
  return (found?.detected as Found | null | undefined) ?? null
}

/** How many rows a person has decided on. */
export async function decisions(actor: Actor, id: number) {
  requirePortalRight(actor, 'aed.import')
  const [remove, restore] = await Promise.all([
    db.aedImportRow.count({ where: { importId: id, remove: true } }),
    db.aedImportRow.count({ where: { importId: id, restore: true } }),
  ])
  return { remove, restore }
}

const filters: Record<RowFilter, Prisma.AedImportRowWhereInput> = {
  added: { change: 'added' },
  changed: { change: 'changed' },
  unchanged: { change: 'unchanged' },
  vanished: { change: 'vanished' },
  returned: { returned: true },
  kept: { changes: { array_contains: [{ kept: true }] } },
  refused: { outcome: 'refused' },
  placeless: { outcome: 'placeless' },
  mended: { outcome: 'mended' },
  all: {},
}

/** Rows of one page of an import. */
const ROWS = 50

/** After which row a page begins. */
export type RowKey = { line: number; id: number }

const rowSelect = {
  id: true,
  line: true,
  outcome: true,
  change: true,
  key: true,
  name: true,
  notes: true,
  changes: true,
  aedId: true,
  remove: true,
  returned: true,
  restore: true,
} as const

type FoundRow = Prisma.AedImportRowGetPayload<{ select: typeof rowSelect }>

const shownRow = ({ notes, changes, ...row }: FoundRow) => ({
  ...row,
  notes: notes as Note[],
  changes: (changes ?? []) as FieldChange[],
})
/** `where`: address and place inside of an AED that is new, so that a person knows which one it is. */
export type ShownRow = ReturnType<typeof shownRow> & { where: string[] }

function whereOf(values: Prisma.JsonValue): string[] {
  const { address, position } = (values ?? {}) as { address?: string; position?: string }
  return [address, position].filter((text): text is string => Boolean(text))
}

/**
 * Rows of an import in the order of the file; those that vanished have no line and come by their number.
 * @throws SignInNeeded, NotAllowed
 */
export async function importRows(
  actor: Actor,
  id: number,
  show: RowFilter,
  after?: RowKey,
): Promise<{ rows: ShownRow[]; older?: RowKey }> {
  requirePortalRight(actor, 'aed.import')
  const found = await db.aedImportRow.findMany({
    where: {
      importId: id,
      ...filters[show],
      ...(after && { OR: [{ line: { gt: after.line } }, { line: after.line, id: { gt: after.id } }] }),
    },
    select: { ...rowSelect, values: true },
    orderBy: [{ line: 'asc' }, { id: 'asc' }],
    take: ROWS + 1,
  })
  const last = found.length > ROWS ? found[ROWS - 1] : undefined
  return {
    rows: found.slice(0, ROWS).map(({ values, ...row }) => ({
      ...shownRow(row),
      where: row.change === 'added' ? whereOf(values) : [],
    })),
    older: last && { line: last.line, id: last.id },
  }
}

/**
 * All rows of an import for the report.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function importReport(actor: Actor, id: number) {
  const found = await importById(actor, id)
  const rows = await db.aedImportRow.findMany({
    where: { importId: id },
    select: rowSelect,
    orderBy: [{ line: 'asc' }, { id: 'asc' }],
  })
  return { import: found, rows: rows.map(shownRow) }
}

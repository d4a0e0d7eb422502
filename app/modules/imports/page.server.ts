/** What the page of one import shows in each state, and what its buttons do. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { Invalid, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { settings } from '~/platform/settings.server'
import {
  cancelImport,
  confirmMapping,
  decideRows,
  orderWriting,
  reopenMapping,
} from './commands/decide.server'
import { decideForm, intentForm, mappingOf, mappingProblem } from './forms'
import type { Proposed } from './MappingForm'
import { decisions, detectedIn, importById, importRows, type RowKey } from './queries/imports.server'
import { firstFilter } from './Review'
import { judgeRow, sameHeader } from './rules'
import type { Judged, Mapping } from './schema'
import { isWorking, rowFilters } from './states'
import type { Found } from './table.server'

/** The first rows as a mapping reads them. */
function previewOf(found: Found, mapping: Mapping): Judged[] {
  if (mappingProblem(mapping)) return []
  const context = { header: found.header, format: found.format, origin: settings().PUBLIC_URL }
  return found.sample.map((row) => judgeRow(row, mapping, context))
}

type Asked = { show?: string; line?: string; row?: string; still: boolean }

/**
 * Everything that the page of an import shows.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function importPage(actor: Actor, id: number, asked: Asked) {
  const { mapping, remembered, ...found } = await importById(actor, id)
  const renews = isWorking(found.state) && !asked.still
  return {
    ...found,
    renews,
    columns: found.state === 'uploaded' ? await columnsOf(actor, id, mapping, remembered) : null,
    review: await reviewOf(actor, found, asked),
  }
}

type One = Awaited<ReturnType<typeof importById>>

/** The mapping that is proposed: what was confirmed for the same header before, else what was found. */
async function columnsOf(actor: Actor, id: number, mapping: Mapping, remembered: One['remembered']) {
  const found = await detectedIn(actor, id)
  if (!found) return null
  const known = remembered !== null && sameHeader(remembered.header, found.header)
  const proposed: Proposed = known ? 'remembered' : remembered ? 'other_header' : 'guess'
  const chosen = known ? remembered.mapping : mapping
  return { found, mapping: chosen, proposed, preview: previewOf(found, chosen) }
}

async function reviewOf(actor: Actor, found: Omit<One, 'mapping' | 'remembered'>, asked: Asked) {
  const { id, summary, state } = found
  if (!summary || isWorking(state)) return null
  const show = rowFilters.find((filter) => filter === asked.show) ?? firstFilter(summary)
  const after = keyOf(asked)
  const [{ rows, older }, decided] = await Promise.all([
    importRows(actor, id, show, after),
    decisions(actor, id),
  ])
  return { summary, show, rows, older, decided, isFirst: after === undefined }
}

function keyOf({ line, row }: Asked): RowKey | undefined {
  const key = { line: Number(line), id: Number(row) }
  const fits = (n: number, least: number) => Number.isSafeInteger(n) && n >= least && n < 2 ** 31
  return line !== undefined && row !== undefined && fits(key.line, 0) && fits(key.id, 1) ? key : undefined
}

export type Preview = { mapping: Mapping; rows: Judged[] }

/**
 * Does what a button of the page asks for.
 * @returns the rows as the chosen columns read them, where only that was asked
 * @throws Invalid, Stale, NotFound, NotAllowed, SignInNeeded
 */
export async function actOnImport(
  actor: Actor,
  id: number,
  fields: FormFields,
): Promise<{ preview?: Preview; decided?: boolean }> {
  requirePortalRight(actor, 'aed.import')
  const { intent, version } = check(intentForm, fields)
  switch (intent) {
    case 'preview':
    case 'confirm': {
      const found = await detectedIn(actor, id)
      // Without the file there are no columns: it was forgotten, or the import never existed.
      if (!found) throw new Stale('import_moved')
      const mapping = mappingOf(fields, found.header.length)
      const problem = mappingProblem(mapping)
      if (problem) throw new Invalid({ form: [problem] })
      if (intent === 'preview') return { preview: { mapping, rows: previewOf(found, mapping) } }
      await confirmMapping(actor, id, version, mapping)
      return {}
    }
    case 'remap':
      await reopenMapping(actor, id, version)
      return {}
    case 'write':
      await orderWriting(actor, id, version)
      return {}
    case 'cancel':
      await cancelImport(actor, id, version)
      return {}
    case 'decide':
      await decideRows(actor, id, version, check(decideForm, fields))
      return { decided: true }
    default: {
      const which = intent.endsWith('remove') ? 'remove' : 'restore'
      await decideRows(actor, id, version, { which, all: intent.startsWith('all') })
      return { decided: true }
    }
  }
}

/** The forms of an import. */
import { z } from 'zod'
import { choice, list, optional, rowId, text } from '~/platform/forms'
import { type Field, fields, type Mapping } from './schema'

/** Largest file that is read, in bytes: some hundred times a list of 1,000 AEDs. */
export const MAX_FILE = 20 * 1024 * 1024

/** Kinds of file that the browser offers first; what a file is, its content decides. */
export const ACCEPTED_FILES = '.csv,.txt,.tsv,.xlsx'

const webAddress = text({ max: 500, required: false }).refine(
  (value) => value === '' || (/^https?:\/\//.test(value) && URL.canParse(value)),
  { error: 'imports.upload.bad_url' },
)

/** 出典: one that is known, or the name of a new one. */
export const uploadForm = z
  .object({
    source: optional(rowId),
    name: text({ max: 200, required: false }),
    publisher: text({ max: 200, required: false }),
    licence: text({ max: 100, required: false }),
    url: webAddress,
  })
  .superRefine(({ source, name }, ctx) => {
    if (source === null && name === '')
      ctx.addIssue({ code: 'custom', path: ['name'], message: 'imports.upload.name_needed' })
  })
export type UploadForm = z.output<typeof uploadForm>

export const intentForm = z.object({
  intent: choice(
    [
      'preview',
      'confirm',
      'remap',
      'write',
      'cancel',
      'decide',
      'all_remove',
      'none_remove',
      'all_restore',
      'none_restore',
    ],
    'form.invalid',
  ),
  version: rowId,
})

/** At most as many columns of a file can be told apart on the page. */
export const MAX_COLUMNS = 300

/** The field of the form for a column, counted from 0. */
export const columnField = (column: number) => `column_${column}`

/**
 * The mapping that the page sends: one choice a column.
 * @param columns how many the file has
 */
export function mappingOf(sent: Record<string, unknown>, columns: number): Mapping {
  const mapping: Mapping = {}
  for (let column = 0; column < Math.min(columns, MAX_COLUMNS); column++) {
    const chosen = sent[columnField(column)]
    const field = fields.find((known) => known === chosen)
    if (field) mapping[field] = [...(mapping[field] ?? []), column]
  }
  return mapping
}

/** What is wrong with a mapping, as a key of the catalogue; null when rows can be read by it. */
export function mappingProblem(mapping: Mapping): string | null {
  if (!mapping.name?.length) return 'imports.mapping.name_needed'
  const tooMany = Object.values(mapping).some((columns) => columns.length > 20)
  return tooMany ? 'imports.mapping.too_many_columns' : null
}

/** The field that a column of the file is read as; undefined when it is kept under its own name. */
export function fieldOfColumn(mapping: Mapping, column: number): Field | undefined {
  return fields.find((field) => mapping[field]?.includes(column))
}

/** Rows of one page of a list that are shown, and those that were ticked. */
export const decideForm = z.object({
  which: choice(['remove', 'restore'], 'form.invalid'),
  shown: list(rowId, 100),
  ticked: list(rowId, 100),
})

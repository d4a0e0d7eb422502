/** The page of one part of a draft: what stands, what is typed, in words, and tried with an example. */
import { createHash } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { NotFound, Stale } from '~/platform/errors'
import { type FormFields, fieldErrors } from '~/platform/forms'
import type { Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import type { Trial } from '../PartForm'
import { assess } from '../rules'
import { answersOf, estimateForm, type Programme } from '../schema'
import { partLines } from '../sections'
import { open } from '../sketch/convert'
import { writeSketch } from '../sketch/fields'
import { partSpec } from '../sketch/part-specs'
import { type Part, partJson, partOf } from '../sketch/parts'
import { typedPart } from '../sketch/typed'
import { versionForStaff } from './versions.server'

/** What stands in a part, in a few letters: whether somebody else has changed it since a form was opened. */
export function markOf(part: Part, definition: Programme): string {
  return createHash('sha256')
    .update(JSON.stringify(partJson(part, definition)))
    .digest('hex')
    .slice(0, 16)
}

/** What is said of a work whose amount nobody has written yet; the words of programmes are Japanese. */
export const unsettled = () => translator('ja')('programmes.words.unsettled')

type PartPage = {
  programme: Programme
  part: Part
  number: number
  opened: string
  fields: FormFields
}

/**
 * A part of a draft, for editing.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale (`programme_published`) when the version is no draft
 */
export async function partForEdit(
  actor: Actor,
  key: string,
  number: number,
  address: string,
): Promise<PartPage> {
  const { definition, state } = await versionForStaff(actor, key, number)
  const part = partOf(address, definition)
  if (!part) throw new NotFound()
  if (state !== 'draft') throw new Stale('programme_published')
  const spec = partSpec(part, definition)
  const sketch = open(spec, partJson(part, definition))
  // Lines that hold line breaks, say, fit no field: such a part is left to the JSON.
  if (sketch === null) throw new Stale('programme_as_json')
  return {
    programme: definition,
    part,
    number,
    opened: markOf(part, definition),
    fields: writeSketch(spec, sketch),
  }
}

/** What stands in the part, in words. */
export function standingWords(
  { part, programme }: PartPage,
  within: { t: Translate; language: string },
): string[] {
  return partLines(part, { ...within, programme })
}

type Shown = {
  fields: FormFields
  errors: Record<string, string[]>
  /** In words as typed; null while it is not complete */
  words: string[] | null
  trial: Trial | null
}

/** What a pressed button other than saving shows: the form as typed, nothing is written. */
export function shownAs(
  page: PartPage,
  typedFields: FormFields,
  within: { t: Translate; language: string },
): Shown {
  const { part, programme } = page
  const { values, programme: made, faults } = typedPart(part, programme, typedFields, unsettled())
  const kept = Object.fromEntries(Object.entries(typedFields).filter(([name]) => /^(cost|fact)-/.test(name)))
  const words = made && partLines(part, { ...within, programme: made })
  const pressed = [typedFields.do ?? ''].flat()[0]
  const shown = { fields: { ...kept, ...values }, errors: {}, words, trial: null }
  if (pressed === 'save') return { ...shown, errors: { ...faults } }
  if (pressed !== 'try' || part.name !== 'work') return shown
  if (!made) return { ...shown, errors: { ...faults } }
  const read = estimateForm(made, [part.work]).safeParse({ ...typedFields })
  if (!read.success) return { ...shown, errors: { ...fieldErrors(read.error) } }
  const { costs, facts } = answersOf(made, [part.work], read.data)
  return { ...shown, trial: { programme: made, assessment: assess(made, { costs, facts }) } }
}

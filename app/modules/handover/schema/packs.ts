/** Forms of a pack, its items and the notes. */
import { z } from 'zod'
import { checkbox, choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { ownKinds, sides } from '../rules/packs'

const version = wholeNumber({ min: 1, max: 1_000_000 })

/** Of a seat; of which term, where it is not that of who holds it or held it last. */
export const openPackForm = z.object({ seat: rowId, term: optional(rowId) })

/** An item of the list: its own id, or what it is gathered from where it has not been kept yet. */
const itemKey = z
  .string({ error: 'form.invalid' })
  .regex(/^(?:[1-9]\d{0,8}|[a-z_]{3,20}(?::[1-9]\d{0,8})?)$/, {
    error: 'form.invalid',
  })

/** Which of the shown items have their tick, and which one is to be written on next. */
export const ticksForm = z.object({
  side: choice(sides),
  shown: list(itemKey, 500),
  ticked: list(itemKey, 500),
  edit: optional(itemKey),
})
export type TicksForm = z.output<typeof ticksForm>

export const signForm = z.object({
  side: choice(sides),
  version,
  agreed: checkbox.refine((yes) => yes, { error: 'handover.sign.error.agreed' }),
})
export type SignForm = z.output<typeof signForm>

/** 渡しました taken back, or a pack that nobody needs: as it was shown. */
export const versionForm = z.object({ version })

/** 済んだ, or not after all. */
export const finishForm = z.object({ item: rowId, done: checkbox })

const itemFields = {
  title: text({ max: 200, requiredKey: 'handover.item.error.title' }),
  note: text({ max: 1000, required: false }),
}

export const newItemForm = z.object({ ...itemFields, kind: choice(ownKinds) })
export type NewItem = z.output<typeof newItemForm>

/** Of what was gathered only the words beside it are written by hand. */
export const editItemForm = z.object({
  title: text({ max: 200, required: false }),
  note: itemFields.note,
  reason: text({ max: 300, required: false }),
  seen: z.string({ error: 'form.invalid' }).regex(/^[0-9a-f]{16}$/, { error: 'form.invalid' }),
})
export type EditItem = z.output<typeof editItemForm>

const month = optional(wholeNumber({ min: 1, max: 12 }))
const words = text({ max: 2000, requiredKey: 'handover.note.error.text' })

export const newNoteForm = z.object({ month, text: words })
export type NewNote = z.output<typeof newNoteForm>
export const editNoteForm = z.object({ month, text: words, version })
export type EditNote = z.output<typeof editNoteForm>

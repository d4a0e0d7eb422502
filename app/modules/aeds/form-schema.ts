/** AEDの記録: what its form may say. */
import { z } from 'zod'
import { checkPlace, degrees } from '~/modules/associations/schema'
import { checkbox, choice, optional, rowId, text } from '~/platform/forms'
import { normalisePhone, toKatakana } from '~/platform/text'
import { checkHours, hoursForm, hoursIn } from './rules/hours-form'

/** Known and so, known and not so, not known. */
export const answers = ['yes', 'no', 'unknown'] as const
const known = choice(answers).transform((answer) => (answer === 'unknown' ? null : answer === 'yes'))

const shared = {
  name: text({ max: 200 }),
  name_kana: text({ max: 200, required: false }).transform(toKatakana),
  address: text({ max: 300, required: false }),
  building: text({ max: 200, required: false }),
  town: text({ max: 100, required: false }),
  latitude: optional(degrees),
  longitude: optional(degrees),
  position: text({ max: 300, required: false }),
  phone: text({ max: 40, required: false }).transform(normalisePhone),
  extension: text({ max: 40, required: false }),
  organisation: text({ max: 200, required: false }),
  url: text({ max: 500, required: false }).refine(
    (url) => url === '' || /^https?:\/\/\S+$/i.test(url),
    'form.url',
  ),
  note: text({ max: 2000, required: false }),
  child_pads: known,
  outdoors: known,
  not_for_public: checkbox,
  hall: optional(rowId),
  ...hoursForm,
}

function values(form: z.output<z.ZodObject<typeof shared>>) {
  return {
    facts: {
      name: form.name,
      nameKana: form.name_kana,
      address: form.address,
      building: form.building,
      latitude: form.latitude,
      longitude: form.longitude,
      position: form.position,
      phone: form.phone,
      extension: form.extension,
      organisation: form.organisation,
      url: form.url,
      note: form.note,
      childPads: form.child_pads,
      outdoors: form.outdoors,
      notForPublic: form.not_for_public,
      hallId: form.hall,
      hours: hoursIn(form),
    },
    town: form.town,
  }
}

function check(form: z.output<z.ZodObject<typeof shared>>, ctx: z.RefinementCtx) {
  checkPlace(form, ctx)
  checkHours(form, ctx)
}

/** AEDの記録を直す */
export const editAedSchema = z
  .object({ version: rowId, ...shared })
  .superRefine(check)
  .transform((form) => ({ version: form.version, ...values(form) }))
export type EditAedInput = z.output<typeof editAedSchema>

/** AEDを登録する; without an association the city keeps it for a facility. */
export const newAedSchema = z
  .object({ association: optional(rowId), ...shared })
  .superRefine(check)
  .transform((form) => ({ association: form.association, ...values(form) }))
export type NewAedInput = z.output<typeof newAedSchema>

/** What a person may change of an AED in its form. */
export type AedFacts = EditAedInput['facts']

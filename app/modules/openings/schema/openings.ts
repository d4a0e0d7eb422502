/** What the list's address and the form of an opening may say. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, choice, list, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { hourLimits, MOST_HOURS, openingKinds, openingVerbs, skills } from '../rules'

const flag = z
  .literal('1')
  .transform(() => true)
  .optional()
  .catch(undefined)

/** The list's address. What cannot be read is as if it were not there. */
export const listQuery = z.object({
  q: z.string().max(100).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  association: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  kind: z.enum(openingKinds).optional().catch(undefined),
  hours: rowId.pipe(z.literal(hourLimits)).optional().catch(undefined),
  skill: z.enum(skills).optional().catch(undefined),
  evening: flag,
  weekend: flag,
  home: flag,
  after: rowId.optional().catch(undefined),
})
export type ListQuery = z.output<typeof listQuery>

/** A day of this century, as a calendar field sends it. */
export const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine((value) => isDay(value) && value >= '2000-01-01' && value < '2100-01-01', { error: 'form.day' })

/** Hours with one decimal, half- or full-width, as minutes: `1.5` is 90. */
const hours = z
  .string({ error: 'form.invalid' })
  .transform((raw, ctx) => {
    const digits = raw.normalize('NFKC').replace(/\s|時間/g, '')
    if (/^\d{1,4}(\.\d)?$/.test(digits)) return Math.round(Number(digits) * 60)
    ctx.addIssue({ code: 'custom', message: digits === '' ? 'form.required' : 'openings.error.hours' })
    return z.NEVER
  })
  .refine((minutes) => minutes <= MOST_HOURS * 60, {
    error: message('form.number_range', { min: 0, max: MOST_HOURS }),
  })

const month = z
  .string({ error: 'form.invalid' })
  .regex(/^([1-9]|1[0-2])$/, { error: 'form.invalid' })
  .transform(Number)

const fields = {
  kind: choice(openingKinds),
  post: optional(rowId),
  task: optional(rowId),
  title: text({ max: 100, requiredKey: 'openings.error.title' }),
  body: text({ max: 4000, requiredKey: 'openings.error.body' }),
  gains: text({ max: 1000, required: false }),
  companions: text({ max: 500, required: false }),
  hours,
  months: list(month, 12).transform((months) => [...new Set(months)].sort((a, b) => a - b)),
  skills: list(z.enum(skills, { error: 'form.choose' }), skills.length).transform((all) => [...new Set(all)]),
  evening: checkbox,
  weekend: checkbox,
  fromHome: checkbox,
  places: wholeNumber({ min: 1, max: 99 }),
  startsOn: optional(day),
  endsOn: optional(day),
  closesOn: optional(day),
  electionOn: optional(day),
}

const inOrder = (form: { startsOn: string | null; endsOn: string | null }) =>
  !form.startsOn || !form.endsOn || form.startsOn <= form.endsOn
const order = { path: ['endsOn'], error: 'openings.error.order' }

/** How one edition of an opening is told from the next */
export const version = wholeNumber({ min: 1, max: 1_000_000 })

export const newOpeningForm = z.object(fields).refine(inOrder, order)
export const editOpeningForm = z.object({ ...fields, version }).refine(inOrder, order)
export type OpeningForm = z.output<typeof newOpeningForm>
export type EditOpening = z.output<typeof editOpeningForm>

/** What is done with an opening as it stands. */
export const verbForm = z.object({ verb: choice(openingVerbs), version })

/** 経験者の声, with the day on which the person agreed */
export const voiceForm = z.object({
  who: text({ max: 50, requiredKey: 'openings.voices.error.who' }),
  text: text({ max: 600, requiredKey: 'openings.voices.error.text' }),
  consentOn: day,
  agreed: checkbox.refine((yes) => yes, { error: 'openings.voices.error.agreed' }),
})
export type VoiceForm = z.output<typeof voiceForm>

export const removeVoiceForm = z.object({ id: rowId })

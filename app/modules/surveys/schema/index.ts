/** What the forms of a survey may say. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, choice, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { cleanText, letterCount } from '~/platform/text'
import {
  hasOptions,
  MOST_OPTIONS,
  questionKinds,
  reaches,
  SCALE,
  sheetSides,
  surveyVerbs,
  units,
} from '../rules'

/** A day of this century, as a calendar field sends it. */
const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine((value) => isDay(value) && value >= '2000-01-01' && value < '2100-01-01', { error: 'form.day' })

/** How one edition of a survey is told from the next */
const version = wholeNumber({ min: 1, max: 1_000_000 })

const inOrder = (form: { opensOn: string; closesOn: string }) => form.opensOn <= form.closesOn
const order = { path: ['closesOn'], error: 'surveys.error.order' }
/** One answer for each household needs households, and only members have them in the register. */
const household = (form: { reach: string; unit: string }) =>
  form.reach === 'members' || form.unit === 'person'
const householdError = { path: ['unit'], error: 'surveys.error.unit' }

const fields = {
  association: rowId,
  audience: rowId,
  title: text({ max: 100, requiredKey: 'surveys.error.title' }),
  introduction: text({ max: 4000, required: false }),
  purpose: text({ max: 500, requiredKey: 'surveys.error.purpose' }),
  reach: choice(reaches),
  unit: choice(units),
  anonymous: z.preprocess(
    (value) => (value === 'yes' ? true : value === 'no' ? false : value),
    z.boolean({ error: 'form.choose' }),
  ),
  showsRunning: checkbox,
  resultsPublic: checkbox,
  opensOn: day,
  closesOn: day,
}

export const newSurveyForm = z.object(fields).refine(inOrder, order).refine(household, householdError)
export const editSurveyForm = z
  .object({ ...fields, version })
  .refine(inOrder, order)
  .refine(household, householdError)
export type SurveyForm = z.output<typeof newSurveyForm>
export type EditSurvey = z.output<typeof editSurveyForm>

/** What may still be changed once it has been announced: what is said of it, and a later end. */
export const openSurveyForm = z.object({
  introduction: text({ max: 4000, required: false }),
  closesOn: day,
  version,
})
export type OpenSurvey = z.output<typeof openSurveyForm>

export const verbForm = z
  .object({
    verb: choice(surveyVerbs),
    reason: text({ max: 500, required: false }),
    /** Closing although sheets that were handed in are not entered */
    anyway: checkbox,
    version,
  })
  .refine(({ verb, reason }) => verb !== 'cancel' || reason !== '', {
    path: ['reason'],
    error: 'surveys.error.reason',
  })
export type VerbForm = z.output<typeof verbForm>

export const concludeForm = z.object({
  conclusion: text({ max: 4000, requiredKey: 'surveys.error.conclusion' }),
  version,
})

/** One option a line, empty lines left out. */
const options = z
  .string({ error: 'form.invalid' })
  .default('')
  .transform((raw) =>
    cleanText(raw.slice(0, 100_000))
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  )
  .superRefine((lines, ctx) => {
    const refuse = (key: string) => ctx.addIssue({ code: 'custom', message: key })
    if (lines.length > MOST_OPTIONS) refuse(message('form.too_many', { max: MOST_OPTIONS }))
    const long = lines.find((line) => letterCount(line) > 100)
    if (long) refuse(message('form.too_long', { max: 100, length: letterCount(long) }))
    if (new Set(lines).size < lines.length) refuse('surveys.error.same_option')
  })

/** 設問 */
export const questionForm = z
  .object({
    kind: choice(questionKinds),
    label: text({ max: 200, requiredKey: 'surveys.error.label' }),
    support: text({ max: 500, required: false }),
    required: checkbox,
    options,
    most: optional(wholeNumber({ min: 1, max: MOST_OPTIONS })),
    lowLabel: text({ max: 40, required: false }),
    highLabel: text({ max: 40, required: false }),
    version,
  })
  .superRefine((form, ctx) => {
    const refuse = (path: string, key: string) => ctx.addIssue({ code: 'custom', path: [path], message: key })
    if (hasOptions(form.kind) && form.options.length < 2) refuse('options', 'surveys.error.few_options')
    if (form.kind === 'scale' && form.most !== null && (form.most < SCALE.least || form.most > SCALE.most)) {
      refuse('most', message('form.number_range', { min: SCALE.least, max: SCALE.most }))
    }
  })
export type QuestionForm = z.output<typeof questionForm>

export const moveForm = z.object({ question: rowId, version })

export const addressForm = z.object({
  email: z
    .string({ error: 'form.email' })
    .transform((raw) => raw.normalize('NFKC').trim().toLowerCase())
    .pipe(z.email({ error: 'form.email' }).max(254, { error: 'form.email' })),
})

const chosenId = z
  .string({ error: 'form.choose' })
  .regex(/^[1-9]\d{0,8}$/, { error: 'form.choose' })
  .transform(Number)

export const areaForm = z.object({ area: chosenId })

/** 印刷: how the paper is used, as the question sheet without a name must not lie on the back of a name. */
const sides = choice(sheetSides)

/** Sheets of one part of a group: `12-0` is the first part of group 12. */
export const sheetsForm = z.object({
  part: z
    .string({ error: 'form.choose' })
    .regex(/^[1-9]\d{0,8}-\d{1,4}$/, { error: 'form.choose' })
    .transform((value) => {
      const [area, part] = value.split('-').map(Number)
      return { area: area ?? 0, part: part ?? 0 }
    }),
  /** new: households without a sheet; again: all, whose earlier ones lead nowhere then */
  which: choice(['new', 'again'] as const),
  sides,
})
export type SheetsForm = z.output<typeof sheetsForm>

/** A new sheet for one household whose sheet is lost. */
export const oneSheetForm = z.object({ household: chosenId, sides })
/** 紙の回答: who has handed one in */
export const tickForm = z.object({
  person: z.string().regex(/^[hmu]:[\w-]{1,36}$/, { error: 'form.choose' }),
})

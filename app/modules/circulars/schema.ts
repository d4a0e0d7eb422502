/** What the forms of circulars and of signed sheets may say. The browser checks with the same schemas. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { MOST_NOTICES } from './rules'

export const circularForm = z.object({
  notice: list(rowId, MOST_NOTICES).refine((ids) => ids.length > 0, { error: 'circulars.make.choose' }),
  return_by: optional(z.string({ error: 'form.invalid' }).refine(isDay, { message: 'form.day' })),
  line: text({ max: 500, required: false }),
  /** The number of the last circular that the form knew; 0 before the first */
  after: z
    .string({ error: 'form.invalid' })
    .regex(/^\d{1,9}$/, { error: 'form.invalid' })
    .transform(Number),
})
export type CircularForm = z.output<typeof circularForm>

/** A group of a tally, and whether all have signed or those that are marked. */
const sheet = { group: rowId, intent: choice(['save', 'all']) }

/** More households than this stand on no sheet of a group. */
const MOST_HOUSEHOLDS = 400

/** サインがあった世帯, where the group keeps a register */
export const registerForm = z
  .object({ ...sheet, household: list(rowId, MOST_HOUSEHOLDS) })
  .refine((form) => form.intent === 'all' || form.household.length > 0, {
    error: 'confirmations.error.choose_households',
    path: ['household'],
  })

/** 世帯の数とサインの数, where it keeps none; `version` of the tally of each notice, `12-3`, as the form knew it */
export const numbersForm = z
  .object({
    ...sheet,
    households: wholeNumber({ min: 1, max: 100_000 }),
    signed: optional(wholeNumber({ min: 0, max: 100_000 })),
    version: list(
      z.string({ error: 'form.invalid' }).regex(/^[1-9]\d{0,8}-\d{1,9}$/, { error: 'form.invalid' }),
      100,
    ),
  })
  .superRefine((form, ctx) => {
    const issue = (key: string) => ctx.addIssue({ code: 'custom', path: ['signed'], message: key })
    if (form.intent === 'all') return
    if (form.signed === null) issue('form.required')
    else if (form.signed > form.households) issue('confirmations.error.more_signed')
  })

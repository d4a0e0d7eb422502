/** What the forms of households may say. The same schemas check in the browser and in the action. */
import { z } from 'zod'
import { membershipCode } from '~/modules/accounts/schema'
import { isDay } from '~/platform/clock'
import { choice, list, message, optional, rowId, text } from '~/platform/forms'
import { deliveries, MOST_AT_ONCE } from './rules'

/** Name of a household as it is written on the group's sheet; blanks within are one. */
const householdName = text({ max: 100, requiredKey: 'households.error.name' }).transform((value) =>
  value.replace(/\s+/g, ' '),
)

/** One name a line. */
const names = text({ max: 20_000, requiredKey: 'households.error.name' })
  .transform((value) =>
    value
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '))
      .filter((line) => line !== ''),
  )
  .superRefine((lines, ctx) => {
    if (lines.length > MOST_AT_ONCE) {
      ctx.addIssue({ code: 'custom', message: message('households.error.too_many', { max: MOST_AT_ONCE }) })
    }
    const long = lines.findIndex((line) => [...line].length > 100)
    if (long >= 0)
      ctx.addIssue({ code: 'custom', message: message('households.error.long_line', { line: long + 1 }) })
  })

export const addForm = z.object({
  association: rowId,
  names,
  delivery: choice(deliveries, 'households.error.delivery'),
})

const day = z
  .string({ error: 'form.day' })
  .transform((value) => value.normalize('NFKC').trim())
  .refine(isDay, { error: 'form.day' })

/** A household as officers keep it. `after`: the household that stands before it on the sheet, `first`, or unchanged. */
export const editForm = z.object({
  name: householdName,
  delivery: choice(deliveries, 'households.error.delivery'),
  association: rowId,
  after: z.union([z.literal('same'), z.literal('first'), rowId], { error: 'form.choose' }).default('same'),
  moved_out_on: optional(day),
  version: rowId,
})
export type EditForm = z.output<typeof editForm>

/** Households for which codes are issued. */
export const slipForm = z.object({ household: list(rowId, MOST_AT_ONCE) })

export const officerAct = z.object({
  intent: choice(['record_consent', 'withdraw_consent', 'end_tie', 'delete']),
  member: optional(rowId),
})

export const joinForm = z.object({ code: membershipCode })

/** What a person says of the own household. */
export const ownForm = z.object({
  household: rowId,
  name: householdName,
  delivery: choice(deliveries, 'households.error.delivery'),
})

export const dependantForm = z.object({ household: rowId, person: householdName })

export const ownAct = z.object({
  intent: choice(['give_consent', 'withdraw_consent', 'end_tie', 'hand_over', 'leave']),
  household: rowId,
  member: optional(rowId),
})

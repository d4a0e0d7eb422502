/** 繰越・採択の順番・年度末: what their forms and addresses may say. */
import { z } from 'zod'
import { carryCauses } from '~/modules/budgets/rules'
import { MOST_YEN } from '~/modules/budgets/schema'
import { isDay } from '~/platform/clock'
import { choice, list, optional, text, wholeNumber, yen } from '~/platform/forms'
import { closingGroups, roundMethods } from '../rules'

/** An application with the version that the form showed: `12-3` */
const chosen = z
  .string({ error: 'form.invalid' })
  .regex(/^[1-9]\d{0,8}-\d{1,9}$/, { error: 'form.invalid' })
  .transform((typed) => {
    const [id = 0, version = 0] = typed.split('-').map(Number)
    return { id, version }
  })

/** At most so many at once */
export const CARRIED_AT_ONCE = 100

/** 繰越: of applications, of money that nobody has been promised, or of both */
export const carrySchema = z
  .object({
    application: list(chosen, CARRIED_AT_ONCE),
    /** 新しい完了予定日 of the applications */
    planned_end: optional(
      z.string({ error: 'form.invalid' }).refine((typed) => isDay(typed), { error: 'form.invalid' }),
    ),
    amount: optional(yen({ min: 1, max: MOST_YEN })),
    cause: choice(carryCauses),
    note: text({ max: 200 }),
  })
  .superRefine(({ application, amount, planned_end, cause }, ctx) => {
    const say = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    if (application.length === 0 && amount === null) say('application', 'budgets.error.nothing_chosen')
    if (application.length > 0 && planned_end === null) say('planned_end', 'form.required')
    if (amount !== null && cause === 'accident') say('amount', 'budgets.error.only_committed')
  })
export type CarryForm = z.output<typeof carrySchema>

/** 採択の順番を決める */
export const roundSchema = z.object({
  method: choice(roundMethods),
  /** 立会人が決めた言葉や数字, added to the seed of a lot */
  word: text({ max: 40, required: false }),
})
export type RoundForm = z.output<typeof roundSchema>

const URGENCY = /^urgency-([1-9]\d{0,8})$/

/** 緊急度 of each application in a field of its own, 0 to 100; left empty: not judged yet */
export const urgencySchema = z.record(z.string(), z.unknown()).transform((fields, ctx) => {
  const found = new Map<number, number | null>()
  const urgency = optional(wholeNumber({ min: 0, max: 100 }))
  for (const [name, typed] of Object.entries(fields)) {
    const [, id] = URGENCY.exec(name) ?? []
    if (!id) continue
    const read = urgency.safeParse(typed)
    if (read.success) found.set(Number(id), read.data)
    else ctx.addIssue({ code: 'custom', path: [name], message: read.error.issues[0]?.message ?? '' })
  }
  return found
})

/** `/desk/subsidies/year-end`: one group alone, after a key of its list */
export const yearEndQuery = z.object({
  year: z.coerce.number().int().min(1989).max(2200).optional().catch(undefined),
  group: z.enum(closingGroups).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[1-9]\d{0,8}$/)
    .refine((key) => isDay(key.slice(0, 10)) && key > '0001')
    .optional()
    .catch(undefined),
})
export type YearEndQuery = z.output<typeof yearEndQuery>

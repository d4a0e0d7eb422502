/** What the forms about events may say, and what is asked of the calendar. */
import { z } from 'zod'
import { categories } from '~/modules/notices/rules'
import { isDay } from '~/platform/clock'
import { choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { isMonth } from './month'
import { answerKinds, fractions, MAX_PEOPLE, MAX_PEOPLE_ENTERED } from './rules'

/** For whom an answer is given: `household-12`, or `me` for a person who is in no household there. */
const answerer = z
  .string({ error: 'form.choose' })
  .regex(/^(me|household-[1-9]\d{0,8})$/, { error: 'form.choose' })

/** The version of the answer that the person saw; 0 where there was none. */
const seenVersion = z
  .string({ error: 'form.invalid' })
  .regex(/^\d{1,9}$/, { error: 'form.invalid' })
  .transform(Number)

const people = (max: number) => optional(wholeNumber({ min: 1, max }))
const entrustedTo = text({ max: 100, required: false })

/** 出欠の回答 of a household or a person */
export const answerForm = z.object({
  as: answerer,
  kind: choice(answerKinds),
  people: people(MAX_PEOPLE),
  entrusted_to: entrustedTo,
  version: seenVersion,
})
export type AnswerForm = z.output<typeof answerForm>

/** 回答の取り消し */
export const takeBackForm = z.object({ as: answerer, version: seenVersion })
export type TakeBackForm = z.output<typeof takeBackForm>

const MAX_ENTERED = 500

/** Answers given on paper or by telephone, entered by an officer; `none` removes them. */
export const enterForm = z.object({
  household: list(rowId, MAX_ENTERED),
  kind: choice([...answerKinds, 'none']),
  people: people(MAX_PEOPLE_ENTERED),
  entrusted_to: entrustedTo,
})
export type EnterForm = z.output<typeof enterForm>

/** A new address for the calendar of a household; `number` is that of the key that the person saw. */
export const renewForm = z.object({ household: rowId, number: rowId })

/** What an officer asks of the list of answers. */
export const answersQuery = z.object({
  quorum: z.enum(fractions).catch('1/2').default('1/2'),
  group: rowId.optional().catch(undefined),
})

/** What a reader asks of the calendar; anything unknown is left out rather than refused. */
export const calendarQuery = z.object({
  month: z.string().refine(isMonth).optional().catch(undefined),
  /** Only this day, with all that is on it */
  day: z
    .string()
    .refine((day) => isDay(day) && isMonth(day.slice(0, 7)))
    .optional()
    .catch(undefined),
  association: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  district: rowId.optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  /** しめきり are shown unless they are switched off. */
  deadlines: z.literal('off').optional().catch(undefined),
})
export type CalendarQuery = z.output<typeof calendarQuery>

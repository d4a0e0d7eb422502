/** What the forms of the review desk say. Amounts in yen. */
import { z } from 'zod'
import { methods, results } from '~/modules/halls/rules'
import { decimal } from '~/modules/halls/schema'
import { type Day, isDay } from '~/platform/clock'
import {
  checkbox,
  choice,
  type FormFields,
  firstValue,
  optional,
  rowId,
  text,
  wholeNumber,
  yen,
} from '~/platform/forms'
import { cleanText } from '~/platform/text'
import { applicationStates } from '../rules'

const version = rowId

const day = z
  .string({ error: 'form.day' })
  .transform((typed) => typed.normalize('NFKC').trim())
  .refine(isDay, { error: 'form.day' })

const amount = yen({ min: 1, max: 99_999_999_999 })
/** Words that the association reads, in a letter */
const reason = text({ max: 2000 })
const perhaps = text({ max: 2000, required: false })
const personId = z.uuid({ error: 'form.invalid' })
/** A score, Is or 評点, in thousandths */
const score = optional(decimal({ places: 3, min: 0, max: 9_999 }))

export const takeSchema = z.object({ version })
export const answerSchema = z.object({ version, reason })
export const refuseSchema = z.object({ version, reason })
export const closeSchema = z.object({ version, reason })
export const returnClaimSchema = z.object({ version, reason })
export const cancelSchema = z.object({ version, reason })

/** 交付決定の起案; one condition a line */
export const proposeSchema = z.object({
  version,
  amount,
  conditions: text({ max: 6000, required: false })
    .transform((typed) =>
      typed
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .pipe(
      z
        .array(z.string().max(500, { error: 'review.error.long_condition' }))
        .max(30, { error: 'review.error.many_conditions' }),
    ),
  reason: perhaps,
})
export type ProposeInput = z.output<typeof proposeSchema>

/** 変更・廃止の承認の起案; the amount after the change */
export const changeProposalSchema = z.object({
  version,
  recommend: choice(['approve', 'refuse']),
  amount: optional(amount),
  reason,
})
export type ChangeProposalInput = z.output<typeof changeProposalSchema>

/** 検査: what was found, with the scores that the hall's record is told of once the grant is paid */
export const inspectSchema = z.object({
  version,
  inspected_on: day,
  note: text({ max: 1000 }),
  score_after: score,
  diagnosis_method: optional(choice(methods)),
  diagnosis_result: optional(choice(results)),
  diagnosis_score: score,
})
export type InspectInput = z.output<typeof inspectSchema>

/** 額の確定の起案; nothing where the real costs give nothing */
export const finalSchema = z.object({
  version,
  amount: yen({ min: 0, max: 99_999_999_999 }),
  reason: perhaps,
})
export type FinalInput = z.output<typeof finalSchema>

/** 決裁: as it was proposed, or back */
export const decideSchema = z
  .object({ version, proposal: rowId, outcome: choice(['approve', 'return']), note: perhaps })
  .superRefine(({ outcome, note }, ctx) => {
    if (outcome === 'return' && note === '')
      ctx.addIssue({ code: 'custom', path: ['note'], message: 'review.error.return_reason' })
  })
export type DecideInput = z.output<typeof decideSchema>

/** 支払; the amount that the page showed */
export const paySchema = z.object({
  version,
  amount: yen({ min: 0, max: 99_999_999_999 }),
  paid_on: day,
  /** 過年度支出として */
  past_year: checkbox,
})
export type PayInput = z.output<typeof paySchema>
export const advancePaymentSchema = z.object({ version, amount, paid_on: day })
export type AdvancePaymentInput = z.output<typeof advancePaymentSchema>

/** 返還命令 */
export const orderSchema = z.object({ version, amount, reason, repay_by: day })
export type OrderInput = z.output<typeof orderSchema>
/** 返還の受入れ */
export const settleSchema = z.object({ version, amount, received_on: day })
export type SettleInput = z.output<typeof settleSchema>

export const noteSchema = z.object({ text: text({ max: 2000 }), site_visit_on: optional(day) })
export type NoteInput = z.output<typeof noteSchema>

/** 担当, 旗, 緊急度 */
export const organiseSchema = z.object({
  assigned_to: optional(personId),
  flagged: checkbox,
  urgency: optional(wholeNumber({ min: 0, max: 100 })),
})
export type OrganiseInput = z.output<typeof organiseSchema>

/** Fields that stand once for each item, document or correction. */
export const fixField = (item: string) => `fix:${item}`
export const stateField = (document: number) => `state:${document}`
export const noteField = (document: number) => `note:${document}`
export const takenField = (correction: number) => `taken:${correction}`

export type CorrectInput = { version: number; dueOn: Day; items: { item: string; text: string }[] }

/** 補正依頼: a text beside each item that is to be corrected, and one day for all. */
export function correctSchema(items: readonly string[]) {
  const shape: Record<string, z.ZodType<string>> = {}
  for (const item of items) shape[fixField(item)] = text({ max: 1000, required: false })
  return z
    .object({ version, due_on: day })
    .extend(shape)
    .transform((form): CorrectInput => {
      const given = form as unknown as { version: number; due_on: Day } & Record<string, unknown>
      return {
        version: given.version,
        dueOn: given.due_on,
        items: items.flatMap((item) => {
          const words = given[fixField(item)]
          return typeof words === 'string' && words !== '' ? [{ item, text: words }] : []
        }),
      }
    })
}

/** What a reviewer may make of a document that was looked at. */
export const judgements = ['accepted', 'to_correct', 'not_needed'] as const
type Judgement = (typeof judgements)[number]

export type CheckInput = {
  version: number
  /** 提出されたものをすべて受理 */
  all: boolean
  documents: { id: number; state: Judgement | null; note: string }[]
  /** Ids of the corrections whose answers are taken */
  corrections: number[]
}

/**
 * 書類の確認: for each document what it is found to be, and for each answered correction whether it is taken. What is
 * left as it is stands as it did.
 */
export function checkSchema(documents: readonly number[], corrections: readonly number[]) {
  const shape: Record<string, z.ZodType> = {}
  for (const id of documents) {
    shape[stateField(id)] = optional(choice(judgements))
    shape[noteField(id)] = text({ max: 500, required: false })
  }
  for (const id of corrections) shape[takenField(id)] = checkbox
  return z
    .object({ version, all: optional(z.literal('accepted')) })
    .extend(shape)
    .superRefine((form, ctx) => {
      const given = form as Record<string, unknown>
      for (const id of documents) {
        if (given[stateField(id)] === 'to_correct' && given[noteField(id)] === '')
          ctx.addIssue({ code: 'custom', path: [noteField(id)], message: 'review.error.what_to_correct' })
      }
    })
    .transform((form): CheckInput => {
      const given = form as unknown as { version: number } & Record<string, unknown>
      return {
        version: given.version,
        all: given.all === 'accepted',
        documents: documents.map((id) => ({
          id,
          state: given[stateField(id)] as Judgement | null,
          note: given[noteField(id)] as string,
        })),
        corrections: corrections.filter((id) => given[takenField(id)] === true),
      }
    })
}

export const queueViews = ['mine', 'city', 'association', 'overdue', 'all'] as const
export type QueueView = (typeof queueViews)[number]
export const queueOrders = ['oldest', 'due', 'newest'] as const
export type QueueOrder = (typeof queueOrders)[number]

/** How a view stands where nobody asks for another order. */
export function usualOrder(view: QueueView): QueueOrder {
  if (view === 'all') return 'newest'
  return view === 'overdue' ? 'due' : 'oldest'
}

/** The queue's address. What cannot be read is as if it were not there. */
const queueQuery = z.object({
  view: z.enum(queueViews).optional().catch(undefined),
  state: z.enum(applicationStates).optional().catch(undefined),
  programme: rowId.optional().catch(undefined),
  year: z.coerce.number().int().min(1989).max(2200).optional().catch(undefined),
  assigned: z.enum(['me', 'nobody']).optional().catch(undefined),
  flagged: z.literal('1').optional().catch(undefined),
  q: z
    .string()
    .max(100)
    .transform((typed) => cleanText(typed).trim())
    .pipe(z.string().min(1))
    .optional()
    .catch(undefined),
  order: z.enum(queueOrders).optional().catch(undefined),
  after: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}(T[\d:.]{8,12}Z)?)?_[1-9]\d{0,8}$/)
    .optional()
    .catch(undefined),
})
export type QueueQuery = z.output<typeof queueQuery>

/** The address of the queue with other filters; empty ones are left out. */
export function queueHref(query: QueueQuery, over: Partial<QueueQuery> = {}): string {
  const asked = Object.entries({ ...query, after: undefined, ...over }).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '',
  )
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()
  return search ? `/desk/subsidies?${search}` : '/desk/subsidies'
}

/** The queue's question in an address, whatever stands there. */
export function readQueueQuery(url: URL): QueueQuery {
  const fields: FormFields = Object.fromEntries(url.searchParams)
  return queueQuery.parse(
    Object.fromEntries(Object.keys(fields).map((name) => [name, firstValue(fields, name)])),
  )
}

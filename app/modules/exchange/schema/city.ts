/** What the city's forms about a matter may say; the same in the browser and on the server. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { checkbox, choice, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { ANSWER_WAYS, DESK_QUEUES } from '../city-rules'
import { categories, matterKinds, matterStates } from '../rules'

const day = z.string({ error: 'form.invalid' }).refine(isDay, { message: 'form.day' })
const version = rowId

/** In plain words, for everybody to read. */
const words = (requiredKey: string) => text({ max: 4000, requiredKey })
const uuid = z.uuid({ error: 'form.invalid' })

/** 受け付ける, and whatever else needs no words */
export const versionForm = z.object({ version })

/** 受け付けない: why, and to whom to turn */
export const refuseForm = z.object({
  version,
  reason: words('exchange.city.error.reason'),
  turn: text({ max: 1000, required: false }),
})

/** 担当課へ回す. Without a day it is the one that the section or the city has set. */
export const routeForm = z
  .object({
    version,
    section: optional(rowId),
    owner: optional(uuid),
    due: optional(day),
    text: text({ max: 1000, required: false }),
  })
  .superRefine(({ section }, ctx) => {
    if (section === null)
      ctx.addIssue({ code: 'custom', path: ['section'], message: 'exchange.city.error.section' })
  })

/** ほかの課へ回す. Without a day the one that was set stays. */
export const rerouteForm = z
  .object({
    version,
    section: optional(rowId),
    owner: optional(uuid),
    due: optional(day),
    reason: words('exchange.city.error.reason'),
  })
  .superRefine(({ section }, ctx) => {
    if (section === null)
      ctx.addIssue({ code: 'custom', path: ['section'], message: 'exchange.city.error.section' })
  })

/** 担当者を決める; nobody when it is left empty */
export const ownerForm = z.object({ version, owner: optional(uuid) })

/** 回答期限を変える */
export const dueForm = z
  .object({
    version,
    due: optional(day),
    reason: words('exchange.city.error.reason'),
  })
  .superRefine(({ due }, ctx) => {
    if (due === null) ctx.addIssue({ code: 'custom', path: ['due'], message: 'exchange.city.error.due' })
  })

/** 回答する, and how it goes on */
export const answerForm = z
  .object({
    version,
    how: choice(ANSWER_WAYS, 'exchange.city.error.how'),
    text: words('exchange.city.error.answer'),
    promise: optional(day),
    notice: checkbox,
  })
  .superRefine(({ how, promise }, ctx) => {
    if (how === 'answer_promise' && promise === null)
      ctx.addIssue({ code: 'custom', path: ['promise'], message: 'exchange.city.error.promise' })
  })
export type AnswerForm = z.output<typeof answerForm>

/** 回答を訂正する: the answer as it is to read now, and why */
export const correctForm = z.object({
  version,
  text: words('exchange.city.error.answer'),
  reason: text({ max: 500, requiredKey: 'exchange.city.error.reason' }),
})

/** 対応をはじめる */
export const startForm = z
  .object({
    version,
    text: words('exchange.city.error.words'),
    promise: optional(day),
  })
  .superRefine(({ promise }, ctx) => {
    if (promise === null)
      ctx.addIssue({ code: 'custom', path: ['promise'], message: 'exchange.city.error.promise' })
  })

/** 進み具合: percent, what was done, and another day where it takes longer */
export const progressForm = z.object({
  version,
  percent: wholeNumber({ min: 0, max: 99 }),
  text: words('exchange.city.error.words'),
  promise: optional(day),
})

/** 完了, 対応できなくなった */
export const endForm = z.object({ version, text: words('exchange.city.error.words') })

/** もう一度考える. Without a day it is reckoned anew from today. */
export const reopenForm = z.object({
  version,
  reason: words('exchange.city.error.reason'),
  due: optional(day),
})

/** まとめる: the number of the earlier one, as people write it: 12, No.12, its address */
export const joinForm = z.object({
  version,
  to: z
    .string({ error: 'form.invalid' })
    .max(200, { error: 'exchange.city.error.number' })
    .transform((typed, ctx) => {
      const found = /(?:^|\D)([1-9]\d{0,8})\D*$/.exec(typed.normalize('NFKC').trim())
      if (found) return Number(found[1])
      ctx.addIssue({ code: 'custom', message: 'exchange.city.error.number' })
      return z.NEVER
    }),
  reason: text({ max: 1000, requiredKey: 'exchange.city.error.reason' }),
})

/** まとめをほどく: why it is a matter of its own after all */
export const unjoinForm = z.object({
  version,
  reason: text({ max: 1000, requiredKey: 'exchange.city.error.reason' }),
})

/** 庁内の覚え書き */
export const noteForm = z.object({
  text: text({ max: 4000, requiredKey: 'exchange.city.error.note' }),
})

/** 日数と受付の設定 */
export const settingsForm = z.object({
  directAllowed: checkbox,
  routeDays: wholeNumber({ min: 1, max: 60 }),
  answerDays: wholeNumber({ min: 1, max: 365 }),
  version: z
    .string({ error: 'form.invalid' })
    .regex(/^\d{1,9}$/, { error: 'form.invalid' })
    .transform(Number),
})
export type SettingsForm = z.output<typeof settingsForm>

/** What the desk shows. What cannot be read is as if it were not there. */
export const deskQuery = z.object({
  queue: z.enum(DESK_QUEUES).optional().catch(undefined),
  state: z.enum(matterStates).optional().catch(undefined),
  kind: z.enum(matterKinds).optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  section: rowId.optional().catch(undefined),
  mine: z.literal('1').optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.[1-9]\d{0,8}$/)
    .refine((key) => isDay(key.slice(0, 10)))
    .optional()
    .catch(undefined),
})
export type DeskQuery = z.output<typeof deskQuery>

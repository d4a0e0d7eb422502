/** What the forms about notices may say. The browser checks with the same schemas as the actions. */
import { z } from 'zod'
import { instantOfLocal, isDay } from '~/platform/clock'
import { choice, list, message, optional, rowId, text } from '~/platform/forms'
import { categories, importances, MAX_ATTACHMENTS, visibilities } from './rules'

const day = z.string({ error: 'form.invalid' }).refine(isDay, { message: 'form.day' })
const instant = z.string({ error: 'form.invalid' }).transform((value, ctx) => {
  const read = instantOfLocal(value)
  if (!read) {
    ctx.addIssue({ code: 'custom', message: 'form.instant' })
    return z.NEVER
  }
  return read
})
const uuid = z.uuid({ error: 'form.invalid' })

const MAX_TITLE = 100
const MAX_BODY = 20_000

/** Fields that a draft and a published notice share; a draft may leave title and body empty. */
const common = {
  association: rowId,
  audience: rowId,
  visibility: choice(visibilities),
  importance: choice(importances),
  action_text: text({ max: 200, required: false }),
  action_by: optional(day),
  event_starts_at: optional(instant),
  event_ends_at: optional(instant),
  event_place: text({ max: 200, required: false }),
  publish_at: optional(instant),
  expires_at: optional(instant),
  attachment: list(uuid, MAX_ATTACHMENTS * 2),
  remove_attachment: list(uuid, MAX_ATTACHMENTS * 2),
  submission: uuid,
}

function datesInOrder(
  form: {
    event_starts_at: Date | null
    event_ends_at: Date | null
    publish_at: Date | null
    expires_at: Date | null
    action_text: string
    action_by: string | null
  },
  ctx: z.RefinementCtx,
) {
  const issue = (path: string, key: string) => ctx.addIssue({ code: 'custom', path: [path], message: key })
  if (form.event_ends_at && !form.event_starts_at) issue('event_starts_at', 'notices.form.needs_start')
  if (form.event_ends_at && form.event_starts_at && form.event_ends_at < form.event_starts_at) {
    issue('event_ends_at', 'notices.form.ends_before_start')
  }
  if (form.publish_at && form.expires_at && form.expires_at <= form.publish_at) {
    issue('expires_at', 'notices.form.expires_before_publish')
  }
  if (form.action_by && !form.action_text) issue('action_text', 'notices.form.needs_action')
}

/** 下書き: may be incomplete */
export const draftForm = z
  .object({
    ...common,
    category: z.enum(categories).catch('other'),
    title: text({ max: MAX_TITLE, required: false }),
    body: text({ max: MAX_BODY, required: false }),
  })
  .superRefine(datesInOrder)

/** What residents will read: complete */
export const publishForm = z
  .object({
    ...common,
    category: choice(categories),
    title: text({ max: MAX_TITLE }),
    body: text({ max: MAX_BODY }),
  })
  .superRefine(datesInOrder)

export type NoticeForm = z.output<typeof publishForm>

/** The version that the person was editing. */
export const version = z.object({ version: rowId })

/** 訂正: why the text was changed, for the readers */
export const correction = z.object({ correction_reason: text({ max: 500, required: false }) })

/** 取り下げ: the readers are told why */
export const withdrawForm = z.object({ version: rowId, reason: text({ max: 500 }) })

/** What a reader asks of the list; anything unknown is left out rather than refused. */
export const listQuery = z.object({
  q: z
    .string()
    .trim()
    .max(100, { error: message('form.too_long', { max: 100, length: 100 }) })
    .catch('')
    .default(''),
  category: z.enum(categories).optional().catch(undefined),
  district: rowId.optional().catch(undefined),
  association: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  from: z.string().refine(isDay).optional().catch(undefined),
  to: z.string().refine(isDay).optional().catch(undefined),
  /** Shows the fields to narrow down, also while nothing is narrowed. */
  filters: z.literal('open').optional().catch(undefined),
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,9}$/)
    .optional()
    .catch(undefined),
})
export type ListQuery = z.output<typeof listQuery>

/** What the forms about notices may say. The browser checks with the same schemas as the actions. */
import { z } from 'zod'
import { inJapan } from '~/modules/associations/rules'
import { degrees } from '~/modules/associations/schema'
import { dayOf, instantOfLocal, isDay } from '~/platform/clock'
import { checkbox, choice, list, message, optional, rowId, text, wholeNumber } from '~/platform/forms'
import {
  categories,
  eventAsks,
  importances,
  MAX_ATTACHMENTS,
  MAX_LINE,
  remindChoices,
  visibilities,
} from './rules'

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

/** 見込み時間 typed in hours, with half- or full-width digits and one decimal ("1.5"); read as minutes. */
const hours = z.string({ error: 'form.invalid' }).transform((typed, ctx) => {
  const number = typed.normalize('NFKC').trim()
  const minutes = /^\d{1,4}(\.\d)?$/.test(number) ? Math.round(Number(number) * 60) : 0
  if (minutes > 0) return minutes
  ctx.addIssue({ code: 'custom', message: 'notices.form.request_hours_wrong' })
  return z.NEVER
})

const remindDay = choice(['14', '7', '3', '1', '0']).transform(Number)

/** Fields that a draft and a published notice share; a draft may leave title and body empty. */
const common = {
  association: rowId,
  audience: rowId,
  visibility: choice(visibilities),
  importance: choice(importances),
  action_text: text({ max: 200, required: false }),
  action_by: optional(day),
  /** 確認のお願い: households are asked until this day */
  confirm_by: optional(day),
  /** Days before `confirm_by` on which the unconfirmed are reminded */
  remind_days: list(remindDay, remindChoices.length),
  event_starts_at: optional(instant),
  event_ends_at: optional(instant),
  event_place: text({ max: 200, required: false }),
  event_latitude: optional(degrees),
  event_longitude: optional(degrees),
  event_capacity: optional(wholeNumber({ min: 1, max: 100_000 })),
  event_asks: choice(eventAsks).default('nothing'),
  event_answer_by: optional(day),
  /** 依頼: only from the city and from councils */
  is_request: checkbox,
  request_purpose: text({ max: 300, required: false }),
  /** Typed in hours, read as minutes */
  request_hours: optional(hours),
  request_due: optional(day),
  publish_at: optional(instant),
  expires_at: optional(instant),
  attachment: list(uuid, MAX_ATTACHMENTS * 2),
  remove_attachment: list(uuid, MAX_ATTACHMENTS * 2),
  submission: uuid,
}

type Common = z.output<z.ZodObject<typeof common>>
type Issue = (path: keyof Common, key: string) => void

/** What one field says of another. A draft is held to it as well: what is there makes sense, what is not may follow. */
function fieldsAgree(form: Common, ctx: z.RefinementCtx, complete = true) {
  const issue: Issue = (path, key) => ctx.addIssue({ code: 'custom', path: [path], message: key })
  if (form.publish_at && form.expires_at && form.expires_at <= form.publish_at) {
    issue('expires_at', 'notices.form.expires_before_publish')
  }
  if (form.action_by && !form.action_text) issue('action_text', 'notices.form.needs_action')
  confirmationAgrees(form, issue)
  eventAgrees(form, issue, complete)
  requestAgrees(form, issue)
}

function confirmationAgrees(form: Common, issue: Issue) {
  if (form.remind_days.length > 0 && !form.confirm_by) issue('confirm_by', 'notices.form.needs_confirm_by')
  if (form.confirm_by && form.publish_at && form.confirm_by < dayOf(form.publish_at)) {
    issue('confirm_by', 'notices.form.confirm_before_publish')
  }
}

function eventAgrees(form: Common, issue: Issue, complete: boolean) {
  const { event_starts_at: starts, event_ends_at: ends, event_answer_by: answerBy } = form
  const aboutGuests = form.event_capacity !== null || form.event_asks !== 'nothing'
  if (!starts && (ends || (complete && aboutGuests))) {
    issue('event_starts_at', 'notices.form.needs_start')
  }
  if (ends && starts && ends < starts) issue('event_ends_at', 'notices.form.ends_before_start')
  if (answerBy && form.event_asks === 'nothing') issue('event_asks', 'notices.form.needs_asks')
  if (answerBy && starts && answerBy > dayOf(starts)) {
    issue('event_answer_by', 'notices.form.answer_after_event')
  }
  const { event_latitude: latitude, event_longitude: longitude } = form
  if ((latitude === null) !== (longitude === null)) {
    issue(latitude === null ? 'event_latitude' : 'event_longitude', 'notices.form.place_half')
  } else if (latitude !== null && longitude !== null && !inJapan(latitude, longitude)) {
    issue(
      'event_latitude',
      inJapan(longitude, latitude) ? 'notices.form.place_swapped' : 'notices.form.place_outside',
    )
  }
}

/** A request is complete, or it is none: hours and a date without the tick would be lost in silence. */
function requestAgrees(form: Common, issue: Issue) {
  if (form.is_request) {
    if (!form.request_purpose) issue('request_purpose', 'notices.form.request_needs_purpose')
    if (form.request_hours === null) issue('request_hours', 'notices.form.request_needs_hours')
    if (!form.request_due) issue('request_due', 'notices.form.request_needs_due')
  } else if (form.request_purpose || form.request_hours !== null || form.request_due) {
    issue('is_request', 'notices.form.request_unticked')
  }
}

/** 下書き: may be incomplete */
export const draftForm = z
  .object({
    ...common,
    category: z.enum(categories).catch('other'),
    title: text({ max: MAX_TITLE, required: false }),
    body: text({ max: MAX_BODY, required: false }),
    copied_from: optional(rowId),
  })
  .superRefine((form, ctx) => fieldsAgree(form, ctx, false))

/** What residents will read: complete */
export const publishForm = z
  .object({
    ...common,
    category: choice(categories),
    title: text({ max: MAX_TITLE }),
    body: text({ max: MAX_BODY }),
    /** The notice of an earlier year that the form was filled from */
    copied_from: optional(rowId),
  })
  .superRefine((form, ctx) => fieldsAgree(form, ctx))

export type NoticeForm = z.output<typeof publishForm>

/** The version that the person was editing. */
export const version = z.object({ version: rowId })

/** 訂正: why the text was changed, for the readers */
export const correction = z.object({ correction_reason: text({ max: 500, required: false }) })

/** 取り下げ: the readers are told why */
export const withdrawForm = z.object({ version: rowId, reason: text({ max: 500 }) })

/** 公開を承認する */
export const approveForm = z.object({ intent: z.literal('approve'), version: rowId })

/** 差し戻す: the writer is told why */
export const sendBackForm = z.object({
  intent: z.literal('return'),
  version: rowId,
  reason: text({ max: 500 }),
})

/** 取り下げて直す */
export const takeBackForm = z.object({ intent: z.literal('take_back'), version: rowId })

/** 取り次ぐ: for which association, with a line of one's own */
export const passOnForm = z.object({ association: rowId, line: text({ max: MAX_LINE, required: false }) })

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

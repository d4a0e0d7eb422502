/** From the form of a notice to its columns, and what of the earlier text a correction keeps. */
import { dateToDay, dayToDate } from '~/platform/clock'
import type { Prisma } from '~/platform/db.server'
import { excerptOf, renderMarkdown } from '~/platform/markdown'
import type { NoticeForm } from '../schema'

const date = (day: string | null) => (day ? dayToDate(day) : null)

/** The columns that a form fills. */
export function columns(form: NoticeForm) {
  return {
    associationId: form.association,
    audienceId: form.audience,
    visibility: form.visibility,
    category: form.category,
    importance: form.importance,
    title: form.title,
    body: form.body,
    bodyHtml: renderMarkdown(form.body),
    excerpt: excerptOf(form.body),
    actionText: form.action_text || null,
    actionBy: date(form.action_by),
    confirmBy: date(form.confirm_by),
    remindDays: [...new Set(form.remind_days)].sort((a, b) => b - a),
    eventStartsAt: form.event_starts_at,
    eventEndsAt: form.event_ends_at,
    eventPlace: form.event_place || null,
    eventLatitude: form.event_latitude,
    eventLongitude: form.event_longitude,
    eventCapacity: form.event_capacity,
    eventAsks: form.event_asks,
    eventAnswerBy: date(form.event_answer_by),
    publishAt: form.publish_at,
    expiresAt: form.expires_at,
    // Readings over the kanji belong to the text that stood; they are made anew for this one.
    titleRuby: null,
    bodyRubyHtml: null,
  } satisfies Prisma.NoticeUncheckedUpdateInput
}

/** 依頼 as the form gives it; null when nothing is asked. The schema has seen to it that it is whole. */
export function requestOf(form: NoticeForm) {
  if (!form.is_request || form.request_hours === null || form.request_due === null) return null
  return { purpose: form.request_purpose, minutes: form.request_hours, dueOn: form.request_due }
}

/** What is read of a notice before it is corrected. */
export const earlierColumns = {
  title: true,
  bodyHtml: true,
  actionText: true,
  actionBy: true,
  confirmBy: true,
  eventStartsAt: true,
  eventEndsAt: true,
  eventPlace: true,
  eventLatitude: true,
  eventLongitude: true,
  eventCapacity: true,
  eventAsks: true,
  eventAnswerBy: true,
  request: { select: { purpose: true, minutes: true, dueOn: true } },
} satisfies Prisma.NoticeSelect

type Earlier = Prisma.NoticeGetPayload<{ select: typeof earlierColumns }>

/** What else residents had read, so that the earlier text is whole. */
export function earlierDetails(before: Earlier): Prisma.InputJsonObject {
  const day = (value: Date | null) => value && dateToDay(value)
  return {
    actionText: before.actionText,
    actionBy: day(before.actionBy),
    confirmBy: day(before.confirmBy),
    eventStartsAt: before.eventStartsAt?.toISOString() ?? null,
    eventEndsAt: before.eventEndsAt?.toISOString() ?? null,
    eventPlace: before.eventPlace,
    eventLatitude: before.eventLatitude,
    eventLongitude: before.eventLongitude,
    eventCapacity: before.eventCapacity,
    eventAsks: before.eventAsks,
    eventAnswerBy: day(before.eventAnswerBy),
    requestPurpose: before.request?.purpose ?? null,
    requestMinutes: before.request?.minutes ?? null,
    requestDue: before.request ? dateToDay(before.request.dueOn) : null,
  }
}

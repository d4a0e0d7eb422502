/** The form of a notice, filled: from a notice as it stands, or from one of an earlier year. Pure. */
import { type Day, dayOf, localOf } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { type Moved, moverOf, moveText, yearsToMove } from './copy'
import type { EditableNotice } from './queries/notice.server'

/** Minutes as typed in the form: hours with one decimal. */
export function hoursOf(minutes: number): string {
  return String(Math.round(minutes / 6) / 10)
}

const local = (instant: Date | null) => (instant ? localOf(instant) : '')
const text = (value: string | number | null) => (value === null ? '' : String(value))

/** What the form of this notice holds. */
export function fieldsOfNotice(notice: EditableNotice) {
  return {
    submission: notice.submissionId,
    version: String(notice.version),
    association: String(notice.associationId),
    audience: String(notice.audienceId),
    visibility: notice.visibility,
    category: notice.category,
    importance: notice.importance,
    title: notice.title,
    body: notice.body,
    action_text: text(notice.actionText),
    action_by: text(notice.actionBy),
    confirm_by: text(notice.confirmBy),
    remind_days: notice.remindDays.map(String),
    event_starts_at: local(notice.eventStartsAt),
    event_ends_at: local(notice.eventEndsAt),
    event_place: text(notice.eventPlace),
    event_latitude: text(notice.eventLatitude),
    event_longitude: text(notice.eventLongitude),
    event_capacity: text(notice.eventCapacity),
    event_asks: notice.eventAsks,
    event_answer_by: text(notice.eventAnswerBy),
    is_request: notice.request ? 'on' : '',
    request_purpose: notice.request?.purpose ?? '',
    request_hours: notice.request ? hoursOf(notice.request.minutes) : '',
    request_due: notice.request?.dueOn ?? '',
    publish_at: local(notice.publishAt),
    expires_at: local(notice.expiresAt),
  }
}

const TEXTS = ['title', 'body', 'action_text'] as const
const DAYS = ['action_by', 'confirm_by', 'event_answer_by', 'request_due'] as const
const INSTANTS = ['event_starts_at', 'event_ends_at', 'expires_at'] as const

/** One date that was moved, and in which field of the form. */
export type MovedField = Moved & { field: (typeof TEXTS | typeof DAYS | typeof INSTANTS)[number] }

/**
 * The form filled from a notice of an earlier year, its dates moved so that it is not over; with what was moved, so
 * that the writer checks it. Attachments and the time of publishing are left out.
 * @param today the day of the copying
 */
export function fieldsOfCopy(
  notice: EditableNotice,
  today: Day,
): { fields: FormFields; moved: MovedField[]; years: number } {
  const earlier = fieldsOfNotice(notice)
  const held = [notice.eventStartsAt, notice.eventEndsAt].flatMap((at) => (at ? [dayOf(at)] : []))
  const published = dayOf(notice.publishedAt ?? notice.publishAt ?? new Date(`${today}T00:00:00+09:00`))
  const near = held[0] ?? notice.actionBy ?? notice.confirmBy ?? published
  const years = yearsToMove(near, today)
  const move = moverOf(years, held)
  const moved: MovedField[] = []
  const { version: _version, submission: _submission, ...kept } = earlier
  const fields: FormFields = { ...kept, publish_at: '', copied_from: String(notice.id) }

  for (const field of TEXTS) {
    const result = moveText(earlier[field], near, years, held)
    fields[field] = result.text
    moved.push(...result.moved.map((one) => ({ ...one, field })))
  }
  const put = (field: MovedField['field'], after: string) => {
    const before = earlier[field]
    fields[field] = after
    if (before !== after)
      moved.push({ field, before: before.replace('T', ' '), after: after.replace('T', ' ') })
  }
  for (const field of DAYS) if (earlier[field]) put(field, move(earlier[field], false))
  for (const field of INSTANTS) {
    const at = earlier[field]
    if (at) put(field, move(at.slice(0, 10), false) + at.slice(10))
  }
  return { fields, moved, years }
}

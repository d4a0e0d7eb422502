/** 行事の暦: the events and closing dates of a month that this reader may see, day by day. */
import type { Actor } from '~/modules/accounts/rules'
import { visibleTo } from '~/modules/notices/queries/visible.server'
import type { Category } from '~/modules/notices/rules'
import { addDays, type Day, daysBetween } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { daysThrough, spanOf } from '../rules'

/** So many entries of a kind stand in one day of a month; the page of the day has the rest. */
export const MONTH_DAY = 4
/** On the page of one day. */
export const ONE_DAY = 200
/** Events of several days that reach into a month: exhibitions and the like are few. */
const LONG = 100

export type CalendarFilter = {
  associationId?: number
  district?: number
  category?: Category
  deadlines: boolean
}

type CalendarItem = {
  id: number
  title: string
  category: Category
  publisher: string
  place: string | null
  /** For an event; a closing date has none */
  startsAt: Date | null
  endsAt: Date | null
}

/** `event`: it takes place on this day, perhaps as the second or a later one; `deadline`: しめきり */
export type CalendarEntry = CalendarItem & { kind: 'event' | 'deadline'; continued: boolean }

export type CalendarDay = { day: Day; entries: CalendarEntry[]; hasMore: boolean }

type Found = CalendarItem & { kind: 'event' | 'deadline'; day: Day }

const COLUMNS = `n.id, n.title, n.category, n.event_place AS place, n.event_starts_at AS "startsAt",
  n.event_ends_at AS "endsAt", p.name AS publisher`

/** The conditions shared by all parts of the statement, and the values for its `$1`, `$2`, … */
function conditions(actor: Actor, filter: CalendarFilter, given: unknown[]) {
  const values = [...given]
  const value = (one: unknown) => `$${values.push(one)}`
  const parts = [`n.state = 'published'`, visibleTo(actor, value)]
  if (filter.associationId) parts.push(`n.association_id = ${value(filter.associationId)}`)
  // What is for the whole city is for the district too.
  if (filter.district) parts.push(`(n.district_id = ${value(filter.district)} OR n.district_id IS NULL)`)
  if (filter.category) parts.push(`n.category = ${value(filter.category)}::"NoticeCategory"`)
  return { values, where: parts.join(' AND ') }
}

/** Midnight in Japan at the beginning of a day that SQL has as a date. */
const midnight = (day: string) => `((${day})::timestamp AT TIME ZONE 'Asia/Tokyo')`

/** Each day asks the index for a few of its own, so that a month costs the same however much happens in it. */
function statement(where: string, deadlines: boolean, limit: number): string {
  const events = `
    SELECT 'event' AS kind, d.day::text AS day, e.* FROM days d CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM notices n JOIN associations p ON p.id = n.association_id
      WHERE ${where} AND n.event_starts_at >= ${midnight('d.day')} AND n.event_starts_at < ${midnight('d.day + 1')}
      ORDER BY n.event_starts_at, n.id LIMIT ${limit + 1}) e`
  // The inner select has no order, so that the planner cannot walk all the events before and test each of them.
  const long = `
    (SELECT 'event' AS kind, NULL AS day, ${COLUMNS} FROM (
       SELECT n.id, n.title, n.category, n.event_place, n.event_starts_at, n.event_ends_at, n.association_id
       FROM notices n
       WHERE ${where} AND n.event_starts_at < ${midnight('$1::date + $2::int')}
         AND n.event_ends_at > ${midnight('$1::date')}
         AND (n.event_ends_at AT TIME ZONE 'Asia/Tokyo')::date > (n.event_starts_at AT TIME ZONE 'Asia/Tokyo')::date
       OFFSET 0) n JOIN associations p ON p.id = n.association_id
     ORDER BY n.event_starts_at, n.id LIMIT ${LONG})`
  const due = `
    SELECT 'deadline' AS kind, d.day::text AS day, e.* FROM days d CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM notices n JOIN associations p ON p.id = n.association_id
      WHERE ${where} AND n.action_by = d.day ORDER BY n.id LIMIT ${limit + 1}) e`
  return `WITH days AS (SELECT $1::date + i AS day FROM generate_series(0, $2::int - 1) i)
    ${[events, long, ...(deadlines ? [due] : [])].join(' UNION ALL ')}`
}

/**
 * What stands in the calendar from one day to another, both among them: every day has a place, also an empty one.
 * @param limit how many events, and how many closing dates, a day shows
 */
export async function calendarDays(
  actor: Actor,
  filter: CalendarFilter,
  range: { first: Day; last: Day },
  limit: number,
): Promise<CalendarDay[]> {
  const { first, last } = range
  const { values, where } = conditions(actor, filter, [first, daysBetween(first, last) + 1])
  const found = await rows<Omit<Found, 'day'> & { day: Day | null }>(
    statement(where, filter.deadlines, limit),
    values,
  )
  const continued = found.filter((row) => row.day === null).flatMap((row) => furtherDays(row, range))
  return daysThrough(first, last).map((day) => {
    const of = (kind: Found['kind']) =>
      found.filter((row) => row.day === day && row.kind === kind).map((row) => entry(row, false))
    const events = [
      ...continued.filter((one) => one.day === day).map((one) => entry(one, true)),
      ...of('event'),
    ]
    const due = of('deadline')
    return {
      day,
      entries: [...events.slice(0, limit), ...due.slice(0, limit)],
      hasMore: events.length > limit || due.length > limit,
    }
  })
}

/** The days of a long event after its first one, within the range. */
function furtherDays(row: Omit<Found, 'day'>, range: { first: Day; last: Day }): Found[] {
  if (!row.startsAt) return []
  const span = spanOf(row.startsAt, row.endsAt)
  const [, from = ''] = [addDays(span.first, 1), range.first].sort()
  const [to = ''] = [span.last, range.last].sort()
  return daysThrough(from, to).map((day) => ({ ...row, day }))
}

function entry(
  { day: _, ...row }: Omit<Found, 'day'> & { day: Day | null },
  continued: boolean,
): CalendarEntry {
  return { ...row, continued }
}

/** 期限を過ぎた回答: what everybody can see of the city's clock, by section. */
import { addDays, type Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { COLUMNS, FROM, type ListedMatter, overdueSql, PUBLIC } from './list.server'

/** Most that one page shows; a city with more has another problem than the page. */
const MOST = 200
/** The past over which answers are counted, days. */
const COUNTED_DAYS = 365

export type OverdueMatter = ListedMatter & { daysLate: number }

/** All answers that are overdue, those that have waited longest first. */
export function overdueMatters(today: Day): Promise<OverdueMatter[]> {
  return rows<OverdueMatter>(
    `SELECT ${COLUMNS}, ($1::date - m.due_on)::int AS "daysLate" FROM ${FROM}
     WHERE ${PUBLIC} AND ${overdueSql('$1')} ORDER BY m.due_on, m.id LIMIT ${MOST}`,
    [today],
  )
}

/** A section's clock: what waits, what is overdue, and the answers of the last year. Days of the calendar. */
export type SectionClock = {
  id: number
  name: string
  waiting: number
  overdue: number
  longestLate: number
  answered: number
  inTime: number
  medianDays: number | null
}

/** The clock of each section that was asked anything in the last year, or still is. */
export function sectionClocks(today: Day): Promise<SectionClock[]> {
  return rows<SectionClock>(
    `SELECT * FROM (
       SELECT s.id, s.name,
         count(*) FILTER (WHERE m.state = 'routed')::int AS waiting,
         count(*) FILTER (WHERE ${overdueSql('$1')})::int AS overdue,
         coalesce(max($1::date - m.due_on) FILTER (WHERE ${overdueSql('$1')}), 0)::int AS "longestLate",
         count(*) FILTER (WHERE m.answered_at >= $2::date AND m.state <> 'routed')::int AS answered,
         count(*) FILTER (WHERE m.answered_at >= $2::date AND m.state <> 'routed'
           AND (m.answered_at AT TIME ZONE 'Asia/Tokyo')::date <= m.due_on)::int AS "inTime",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM m.answered_at - m.received_at) / 86400)
           FILTER (WHERE m.answered_at >= $2::date AND m.state <> 'routed') AS "medianDays"
       FROM matters m JOIN sections s ON s.id = m.section_id
       WHERE m.received_at IS NOT NULL AND m.state NOT IN ('waiting', 'refused', 'withdrawn') AND m.joined_to_id IS NULL
       GROUP BY s.id, s.name, s.reading ORDER BY s.reading, s.id
     ) clocks WHERE waiting > 0 OR answered > 0`,
    [today, addDays(today, -COUNTED_DAYS)],
  )
}

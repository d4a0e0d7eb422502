/** Feeds for programs: the newest public notices as RSS, dated ones as iCalendar. Nobody signs in to a feed. */
import { guest } from '~/modules/accounts/rules'
import { dayOf, now } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { latestNotices, listNotices, type NoticeItem } from './list.server'

/** The newest public notices, of one association or of all. */
export async function feedNotices(associationId?: number): Promise<NoticeItem[]> {
  const reader = guest(dayOf(now()))
  if (associationId) return latestNotices(reader, { associationId: associationId }, 30)
  return (await listNotices(reader, {})).items
}

export type EventItem = {
  id: number
  title: string
  excerpt: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  publisher: string
  updatedAt: Date
  version: number
}

/** Public events from 30 days ago on, at most 500, soonest first. */
export function feedEvents(since: Date): Promise<EventItem[]> {
  return rows<EventItem>(
    `SELECT n.id, n.title, n.excerpt, n.event_starts_at AS "startsAt", n.event_ends_at AS "endsAt",
       n.event_place AS place, p.name AS publisher, n.updated_at AS "updatedAt", n.version
     FROM notices n JOIN associations p ON p.id = n.association_id
     WHERE n.state = 'published' AND n.visibility = 'public' AND n.event_starts_at >= $1::timestamptz
     ORDER BY n.event_starts_at LIMIT 500`,
    [since],
  )
}

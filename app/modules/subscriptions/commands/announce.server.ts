/** Telling many about one notice: written down in the transaction that causes it, expanded and sent by the queue. */
import { type Day, dayToDate, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'

/** What is told: that a notice is there, that an association has passed it on, or that a household still lacks. */
type Announced =
  | { noticeId: number; kind: 'published' }
  | { noticeId: number; kind: 'passed_on'; passingOnId: number }
  | { noticeId: number; kind: 'reminder'; day: Day }

/**
 * Queues a notice to be told to everybody whom it concerns. A second call for the same thing does nothing. The job
 * reads the notice afresh: one that is no longer published when a message is about to leave is not sent.
 */
export async function announce(tx: Tx, what: Announced): Promise<void> {
  const passingOnId = what.kind === 'passed_on' ? what.passingOnId : null
  const day = what.kind === 'reminder' ? dayToDate(what.day) : null
  const [made] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO announcements (kind, notice_id, passing_on_id, day, created_at)
    VALUES (${what.kind}::"AnnouncementKind", ${what.noticeId}, ${passingOnId}, ${day}::date, ${now()})
    ON CONFLICT (kind, notice_id, passing_on_id, day) DO NOTHING
    RETURNING id`
  if (made) await queue(tx, 'announce', { announcementId: made.id })
}

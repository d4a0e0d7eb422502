/** まとめて一日一回: one mail each morning with what was published since the last one. */
import { dayOf, now } from '~/platform/clock'
import { rows, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { mayRead, topicCovers } from '../matching.server'
import { quietTable } from '../rules'
import { queueSending } from './expand.server'

/** Where the writing down of a digest stands; empty at the clock's call. */
export type DigestStep = { announcementId?: number; after?: string }

const CHUNK = 500
const BUDGET_MS = 45_000

/** A longer list is read by nobody; the newest of it are told. */
const MOST_NOTICES = 50

/**
 * One chunk of subscribers: their mails, and how far they have been told, in one statement, so that neither is without
 * the other. What came at once already (as urgent, or as a member) is left out.
 */
const CHUNK_SQL = `
  WITH page AS (
    SELECT s.id, s.user_id, s.language, s.quiet_from, s.quiet_until, s.digested_until,
      coalesce(s.user_id, (SELECT v.id FROM users v WHERE v.email = s.email)) AS person,
      coalesce((SELECT v.email FROM users v WHERE v.id = s.user_id), s.email) AS address
    FROM subscribers s
    WHERE s.state = 'active' AND s.rhythm = 'daily' AND s.email IS NOT NULL AND s.digested_until < $4 AND s.id > $2::uuid
    ORDER BY s.id LIMIT $3),
  found AS (
    SELECT p.id, array_agg(w.id) AS notice_ids
    FROM page p CROSS JOIN LATERAL (
      SELECT w.id FROM (
        SELECT n.id, n.category, n.visibility, n.association_id AS publisher_id, n.published_at,
          a.path AS audience_path, a.district_id
        FROM notices n JOIN associations a ON a.id = n.audience_id
        WHERE n.state = 'published' AND n.published_at > p.digested_until AND n.published_at <= $4) w
      WHERE EXISTS (
          SELECT FROM subscription_topics t LEFT JOIN associations ta ON ta.id = t.association_id
          WHERE t.subscriber_id = p.id AND ${topicCovers('w')})
        AND ${mayRead('w', 'p.person', '$6')}
        AND NOT EXISTS (
          SELECT FROM deliveries d WHERE d.dedupe_key = 'n' || w.id || ':mail:' || md5(p.address)
            AND d.state IN ('queued', 'sent'))
      ORDER BY w.published_at DESC, w.id DESC LIMIT ${MOST_NOTICES}) w
    WHERE NOT EXISTS (SELECT FROM dead_addresses x WHERE x.email = p.address)
    GROUP BY p.id),
  moved AS (UPDATE subscribers s SET digested_until = $4 FROM page p WHERE s.id = p.id),
  written AS (
    INSERT INTO deliveries (announcement_id, channel, subscriber_id, user_id, dedupe_key, language, notice_ids, not_before)
    SELECT $1, 'mail', p.id, p.user_id, 'd' || $1::int || ':mail:' || p.id, p.language, f.notice_ids,
      CASE WHEN p.quiet_from IS NULL THEN $7 ELSE ($5::timestamptz[])[p.quiet_from * 24 + p.quiet_until + 1] END
    FROM found f JOIN page p ON p.id = f.id
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING 1)
  SELECT (SELECT p.id::text FROM page p ORDER BY p.id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM written) AS written`

/**
 * Writes the digest of today down, chunk by chunk, and queues its sending. Called twice on a day it goes on where the
 * first was interrupted, and otherwise does nothing.
 */
export async function digest(step: DigestStep): Promise<void> {
  const announcementId = step.announcementId ?? (await begin())
  const [digesting] = await rows<{ cut: Date }>(
    `SELECT created_at AS cut FROM announcements WHERE id = $1 AND expanded_at IS NULL`,
    [announcementId],
  )
  if (!digesting) return
  const started = Date.now()
  let after = step.after ?? '00000000-0000-0000-0000-000000000000'
  for (;;) {
    if (Date.now() - started > BUDGET_MS)
      return transaction((tx) => queue(tx, 'digest', { announcementId, after }))
    const at = now()
    const values = [announcementId, after, CHUNK, digesting.cut, quietTable(at), dayOf(at), at]
    const [chunk] = await rows<{ last: string | null; written: number }>(CHUNK_SQL, values)
    if (chunk?.written) await transaction((tx) => queueSending(tx, chunk.written))
    if (!chunk?.last) break
    after = chunk.last
  }
  await rows(`UPDATE announcements SET expanded_at = $2 WHERE id = $1 AND expanded_at IS NULL`, [
    announcementId,
    now(),
  ])
}

/** The digest of today, made if it is not there yet; its first call fixes up to when it tells. */
async function begin(): Promise<number> {
  const at = now()
  await rows(
    `INSERT INTO announcements (kind, day, created_at) VALUES ('digest', $1, $2)
     ON CONFLICT (kind, notice_id, passing_on_id, day) DO NOTHING`,
    [dayOf(at), at],
  )
  const [made] = await rows<{ id: number }>(
    `SELECT id FROM announcements WHERE kind = 'digest' AND day = $1`,
    [dayOf(at)],
  )
  return made?.id ?? 0
}

/** Writing down who is told: one delivery for each address and device, once, however often the job is begun anew. */
import { dayOf, now } from '~/platform/clock'
import { rows, type Tx, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { holdsSeat, livesHere, mayRead, topicCovers } from '../matching.server'
import { quietTable } from '../rules'

/** Where the writing down stands: whose turn it is, and after whom. */
export type Expansion = { announcementId: number; step?: Step; after?: string }

const steps = ['subscribers', 'households', 'members'] as const
type Step = (typeof steps)[number]

/** So many people are looked at in one statement. */
const CHUNK = 2000

/** Milliseconds after which a job hands on to the next, well before the queue would take it for dead. */
const BUDGET_MS = 45_000

/** Deliveries that one job sends before it looks again; so many jobs are queued that several instances share them. */
const PER_JOB = 1000
const MOST_JOBS = 8

/** The person's own mail address is the one of the account, where there is an account. */
const SUBSCRIBERS = `
  page AS (
    SELECT s.*, coalesce(s.user_id, (SELECT v.id FROM users v WHERE v.email = s.email)) AS person
    FROM subscribers s WHERE s.state = 'active' AND s.id > $2::uuid ORDER BY s.id LIMIT $3),
  people AS (
    SELECT p.id AS subscriber_id, p.user_id, p.id AS devices, p.language, p.quiet_from, p.quiet_until,
      CASE WHEN p.email IS NOT NULL THEN coalesce((SELECT v.email FROM users v WHERE v.id = p.user_id), p.email) END
        AS email
    FROM page p, what w
    WHERE w.kind <> 'reminder' AND (p.rhythm = 'at_once' OR w.importance = 'urgent')
      AND EXISTS (
        SELECT FROM subscription_topics t LEFT JOIN associations ta ON ta.id = t.association_id
        WHERE t.subscriber_id = p.id AND ${topicCovers('w')})
      AND ${mayRead('w', 'p.person', '$6')})`

/** What somebody with an account has said about quiet hours, if they subscribe; and what holds if not. */
const WITH_HOURS = `
  LEFT JOIN LATERAL (
    SELECT s.id, s.quiet_from, s.quiet_until FROM subscribers s
    WHERE (s.user_id = u.id OR s.email = u.email) AND s.state = 'active'
    ORDER BY s.user_id = u.id DESC NULLS LAST LIMIT 1) own ON true`
const HOURS = `
      CASE WHEN own.id IS NULL THEN 21 ELSE own.quiet_from END AS quiet_from,
      CASE WHEN own.id IS NULL THEN 7 ELSE own.quiet_until END AS quiet_until`

/** A household that chose push, but in which nobody has a device, is told by mail: otherwise by nothing at all. */
const NO_DEVICE = `NOT EXISTS (
        SELECT FROM household_members x JOIN subscribers xs ON xs.user_id = x.user_id AND xs.state = 'active'
        JOIN push_endpoints xe ON xe.subscriber_id = xs.id AND xe.gone_at IS NULL
        WHERE x.household_id = p.household_id AND x.left_at IS NULL)`

/** The same as `counts` of households for a reminder; a notice goes also to those who have withdrawn their consent. */
const HOUSEHOLDS = `
  page AS (
    SELECT hm.id, hm.user_id, h.id AS household_id, h.delivery
    FROM household_members hm JOIN households h ON h.id = hm.household_id
    JOIN associations ha ON ha.id = h.association_id, what w
    WHERE hm.id > $2::int AND hm.left_at IS NULL AND hm.user_id IS NOT NULL AND h.delivery IN ('mail', 'push')
      AND starts_with(ha.path, w.audience_path) AND ${livesHere('$6')}
      AND (w.kind <> 'reminder' OR h.consent_withdrawn_at IS NULL AND NOT EXISTS (
        SELECT FROM confirmations c WHERE c.notice_id = w.id AND c.household_id = h.id))
    ORDER BY hm.id LIMIT $3),
  people AS (
    SELECT NULL::uuid AS subscriber_id, u.id AS user_id, u.language, ${HOURS},
      CASE WHEN p.delivery = 'push' THEN own.id END AS devices,
      CASE WHEN u.delivery = 'email' AND (p.delivery = 'mail' OR ${NO_DEVICE}) THEN u.email END AS email
    FROM page p JOIN users u ON u.id = p.user_id ${WITH_HOURS}, what w
    WHERE w.visibility <> 'officers' OR ${holdsSeat('w', 'u.id', '$6')})`

/** Members without a household in the register; and the officers, where a notice is for them. */
const MEMBERS = `
  page AS (
    SELECT u.* FROM users u, what w
    WHERE u.id > $2::uuid AND u.delivery = 'email' AND CASE
      WHEN w.visibility = 'officers' THEN ${holdsSeat('w', 'u.id', '$6')}
      ELSE EXISTS (
          SELECT FROM memberships m JOIN associations ma ON ma.id = m.association_id
          WHERE m.user_id = u.id AND m.state = 'confirmed' AND starts_with(ma.path, w.audience_path))
        AND NOT EXISTS (
          SELECT FROM household_members hm JOIN households h ON h.id = hm.household_id
          JOIN associations ha ON ha.id = h.association_id
          WHERE hm.user_id = u.id AND hm.left_at IS NULL AND ${livesHere('$6')}
            AND starts_with(ha.path, w.audience_path))
      END
    ORDER BY u.id LIMIT $3),
  people AS (
    SELECT NULL::uuid AS subscriber_id, u.id AS user_id, u.language, ${HOURS}, NULL::uuid AS devices, u.email
    FROM page u ${WITH_HOURS})`

const sources: Record<Step, string> = { subscribers: SUBSCRIBERS, households: HOUSEHOLDS, members: MEMBERS }

/**
 * One chunk. What is urgent gets a time in the past: the sender takes the earliest first, so that it overtakes. The
 * key names the notice, the channel and the address (as a digest) or device: nobody is told twice about one notice,
 * whichever way it comes.
 */
const expansionSql = (source: string) => `
  WITH what AS (
    SELECT n.id, n.category, n.importance, n.visibility, a.kind, aud.path AS audience_path, aud.district_id,
      CASE WHEN a.kind = 'published' THEN n.association_id END AS publisher_id,
      CASE WHEN a.kind = 'reminder' THEN 'r' || n.id || ':' || a.day ELSE 'n' || n.id END AS key
    FROM announcements a JOIN notices n ON n.id = a.notice_id LEFT JOIN passings_on p ON p.id = a.passing_on_id
    JOIN associations aud ON aud.id = coalesce(p.association_id, n.audience_id)
    WHERE a.id = $1 AND n.state = 'published'),
  ${source},
  messages AS (
    SELECT 'mail'::"Channel" AS channel, p.*, NULL::int AS endpoint_id, w.key || ':mail:' || md5(p.email) AS message
    FROM people p, what w
    WHERE p.email IS NOT NULL
      AND NOT EXISTS (SELECT FROM dead_addresses x WHERE x.email = p.email)
      AND (w.kind = 'reminder' OR NOT EXISTS (
        SELECT FROM subscribers s JOIN deliveries d ON d.subscriber_id = s.id
        WHERE s.email = p.email AND d.notice_ids @> ARRAY[w.id]))
    UNION ALL
    SELECT 'push', p.*, e.id, w.key || ':push:' || e.id
    FROM people p JOIN push_endpoints e ON e.subscriber_id = p.devices AND e.gone_at IS NULL, what w),
  written AS (
    INSERT INTO deliveries
      (announcement_id, channel, subscriber_id, user_id, endpoint_id, dedupe_key, language, not_before)
    SELECT $1, m.channel, m.subscriber_id, m.user_id, m.endpoint_id, m.message, m.language, CASE
        WHEN w.importance = 'urgent' THEN $4::timestamptz - interval '1 day'
        WHEN m.quiet_from IS NULL THEN $4
        ELSE ($5::timestamptz[])[m.quiet_from * 24 + m.quiet_until + 1]
      END
    FROM messages m, what w
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING 1)
  SELECT (SELECT id::text FROM page ORDER BY page.id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM written) AS written`

const sql = Object.fromEntries(steps.map((step) => [step, expansionSql(sources[step])])) as Record<
  Step,
  string
>

const START: Record<Step, string> = {
  subscribers: '00000000-0000-0000-0000-000000000000',
  households: '0',
  members: '00000000-0000-0000-0000-000000000000',
}

/** Queues so many jobs of sending that several instances can share them; one that finds nothing ends at once. */
export async function queueSending(tx: Tx, messages: number): Promise<void> {
  const jobs = Math.min(MOST_JOBS, Math.ceil(messages / PER_JOB))
  for (let i = 0; i < jobs; i++) await queue(tx, 'deliver', {})
}

/**
 * Writes the deliveries of an announcement down, chunk by chunk, and queues their sending. Begun anew it finds what is
 * already written; out of time it goes on in a job of its own.
 */
export async function expand(from: Expansion): Promise<void> {
  const { announcementId } = from
  const started = Date.now()
  let after = from.after
  for (const step of steps.slice(steps.indexOf(from.step ?? 'subscribers'))) {
    for (;;) {
      if (Date.now() - started > BUDGET_MS) {
        return transaction((tx) =>
          queue(tx, 'announce', { announcementId, step, ...(after ? { after } : {}) }),
        )
      }
      const at = now()
      const values = [announcementId, after ?? START[step], CHUNK, at, quietTable(at), dayOf(at)]
      const [chunk] = await rows<{ last: string | null; written: number }>(sql[step], values)
      if (chunk?.written) await transaction((tx) => queueSending(tx, chunk.written))
      after = chunk?.last ?? undefined
      if (!after) break
    }
  }
  await transaction((tx) =>
    tx.announcement.updateMany({
      where: { id: announcementId, expandedAt: null },
      data: { expandedAt: now() },
    }),
  )
}

/** How far the sending of a notice is: numbers only, for the officers who publish for it. */
import { type Actor, denied, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { DeliveryState } from '../rules'

type Channel = 'mail' | 'push'

/** Milliseconds from now within which what is queued counts as being sent; a claim, too, sets a time. */
const SOON_MS = 5 * 60_000

const NOTICE_SQL = `
  SELECT n.title FROM notices n JOIN associations p ON p.id = n.association_id
  WHERE n.id = $1 AND (p.path = ANY($2::text[]) OR EXISTS (SELECT FROM unnest($3::text[]) s(path) WHERE starts_with(p.path, s.path)))`

const ANNOUNCED_SQL = `
  SELECT a.kind, a.created_at AS at, a.expanded_at IS NOT NULL AS expanded, q.name AS passer
  FROM announcements a LEFT JOIN passings_on o ON o.id = a.passing_on_id LEFT JOIN associations q ON q.id = o.association_id
  WHERE a.notice_id = $1 ORDER BY a.id`

const COUNTS_SQL = `
  SELECT d.channel, d.state, count(*)::int AS number,
    count(*) FILTER (WHERE d.state = 'queued' AND d.not_before > $2)::int AS waiting
  FROM deliveries d JOIN announcements a ON a.id = d.announcement_id
  WHERE a.notice_id = $1 GROUP BY d.channel, d.state`

/** What the last attempt of each message that was not sent said; numbers in an answer do not make it another reason. */
const REASONS_SQL = `
  SELECT reason, count(*)::int AS number FROM (
    SELECT (SELECT t.detail FROM delivery_attempts t WHERE t.delivery_id = d.id ORDER BY t.id DESC LIMIT 1) AS reason
    FROM deliveries d JOIN announcements a ON a.id = d.announcement_id
    WHERE a.notice_id = $1 AND d.state IN ('failed', 'cancelled')) x
  WHERE reason IS NOT NULL GROUP BY reason ORDER BY number DESC, reason LIMIT 20`

/**
 * The state of all messages about one notice.
 * @throws SignInNeeded, NotAllowed for whoever publishes nowhere; NotFound for a notice of others
 */
export async function progressOf(actor: Actor, noticeId: number) {
  if (!mayAnywhere(actor, 'notice.publish')) denied(actor)
  const scopes = scopesOf(actor, 'notice.publish')
  const paths = (below: boolean) => scopes.filter((scope) => scope.below === below).map(({ path }) => path)
  const [notice] = await rows<{ title: string }>(NOTICE_SQL, [noticeId, paths(false), paths(true)])
  if (!notice) throw new NotFound()
  const [announcements, counts, reasons] = await Promise.all([
    rows<{
      kind: 'published' | 'passed_on' | 'reminder'
      at: Date
      expanded: boolean
      passer: string | null
    }>(ANNOUNCED_SQL, [noticeId]),
    rows<{ channel: Channel; state: DeliveryState; number: number; waiting: number }>(COUNTS_SQL, [
      noticeId,
      new Date(now().getTime() + SOON_MS),
    ]),
    rows<{ reason: string; number: number }>(REASONS_SQL, [noticeId]),
  ])
  const sum = (pick: (count: (typeof counts)[number]) => number) =>
    counts.reduce((total, count) => total + pick(count), 0)
  const total = sum(({ number }) => number)
  const queued = sum(({ state, number }) => (state === 'queued' ? number : 0))
  const waiting = sum((count) => count.waiting)
  return {
    title: notice.title,
    announcements: announcements.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
    counts,
    reasons,
    total,
    done: total - queued,
    sent: sum(({ state, number }) => (state === 'sent' ? number : 0)),
    waiting,
    writing: announcements.some(({ expanded }) => !expanded),
    running: queued > waiting || announcements.some(({ expanded }) => !expanded),
  }
}

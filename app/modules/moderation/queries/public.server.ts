/** What everybody may know of what was hidden. */
import type { Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import type { ShownHiding } from '../HiddenNotice'
import { appealKey } from '../keys.server'
import { type KnownBy, ownAppealPath, type PostingRule, postingRules, type Subject } from '../rules'

/**
 * The hidings that stand, by the id of the contribution: which rule, why, and since when.
 * @param mine of these contributions the one who looks is the author: they find the way to appeal
 * @param by how the author is known
 */
export async function standingHidings(
  subject: Subject,
  ids: readonly number[],
  mine: readonly number[] = [],
  by: KnownBy = 'account',
): Promise<Map<number, ShownHiding>> {
  if (ids.length === 0) return new Map()
  const found = await db.contentHiding.findMany({
    where: { subject, subjectId: { in: [...ids] }, liftedAt: null },
    select: { id: true, subjectId: true, rule: true, reason: true, hiddenAt: true },
  })
  return new Map(
    found.map(({ id, subjectId, rule, ...hiding }) => [
      subjectId,
      {
        ...hiding,
        rule: rule as PostingRule,
        appealHref: !mine.includes(subjectId)
          ? null
          : by === 'key'
            ? `/appeals/${appealKey(id)}`
            : ownAppealPath(id),
      },
    ]),
  )
}

/** The hiding of one contribution that stands; null when it is shown. @param mine how the author is known who looks */
export async function standingHiding(
  subject: Subject,
  id: number,
  mine: KnownBy = false,
): Promise<ShownHiding | null> {
  return (await standingHidings(subject, [id], mine ? [id] : [], mine)).get(id) ?? null
}

/** Months of the sums, this one included. */
const MONTHS = 12

type MonthSums = {
  /** `2026-11` */
  month: string
  reports: number
  hidden: number
  lifted: number
  appeals: number
  granted: number
}

/**
 * How many contributions were reported, hidden and shown again, by month and by rule, over the last twelve months by
 * the clock of Japan. Nothing of what they said.
 */
export async function hidingSums(
  today: Day,
): Promise<{ months: MonthSums[]; rules: { rule: PostingRule; hidden: number }[] }> {
  const months = await rows<MonthSums>(
    `WITH months AS (
       SELECT to_char(m, 'YYYY-MM') AS month
       FROM generate_series(date_trunc('month', $1::date) - interval '${MONTHS - 1} months',
                            date_trunc('month', $1::date), interval '1 month') m),
     begin AS (
       SELECT (date_trunc('month', $1::date)::timestamp - interval '${MONTHS - 1} months') AT TIME ZONE 'Asia/Tokyo' AS at),
     happened AS (
       SELECT created_at AS at, 'reports' AS what FROM content_reports WHERE created_at >= (SELECT at FROM begin)
       UNION ALL SELECT hidden_at, 'hidden' FROM content_hidings WHERE hidden_at >= (SELECT at FROM begin)
       UNION ALL SELECT lifted_at, 'lifted' FROM content_hidings WHERE lifted_at >= (SELECT at FROM begin)
       UNION ALL SELECT created_at, 'appeals' FROM content_appeals WHERE created_at >= (SELECT at FROM begin)
       UNION ALL SELECT decided_at, 'granted' FROM content_appeals
         WHERE state = 'granted' AND decided_at >= (SELECT at FROM begin))
     SELECT month, ${['reports', 'hidden', 'lifted', 'appeals', 'granted']
       .map((what) => `count(*) FILTER (WHERE what = '${what}')::int AS ${what}`)
       .join(', ')}
     FROM months LEFT JOIN happened ON to_char(at AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM') = month
     GROUP BY month ORDER BY month`,
    [today],
  )
  const since = `${months[0]?.month ?? today.slice(0, 7)}-01`
  const counted = await rows<{ rule: PostingRule; hidden: number }>(
    `SELECT rule, count(*)::int AS hidden FROM content_hidings
     WHERE hidden_at >= $1::timestamp AT TIME ZONE 'Asia/Tokyo' GROUP BY rule`,
    [since],
  )
  const byRule = new Map(counted.map(({ rule, hidden }) => [rule, hidden]))
  return { months, rules: postingRules.map((rule) => ({ rule, hidden: byRule.get(rule) ?? 0 })) }
}

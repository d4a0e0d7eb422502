/** What can go into the next circular of an association. */
import type { Category, Importance } from '~/modules/notices/rules'
import { type Day, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { FIRST_DAYS, idsOnPath, isFresh, isOffered, OFFERED_DAYS, orderOnPaper } from '../rules'

type OfferedRow = {
  id: number
  title: string
  category: Category
  importance: Importance
  publisher: string
  actionBy: Day | null
  confirmBy: Day | null
  passedOn: boolean
  reachedAt: Date
  correctedAt: Date | null
  lastRoundAt: Date | null
}

/**
 * $1 the association, $2 it and all above, $3 since when. Its own notices, those addressed to it or from above to all,
 * those passed on to it, and those that were corrected after they had gone round. What is for officers only goes on
 * paper once somebody has passed it on.
 */
const OFFERED_SQL = `
  WITH candidates AS (
    SELECT id FROM notices WHERE state = 'published' AND association_id = $1 AND published_at > $3
    UNION
    SELECT id FROM notices WHERE state = 'published' AND audience_id = ANY($2::int[]) AND published_at > $3
    UNION
    SELECT notice_id FROM passings_on WHERE association_id = ANY($2::int[]) AND passed_at > $3
    UNION
    SELECT cn.notice_id FROM circulars c JOIN circular_notices cn ON cn.circular_id = c.id
      JOIN notices n ON n.id = cn.notice_id
    WHERE c.association_id = $1 AND n.corrected_at > greatest(c.made_at, $3)
  )
  SELECT n.id, n.title, n.category, n.importance, p.name AS publisher, n.action_by::text AS "actionBy",
    n.confirm_by::text AS "confirmBy", passed.at IS NOT NULL AS "passedOn",
    greatest(n.published_at, passed.at) AS "reachedAt", n.corrected_at AS "correctedAt", round.at AS "lastRoundAt"
  FROM candidates JOIN notices n USING (id) JOIN associations p ON p.id = n.association_id
    LEFT JOIN LATERAL (SELECT max(o.passed_at) AS at FROM passings_on o
      WHERE o.notice_id = n.id AND o.association_id = ANY($2::int[])) passed ON true
    LEFT JOIN LATERAL (SELECT max(c.made_at) AS at FROM circular_notices cn JOIN circulars c ON c.id = cn.circular_id
      WHERE cn.notice_id = n.id AND c.association_id = $1) round ON true
  WHERE n.state = 'published' AND (n.visibility <> 'officers' OR passed.at IS NOT NULL)
  ORDER BY 9 DESC LIMIT 300`

export type OfferedNotice = OfferedRow & {
  /** New since the last circular, or corrected since it went round: chosen unless taken out */
  fresh: boolean
}

export type LastCircular = { number: number; madeAt: Date; madeById: string | null } | null

/** The last circular of an association, read in a transaction or outside of one. */
export async function lastCircular(client: Tx, associationId: number): Promise<LastCircular> {
  return client.circular.findFirst({
    where: { associationId },
    orderBy: { number: 'desc' },
    select: { number: true, madeAt: true, madeById: true },
  })
}

/** What has reached the association and not gone round as it stands, in the order of paper; the fresh ones first. */
export async function offeredNotices(
  client: Tx,
  association: { id: number; path: string },
  last: LastCircular,
): Promise<OfferedNotice[]> {
  const days = new Date(now().getTime() - OFFERED_DAYS * 86_400_000)
  const since = last && last.madeAt < days ? last.madeAt : days
  const found = await client.$queryRawUnsafe<OfferedRow[]>(
    OFFERED_SQL,
    association.id,
    idsOnPath(association.path),
    since,
  )
  // Before the first one, the last month is what is new.
  const lastAt = last?.madeAt ?? new Date(now().getTime() - FIRST_DAYS * 86_400_000)
  const offered = found
    .filter((notice) => isOffered(notice, lastAt))
    .map((notice) => ({ ...notice, fresh: isFresh(notice, lastAt) }))
  return [
    ...orderOnPaper(offered.filter((notice) => notice.fresh)),
    ...orderOnPaper(offered.filter((notice) => !notice.fresh)),
  ]
}

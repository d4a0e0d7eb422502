/** What everybody may know of what was hidden. */
import { db } from '~/platform/db.server'
import type { ShownHiding } from '../HiddenNotice'
import { ownAppealPath, type PostingRule, type Subject } from '../rules'

/**
 * The hidings that stand, by the id of the contribution: which rule, why, and since when.
 * @param mine of these contributions the one who looks is the author: they find the way to appeal
 */
export async function standingHidings(
  subject: Subject,
  ids: readonly number[],
  mine: readonly number[] = [],
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
        appealHref: mine.includes(subjectId) ? ownAppealPath(id) : null,
      },
    ]),
  )
}

/** The hiding of one contribution that stands; null when it is shown. @param mine as in `standingHidings` */
export async function standingHiding(
  subject: Subject,
  id: number,
  mine = false,
): Promise<ShownHiding | null> {
  return (await standingHidings(subject, [id], mine ? [id] : [])).get(id) ?? null
}

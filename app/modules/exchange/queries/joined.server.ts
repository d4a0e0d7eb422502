/** What was joined with what, by the titles that everybody can read today. */
import type { db, Tx } from '~/platform/db.server'
import { joinedIn, joinedWords } from '../rules'
import { OPEN_TO_ALL } from './open.server'

/** The events with the title behind the number of what was joined, unless it is hidden or not public. */
export async function withJoinedTitles<E extends { kind: string; text: string }>(
  client: Tx | typeof db,
  events: readonly E[],
): Promise<E[]> {
  const ids = events.flatMap((event) => joinedIn(event)?.id ?? [])
  const found =
    ids.length === 0
      ? []
      : await client.matter.findMany({
          where: { id: { in: ids }, hiddenAt: null, ...OPEN_TO_ALL },
          select: { id: true, title: true },
        })
  const titles = new Map(found.map(({ id, title }) => [id, title]))
  return events.map((event) => {
    const about = joinedIn(event)
    if (!about) return event
    const title = `${joinedWords(about.id)} ${titles.get(about.id) ?? ''}`.trim()
    return { ...event, text: [title, about.reason].filter(Boolean).join('\n') }
  })
}

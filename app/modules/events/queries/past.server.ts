/** Events of one association that took place, for what it learns from a year. */
import { type Day, localOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'

/** More events than an association holds in a year. */
const MOST = 200

/**
 * Events of an association between two days, both included, that have begun, with their local times. For those who keep
 * its officers: also those that were told to members alone.
 */
export async function eventsHeld(associationId: number, from: Day, to: Day) {
  const found = await db.notice.findMany({
    where: {
      associationId,
      state: { in: ['published', 'expired'] },
      eventStartsAt: {
        gte: new Date(`${from}T00:00:00+09:00`),
        lt: new Date(Math.min(Date.parse(`${to}T24:00:00+09:00`), now().getTime())),
      },
    },
    orderBy: [{ eventStartsAt: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: { title: true, eventStartsAt: true, eventEndsAt: true },
  })
  return found.flatMap(({ title, eventStartsAt, eventEndsAt }) =>
    eventStartsAt
      ? [{ title, starts: localOf(eventStartsAt), ends: eventEndsAt && localOf(eventEndsAt) }]
      : [],
  )
}

/** 呼びかけ of the demonstration city: some past ones with what they brought, and people who follow a theme. */
import { addDays, dayOf, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import type { SeededSession } from './volunteering'

/** Sessions of this year that were called for, and applications that each call brought at most. */
const CALLS = 6
const BROUGHT = 2
/** A call goes out a week before. */
const BEFORE = 7

/** Written after the applications, some of which came by a call. */
export async function createCalls(tx: Tx, sessions: readonly SeededSession[]): Promise<void> {
  for (const [index, theme] of ['any', 'children', 'environment', 'welfare', 'disaster'].entries()) {
    await tx.subscriber.create({
      data: {
        email: `theme-${index + 1}@demo.example`,
        state: 'active',
        confirmedAt: now(),
        topics: { create: [{ theme }] },
      },
      select: { id: true },
    })
  }
  const today = dayOf(now())
  const ids = sessions.flatMap((session) =>
    session.kind === 'experience' &&
    dayOf(session.startsAt) <= today &&
    dayOf(session.startsAt) > addDays(today, -60)
      ? [session.id]
      : [],
  )
  const called = await tx.volunteerSession.findMany({
    where: { id: { in: ids }, applications: { some: { walkIn: false } } },
    orderBy: { id: 'asc' },
    take: CALLS,
    select: {
      id: true,
      placeId: true,
      startsAt: true,
      capacity: true,
      applications: {
        where: { walkIn: false },
        orderBy: { id: 'desc' },
        take: BROUGHT,
        select: { id: true },
      },
    },
  })
  for (const [index, session] of called.entries()) {
    const { id } = await tx.shortageCall.create({
      data: {
        placeId: session.placeId,
        sessionId: session.id,
        sentAt: new Date(session.startsAt.getTime() - BEFORE * 86_400_000),
        recipients: 40 + index * 13,
        room: Math.max(1, Math.floor(session.capacity / 2)),
      },
      select: { id: true },
    })
    await tx.volunteerApplication.updateMany({
      where: { id: { in: session.applications.slice(0, index % (BROUGHT + 1)).map((one) => one.id) } },
      data: { callId: id },
    })
  }
}

/** A city with notices, households and officers, for tests of circulars. */
import { randomUUID } from 'node:crypto'
import type { Prisma } from '~/platform/db.server'
import { db } from '~/platform/db.server'
import { actorOf, type City, TODAY } from '../associations/support'

export { actorOf, anybody, type City, makeCity, TODAY } from '../associations/support'

/** `days` before the noon of the day on which the tests play. */
export const ago = (days: number) => new Date(Date.parse(`${TODAY}T03:00:00Z`) - days * 86_400_000)

/** A published notice of `from`, addressed to `to`. */
export async function notice(
  from: { id: number },
  to: { id: number },
  title: string,
  over: Partial<Prisma.NoticeUncheckedCreateInput> = {},
): Promise<number> {
  const { id } = await db.notice.create({
    data: {
      associationId: from.id,
      audienceId: to.id,
      state: 'published',
      category: 'other',
      title,
      body: `${title}の**本文**`,
      bodyHtml: '<p></p>',
      publishedAt: ago(1),
      submissionId: randomUUID(),
      ...over,
    },
    select: { id: true },
  })
  return id
}

export async function households(at: { id: number }, names: string[]): Promise<number[]> {
  const made = await db.household.createManyAndReturn({
    data: names.map((name, index) => ({ associationId: at.id, name, position: index + 1 })),
    select: { id: true },
  })
  return made.map(({ id }) => id)
}

export const chairOf = (at: City['own']) => actorOf({ seat: { post: 'chair', at } })
export const leaderOf = (at: City['own']) => actorOf({ seat: { post: 'group_leader', at } })

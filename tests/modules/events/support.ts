/** A small town with households in it, and events to answer. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Actor, guest, type Post, type SignedIn } from '~/modules/accounts/rules'
import type { AnswerForm } from '~/modules/events/schema'
import { addDays, dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { PortalError } from '~/platform/errors'
import type { Prisma } from '../../../prisma/generated/client'

export const today = () => dayOf(now())
export const reader = (): Actor => guest(today())

type Node = { id: number; slug: string; path: string; name: string }

/** City, council, two associations, and two groups in the first. */
export async function makeTown() {
  const make = (
    slug: string,
    kind: 'city' | 'council' | 'neighbourhood' | 'group',
    parentId: number | null,
  ): Promise<Node> =>
    db.association.create({
      data: { slug, kind, parentId, name: slug, reading: 'よみ' },
      select: { id: true, slug: true, path: true, name: true },
    })
  const city = await make('city', 'city', null)
  const council = await make('council', 'council', city.id)
  const home = await make('home', 'neighbourhood', council.id)
  const groupA = await make('group-a', 'group', home.id)
  const groupB = await make('group-b', 'group', home.id)
  const other = await make('other', 'neighbourhood', council.id)
  return { city, council, home, groupA, groupB, other }
}
export type Town = Awaited<ReturnType<typeof makeTown>>

export async function person(over: Partial<Omit<Actor, 'user'>> = {}): Promise<SignedIn> {
  const { id } = await db.user.create({
    data: { email: `${randomUUID()}@people.example`, familyName: '名', givenName: '無' },
  })
  return {
    ...reader(),
    user: { id, name: '名 無', language: 'ja', demonstration: false },
    capacity: 'resident',
    ...over,
  }
}

export function officer(post: Post, at: Node): Promise<SignedIn> {
  return person({ seats: [{ post, associationId: at.id, path: at.path }], capacity: post })
}

/** A household of a node, with these people in it. */
export async function household(
  at: { id: number },
  members: { of: SignedIn; role?: 'head' | 'member' | 'dependant' }[] = [],
  over: Partial<Prisma.HouseholdUncheckedCreateInput> = {},
): Promise<number> {
  const { id } = await db.household.create({
    data: {
      associationId: at.id,
      name: '世帯',
      consentText: '1',
      consentedAt: new Date(),
      members: {
        create: members.map(({ of, role = 'member' }) => ({ userId: of.user.id, role })),
      },
      ...over,
    },
    select: { id: true },
  })
  return id
}

/** A published notice with an event in ten days. */
export async function event(
  at: { id: number },
  over: Partial<Prisma.NoticeUncheckedCreateInput> = {},
): Promise<number> {
  const startsAt = new Date(`${addDays(today(), 10)}T10:00:00+09:00`)
  const { id } = await db.notice.create({
    data: {
      associationId: at.id,
      audienceId: at.id,
      state: 'published',
      publishedAt: new Date(Date.now() - 3_600_000),
      category: 'event',
      title: '夏祭り',
      body: '本文',
      bodyHtml: '<p>本文</p>',
      excerpt: '本文',
      submissionId: randomUUID(),
      eventStartsAt: startsAt,
      eventEndsAt: new Date(startsAt.getTime() + 7_200_000),
      eventPlace: '第1公園',
      eventAsks: 'attendance',
      ...over,
    },
    select: { id: true },
  })
  return id
}

/** The refusal that a command must end with. */
export const refusal = (work: Promise<unknown>): Promise<PortalError> =>
  work.then(
    () => expect.unreachable('should have been refused'),
    (error) => error as PortalError,
  )
export const answer = (as: string, over: Partial<AnswerForm> = {}): AnswerForm => ({
  as,
  kind: 'attend',
  people: 1,
  entrusted_to: '',
  version: 0,
  ...over,
})
export const forHousehold = (id: number, over: Partial<AnswerForm> = {}) => answer(`household-${id}`, over)
export const stored = (noticeId: number) =>
  db.eventAnswer.findMany({
    where: { noticeId },
    select: { householdId: true, userId: true, kind: true, people: true, entrustedTo: true, version: true },
    orderBy: { id: 'asc' },
  })

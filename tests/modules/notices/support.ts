/** A small tree, its people and their notices, on the real database. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Actor, guest, type Post, type SignedIn, type StaffRole } from '~/modules/accounts/rules'
import type { NoticeForm } from '~/modules/notices/schema'
import { dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { PortalError } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'

export const today = dayOf(new Date())
export type Node = { id: number; path: string; slug: string }
export type Tree = Record<'city' | 'council' | 'home' | 'group' | 'foreign' | 'farCouncil' | 'far', Node>

async function node(
  kind: 'city' | 'council' | 'neighbourhood' | 'group',
  slug: string,
  parentId?: number,
): Promise<Node> {
  return db.association.create({
    data: { kind, slug, name: slug, reading: 'よみ', parentId },
    select: { id: true, path: true, slug: true },
  })
}

/** Empties the database and plants: city > council > (home > group, foreign); city > farCouncil > far. */
export async function plant(): Promise<Tree> {
  await resetDatabase()
  const city = await node('city', 'city')
  const council = await node('council', 'council', city.id)
  const home = await node('neighbourhood', 'home', council.id)
  const group = await node('group', 'group', home.id)
  const foreign = await node('neighbourhood', 'foreign', council.id)
  const farCouncil = await node('council', 'far-council', city.id)
  const far = await node('neighbourhood', 'far', farCouncil.id)
  return { city, council, home, group, foreign, farCouncil, far }
}

async function account(): Promise<{ id: string; name: string }> {
  const { id } = await db.user.create({
    data: { email: `${randomUUID()}@people.example`, familyName: '名', givenName: '無' },
  })
  return { id, name: '名 無' }
}

/** Somebody who holds a post today, also in the database, so that mails find them. */
export async function officer(tree: Tree, post: Post, at: Node): Promise<SignedIn> {
  const { id, name } = await account()
  await db.term.create({
    data: {
      userId: id,
      associationId: at.id,
      post,
      startsOn: new Date('2020-04-01'),
      endsOn: new Date('2099-03-31'),
    },
  })
  return {
    ...guest(today),
    user: { id, name, language: 'ja', demonstration: false },
    seats: [{ post, associationId: at.id, path: at.path }],
    capacity: post,
    cityPath: tree.city.path,
  }
}

/** Somebody with a role of the city. */
export async function staff(tree: Tree, role: StaffRole): Promise<SignedIn> {
  const { id, name } = await account()
  const startsOn = new Date('2020-04-01')
  await db.staffAppointment.create({ data: { userId: id, role, startsOn, endsOn: new Date('2099-03-31') } })
  return {
    ...guest(today),
    user: { id, name, language: 'ja', demonstration: false },
    staff: [role],
    capacity: role,
    cityPath: tree.city.path,
  }
}

export async function member(tree: Tree, at: Node): Promise<SignedIn> {
  const { id, name } = await account()
  return {
    ...guest(today),
    user: { id, name, language: 'ja', demonstration: false },
    memberships: [{ associationId: at.id, path: at.path }],
    cityPath: tree.city.path,
  }
}

export const reader: Actor = guest(today)

/** The form of a notice of `home` for its own people. */
export const formOf = (at: Node, over: Partial<NoticeForm> = {}): NoticeForm => ({
  association: at.id,
  audience: at.id,
  visibility: 'public',
  category: 'other',
  importance: 'normal',
  title: '題',
  body: '本文',
  action_text: '',
  action_by: null,
  confirm_by: null,
  remind_days: [],
  event_starts_at: null,
  event_ends_at: null,
  event_place: '',
  event_latitude: null,
  event_longitude: null,
  event_capacity: null,
  event_asks: 'nothing',
  event_answer_by: null,
  is_request: false,
  request_purpose: '',
  request_hours: null,
  request_due: null,
  publish_at: null,
  expires_at: null,
  attachment: [],
  remove_attachment: [],
  submission: randomUUID(),
  copied_from: null,
  ...over,
})

/** The form of an edit. */
export const editOf = (at: Node, version: number, over: Partial<NoticeForm> = {}) => ({
  ...formOf(at, over),
  version,
  correction_reason: '理由',
})

/** A notice that stands, or is in any other state, written past the commands. */
export async function standing(
  at: Node,
  over: Partial<Parameters<typeof db.notice.create>[0]['data']> = {},
): Promise<number> {
  const { id } = await db.notice.create({
    data: {
      associationId: at.id,
      audienceId: at.id,
      state: 'published',
      publishedAt: new Date(),
      category: 'other',
      title: '題',
      body: '本文',
      bodyHtml: '<p>本文</p>',
      submissionId: randomUUID(),
      ...over,
    } as never,
    select: { id: true },
  })
  return id
}

/** The refusal of something that should be refused. */
export const refusal = (work: Promise<unknown>): Promise<PortalError> =>
  work.then(
    () => expect.unreachable('should have been refused'),
    (error) => error as PortalError,
  )

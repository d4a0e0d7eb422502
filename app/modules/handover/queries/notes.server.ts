/** 引継ぎノート of a post, for those who hold it and those who keep the officers. */
import type { Actor } from '~/modules/accounts/rules'
import { dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { byYear } from '../rules'
import { findPost } from '../scope.server'

const select = { id: true, month: true, text: true, version: true, createdAt: true } as const

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function notesPage(actor: Actor, slug: string, postId: number) {
  const { association, post } = await findPost(db, actor, slug, postId)
  const notes = await db.handoverNote.findMany({ where: { postId }, orderBy: { id: 'asc' }, select })
  return {
    association: { slug: association.slug, name: association.name },
    post: { id: post.id, name: post.name },
    month: Number(actor.today.slice(5, 7)),
    notes: byYear(notes).map(({ createdAt, ...note }) => ({ ...note, on: dayOf(createdAt) })),
  }
}

/** One note for its form. @throws SignInNeeded, NotAllowed, NotFound */
export async function notePage(actor: Actor, slug: string, postId: number, id: number) {
  const { association, post } = await findPost(db, actor, slug, postId)
  const note = await db.handoverNote.findFirst({ where: { id, postId }, select })
  if (!note) throw new NotFound()
  return {
    association: { slug: association.slug, name: association.name },
    post: { id: post.id, name: post.name },
    note: { id: note.id, month: note.month, text: note.text, version: note.version },
  }
}

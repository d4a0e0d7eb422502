/** 引継ぎノート: advice of the one who holds a post, written over the year. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { message } from '~/platform/forms'
import type { EditNote, NewNote } from '../schema'
import { findPost } from '../scope.server'

/** A note a week for some years. */
const MOST = 200

/**
 * Adds advice to a post.
 * @throws SignInNeeded, NotAllowed for anybody but its holders and those who keep the officers; NotFound; Invalid when
 * there is no room for more
 */
export async function addNote(actor: Actor, slug: string, postId: number, form: NewNote): Promise<void> {
  await transaction(async (tx) => {
    const { association, reader, post } = await findPost(tx, actor, slug, postId)
    if ((await tx.handoverNote.count({ where: { postId } })) >= MOST) {
      throw new Invalid({ text: [message('form.too_many', { max: MOST })] })
    }
    const { id } = await tx.handoverNote.create({
      data: { postId: post.id, ...form, byId: reader.user.id },
      select: { id: true },
    })
    await record(tx, reader, {
      action: 'handover_note.added',
      subjectType: 'handover_note',
      subjectId: id,
      associationId: association.id,
      after: { post: post.id, month: form.month },
    })
  })
}

/**
 * Changes advice. When somebody else changed it meanwhile, what was typed comes back with a word.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when it is not as it was shown any more
 */
export async function editNote(
  actor: Actor,
  slug: string,
  postId: number,
  id: number,
  { version, ...form }: EditNote,
): Promise<void> {
  await transaction(async (tx) => {
    const { association, reader } = await findPost(tx, actor, slug, postId)
    const { count } = await tx.handoverNote.updateMany({
      where: { id, postId, version },
      data: { ...form, version: { increment: 1 } },
    })
    if (count === 0) {
      if (!(await tx.handoverNote.findFirst({ where: { id, postId }, select: { id: true } })))
        throw new NotFound()
      throw new Invalid({ text: ['handover.note.error.stale'] })
    }
    await record(tx, reader, {
      action: 'handover_note.changed',
      subjectType: 'handover_note',
      subjectId: id,
      associationId: association.id,
      after: { post: postId, month: form.month },
    })
  })
}

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function removeNote(actor: Actor, slug: string, postId: number, id: number): Promise<void> {
  await transaction(async (tx) => {
    const { association, reader } = await findPost(tx, actor, slug, postId)
    const { count } = await tx.handoverNote.deleteMany({ where: { id, postId } })
    if (count === 0) throw new NotFound()
    await record(tx, reader, {
      action: 'handover_note.removed',
      subjectType: 'handover_note',
      subjectId: id,
      associationId: association.id,
      before: { post: postId },
    })
  })
}

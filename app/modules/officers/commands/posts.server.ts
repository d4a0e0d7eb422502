/** 役職と席: added, changed, given up. A seat that somebody holds stays. */
import type { Actor, Post } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Day, dayToDate } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { mostSeats, seatChange } from '../rules'
import type { EditPost, NewPost } from '../schema/posts'
import { holdAssociation } from '../scope.server'

/**
 * Adds a post with its seats. One that was closed under the same name is taken up again.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the name is taken, or an association would have two 会長
 */
export async function addPost(actor: Actor, slug: string, form: NewPost): Promise<number> {
  return transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const associationId = association.id
    const { seats, post, ...fields } = form
    const standing = await tx.officerPost.findMany({
      where: { associationId, OR: [{ name: form.name }, { post: 'chair', closedOn: null }] },
      select: { id: true, name: true, post: true, closedOn: true },
    })
    const same = standing.find(({ name }) => name === form.name)
    if (same && (same.closedOn === null || same.post !== post)) {
      throw new Invalid({ name: ['officers.post.error.name_taken'] })
    }
    if (post === 'chair' && standing.some((other) => other.post === 'chair' && other.id !== same?.id)) {
      throw new Invalid({ post: ['officers.post.error.one_chair'] })
    }
    const id = same
      ? same.id
      : (await tx.officerPost.create({ data: { associationId, post, ...fields }, select: { id: true } })).id
    if (same) {
      const again = { ...fields, closedOn: null, version: { increment: 1 } }
      await tx.officerPost.update({ where: { id }, data: again, select: { id: true } })
    }
    await setSeats(tx, id, post, seats, actor.today)
    await record(tx, keeper, {
      action: 'officer_post.added',
      subjectType: 'officer_post',
      subjectId: id,
      associationId,
      after: { post, seats, months: form.months, filledBy: form.filledBy },
    })
    return id
  })
}

/**
 * Changes a post and how many seats it has.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the name is taken, or seats are held that would be given
 * up; Stale when somebody else changed it
 */
export async function editPost(actor: Actor, slug: string, id: number, form: EditPost): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const where = { id, associationId: association.id, closedOn: null }
    const before = await tx.officerPost.findFirst({
      where,
      select: { post: true, months: true, filledBy: true },
    })
    if (!before) throw new NotFound()
    const { seats, version, ...fields } = form
    const taken = await tx.officerPost.findFirst({
      where: { associationId: association.id, name: form.name, id: { not: id } },
      select: { id: true },
    })
    if (taken) throw new Invalid({ name: ['officers.post.error.name_taken'] })
    const { count } = await tx.officerPost.updateMany({
      where: { ...where, version },
      data: { ...fields, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await setSeats(tx, id, before.post, seats, actor.today)
    await record(tx, keeper, {
      action: 'officer_post.changed',
      subjectType: 'officer_post',
      subjectId: id,
      associationId: association.id,
      before,
      after: { post: before.post, seats, months: form.months, filledBy: form.filledBy },
    })
  })
}

async function setSeats(tx: Tx, postId: number, post: Post, wanted: number, today: Day): Promise<void> {
  if (wanted > mostSeats(post)) throw new Invalid({ seats: ['officers.post.error.one_seat'] })
  const seats = await tx.officerSeat.findMany({
    where: { postId },
    select: {
      number: true,
      closedOn: true,
      terms: { where: { endsOn: { gte: dayToDate(today) } }, select: { id: true }, take: 1 },
    },
  })
  const change = seatChange(
    seats.map(({ number, closedOn, terms }) => ({
      number,
      open: closedOn === null,
      held: terms.length > 0,
    })),
    wanted,
  )
  if (change.held > 0) {
    throw new Invalid({ seats: [message('officers.post.error.seats_held', { least: wanted + change.held })] })
  }
  if (change.add.some((number) => number > 99)) throw new Invalid({ seats: ['form.invalid'] })
  const of = (numbers: number[]) => ({ postId, number: { in: numbers } })
  await tx.officerSeat.updateMany({ where: of(change.reopen), data: { closedOn: null } })
  await tx.officerSeat.updateMany({ where: of(change.close), data: { closedOn: dayToDate(today) } })
  const openedOn = dayToDate(today)
  await tx.officerSeat.createMany({ data: change.add.map((number) => ({ postId, number, openedOn })) })
}

/**
 * Closes a post that nobody holds any more; its past terms stay.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid while somebody holds it or will; Stale
 */
export async function closePost(actor: Actor, slug: string, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const where = { id, associationId: association.id, closedOn: null }
    const day = dayToDate(actor.today)
    const post = await tx.officerPost.findFirst({ where, select: { post: true } })
    if (!post) throw new NotFound()
    const held = await tx.term.findFirst({
      where: { seat: { postId: id }, endsOn: { gte: day } },
      select: { id: true },
    })
    if (held) throw new Invalid({ form: ['officers.post.error.held'] })
    const { count } = await tx.officerPost.updateMany({
      where: { ...where, version },
      data: { closedOn: day, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, keeper, {
      action: 'officer_post.closed',
      subjectType: 'officer_post',
      subjectId: id,
      associationId: association.id,
      before: { post: post.post },
    })
  })
}

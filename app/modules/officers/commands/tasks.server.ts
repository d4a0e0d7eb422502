/** 仕事のカード: lines added, taken from the library or from a year that was written down, changed, moved, removed. */
import type { Actor, Post, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { translator } from '~/platform/i18n.server'
import { wholeLibrary } from '../library'
import { planFill } from '../queries/fill.server'
import { type KeptTask, tasksOf } from '../queries/tasks.server'
import { type Happening, MOST_TASKS, type Span, type TaskKind } from '../rules'
import type { EditTask, TaskAct, TaskForm } from '../schema'
import { holdAssociation } from '../scope.server'

type Held = { keeper: SignedIn; associationId: number; postId: number; post: Post; tasks: KeptTask[] }

/** Runs a change of one card; whoever else changes officers of the association waits. */
function changing<T>(actor: Actor, slug: string, postId: number, work: (tx: Tx, held: Held) => Promise<T>) {
  return transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const where = { id: postId, associationId: association.id, closedOn: null }
    const found = await tx.officerPost.findFirst({ where, select: { post: true } })
    if (!found) throw new NotFound()
    const tasks = await tasksOf(tx, postId)
    return work(tx, { keeper, associationId: association.id, postId, post: found.post, tasks })
  })
}

type Noted = Record<string, number | string | boolean>

/** The words of a line are the association's; the audit tells the numbers. */
function note(tx: Tx, held: Held, action: string, details: { before?: Noted; after?: Noted }) {
  return record(tx, held.keeper, {
    action,
    subjectType: 'officer_post',
    subjectId: held.postId,
    associationId: held.associationId,
    ...details,
  })
}

const numbers = ({ kind, months, minutes, times }: Span & { kind: TaskKind }) => ({
  kind,
  months: months.join(','),
  minutes,
  times,
})

/** @throws Invalid when the card would be longer than anybody reads */
function room(held: Held, more: number, field: string) {
  if (held.tasks.length + more > MOST_TASKS) {
    throw new Invalid({ [field]: [message('officers.tasks.error.too_many', { max: MOST_TASKS })] })
  }
}

/**
 * Adds a line of the association's own at the end of the card.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the card is full
 */
export function addTask(actor: Actor, slug: string, postId: number, form: TaskForm): Promise<void> {
  return changing(actor, slug, postId, async (tx, held) => {
    room(held, 1, 'form')
    await tx.officerTask.create({
      data: { postId, ...form, position: held.tasks.length },
      select: { id: true },
    })
    await note(tx, held, 'officer_task.added', { after: numbers(form) })
  })
}

/** @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else changed the line */
export function editTask(
  actor: Actor,
  slug: string,
  postId: number,
  id: number,
  form: EditTask,
): Promise<void> {
  return changing(actor, slug, postId, async (tx, held) => {
    const { version, ...fields } = form
    const before = held.tasks.find((task) => task.id === id)
    if (!before) throw new NotFound()
    const { count } = await tx.officerTask.updateMany({
      where: { id, postId, version },
      data: { ...fields, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await note(tx, held, 'officer_task.changed', { before: numbers(before), after: numbers(form) })
  })
}

/**
 * Moves a line up or down by one, or takes it off the card; what was recorded for it stays, under its title.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else changed the line
 */
export function actOnTask(actor: Actor, slug: string, postId: number, act: TaskAct): Promise<void> {
  return changing(actor, slug, postId, async (tx, held) => {
    const at = held.tasks.findIndex(({ id }) => id === act.task)
    const task = held.tasks[at]
    if (!task) throw new NotFound()
    if (task.version !== act.version) throw new Stale()
    const order = held.tasks.map(({ id }) => id)
    order.splice(at, 1)
    if (act.intent === 'remove') {
      await tx.officerTask.deleteMany({ where: { id: act.task, postId } })
    } else {
      const to = act.intent === 'up' ? at - 1 : at + 1
      // The first cannot go higher: a second press of the same button changes nothing.
      if (to < 0 || to > order.length) return
      order.splice(to, 0, act.task)
    }
    await tx.$executeRaw`
      UPDATE officer_tasks t SET position = o.place
      FROM unnest(${order}::int[]) WITH ORDINALITY AS o(id, place) WHERE t.id = o.id AND t.post_id = ${postId}`
    const action = act.intent === 'remove' ? 'officer_task.removed' : 'officer_task.moved'
    await note(tx, held, action, { before: numbers(task) })
  })
}

/**
 * Adds common tasks of the library, in Japanese as the association would write them; those that the card has already
 * are passed over.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a key that is no common task, or when the card would be full
 */
export function addFromLibrary(actor: Actor, slug: string, postId: number, keys: readonly string[]) {
  return changing(actor, slug, postId, async (tx, held) => {
    const t = translator('ja')
    const library = wholeLibrary(held.post)
    if (keys.some((key) => library.every((task) => task.key !== key))) {
      throw new Invalid({ keys: ['form.invalid'] })
    }
    const has = new Set(held.tasks.map((task) => task.library))
    const added = library.filter(({ key }) => keys.includes(key) && !has.has(key))
    room(held, added.length, 'keys')
    await tx.officerTask.createMany({
      data: added.map(({ key, helper, months, ...span }, index) => ({
        postId,
        ...span,
        months: [...months],
        title: t(`officers.library.${key}`),
        helpers: helper ? t(`officers.library_help.${helper}`) : '',
        library: key,
        position: held.tasks.length + index,
      })),
    })
    await note(tx, held, 'officer_task.filled', { after: { from: 'library', lines: added.length } })
  })
}

/**
 * Takes over what a year that was written down proposes: lines that are new, and lines that take another time.
 * @param happenings events of the association in that year
 * @param digest of the proposals that were shown
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when other proposals would be made now; Invalid when the card would
 * be full, or for a proposal that there is not
 */
export function fillFromYear(
  actor: Actor,
  slug: string,
  postId: number,
  given: { year: number; happenings: readonly Happening[]; keys: readonly string[]; digest: string },
): Promise<void> {
  return changing(actor, slug, postId, async (tx, held) => {
    const plan = await planFill(tx, postId, held.tasks, { ...given, today: actor.today })
    if (plan.digest !== given.digest) throw new Stale()
    const taken = plan.proposals.filter(({ key }) => given.keys.includes(key))
    if (taken.length !== new Set(given.keys).size) throw new Invalid({ keys: ['form.invalid'] })
    const added = taken.filter(({ taskId }) => taskId === null)
    room(held, added.length, 'keys')
    for (const { taskId, after } of taken) {
      if (taskId === null) continue
      await tx.officerTask.updateMany({
        where: { id: taskId, postId },
        data: { ...after, version: { increment: 1 } },
      })
    }
    await tx.officerTask.createMany({
      data: added.map(({ title, kind, after, evening, weekend }, index) => ({
        postId,
        title,
        kind,
        ...after,
        evening,
        weekend,
        position: held.tasks.length + index,
      })),
    })
    const after = { from: String(given.year), lines: added.length, changed: taken.length - added.length }
    await note(tx, held, 'officer_task.filled', { after })
  })
}

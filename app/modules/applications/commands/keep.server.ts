/** Writing one part of an application: what all its commands have in common. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { factField } from '~/modules/subsidies/schema'
import { now } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { type DraftView, draftOf } from '../queries/draft.server'
import { editsOf } from '../queries/edits.server'
import { mayCorrect, openTasks, planItems, type Task, taskOfItem } from '../rules'
import { type Holding, hold, requireParty } from './move.server'

export type Writing = Holding & { view: DraftView }

/** What a command has changed: the names of the fields for the trail, and the columns of the application. */
type Written = {
  fields: string[]
  data?: Prisma.SubsidyApplicationUncheckedUpdateManyInput
}

/**
 * Locks an application for writing one of its parts. Two people may write different parts at once: only who opened this
 * very part before somebody else saved it is stale.
 * @param version as the form showed it; left out for what takes nothing away from anybody, such as one more file
 * @param items what is written, where a part has many pieces that do not touch one another (documents)
 * @throws SignInNeeded, NotFound; NotAllowed unless one may write for the association; Stale `application_closed` when
 *   the part is not open now, Stale when somebody has saved it since the form was opened
 */
export async function holdTask(
  tx: Tx,
  actor: Actor,
  id: number,
  at: { task: Task; version?: number; items?: readonly string[] },
): Promise<Writing> {
  const holding = await hold(tx, actor, id)
  requireParty(holding, 'president', 'applicant')
  const view = await draftOf(tx, id)
  if (!openTasks(view.state, view.openItems).includes(at.task)) throw new Stale('application_closed')
  const later =
    at.version === undefined ? [] : await editsOf(tx, id, { task: at.task, after: at.version, take: 200 })
  const touched = later.some(({ fields }) => !at.items || fields.some((field) => at.items?.includes(field)))
  if (touched) throw new Stale()
  return { ...holding, view }
}

/** @throws Invalid on each field that the city has not asked to be corrected; Stale for a document */
function requireNamed({ view }: Writing, task: Task, fields: readonly string[]): void {
  const asked = view.state === 'correcting' || (view.state === 'report_correcting' && task === 'questions')
  if (!asked) return
  const closed = fields.filter(
    (item) => taskOfItem(item) === task && !mayCorrect(item, view.openItems, view.draft),
  )
  if (closed.length === 0) return
  if (task === 'documents') throw new Stale('application_closed')
  throw new Invalid(
    Object.fromEntries(closed.map((item) => [fieldOf(item), ['applications.draft.not_asked']])),
  )
}

/** The field of the forms that an item stands in; `form` for those that are a form each. */
function fieldOf(item: string): string {
  const [kind = '', key = ''] = item.split(':')
  if (kind === 'facts') return factField(key)
  return planItems[kind as keyof typeof planItems] ?? 'form'
}

/**
 * Keeps what was written: the version counts on, and the trail says who wrote which fields, never what they say.
 * @throws Invalid for what the city has not asked to be corrected; Stale
 */
export async function keepTask(tx: Tx, writing: Writing, task: Task, written: Written): Promise<void> {
  const { held, person } = writing
  const { fields, data } = written
  if (fields.length === 0) return
  requireNamed(writing, task, fields)
  const version = held.version + 1
  const { count } = await tx.subsidyApplication.updateMany({
    where: { id: held.id, version: held.version },
    data: { ...data, version },
  })
  if (count !== 1) throw new Stale()
  await tx.subsidyEdit.create({
    data: { applicationId: held.id, task, fields, version, byId: person.user.id, createdAt: now() },
    select: { id: true },
  })
  await record(tx, person, {
    action: 'subsidy.edited',
    subjectType: 'subsidy_application',
    subjectId: held.id,
    associationId: held.association.id,
    before: { version: held.version },
    after: { version, task, fields },
  })
}

/** The page of one part of an application, for those who write it. */
import { type Actor, denied, requireUser } from '~/modules/accounts/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { nextStep, openTasks, problemsOf, type Task, taskOfItem } from '../rules'
import { type DraftView, draftOf } from './draft.server'
import { type EditView, editsOf } from './edits.server'
import { applicationsInScope, refuseApplication } from './scope.server'

type WritingView = DraftView & {
  /** Whether this part may be written now */
  open: boolean
  /** Who has worked on it, the last first */
  edits: Pick<EditView, 'by' | 'at' | 'fields'>[]
  /** What the city asks to be corrected in it */
  corrections: { item: string; text: string; dueOn: Day }[]
}

const SHOWN_EDITS = 5

/**
 * An application as far as it is written, for its officers who may write it.
 * @throws SignInNeeded; NotAllowed for those who may only read it; NotFound
 */
export async function writingView(actor: Actor, id: number, task: Task): Promise<WritingView> {
  await requireWriter(actor, id)
  const [view, edits, asked] = await Promise.all([
    draftOf(db, id),
    editsOf(db, id, { task, take: SHOWN_EDITS }),
    db.subsidyCorrection.findMany({
      where: { applicationId: id, state: 'open' },
      select: { item: true, text: true, dueOn: true },
      orderBy: { id: 'asc' },
    }),
  ])
  return {
    ...view,
    open: openTasks(view.state, view.openItems).includes(task),
    edits: edits.map(({ by, at, fields }) => ({ by, at, fields })),
    corrections: asked
      .filter(({ item }) => taskOfItem(item) === task)
      .map(({ dueOn, ...correction }) => ({ ...correction, dueOn: dateToDay(dueOn) })),
  }
}

/** What the frame of every part shows: where it stands, what is missing, who wrote it, what the city asks for. */
export function headOf(view: WritingView, task: Task, today: Day) {
  const { id, version, state, open, programme, draft, edits, corrections } = view
  const step = nextStep(state)
  const problems = open && step ? problemsOf(programme, draft, step, today) : []
  return {
    id,
    version,
    title: draft.title,
    task,
    open,
    step,
    problems: problems.filter((problem) => problem.task === task),
    edits,
    corrections,
    definition: programme,
    lines: draft.lines.map(({ id, label }) => ({ id, label })),
    documents: draft.documents.map(({ id, name }) => ({ id, name })),
  }
}
export type PartHead = ReturnType<typeof headOf>

async function requireWriter(actor: Actor, id: number): Promise<void> {
  requireUser(actor)
  const within = (right: 'subsidy.read' | 'subsidy.apply') =>
    db.subsidyApplication.count({ where: { AND: [{ id }, applicationsInScope(actor, right)] } })
  if ((await within('subsidy.apply')) > 0) return
  if ((await within('subsidy.read')) > 0) denied(actor)
  refuseApplication(actor)
}

/** Who saved a part after a form of it was opened: told beside what was typed. */
export async function savedSince(
  actor: Actor,
  id: number,
  task: Task,
  version: number,
): Promise<{ by: string | null; at: Date; self: boolean } | null> {
  await requireWriter(actor, id)
  const [last] = await editsOf(db, id, { task, after: version, take: 1 })
  return last ? { by: last.by, at: last.at, self: last.byId === actor.user?.id } : null
}

/**
 * A stored file of an application, for all who may see the application.
 * @throws SignInNeeded; NotFound also where it is not for this person
 */
export async function applicationFile(actor: Actor, id: string) {
  const file = await db.subsidyFile.findFirst({
    where: { id, document: { application: applicationsInScope(actor) } },
    select: { key: true, type: true, name: true, size: true },
  })
  if (!file) return refuseApplication(actor)
  return file
}

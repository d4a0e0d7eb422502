/** What the forms of the card of a post, and of what was done for it, may say. */
import { z } from 'zod'
import { checkbox, choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { RECORD_MINUTES } from '../rules/records'
import { FISCAL_MONTHS, inFiscalOrder, MOST_TASKS, taskKinds } from '../rules/tasks'
import { day } from './posts'

const month = z
  .string({ error: 'form.invalid' })
  .transform(Number)
  .refine((number) => FISCAL_MONTHS.some((known) => known === number), { error: 'form.invalid' })

const taskFields = {
  title: text({ max: 100, requiredKey: 'officers.tasks.error.title' }),
  kind: choice(taskKinds),
  months: list(month, 12).transform(inFiscalOrder),
  // At most a week of work at a time
  minutes: wholeNumber({ min: 1, max: 6000 }),
  times: wholeNumber({ min: 1, max: 400 }),
  helpers: text({ max: 200, required: false }),
  fromHome: checkbox,
  evening: checkbox,
  weekend: checkbox,
}

export const newTaskForm = z.object(taskFields)
export const editTaskForm = z.object({ ...taskFields, version: rowId })
export type TaskForm = z.output<typeof newTaskForm>
export type EditTask = z.output<typeof editTaskForm>

/** One button of the list. */
export const taskAct = z.object({
  intent: choice(['up', 'down', 'remove']),
  task: rowId,
  version: rowId,
})
export type TaskAct = z.output<typeof taskAct>

const key = z.string({ error: 'form.invalid' }).max(40, { error: 'form.invalid' })
const some = (chosen: readonly string[]) => chosen.length > 0
const choose = 'officers.tasks.error.choose'

/** Common tasks of the post, and those that are more often another's. */
export const libraryForm = z
  .object({ keys: list(key, MOST_TASKS), more: list(key, MOST_TASKS) })
  .refine(({ keys, more }) => some([...keys, ...more]), { error: choose, path: ['keys'] })

/** Lines taken over from a year; `digest` of what was shown. */
export const fillForm = z.object({
  keys: list(key, 300).refine(some, { error: choose }),
  digest: z.string({ error: 'form.invalid' }).max(64, { error: 'form.invalid' }),
})

const minutes = choice(RECORD_MINUTES.map(String) as [string, ...string[]]).transform(Number)

const recordFields = {
  task: optional(rowId),
  title: text({ max: 100, required: false }),
  doneOn: day,
  minutes,
}

const named = { error: 'officers.records.error.title', path: ['title'] }
const isNamed = (form: { task: number | null; title: string }) => form.task !== null || form.title !== ''

export const newRecordForm = z.object(recordFields).refine(isNamed, named)
export const editRecordForm = z.object({ ...recordFields, version: rowId }).refine(isNamed, named)
export type RecordForm = z.output<typeof newRecordForm>
export type EditRecord = z.output<typeof editRecordForm>

export const removeRecordForm = z.object({ version: rowId })

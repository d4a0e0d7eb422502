/** 仕事カードを直す: the lines with what can be done to them, common tasks, and what a year proposes. */
import type { FormFields } from '~/platform/forms'
import { CheckboxListField, CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { PostButton, Table } from '~/ui/parts'
import type { LibraryTask } from './library'
import type { FillPlan } from './queries/fill.server'
import type { KeptTask } from './queries/tasks.server'
import { type Span, taskYear, yearSum } from './rules'
import { fillForm, libraryForm } from './schema/tasks'
import { TaskMarks } from './TaskCard'
import { useTaskWords } from './TaskParts'

export function KeptTasks({ tasks, here }: { tasks: readonly KeptTask[]; here: string }) {
  const t = useT()
  const words = useTaskWords()
  const at = (key: string, params?: Record<string, string>) => t(`officers.tasks.${key}`, params)
  return (
    <>
      <Table
        caption={at('caption')}
        head={[...['task', 'when', 'year'].map((key) => t(`officers.card.head.${key}`)), at('act')]}
        rows={tasks.map((task, index) => [
          <>
            <strong>{task.title}</strong> <TaskMarks task={task} />
          </>,
          <>
            {words.when(task)} <span className="support">{words.each(task)}</span>
          </>,
          words.time(taskYear(task)),
          <div key="act" className="task-moves">
            <a href={`${here}/${task.id}`} className="inline-block py-2">
              {at('edit', { task: task.title })}
            </a>
            {index > 0 && (
              <Act intent="up" task={task} label={at('up', { task: task.title })} short={at('up_short')} />
            )}
            {index < tasks.length - 1 && (
              <Act
                intent="down"
                task={task}
                label={at('down', { task: task.title })}
                short={at('down_short')}
              />
            )}
            <details className="confirm">
              <summary>{at('remove', { task: task.title })}</summary>
              <div className="confirm-text">
                <p>{at('remove_text')}</p>
              </div>
              <PostButton
                label={at('remove_submit')}
                variant="danger"
                fields={{ intent: 'remove', task: task.id, version: task.version }}
              />
            </details>
          </div>,
        ])}
      />
      <p>
        <strong>{at('sum', { time: words.time(yearSum(tasks)) })}</strong>
      </p>
    </>
  )
}

/** A button whose few letters are read out with the name of the line. */
function Act(props: { intent: 'up' | 'down'; task: KeptTask; label: string; short: string }) {
  const { intent, task, label, short } = props
  return (
    <form method="post" className="inline-form">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="task" value={task.id} />
      <input type="hidden" name="version" value={task.version} />
      <button type="submit" className="button button-secondary" aria-label={label}>
        {short}
      </button>
    </form>
  )
}

type Shown = LibraryTask

/** Common tasks: those of the post open, those that are more often another's behind a word. */
export function LibraryPart(props: {
  library: { own: readonly Shown[]; more: readonly Shown[] }
  open: boolean
  answer: unknown
  defaults: FormFields
}) {
  const { library, open, answer, defaults } = props
  const t = useT()
  const words = useTaskWords()
  const at = (key: string) => t(`officers.tasks.${key}`)
  const options = (tasks: readonly Shown[]) =>
    tasks.map((task) => ({
      value: task.key,
      label: t(`officers.library.${task.key}`),
      support: `${words.when(task)} ${words.each(task)}`,
    }))
  // Whoever begins finds what is common for the post already ticked.
  const first: FormFields = open ? { keys: library.own.map(({ key }) => key) } : {}
  return (
    <>
      <h2>{at('library')}</h2>
      <p>{at('library_text')}</p>
      <CheckedForm schema={libraryForm} answer={answer} defaults={{ ...first, ...defaults }} id="library">
        <HiddenField name="intent" value="library" />
        {library.own.length > 0 && (
          <CheckboxListField name="keys" label={at('library_own')} options={options(library.own)} />
        )}
        {library.more.length > 0 && (
          <details open={library.own.length === 0}>
            <summary>{at('library_more')}</summary>
            <CheckboxListField name="more" label={at('library_more_label')} options={options(library.more)} />
          </details>
        )}
        <div className="actions">
          <SubmitButton>{at('library_add')}</SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}

/** What a year proposes, each with what stands and what would stand; all ticked to begin with. */
export function FillTable({ plan, answer }: { plan: FillPlan; answer: unknown }) {
  const t = useT()
  const words = useTaskWords()
  const at = (key: string, params?: Record<string, string>) => t(`officers.fill.${key}`, params)
  const span = (value: Span) => `${words.when(value)} ${words.each(value)}`
  return (
    <CheckedForm
      schema={fillForm}
      answer={answer}
      defaults={{ keys: plan.proposals.map(({ key }) => key) }}
      id="fill"
    >
      <HiddenField name="digest" value={plan.digest} />
      <CheckboxListField
        name="keys"
        label={at('keys')}
        support={at('keys_support')}
        options={plan.proposals.map(({ key, title, before, after, source }) => ({
          value: key,
          label: at(before ? 'changed' : 'added', { task: title }),
          support: before
            ? at('from_to', { from: span(before), to: span(after) })
            : `${span(after)} ${at(`source.${source}`)}`,
        }))}
      />
      <div className="actions">
        <SubmitButton>{at('apply')}</SubmitButton>
      </div>
    </CheckedForm>
  )
}

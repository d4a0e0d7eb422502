/** 仕事をカードに加える・直す: one line, for those who keep the officers. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addTask, editTask } from '~/modules/officers/commands/tasks.server'
import { cardToKeep } from '~/modules/officers/queries/tasks.server'
import { editTaskForm, newTaskForm } from '~/modules/officers/schema'
import { TaskForm } from '~/modules/officers/TaskForm'
import { NotFound } from '~/platform/errors'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('officers.tasks.line')

export { ErrorBoundary } from '~/ui/error-boundary'

const isNew = (param: string | undefined) => param === 'new'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id, task: param } = args.params
  const [{ association, post, tasks }, kept] = await Promise.all([
    cardToKeep(actor, slug, idParam(id)),
    keptFields(args.request),
  ])
  const short = { association, post: { id: post.id, name: post.name }, kept: kept !== undefined }
  if (isNew(param)) {
    const blank: FormFields = { kind: 'task', minutes: '60', times: '1' }
    return { ...short, task: null, standing: blank, defaults: { ...blank, ...kept } }
  }
  const task = tasks.find((one) => one.id === idParam(param))
  if (!task) throw new NotFound()
  const { title, kind, months, minutes, times, helpers, version } = task
  const standing: FormFields = {
    title,
    kind,
    months: months.map(String),
    minutes: String(minutes),
    times: String(times),
    helpers,
    ...(task.fromHome && { fromHome: 'on' }),
    ...(task.evening && { evening: 'on' }),
    ...(task.weekend && { weekend: 'on' }),
  }
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = Number(firstValue(kept, 'version')) || version
  return { ...short, task: { id: task.id, title, version, seen }, standing, defaults: kept ?? standing }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', id, task } = args.params
  const postId = idParam(id)
  if (isNew(task)) await addTask(actor, slug, postId, check(newTaskForm, fields))
  else {
    const form = check(editTaskForm, fields)
    const stale = await unlessStale(fields, () => editTask(actor, slug, postId, idParam(task), form))
    if (stale) return stale
  }
  return redirect(`/associations/${slug}/posts/${postId}/tasks?done=saved`)
})

/** The fields of the form, with their words; `months` is compared as one text. */
const FIELDS = [
  ['title', 'name'],
  ['kind', 'kind_label'],
  ['months', 'months_label'],
  ['minutes', 'minutes_label'],
  ['times', 'times_label'],
  ['helpers', 'helpers_label'],
  ['fromHome', 'from_home'],
  ['evening', 'evening'],
  ['weekend', 'weekend'],
] as const

const inOne = (value: string | string[] | undefined): string => [value ?? []].flat().join(', ')

export default function PostTask() {
  const { association, post, task, standing, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const card = `/associations/${association.slug}/posts/${post.id}`
  const stale = answer !== undefined && 'stale' in answer
  const words: Partial<Record<string, (value: string) => string>> = {
    kind: (value) => t(`officers.tasks.kind.${value}`),
    ...Object.fromEntries(
      ['fromHome', 'evening', 'weekend'].map((name) => [
        name,
        (value: string) => (value === 'on' ? t('officers.tasks.yes') : value),
      ]),
    ),
  }
  return (
    <Page
      title={task ? t('officers.tasks.edit', { task: task.title }) : t('officers.tasks.new')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: card, label: t('officers.card.title', { post: post.name }) },
        { href: `${card}/tasks`, label: t('officers.tasks.title') },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {stale && (
        <StaleNotice
          typed={{ ...answer.values, months: inOne(answer.values.months) }}
          fields={FIELDS.map(([name, label]) => ({
            name,
            label: t(`officers.tasks.${label}`),
            theirs: inOne(standing[name]),
            ...(words[name] && { words: words[name] }),
          }))}
        />
      )}
      <TaskForm
        schema={task ? editTaskForm : newTaskForm}
        // What was unticked stays so: nothing that stood is put beneath what was sent.
        defaults={answer ? {} : defaults}
        answer={answer}
        version={(stale ? task?.version : task?.seen) ?? null}
        back={`${card}/tasks`}
      />
    </Page>
  )
}

/** 仕事の記録を直す・消す */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { editRecord, removeRecord } from '~/modules/officers/commands/records.server'
import { recordToEdit } from '~/modules/officers/queries/records.server'
import { RecordForm } from '~/modules/officers/RecordForm'
import { editRecordForm, removeRecordForm } from '~/modules/officers/schema'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('officers.records.edit_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id, record: param } = args.params
  const [found, kept] = await Promise.all([
    recordToEdit(actor, slug, idParam(id), idParam(param)),
    keptFields(args.request),
  ])
  const { record } = found
  const standing: FormFields = {
    task: record.taskId === null ? '' : String(record.taskId),
    title: record.title,
    doneOn: record.doneOn,
    minutes: String(record.minutes),
  }
  const seen = Number(firstValue(kept, 'version')) || record.version
  return { ...found, standing, seen, defaults: { ...standing, ...kept }, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', id, record } = args.params
  const [postId, recordId] = [idParam(id), idParam(record)]
  const here = `/associations/${slug}/posts/${postId}/records`
  if (intentOf(fields) === 'remove') {
    await removeRecord(actor, slug, postId, recordId, check(removeRecordForm, fields).version)
    return redirect(`${here}?done=deleted`)
  }
  const form = check(editRecordForm, fields)
  const stale = await unlessStale(fields, () => editRecord(actor, slug, postId, recordId, form))
  return stale ?? redirect(`${here}?done=saved`)
})

const FIELDS = [
  ['task', 'task'],
  ['title', 'what'],
  ['doneOn', 'done_on'],
  ['minutes', 'minutes'],
] as const

export default function PostRecord() {
  const { association, post, tasks, record, standing, seen, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const card = `/associations/${association.slug}/posts/${post.id}`
  const stale = answer !== undefined && 'stale' in answer
  const task = (value: string) => tasks.find(({ id }) => String(id) === value)?.title ?? ''
  return (
    <Page
      title={t('officers.records.edit_title')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: card, label: t('officers.card.title', { post: post.name }) },
        { href: `${card}/records`, label: t('officers.records.title') },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {stale && (
        <StaleNotice
          typed={answer.values}
          fields={FIELDS.map(([name, label]) => ({
            name,
            label: t(`officers.records.${label}`),
            theirs: firstValue(standing, name) ?? '',
            ...(name === 'task' && { words: task }),
          }))}
        />
      )}
      <RecordForm
        schema={editRecordForm}
        tasks={tasks}
        defaults={defaults}
        answer={answer}
        version={stale ? record.version : seen}
      />
      <ConfirmPost
        summary={t('officers.records.remove')}
        label={t('officers.records.remove_submit')}
        fields={{ intent: 'remove', version: record.version }}
      />
    </Page>
  )
}

/** 振り返り: a few words after an activity; with them the certificate comes. `?member=` names the activity. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { saveReflection } from '~/modules/attendance/commands/after.server'
import { activityToReflect } from '~/modules/attendance/queries/record.server'
import { reflectionForm } from '~/modules/attendance/schema'
import { formatSpan } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { CheckboxField, CheckedForm, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.reflection.title')
/** The address is a key. */
export const headers = () => ({ 'X-Robots-Tag': 'noindex' })

export const loader = page(async (args: LoaderFunctionArgs) => {
  const key = args.params.key ?? ''
  const member = idParam(queryParam(args.request, 'member'))
  const activity = await activityToReflect(await currentActor(args), key, member)
  const kept = await keptFields(args.request)
  const { reflection } = activity
  const defaults: FormFields = kept ?? {
    did: reflection?.did ?? '',
    learned: reflection?.learned ?? '',
    again: String(reflection?.again ?? ''),
    mayShow: reflection?.mayShow ? 'on' : '',
  }
  return { key, member, activity, defaults, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const key = args.params.key ?? ''
  const { fields } = await readForm(args)
  await saveReflection(await currentActor(args), key, check(reflectionForm, fields))
  return redirect(`/volunteering/mine/${encodeURIComponent(key)}/record?done=reflected`)
})

const AGAIN = [5, 4, 3, 2, 1] as const

export default function Reflection() {
  const { key, member, activity, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (name: string, params?: Record<string, string>) => t(`attendance.reflection.${name}`, params)
  const record = `/volunteering/mine/${key}/record`
  return (
    <Page
      title={at('title')}
      lead={at('lead', { title: activity.title })}
      crumbs={[{ href: record, label: t('attendance.record.title') }]}
    >
      <KeptBanner kept={kept} />
      <p>{formatSpan(new Date(activity.startsAt), new Date(activity.endsAt), language)}</p>
      <CheckedForm schema={reflectionForm} answer={answer} defaults={defaults}>
        <HiddenField name="member" value={member} />
        <TextArea name="did" label={at('did')} support={at('did_support')} rows={3} required />
        <TextArea name="learned" label={at('learned')} support={at('learned_support')} rows={4} />
        <RadioField
          name="again"
          label={at('again')}
          options={AGAIN.map((value) => ({ value: String(value), label: at(`again_${value}`) }))}
        />
        <CheckboxField name="mayShow" label={at('may_show')} support={at('may_show_support')} />
        <p className="support">{at('kept')}</p>
        <div className="actions">
          <SubmitButton>{at('button')}</SubmitButton>
          <LinkButton href={record}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}

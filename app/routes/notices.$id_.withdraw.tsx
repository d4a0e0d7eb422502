/** 取り下げ: with a reason that the readers are told. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { denied } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { withdrawNotice } from '~/modules/notices/commands/end.server'
import { noticeForEdit } from '~/modules/notices/queries/notice.server'
import { mayMove } from '~/modules/notices/rules'
import { withdrawForm } from '~/modules/notices/schema'
import { Stale } from '~/platform/errors'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('notices.withdraw.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const notice = await noticeForEdit(actor, idParam(args.params.id))
  if (!notice.mayPublish) denied(actor)
  if (!mayMove(notice.state, 'withdrawn', 'notice.publish')) throw new Stale()
  const { id, title, version } = notice
  return { id, title, version, defaults: (await keptFields(args.request)) ?? {} }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, withdrawForm)
  const id = idParam(args.params.id)
  await withdrawNotice(requireUser(await currentActor(args)), id, form)
  return redirect(`/notices/${id}?done=withdrawn`)
})

export default function WithdrawNotice() {
  const { id, title, version, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('notices.withdraw.title')}
      lead={t('notices.withdraw.lead', { title })}
      crumbs={[{ href: `/notices/${id}`, label: title }]}
    >
      <CheckedForm schema={withdrawForm} answer={answer} defaults={{ ...defaults, version: String(version) }}>
        <HiddenField name="version" value={version} />
        <TextArea
          name="reason"
          label={t('notices.withdraw.reason')}
          support={t('notices.withdraw.reason_support')}
          required
          rows={3}
        />
        <div className="actions">
          <SubmitButton variant="danger">{t('notices.withdraw.submit')}</SubmitButton>
          <LinkButton href={`/notices/${id}`}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}

/** 取り次ぐ: hand a notice from above on, with a line of one's own. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { passOn } from '~/modules/notices/commands/pass-on.server'
import { passOnChoices } from '~/modules/notices/queries/passing.server'
import { passOnForm } from '~/modules/notices/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, SelectField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('notices.pass_on.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [found, kept] = await Promise.all([
    passOnChoices(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { ...found, defaults: { association: String(found.choices[0]?.id ?? ''), ...kept } }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, passOnForm)
  const id = idParam(args.params.id)
  await passOn(requireUser(await currentActor(args)), id, form)
  return redirect(`/notices/${id}?done=passed_on`)
})

export default function PassOnNotice() {
  const { notice, choices, passed, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const title = notice.title
  return (
    <Page
      title={t('notices.pass_on.title')}
      lead={t('notices.pass_on.lead', { title })}
      crumbs={[{ href: `/notices/${notice.id}`, label: title }]}
    >
      <p>
        {t('notices.item.by', { name: notice.publisher })} / {notice.excerpt}
      </p>
      {notice.visibility === 'officers' && <Banner tone="warning" title={t('notices.pass_on.officers')} />}
      {passed.length > 0 && (
        <p className="support">{t('notices.pass_on.already', { names: passed.slice(0, 20).join('、') })}</p>
      )}
      {choices.length === 0 ? (
        <p>{t('notices.pass_on.all_done')}</p>
      ) : (
        <CheckedForm schema={passOnForm} answer={answer} defaults={defaults}>
          <SelectField
            name="association"
            label={t('notices.pass_on.association')}
            required
            options={choices.map((node) => ({ value: String(node.id), label: node.name }))}
          />
          <TextArea
            name="line"
            label={t('notices.pass_on.line')}
            support={t('notices.pass_on.line_support')}
            rows={4}
          />
          <p className="support">{t('notices.pass_on.once')}</p>
          <div className="actions">
            <SubmitButton>{t('notices.pass_on.submit')}</SubmitButton>
            <LinkButton href={`/notices/${notice.id}`}>{t('form.cancel')}</LinkButton>
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}

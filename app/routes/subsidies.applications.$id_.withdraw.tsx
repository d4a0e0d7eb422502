/** 取下げ: what it means, and the president's button. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { withdraw } from '~/modules/applications/commands/withdraw.server'
import { stepView } from '~/modules/applications/queries/steps.server'
import { BackLink, stepCrumbs } from '~/modules/applications/StepParts'
import { withdrawSchema } from '~/modules/applications/schema'
import { yenText } from '~/modules/subsidies/words'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.withdraw.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await stepView(await currentActor(args), id, ['withdraw'])
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, withdrawSchema)
  await withdraw(await currentActor(args), id, form)
  return redirect(`/subsidies/applications/${id}?done=application_withdrawn`)
})

export default function Withdraw() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page title={t('applications.withdraw.title')} crumbs={stepCrumbs(of, t)}>
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <Banner tone="danger" title={t('applications.withdraw.warning')}>
        <p>
          {of.decided !== null
            ? t('applications.withdraw.after_decision', { amount: yenText(of.decided, t) })
            : t('applications.withdraw.before_decision')}
        </p>
      </Banner>
      {!of.maySign ? (
        <>
          <p>{t('applications.withdraw.president')}</p>
          <BackLink id={of.id} />
        </>
      ) : (
        <CheckedForm schema={withdrawSchema} answer={answer} defaults={kept}>
          <HiddenField name="version" value={of.version} />
          <TextArea
            name="reason"
            label={t('applications.withdraw.reason')}
            support={t('applications.withdraw.reason_support')}
            rows={3}
          />
          <CheckboxField name="sure" label={t('applications.withdraw.sure')} />
          <div className="actions">
            <SubmitButton variant="danger">{t('applications.withdraw.send')}</SubmitButton>
            <BackLink id={of.id} />
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}

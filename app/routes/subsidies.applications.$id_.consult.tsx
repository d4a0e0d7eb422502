/** 事前相談: asks the city with what is known by now; after the answer one goes on to write. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { consult, resumeDraft } from '~/modules/applications/commands/perform.server'
import { stepView } from '~/modules/applications/queries/steps.server'
import { BackLink, ProblemList, stepCrumbs } from '~/modules/applications/StepParts'
import { consultSchema, resumeSchema } from '~/modules/applications/schema'
import { formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.consult.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await stepView(await currentActor(args), id, ['consult'])
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  if (firstValue(fields, 'intent') === 'resume') {
    await resumeDraft(actor, id, check(resumeSchema, fields))
    return redirect(`/subsidies/applications/${id}`)
  }
  await consult(actor, id, check(consultSchema, fields))
  return redirect(`/subsidies/applications/${id}?done=sent`)
})

export default function Consult() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const window = of.programme.consultation
  const day = (given: string | null) => (given ? formatDay(given, language) : '')
  return (
    <Page
      title={t('applications.consult.title')}
      lead={t('applications.consult.lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {window && (
        <Banner
          tone={window.over ? 'warning' : 'info'}
          title={t('applications.consult.window', { from: day(window.from), until: day(window.until) })}
        >
          {window.over && <p>{t('applications.consult.window_over')}</p>}
        </Banner>
      )}
      <ProblemList id={of.id} problems={of.problems} title={t('applications.step.problems')} />
      <CheckedForm schema={consultSchema} answer={answer} defaults={kept}>
        <HiddenField name="version" value={of.version} />
        <TextArea
          name="question"
          label={t('applications.consult.question')}
          support={t('applications.consult.question_support')}
          rows={6}
          required
        />
        <div className="actions">
          <SubmitButton>{t('applications.consult.send')}</SubmitButton>
          <BackLink id={of.id} />
        </div>
      </CheckedForm>
    </Page>
  )
}

/** 補正: what the city asks to be corrected, item by item, with the answer to each. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { CorrectionItem } from '~/modules/applications/CorrectionItem'
import { type CorrectionsForm, resubmit, saveAnswers } from '~/modules/applications/commands/resubmit.server'
import { askPresident } from '~/modules/applications/commands/sign.server'
import { correctionsView } from '~/modules/applications/queries/steps.server'
import { ReportFigures } from '~/modules/applications/ReportFigures'
import { BackLink, ProblemList, SeenBox, stepCrumbs } from '~/modules/applications/StepParts'
import { correctionsSchema } from '~/modules/applications/schema'
import { formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.corrections.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await correctionsView(await currentActor(args), id)
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const of = await correctionsView(actor, id)
  if (!of) return redirect(`/subsidies/applications/${id}`)
  const ids = of.corrections.map((one) => one.id)
  const form = check(correctionsSchema(ids, of.state === 'report_correcting'), fields)
  const intent = firstValue(fields, 'intent')
  if (intent !== 'resubmit') {
    await saveAnswers(actor, id, form as CorrectionsForm)
    if (intent !== 'ask') return redirect(`/subsidies/applications/${id}/corrections?done=saved`)
    await askPresident(actor, id)
    return redirect(`/subsidies/applications/${id}?done=president_asked`)
  }
  await resubmit(actor, id, form as CorrectionsForm)
  return redirect(`/subsidies/applications/${id}?done=corrections_handed_in`)
})

export default function Corrections() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const report = of.state === 'report_correcting'
  const due = of.corrections.map(({ dueOn }) => dueOn).sort()[0] ?? of.dueOn
  const ids = of.corrections.map((one) => one.id)
  const defaults = Object.fromEntries(of.corrections.map((one) => [`answer-${one.id}`, one.answer]))
  return (
    <Page
      title={t('applications.corrections.title')}
      lead={t('applications.corrections.lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {due && (
        <Banner
          tone={due < of.today ? 'danger' : 'warning'}
          title={t(due < of.today ? 'applications.view.was_due' : 'applications.view.due', {
            day: formatDay(due, language),
          })}
        >
          {due >= of.today && <p>{t('applications.corrections.due_text')}</p>}
        </Banner>
      )}
      <ProblemList
        id={of.id}
        problems={of.problems}
        facts={of.definition.facts}
        title={t('applications.step.problems')}
      />
      {report && <ReportFigures of={of} />}
      <CheckedForm
        schema={correctionsSchema(ids, report)}
        answer={answer}
        defaults={{ completed_on: of.days.completedOn ?? '', ...defaults, ...kept }}
      >
        <HiddenField name="version" value={of.version} />
        {of.corrections.map((one, index) => (
          <CorrectionItem key={one.id} id={of.id} number={index + 1} correction={one} of={of} />
        ))}
        {report && (
          <TextField
            name="completed_on"
            type="date"
            label={t('applications.report.completed_on')}
            support={t('applications.report.completed_support')}
            required
          />
        )}
        <SeenBox answer={answer} />
        {!of.maySign && <p>{t('applications.corrections.president')}</p>}
        <div className="actions">
          {of.maySign && (
            <SubmitButton name="intent" value="resubmit">
              {t('applications.corrections.send')}
            </SubmitButton>
          )}
          {!of.maySign && (
            <SubmitButton name="intent" value="ask" unchecked>
              {t('applications.corrections.ask')}
            </SubmitButton>
          )}
          <SubmitButton name="intent" value="save" variant="secondary" unchecked>
            {t('applications.corrections.save')}
          </SubmitButton>
          <BackLink id={of.id} />
        </div>
      </CheckedForm>
    </Page>
  )
}

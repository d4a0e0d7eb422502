/** 実績報告: what was done and really paid; the final amount is worked out from it again. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { reportDone } from '~/modules/applications/commands/perform.server'
import { type StepView, stepView } from '~/modules/applications/queries/steps.server'
import { ReportFigures } from '~/modules/applications/ReportFigures'
import { BackLink, PresidentSigns, ProblemList, SeenBox, stepCrumbs } from '~/modules/applications/StepParts'
import { factsIn, reportForm } from '~/modules/applications/schema'
import { factLabel } from '~/modules/subsidies/describe'
import { factField } from '~/modules/subsidies/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.report.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await stepView(await currentActor(args), id, ['report'])
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const of = await stepView(actor, id, ['report'])
  if (!of) return redirect(`/subsidies/applications/${id}`)
  const form = await readAndCheck(args, reportForm(of.reported))
  await reportDone(actor, id, { ...form, facts: factsIn(of.reported, form) })
  return redirect(`/subsidies/applications/${id}?done=report_handed_in`)
})

/** The answers of the application, from which the report goes on. */
const answersOf = ({ reported, facts }: Pick<StepView, 'reported' | 'facts'>) =>
  Object.fromEntries(reported.map(({ key }) => [factField(key), String(facts[key] ?? '')]))

export default function Report() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('applications.report.title')}
      lead={t('applications.report.lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <ProblemList id={of.id} problems={of.problems} title={t('applications.step.problems')} />
      <ReportFigures of={of} />
      <p className="actions">
        <a className="inline-block py-2" href={`/subsidies/applications/${of.id}/costs`}>
          {t('applications.report.to_costs')}
        </a>
        <a className="inline-block py-2" href={`/subsidies/applications/${of.id}/documents`}>
          {t('applications.report.to_documents')}
        </a>
      </p>
      <h2>{t('applications.report.hand_in')}</h2>
      {!of.maySign ? (
        <PresidentSigns id={of.id} page="report" />
      ) : (
        <CheckedForm
          schema={reportForm(of.reported)}
          answer={answer}
          defaults={{ started_on: of.days.startedOn ?? '', ...answersOf(of), ...kept }}
        >
          <HiddenField name="version" value={of.version} />
          <TextField
            name="started_on"
            type="date"
            label={t('applications.report.started_on')}
            support={t('applications.report.started_support')}
          />
          <TextField
            name="completed_on"
            type="date"
            label={t('applications.report.completed_on')}
            support={t('applications.report.completed_support')}
            required
          />
          {of.reported.map((asked) => (
            <TextField
              key={asked.key}
              name={factField(asked.key)}
              label={factLabel(asked, t)}
              support={t('applications.report.again')}
              inputMode={asked.kind === 'number' ? 'decimal' : 'numeric'}
              required={asked.key === 'otherMoney'}
              short
            />
          ))}
          <TextArea
            name="summary"
            label={t('applications.report.summary')}
            support={t('applications.report.summary_support')}
            rows={4}
          />
          <SeenBox answer={answer} />
          <div className="actions">
            <SubmitButton>{t('applications.report.send')}</SubmitButton>
            <BackLink id={of.id} />
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}

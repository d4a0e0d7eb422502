/** 着手届: the contract, never before the decision, and the start of the work. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { reportStart } from '~/modules/applications/commands/perform.server'
import { stepView } from '~/modules/applications/queries/steps.server'
import { BackLink, ProblemList, SeenBox, stepCrumbs } from '~/modules/applications/StepParts'
import { startNoticeSchema } from '~/modules/applications/schema'
import { yenText } from '~/modules/subsidies/words'
import { formatDay } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { type Answer, CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.start.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await stepView(await currentActor(args), id, ['report_start'])
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, startNoticeSchema)
  await reportStart(await currentActor(args), id, form)
  return redirect(`/subsidies/applications/${id}?done=start_reported`)
})

export default function Start() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const errors = (answer as Answer)?.errors ?? {}
  const early = [...(errors.contract_on ?? []), ...(errors.started_on ?? [])].some((key) =>
    key.includes('early'),
  )
  return (
    <Page
      title={t('applications.start.title')}
      lead={t('applications.start.lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <DataList
        rows={[
          [t('applications.start.decided_on'), of.days.decidedOn && formatDay(of.days.decidedOn, language)],
          [
            t('applications.start.planned_start'),
            of.days.plannedStart && formatDay(of.days.plannedStart, language),
          ],
          [t('applications.view.amount_decided'), of.decided === null ? null : yenText(of.decided, t)],
        ]}
      />
      {early && of.decided !== null && of.days.decidedOn && (
        <Banner tone="danger" title={t('applications.start.early_title', { amount: yenText(of.decided, t) })}>
          <p>
            {t('applications.start.early_text', { day: formatDay(of.days.decidedOn, language) })}{' '}
            {t('applications.start.early_next')}
          </p>
        </Banner>
      )}
      <ProblemList id={of.id} problems={of.problems} title={t('applications.step.problems')} />
      <CheckedForm schema={startNoticeSchema} answer={answer} defaults={kept}>
        <HiddenField name="version" value={of.version} />
        <TextField
          name="contract_on"
          type="date"
          label={t('applications.start.contract_on')}
          support={t('applications.start.contract_support')}
          required
        />
        <TextField
          name="started_on"
          type="date"
          label={t('applications.start.started_on')}
          support={t('applications.start.started_support')}
          required
        />
        <SeenBox answer={answer} />
        <div className="actions">
          <SubmitButton>{t('applications.start.send')}</SubmitButton>
          <BackLink id={of.id} />
        </div>
      </CheckedForm>
    </Page>
  )
}

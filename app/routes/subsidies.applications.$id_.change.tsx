/** 変更・中止・廃止の承認申請: nothing is changed before the city has agreed. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { type ChangeForm, requestChange } from '~/modules/applications/commands/perform.server'
import { stepView } from '~/modules/applications/queries/steps.server'
import { BackLink, PresidentSigns, ProblemList, SeenBox, stepCrumbs } from '~/modules/applications/StepParts'
import { changeKinds, changeSchema, costOf } from '~/modules/applications/schema'
import { yenText } from '~/modules/subsidies/words'
import { formatDay } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.change.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await stepView(await currentActor(args), id, ['request_change'])
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const of = await stepView(actor, id, ['request_change'])
  if (!of) return redirect(`/subsidies/applications/${id}`)
  const form = check(changeSchema(of.works.map(({ key }) => key)), fields)
  await requestChange(actor, id, form as ChangeForm)
  return redirect(`/subsidies/applications/${id}?done=change_requested`)
})

export default function Change() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('applications.change.title')}
      lead={t('applications.change.lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <ProblemList id={of.id} problems={of.problems} title={t('applications.step.problems')} />
      <DataList
        rows={[
          [t('applications.view.amount_decided'), of.decided === null ? null : yenText(of.decided, t)],
          [t('applications.view.planned_end'), of.days.plannedEnd && formatDay(of.days.plannedEnd, language)],
          ...of.works.map(({ key, name }): [string, string] => [
            t('applications.change.cost_now', { work: name }),
            yenText(of.costs.estimate[key] ?? 0, t),
          ]),
        ]}
      />
      <p>
        <a className="inline-block py-2" href={`/subsidies/applications/${of.id}/documents`}>
          {t('applications.change.documents')}
        </a>
      </p>
      {!of.maySign ? (
        <PresidentSigns id={of.id} page="change" />
      ) : (
        <CheckedForm
          schema={changeSchema(of.works.map(({ key }) => key))}
          answer={answer}
          defaults={{ kind: 'change', ...kept }}
        >
          <HiddenField name="version" value={of.version} />
          <RadioField
            name="kind"
            label={t('applications.change.kind')}
            options={changeKinds.map((value) => ({
              value,
              label: t(`applications.change.kind_${value}`),
              support: t(`applications.change.kind_${value}_support`),
            }))}
            required
          />
          <TextArea
            name="reason"
            label={t('applications.change.reason')}
            support={t('applications.change.reason_support')}
            rows={5}
            required
          />
          <TextField
            name="planned_end"
            type="date"
            label={t('applications.change.planned_end')}
            support={t('applications.change.if_changed')}
          />
          {of.works.map(({ key, name }) => (
            <TextField
              key={key}
              name={costOf(key)}
              label={t('applications.change.cost', { work: name })}
              support={t('applications.change.if_changed')}
              inputMode="numeric"
            />
          ))}
          <SeenBox answer={answer} label="seen_change" />
          <div className="actions">
            <SubmitButton>{t('applications.change.send')}</SubmitButton>
            <BackLink id={of.id} />
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}

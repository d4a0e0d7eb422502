/** 翌年度に繰り越す: applications whose work goes on, and money that nobody has been promised. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { carryOver } from '~/modules/applications/commands/carry.server'
import { carryView } from '~/modules/applications/queries/carry.server'
import { carrySchema } from '~/modules/applications/schema/money'
import { carryCauses } from '~/modules/budgets/rules'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckboxListField, CheckedForm, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { wordAmount } from '~/ui/money-table'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('budgets.carry.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await carryView(await currentActor(args), idParam(args.params.id))),
  kept: await keptFields(args.request),
}))

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const form = await readAndCheck(args, carrySchema)
  const next = await carryOver(actor, idParam(args.params.id), form)
  return redirect(`/desk/subsidies/budgets/${next}?done=saved`)
})

export default function Carry() {
  const { id, year, programme, left, mayCarry, applications, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.carry.${key}`, params)
  const yearName = formatFiscalYear(year, language)
  const base = `/desk/subsidies/budgets/${id}`
  return (
    <Page
      title={at('title')}
      lead={at('lead', { programme, year: yearName })}
      crumbs={[
        { href: '/desk/subsidies', label: t('budgets.desk') },
        { href: '/desk/subsidies/budgets', label: t('budgets.overview.title') },
        { href: base, label: t('budgets.page.title_year', { programme, year: yearName }) },
      ]}
    >
      {!mayCarry && <Banner tone="warning" title={at('closed')} />}
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {mayCarry && (
        <CheckedForm schema={carrySchema} answer={answer} defaults={kept}>
          {applications.length === 0 ? (
            <p id="field-application">{at('applications_none')}</p>
          ) : (
            <>
              <CheckboxListField
                name="application"
                label={at('applications')}
                support={at('applications_support')}
                options={applications.map((one) => ({
                  value: `${one.id}-${one.version}`,
                  label: at('option', {
                    receipt: one.receipt,
                    association: one.association,
                    title: one.title,
                    amount: wordAmount(one.amount, language),
                  }),
                  support: at('option_support', {
                    state: t(`applications.state.${one.state}`),
                    ends: one.ends ? formatDay(one.ends, language) : at('no_end'),
                  }),
                }))}
              />
              <TextField
                name="planned_end"
                type="date"
                label={at('planned_end')}
                support={at('planned_end_support', {
                  from: formatDay(`${year + 1}-04-01`, language),
                  until: formatDay(`${year + 2}-03-31`, language),
                })}
              />
            </>
          )}
          <TextField
            name="amount"
            label={at('amount')}
            support={at('amount_support', { left: wordAmount(left, language) })}
            inputMode="numeric"
            short
          />
          <RadioField
            name="cause"
            label={at('cause')}
            options={carryCauses.map((value) => ({ value, label: at(value) }))}
            required
          />
          <TextArea name="note" label={at('note')} support={at('note_support')} rows={3} required />
          <div className="actions">
            <SubmitButton>{at('submit')}</SubmitButton>
            <LinkButton href={base}>{t('form.cancel')}</LinkButton>
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}

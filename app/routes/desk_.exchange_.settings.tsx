/** 意見交換の設定: the days of the clock, and whether residents ask directly. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { setExchange } from '~/modules/exchange/commands/city-settings.server'
import { settingsKept } from '~/modules/exchange/queries/settings.server'
import { settingsForm } from '~/modules/exchange/schema/city'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('exchange.city.settings.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [settings, kept] = await Promise.all([
    settingsKept(await currentActor(args)),
    keptFields(args.request),
  ])
  return { settings, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const form = check(settingsForm, fields)
  const stale = await unlessStale(fields, () => setExchange(actor, form))
  return stale ?? redirect('/desk/exchange?done=saved')
})

export default function ExchangeSettings() {
  const { settings, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`exchange.city.settings.${key}`)
  // A box that was not ticked is not sent: what was typed must not bring the old tick back.
  const typed = answer && 'values' in answer ? answer.values : kept
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/desk/exchange', label: t('exchange.city.desk.title') }]}
    >
      {answer && 'stale' in answer && answer.stale && (
        <Banner tone="warning" title={t('form.stale.title')} live>
          <p>{t('form.stale.look')}</p>
        </Banner>
      )}
      <CheckedForm
        schema={settingsForm}
        answer={answer}
        defaults={{
          routeDays: String(settings.routeDays),
          answerDays: String(settings.answerDays),
          ...kept,
          directAllowed: (typed ? typed.directAllowed === 'on' : settings.directAllowed) ? 'on' : '',
        }}
      >
        <HiddenField name="version" value={settings.version} />
        <TextField
          name="routeDays"
          label={at('route_days')}
          support={at('route_days_support')}
          required
          inputMode="numeric"
          short
        />
        <TextField
          name="answerDays"
          label={at('answer_days')}
          support={at('answer_days_support')}
          required
          inputMode="numeric"
          short
        />
        <CheckboxField name="directAllowed" label={at('direct')} support={at('direct_support')} />
        <SubmitButton>{at('save')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}

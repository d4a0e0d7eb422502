/** 新しい指標. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { createIndicator } from '~/modules/indicators/commands/plan.server'
import { NewIndicatorForm } from '~/modules/indicators/SettingForms'
import { newIndicatorSchema } from '~/modules/indicators/schema'
import { fiscalYear } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }

export const meta = titleMeta('indicators.set.new')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'indicator.plan')
  return { year: fiscalYear(actor.today), kept: await keptFields(args.request) }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'indicator.plan')
  const form = await readAndCheck(args, newIndicatorSchema)
  const key = await createIndicator(actor, form)
  return redirect(`/desk/indicators/${key}?year=${form.year}&done=saved`)
})

export default function NewIndicator() {
  const { year, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('indicators.set.new')}
      lead={t('indicators.set.new_lead')}
      crumbs={[{ href: '/desk/indicators', label: t('indicators.desk.title') }]}
    >
      <NewIndicatorForm year={year} kept={kept} answer={answer} />
    </Page>
  )
}

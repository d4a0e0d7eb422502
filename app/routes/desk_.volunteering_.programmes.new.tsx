/** 新しい事業 */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { indicatorChoices, requireIndicatorChoice } from '~/modules/indicators/queries/choices.server'
import { createProgramme } from '~/modules/volunteering/commands/programmes.server'
import { ProgrammeForm } from '~/modules/volunteering/ProgrammeForm'
import { programmeForm } from '~/modules/volunteering/schema'
import { fiscalYear } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.programmes.new_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'volunteer.run')
  return {
    indicators: await indicatorChoices(),
    defaults: {
      kind: 'experience',
      year: String(fiscalYear(actor.today)),
      offer_hours: '48',
      consent_days: '7',
      group_most: '5',
      insurance_from: 'next_day',
      version: '1',
      ...(await keptFields(args.request)),
    } as Record<string, string>,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const form = await readAndCheck(args, programmeForm)
  requirePortalRight(actor, 'volunteer.run')
  await requireIndicatorChoice(form.indicator)
  const id = await createProgramme(actor, form)
  return redirect(`/volunteering/programmes/${id}?done=saved`)
})

export default function NewProgramme() {
  const { defaults, indicators } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('volunteering.programmes.new_title')}
      crumbs={[
        { href: '/desk/volunteering', label: t('volunteering.desk.title') },
        { href: '/desk/volunteering/programmes', label: t('volunteering.programmes.title') },
      ]}
    >
      <ProgrammeForm answer={answer} defaults={defaults} indicators={indicators} />
    </Page>
  )
}

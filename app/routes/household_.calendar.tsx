/** わが家の行事の暦: the secret address of each household's calendar, and a new one when it has become known. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { renewCalendarKey } from '~/modules/events/commands/calendar-key.server'
import { HouseholdCalendars } from '~/modules/events/HouseholdCalendars'
import { householdCalendars } from '~/modules/events/queries/feeds.server'
import { renewForm } from '~/modules/events/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('events.household.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const calendars = await householdCalendars(actor)
  const at = `${settings().PUBLIC_URL}/household/events.ics?key=`
  return { calendars: calendars.map(({ key, ...rest }) => ({ ...rest, address: `${at}${key}` })) }
})

export const action = formAction(async (args) => {
  const { household, number } = await readAndCheck(args, renewForm)
  await renewCalendarKey(await currentActor(args), household, number)
  return redirect('/household/calendar?done=calendar_renewed')
})

export default function HouseholdCalendar() {
  const { calendars } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('events.household.title')}
      lead={t('events.household.lead')}
      crumbs={[{ href: '/household', label: t('households.own.title') }]}
    >
      <HouseholdCalendars calendars={calendars} />
    </Page>
  )
}

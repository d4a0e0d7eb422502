/** The events addressed to one household for a calendar program; the secret key in the address opens it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarAnswer } from '~/modules/events/calendar-answer.server'
import { entriesOfHousehold } from '~/modules/events/queries/feeds.server'
import { queryParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const t = translator('ja')
  const entries = await entriesOfHousehold(queryParam(request, 'key') ?? '', t, settings().PUBLIC_URL)
  return calendarAnswer(t('events.feed.household'), entries, { file: 'household', secret: true })
})

/** 意見交換会 for a calendar program: all of the city, or those of a district. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { talkCalendar } from '~/modules/talks/ical'
import { talkEntries } from '~/modules/talks/queries/list.server'
import { listQuery } from '~/modules/talks/schema'
import { now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const { district } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  const at = now()
  const entries = await talkEntries({ district }, at)
  const t = translator(await languageOf(request))
  return new Response(talkCalendar(settings().PUBLIC_URL, t('talks.title'), entries, at), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  })
})

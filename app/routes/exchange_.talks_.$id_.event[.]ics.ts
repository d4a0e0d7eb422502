/** One 意見交換会 for a calendar program. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { talkCalendar } from '~/modules/talks/ical'
import { talkEntries } from '~/modules/talks/queries/list.server'
import { now } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { idParam, resource } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ params }: LoaderFunctionArgs) => {
  const at = now()
  const entries = await talkEntries({ id: idParam(params.id) }, at)
  if (entries.length === 0) throw new NotFound()
  return new Response(talkCalendar(settings().PUBLIC_URL, null, entries, at), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="talk.ics"',
      'Cache-Control': 'public, max-age=60',
    },
  })
})

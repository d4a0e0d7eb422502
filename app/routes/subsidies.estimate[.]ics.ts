/** The days of the estimate for a calendar program. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { estimateFrom } from '~/modules/subsidies/estimate.server'
import { estimateCalendar } from '~/modules/subsidies/estimate-paper.server'
import { fieldsOf } from '~/modules/subsidies/schema'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const estimate = await estimateFrom(fieldsOf(new URL(request.url)))
  const language = await languageOf(request)
  const body = estimateCalendar(estimate, settings().PUBLIC_URL, { t: translator(language), language })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${estimate.programme.key}-${estimate.year}.ics"`,
      'Cache-Control': 'private, no-store',
    },
  })
})

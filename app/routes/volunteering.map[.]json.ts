/** The pins of the map of activities, for the search in the address. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { cityOutline } from '~/modules/associations/queries.server'
import { findPins } from '~/modules/volunteering/queries/find.server'
import { findQuery } from '~/modules/volunteering/schema'
import { dayOf, formatInstant, now } from '~/platform/clock'
import { queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import type { MapLayers } from '~/ui/map/layers'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const query = {
    ...findQuery.parse(Object.fromEntries(new URL(request.url).searchParams)),
    q: queryParam(request, 'q'),
  }
  const at = now()
  const language = await languageOf(request)
  const t = translator(language)
  const [outline, found] = await Promise.all([cityOutline(), findPins(query, at, dayOf(at))])
  const layers: MapLayers = {
    outline,
    areas: [],
    pins: found.map((pin) => ({
      latitude: pin.latitude,
      longitude: pin.longitude,
      label: pin.title,
      lines: [
        pin.room > 0 ? t('volunteering.card.room_n', { count: pin.room }) : t('volunteering.standing.full'),
        formatInstant(pin.first, language),
        [pin.venue, pin.host].filter(Boolean).join(' / '),
      ],
      href: `/volunteering/${pin.id}`,
      look: pin.room > 0 ? 'room' : 'full',
    })),
  }
  return Response.json(layers, { headers: { 'Cache-Control': 'no-cache' } })
})

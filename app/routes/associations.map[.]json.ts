/** The layers of the map of associations, for the search in the address. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { readSearch } from '~/modules/associations/find.server'
import { mapLayers } from '~/modules/associations/map.server'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const query = readSearch(new URL(request.url), 'councils')
  const layers = await mapLayers(query, translator(await languageOf(request)))
  return Response.json(layers, { headers: { 'Cache-Control': 'no-cache' } })
})

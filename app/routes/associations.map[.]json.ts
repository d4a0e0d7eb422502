/** The layers of the map of associations, for the search in the address. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { mapLayers } from '~/modules/associations/map.server'
import { searchQuery } from '~/modules/associations/schema'
import { page } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const query = searchQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  const layers = await mapLayers(query, translator(await languageOf(request)))
  return Response.json(layers, { headers: { 'Cache-Control': 'no-cache' } })
})

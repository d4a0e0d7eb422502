/** The city's list of AEDs that the emergency view keeps on a phone. The same for everybody, so it tells of nobody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { type CityGround, keptCityList } from '~/modules/aeds/queries/kept-list.server'
import { cityOutline } from '~/modules/associations/map.server'
import { cityName } from '~/modules/associations/search.server'
import { queryParam, resource } from '~/platform/http.server'
import { ringsOf } from '~/ui/map/geometry'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const { etag, body } = await keptCityList(ground, queryParam(request, 'town'))
  const headers = {
    ETag: etag,
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/json; charset=utf-8',
  }
  const known = request.headers.get('If-None-Match')?.split(/\s*,\s*/)
  if (known?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(await body(), { headers })
})

async function ground(): Promise<CityGround> {
  const [outline, city] = await Promise.all([cityOutline(), cityName()])
  const rings = outline
    ? ringsOf(outline).map((ring) => ring.map(([x, y]) => [thin(x), thin(y)] as const))
    : []
  return { city, outline: rings }
}

/** Degrees to about ten metres: a boundary need not be finer to tell who stands outside. */
const thin = (degrees: number) => Math.round(degrees * 1e4) / 1e4

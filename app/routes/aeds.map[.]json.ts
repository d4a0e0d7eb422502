/** What the map of AEDs draws: a box of it (`box=w,s,e,n&zoom=z`), or a layer that stays (`layer=`). */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { mapAnswer } from '~/modules/aeds/map.server'
import { readAedSearch, readBox, zoomParameter } from '~/modules/aeds/search'
import { cityOutline } from '~/modules/associations/map.server'
import { allTownPlaces } from '~/modules/associations/queries.server'
import { hallPins, shelterPins } from '~/modules/halls/queries/pins.server'
import { now } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { resource } from '~/platform/http.server'
import type { Translate } from '~/platform/i18n'
import { languageOf, translator } from '~/platform/i18n.server'
import type { GroundAnswer, MapLayers, MapPin } from '~/ui/map/layers'

async function ground(): Promise<GroundAnswer> {
  const [outline, towns, shelters] = await Promise.all([cityOutline(), allTownPlaces(), shelterPins()])
  const signs = shelters.map(({ name, latitude, longitude }) => ({
    name,
    latitude,
    longitude,
    look: 'shelter',
  }))
  return { outline, names: [...towns, ...signs] }
}

async function halls(t: Translate): Promise<MapLayers> {
  const pins = (await hallPins()).map(
    ({ id, name, address, latitude, longitude }): MapPin => ({
      latitude,
      longitude,
      label: name,
      lines: [t('aeds.map.hall'), address].filter(Boolean),
      href: `/halls/${id}`,
      look: 'hall',
    }),
  )
  return { outline: null, areas: [], pins }
}

async function shelters(t: Translate): Promise<MapLayers> {
  const pins = (await shelterPins()).map(
    ({ name, latitude, longitude, site, shelter }): MapPin => ({
      latitude,
      longitude,
      label: name,
      lines: [t(`aeds.map.${site && shelter ? 'shelter_both' : site ? 'shelter_site' : 'shelter'}`)],
      href: '',
      look: 'shelter',
    }),
  )
  return { outline: null, areas: [], pins }
}

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const url = new URL(request.url)
  const language = await languageOf(request)
  const t = translator(language)
  // The pins say what holds at this minute.
  const answer = (body: unknown) => Response.json(body, { headers: { 'Cache-Control': 'no-cache' } })
  const layer = url.searchParams.get('layer')
  if (layer === 'ground') return answer(await ground())
  if (layer === 'halls') return answer(await halls(t))
  if (layer === 'shelters') return answer(await shelters(t))
  const box = readBox(url.searchParams.get('box'))
  if (!box || layer !== null) throw new NotFound()
  const zoom = zoomParameter.parse(url.searchParams.get('zoom') ?? '')
  return answer(await mapAnswer({ box, zoom, filters: readAedSearch(url), at: now() }, t, language))
})

/** What the page `/aeds` shows for a search. */
import { townNames } from '~/modules/associations/queries.server'
import type { MapSetup } from '~/ui/map/layers'
import { AED_ALL, countAeds, listAeds, measuredFrom, searchedFor } from './queries/list.server'
import { type AedSearch, aedsHref } from './search'

/** @param at the instant for which everything on the page is said */
export async function aedsPage(search: AedSearch, at: Date) {
  const searched = await searchedFor(search.q)
  const [list, counts, towns] = await Promise.all([
    listAeds(search, searched, at),
    countAeds(search, searched, at),
    townNames(),
  ])
  const first = searched?.kind === 'text' ? list.items.find((aed) => aed.latitude !== null) : undefined
  const place = searched?.kind === 'towns' ? searched.place : first
  const near = searched?.kind === 'towns' && searched.towns.length > 1 ? 14 : 15
  const { latitude, longitude } = place ?? { latitude: null, longitude: null }
  const known = latitude !== null && longitude !== null
  const start: MapSetup['start'] = known ? { latitude, longitude, zoom: near } : undefined
  const here =
    known && searched?.kind === 'towns' ? { latitude, longitude, label: searched.label } : undefined
  // A part of the list would hide the nearest: it is sorted from the device only where the whole of it fits.
  const fits = counts.placed <= AED_ALL && counts.placed > 0
  const whole = aedsHref(search, {
    all: true,
    after: '',
    sort: '',
    placeless: '',
    ...(searched?.kind === 'towns' ? { q: '' } : {}),
  })
  return {
    search,
    searched,
    list,
    counts,
    at,
    towns,
    start,
    here,
    distanceFrom: measuredFrom(search, searched) !== null,
    all: fits ? whole : null,
  }
}

/** Where the cells of the mesh lie: the town nearest to the middle of each, and the map of them. */
import { cityOutline } from '~/modules/associations/queries.server'
import { rows } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import type { MapLayers } from '~/ui/map/layers'
import { middleOf, squareOf } from '../mesh'
import type { Cell } from '../rules'

export type NamedCell = Cell & { town: string | null }

/** A degree of longitude is so much shorter than one of latitude here (cos 34.8°). */
const NARROWER = 0.82

/** The cells with the name of the nearest town, in their order. */
export async function namedCells(cells: readonly Cell[]): Promise<NamedCell[]> {
  if (cells.length === 0) return []
  const middles = cells.map(middleOf)
  const found = await rows<{ place: number; name: string }>(
    `SELECT c.place::int AS place, t.name
     FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS c(latitude, longitude, place)
     CROSS JOIN LATERAL (
       SELECT name FROM towns ORDER BY (latitude - c.latitude) ^ 2 + ((longitude - c.longitude) * ${NARROWER}) ^ 2 LIMIT 1) t`,
    [middles.map(({ latitude }) => latitude), middles.map(({ longitude }) => longitude)],
  )
  const names = new Map(found.map(({ place, name }) => [place, name]))
  return cells.map((cell, index) => ({ ...cell, town: names.get(index + 1) ?? null }))
}

/** The squares on the city's outline; the list beside the map says the same. */
export async function placeLayers(cells: readonly NamedCell[], t: Translate): Promise<MapLayers> {
  return {
    outline: await cityOutline(),
    areas: cells.map((cell) => ({
      shape: squareOf(cell),
      label: `${t('surveys.results.near', { town: cell.town ?? '' })} ${t('surveys.results.people', { count: cell.count })}`,
      href: '',
    })),
    pins: [],
  }
}

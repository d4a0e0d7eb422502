/** Pins, areas and the city's outline for the map; the list says the same in words. */
import { rows } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import type { Shape } from '~/ui/map/geometry'
import type { MapLayers } from '~/ui/map/layers'
import type { Kind } from './rules'
import type { SearchQuery } from './schema'
import { searchConditions } from './search.server'

/** So many pins are still told apart on a telephone. */
const MAX_PINS = 300

type Row = {
  slug: string
  name: string
  kind: Kind
  district: string | null
  latitude: number
  longitude: number
  area: Shape | null
}

/** The outline of the city: the area of its node. */
export async function cityOutline(): Promise<Shape | null> {
  const [city] = await rows<{ area: Shape | null }>(`SELECT area FROM associations WHERE kind = 'city'`, [])
  return city?.area ?? null
}

/** The layers for a search. */
export async function mapLayers(query: SearchQuery, t: Translate): Promise<MapLayers> {
  const { where, values } = await searchConditions(query)
  const [outline, found] = await Promise.all([
    cityOutline(),
    rows<Row>(
      `SELECT a.slug, a.name, a.kind, d.name AS district, a.latitude, a.longitude, a.area
       FROM associations a LEFT JOIN districts d ON d.id = a.district_id
       WHERE ${where} AND a.latitude IS NOT NULL ORDER BY a.kind, a.reading, a.id LIMIT ${MAX_PINS}`,
      values,
    ),
  ])
  const href = (row: Row) => `/associations/${row.slug}`
  return {
    outline,
    areas: found.flatMap((row) => (row.area ? [{ shape: row.area, label: row.name, href: href(row) }] : [])),
    pins: found.map((row) => ({
      latitude: row.latitude,
      longitude: row.longitude,
      label: row.name,
      lines: [
        [
          t(`associations.kind.${row.kind}`),
          row.district && t('associations.district', { name: row.district }),
        ]
          .filter(Boolean)
          .join(' / '),
      ],
      href: href(row),
      look: row.kind === 'council' ? 'council' : 'association',
    })),
  }
}

/** The nearest AEDs, found by the index of places. */
import { rows } from '~/platform/db.server'
import type { Place } from '../rules/distance'
import type { ListedAed } from '../schema'
import type { AedFilters } from '../search'
import { fixedConditions, Judge, LISTED, type ListedRow } from './listed.server'

type NearOptions = AedFilters & {
  at: Date
  /** How many; 10 unless told */
  limit?: number
}

/** So far the search goes when few can be used. */
const MAX_LOOKED_AT = 2000

/** The statement, so that a test can ask how it is carried out. */
export function nearestSql(filters: AedFilters): string {
  return `SELECT ${LISTED} FROM aeds a WHERE a.condition <> 'removed'${fixedConditions(filters)}
    AND a.place IS NOT NULL ORDER BY a.place <-> map_point($1, $2) LIMIT $3`
}

/**
 * The AEDs nearest to a place that pass the filters, nearest first, with `distance` and `bearing`. The index counts on
 * the map, which is stretched towards the north; so some more are taken, and ordered by their metres on the ground.
 */
export async function nearestAeds(at: Place, options: NearOptions): Promise<ListedAed[]> {
  const { limit = 10, at: instant, ...filters } = options
  const judge = new Judge(instant)
  const hourly = filters.now || filters.tonight
  for (let take = (hourly ? 4 : 1) * limit + 6; ; take *= 5) {
    const asked = Math.min(take, MAX_LOOKED_AT)
    const found = await rows<ListedRow>(nearestSql(filters), [at.latitude, at.longitude, asked])
    const near = found
      .filter((row) => judge.passes(row, filters))
      .map((row) => judge.listed(row, at))
      .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0) || a.id - b.id)
    const everything = found.length < asked || asked === MAX_LOOKED_AT
    if (near.length >= limit || everything) return near.slice(0, limit)
  }
}

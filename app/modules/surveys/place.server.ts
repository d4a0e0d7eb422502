/** 場所 in words: a town of the city, or an association by its name. */
import type { db, Tx } from '~/platform/db.server'
import { searchForm } from '~/platform/text'
import { type Place, roughly } from './rules'

/**
 * The middle of the town or association that the words name, however they go on: 楠葉花園町3番 is in 楠葉花園町. The
 * longest name wins. Null when none is named.
 */
export async function placeInWords(client: Tx | typeof db, words: string): Promise<Place | null> {
  const wanted = searchForm(words)
  if (wanted === '') return null
  const [found] = await client.$queryRaw<{ lat: number; lng: number }[]>`
    SELECT lat, lng FROM (
      SELECT search_form(name) AS name, latitude AS lat, longitude AS lng, 1 AS rank FROM towns
      UNION ALL SELECT search_form(name), latitude, longitude, 2 FROM associations
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND kind IN ('council', 'neighbourhood')) known
    WHERE length(name) > 1 AND (position(name IN ${wanted}) > 0 OR (length(${wanted}) > 1 AND starts_with(name, ${wanted})))
    ORDER BY position(name IN ${wanted}) > 0 DESC, length(name) DESC, rank LIMIT 1`
  return found ? { lat: roughly(found.lat), lng: roughly(found.lng) } : null
}

/** 自治会をさがす: by name, reading or town, as a list in the order of readings. */
import { rows } from '~/platform/db.server'
import { likeAnywhere } from '~/platform/text'
import { type Kind, LISTED_KINDS } from './rules'
import type { SearchQuery } from './schema'
import { writings } from './towns'

const SEARCH_PAGE = 20

export type FoundAssociation = {
  id: number
  slug: string
  name: string
  reading: string
  kind: Kind
  district: string | null
  towns: string[]
  legalPersonality: boolean
}

const COLUMNS = `a.id, a.slug, a.name, a.reading, a.kind, d.name AS district,
  a.legal_personality_since IS NOT NULL AS "legalPersonality",
  CASE WHEN a.kind = 'neighbourhood' THEN ARRAY(
    SELECT t.name FROM association_towns at JOIN towns t ON t.id = at.town_id
    WHERE at.association_id = a.id ORDER BY t.id) ELSE '{}' END AS towns`

/** At most so many words of a search count; more narrow nothing down. */
const MAX_WORDS = 5

/** The conditions of a search, for the list and for the map; `values` belongs to the `$1`, `$2`, … in it. */
export async function searchConditions(query: SearchQuery): Promise<{ where: string; values: unknown[] }> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = [`a.kind = ANY(${value(query.kind ? [query.kind] : [...LISTED_KINDS])}::"AssociationKind"[])`]
  if (query.district) parts.push(`a.district_id = ${value(query.district)}`)
  for (const word of await wordsOf(query.q)) {
    const likes = value(word.map(likeAnywhere))
    parts.push(
      `(a.search_text LIKE ANY(${likes}::text[]) OR a.id IN (
         SELECT at.association_id FROM association_towns at JOIN towns t ON t.id = at.town_id
         WHERE search_form(t.name || ' ' || t.reading) LIKE ANY(${likes}::text[])))`,
    )
  }
  return { where: parts.join(' AND '), values }
}

async function wordsOf(q: string | undefined): Promise<string[][]> {
  const words = (q ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)
  if (words.length === 0) return []
  const city = await cityName()
  return words.map((word) => writings(word, city)).filter((word) => word.length > 0)
}

/** The name of the city, which people write in front of a town; empty before the city is entered. */
export async function cityName(): Promise<string> {
  const [city] = await rows<{ name: string }>(`SELECT name FROM associations WHERE kind = 'city'`, [])
  return city?.name ?? ''
}

/** One page of associations by reading; `next` is what the next page comes after. */
export async function searchAssociations(
  query: SearchQuery,
): Promise<{ items: FoundAssociation[]; total: number; next?: number }> {
  const { where, values } = await searchConditions(query)
  const after = query.after
    ? ` AND (a.reading, a.id) > (SELECT reading, id FROM associations WHERE id = $${values.length + 1})`
    : ''
  const [found, counted] = await Promise.all([
    rows<FoundAssociation>(
      `SELECT ${COLUMNS} FROM associations a LEFT JOIN districts d ON d.id = a.district_id
       WHERE ${where}${after} ORDER BY a.reading, a.id LIMIT ${SEARCH_PAGE + 1}`,
      query.after ? [...values, query.after] : values,
    ),
    rows<{ total: number }>(`SELECT count(*)::int AS total FROM associations a WHERE ${where}`, values),
  ])
  const items = found.slice(0, SEARCH_PAGE)
  return {
    items,
    total: counted[0]?.total ?? 0,
    next: found.length > SEARCH_PAGE ? items.at(-1)?.id : undefined,
  }
}

export type TownAnswer = {
  id: number
  name: string
  districtId: number | null
  district: string | null
  council: { slug: string; name: string } | null
  associations: { slug: string; name: string }[]
}

/** More towns than this are no answer to "which association is mine?". */
export const MAX_TOWNS = 6

/**
 * Which associations a town belongs to, for what was typed; `total` may be more than the towns that are told.
 * A town without an association still has the council of its district.
 */
export async function townsFor(
  q: string,
  limit = MAX_TOWNS,
): Promise<{ towns: TownAnswer[]; total: number }> {
  const word = q.trim().split(/\s+/).slice(0, MAX_WORDS).join('')
  const forms = writings(word, await cityName())
  if (forms.length === 0) return { towns: [], total: 0 }
  const found = await rows<TownAnswer & { total: number; exact: boolean }>(
    `SELECT t.id, t.name, d.id AS "districtId", d.name AS district, count(*) OVER ()::int AS total,
       search_form(t.name) = ANY($2::text[]) OR search_form(t.reading) = ANY($2::text[]) AS exact,
       (SELECT json_build_object('slug', c.slug, 'name', c.name) FROM associations c
        WHERE c.kind = 'council' AND c.district_id = t.district_id ORDER BY c.id LIMIT 1) AS council,
       COALESCE((SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name) ORDER BY a.reading, a.id)
        FROM association_towns at JOIN associations a ON a.id = at.association_id
        WHERE at.town_id = t.id AND a.kind = 'neighbourhood'), '[]') AS associations
     FROM towns t LEFT JOIN districts d ON d.id = t.district_id
     WHERE search_form(t.name || ' ' || t.reading) LIKE ANY($1::text[])
     ORDER BY exact DESC, t.id
     LIMIT $3`,
    [forms.map(likeAnywhere), forms, limit],
  )
  // Who wrote a whole name did not ask for all those that hold it.
  const exact = found.filter((town) => town.exact)
  const meant = exact.length > 0 ? exact : found
  return {
    towns: meant.map(({ total: _, exact: __, ...town }) => town),
    total: exact.length > 0 ? exact.length : (found[0]?.total ?? 0),
  }
}

/** Associations for programs, a page at a time: those of the list. Their contacts are on their pages alone. Public. */
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Area } from '../area'
import type { Kind } from '../rules'
import type { SearchQuery } from '../schema'
import { searchConditions } from '../search.server'
import { asSlug } from '../slug'

type OpenAssociation = {
  id: number
  slug: string
  name: string
  reading: string
  kind: Kind
  district: { id: number; name: string } | null
  parent: string | null
  towns: string[]
  legalPersonalitySince: Day | null
  households: number | null
  memberHouseholds: number | null
  householdsAsOf: Day | null
  website: string | null
  latitude: number | null
  longitude: number | null
  updatedAt: Date
}
type OpenAssociationInFull = OpenAssociation & {
  introduction: string
  howToJoin: string
  area: Area | null
  children: { slug: string; name: string }[]
}

const COLUMNS = `a.id, a.slug, a.name, a.reading, a.kind,
  CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS district,
  (SELECT p.slug FROM associations p WHERE p.id = a.parent_id) AS parent,
  ARRAY(SELECT t.name FROM association_towns at JOIN towns t ON t.id = at.town_id
    WHERE at.association_id = a.id ORDER BY t.id) AS towns,
  a.legal_personality_since::text AS "legalPersonalitySince", a.households,
  a.member_households AS "memberHouseholds", a.households_as_of::text AS "householdsAsOf", a.website,
  a.latitude, a.longitude, a.updated_at AS "updatedAt"`
const IN_FULL = `a.introduction, a.how_to_join AS "howToJoin", a.area,
  COALESCE((SELECT json_agg(json_build_object('slug', r.slug, 'name', r.name) ORDER BY r.reading, r.id)
    FROM associations r WHERE r.parent_id = a.id), '[]') AS children`
const FROM = `FROM associations a LEFT JOIN districts d ON d.id = a.district_id`

/** One page by id, as the search narrows it. */
export async function openAssociations(
  query: Omit<SearchQuery, 'after'>,
  { since, after = 0, limit }: { since?: Date; after?: number; limit: number },
): Promise<OpenAssociation[]> {
  const { where, values } = await searchConditions(query)
  const value = (v: unknown) => `$${values.push(v)}`
  const changed = since ? ` AND a.updated_at >= ${value(since)}::timestamptz` : ''
  return rows<OpenAssociation>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${where}${changed} AND a.id > ${value(after)}::int ORDER BY a.id LIMIT ${value(limit)}::int`,
    values,
  )
}

/** One of them. @throws NotFound also for the city, which is no association */
export async function openAssociation(slug: string): Promise<OpenAssociationInFull> {
  const [found] = await rows<OpenAssociationInFull>(
    `SELECT ${COLUMNS}, ${IN_FULL} ${FROM} WHERE a.slug = $1 AND a.kind <> 'city'`,
    [asSlug(slug)],
  )
  if (!found) throw new NotFound()
  return found
}

/** What others ask of the tree of associations. Public facts only; the lists of choices take an actor. */
import { type Actor, inScope, type Right, type Scope, scopesOf } from '~/modules/accounts/rules'
import { db, rows } from '~/platform/db.server'
import { likeAnywhere } from '~/platform/text'
import type { Kind } from './rules'
import { cityName } from './search.server'
import { asSlug } from './slug'
import { writings } from './towns'

export { cityOutline } from './map.server'

type AssociationName = {
  id: number
  slug: string
  name: string
  kind: Kind
  path: string
  districtId: number | null
}

/** Name and place in the tree of one association; null when there is none with this slug. */
export async function associationBySlug(slug: string): Promise<AssociationName | null> {
  const [found] = await rows<AssociationName>(
    `SELECT id, slug, name, kind, path, district_id AS "districtId" FROM associations WHERE slug = $1`,
    [asSlug(slug)],
  )
  return found ?? null
}

type AssociationOption = { id: number; name: string; kind: Kind; path: string; needsApproval: boolean }

/** More choices than anybody looks through; a longer list is for a search, not for a field. */
const MAX_OPTIONS = 1000

/** The nodes in which the actor has a right, each after the one above it. Empty when there are none. */
export async function associationOptions(actor: Actor, right: Right): Promise<AssociationOption[]> {
  return optionsIn(scopesOf(actor, right))
}

/**
 * The nodes that somebody who writes notices may address: where they write, and all below. Of the whole city's tree
 * the groups are left out, as only their own association speaks to them.
 */
export async function audienceOptions(actor: Actor): Promise<AssociationOption[]> {
  const scopes = scopesOf(actor, 'notice.draft').map((scope) => ({ ...scope, below: true }))
  const wholeCity = scopes.some((scope) => scope.path === actor.cityPath)
  return optionsIn(scopes, wholeCity ? ['city', 'council', 'neighbourhood'] : undefined)
}

async function optionsIn(scopes: Scope[], kinds?: Kind[]): Promise<AssociationOption[]> {
  if (scopes.length === 0) return []
  const found = await db.association.findMany({
    where: { ...inScope(scopes), ...(kinds ? { kind: { in: kinds } } : {}) },
    select: { id: true, name: true, kind: true, path: true, needsApproval: true, reading: true },
    orderBy: [{ kind: 'asc' }, { reading: 'asc' }],
    take: MAX_OPTIONS,
  })
  return treeOrder(found)
}

/** Parents before children, brothers by reading. */
function treeOrder(nodes: (AssociationOption & { reading: string })[]): AssociationOption[] {
  // Groups are numbered, and were entered in that order.
  const readings = new Map(
    nodes.map((node) => [node.id, node.kind === 'group' ? String(node.id).padStart(9, '0') : node.reading]),
  )
  const sortKey = (path: string) =>
    path
      .split('/')
      .map((id) => readings.get(Number(id)) ?? '')
      .join('/')
  return nodes
    .map(({ reading: _, ...node }) => ({ node, key: sortKey(node.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.node.id - b.node.id))
    .map(({ node }) => node)
}

export type DistrictOption = {
  id: number
  name: string
  councilSlug: string | null
  councilName: string | null
}

/** The school districts with their councils, by reading. */
export async function districts(): Promise<DistrictOption[]> {
  return rows<DistrictOption>(
    `SELECT d.id, d.name, c.slug AS "councilSlug", c.name AS "councilName"
     FROM districts d LEFT JOIN associations c ON c.district_id = d.id AND c.kind = 'council'
     ORDER BY c.reading, d.name, c.id`,
    [],
  )
}

type CitySummary = {
  city: { id: number; slug: string; name: string } | null
  councils: number
  neighbourhoods: number
  groups: number
  districts: number
  towns: number
}

/** The city's node and how many stand below it. */
export async function citySummary(): Promise<CitySummary> {
  const [[counts], [city]] = await Promise.all([
    rows<Omit<CitySummary, 'city'>>(
      `SELECT (count(*) FILTER (WHERE kind = 'council'))::int AS councils,
              (count(*) FILTER (WHERE kind = 'neighbourhood'))::int AS neighbourhoods,
              (count(*) FILTER (WHERE kind = 'group'))::int AS groups,
              (SELECT count(*) FROM districts)::int AS districts,
              (SELECT count(*) FROM towns)::int AS towns
       FROM associations`,
      [],
    ),
    rows<{ id: number; slug: string; name: string }>(
      `SELECT id, slug, name FROM associations WHERE kind = 'city'`,
      [],
    ),
  ])
  if (!counts) throw new Error('count(*) gave no row')
  return { city: city ?? null, ...counts }
}

/** The names of all towns, for a field that offers them. */
export async function townNames(): Promise<string[]> {
  const found = await rows<{ name: string }>(`SELECT name FROM towns ORDER BY id`, [])
  return found.map((town) => town.name)
}

type TownPlace = { name: string; latitude: number; longitude: number }

/** More towns than this of one name part are no place. */
const MAX_TOWN_PLACES = 60

/**
 * The towns that something typed may mean, a town or an address: those of exactly this name, else those that hold it.
 * Empty when there is none, or when it says next to nothing.
 */
export async function townPlaces(q: string): Promise<TownPlace[]> {
  const forms = writings(q.trim().split(/\s+/).slice(0, 5).join(''), await cityName())
  if (forms.length === 0) return []
  const found = await rows<TownPlace & { exact: boolean }>(
    `SELECT name, latitude, longitude,
       search_form(name) = ANY($2::text[]) OR search_form(reading) = ANY($2::text[]) AS exact
     FROM towns WHERE search_form(name || ' ' || reading) LIKE ANY($1::text[])
     ORDER BY exact DESC, id LIMIT ${MAX_TOWN_PLACES + 1}`,
    [forms.map(likeAnywhere), forms],
  )
  const exact = found.filter((town) => town.exact)
  const meant = exact.length > 0 ? exact : found
  return meant.length > MAX_TOWN_PLACES ? [] : meant.map(({ exact: _, ...town }) => town)
}

/** All towns with their places, for names on a map. */
export async function allTownPlaces(): Promise<TownPlace[]> {
  return rows<TownPlace>('SELECT name, latitude, longitude FROM towns ORDER BY id', [])
}

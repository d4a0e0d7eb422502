/** What others ask of the tree of associations. Public facts only; the lists of choices take an actor. */
import { type Actor, inScope, type Right, type Scope, scopesOf } from '~/modules/accounts/rules'
import { db, rows } from '~/platform/db.server'
import type { Kind } from './rules'
import { asSlug } from './slug'

export type AssociationName = {
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

export type AssociationOption = { id: number; name: string; kind: Kind; path: string; needsApproval: boolean }

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

export type CitySummary = {
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

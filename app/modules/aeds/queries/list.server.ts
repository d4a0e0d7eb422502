/** The list of AEDs: by distance from what was searched for, or by name; in pages by key. */
import { townPlaces } from '~/modules/associations/queries.server'
import { rows } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import type { Place } from '../rules/distance'
import type { ListedAed, UsabilityState } from '../schema'
import type { AedFilters, AedSearch } from '../search'
import { countPlaced } from './box.server'
import { fixedConditions, Judge, LISTED, type ListedRow } from './listed.server'

const AED_PAGE = 20
/** On one page to print, and to be sorted in the browser */
export const AED_ALL = 1000
/** By distance the list goes so far; further away, another town is the better question. */
const MAX_NEAR = 2000
/** So many are judged for one page, when filters leave few. */
const MAX_LOOKED_AT = 1000
const BATCH = 100
/** More words narrow nothing down. */
const MAX_WORDS = 5

/** What was searched for: a place to measure from, or parts of names and addresses. */
type SearchedFor =
  | { kind: 'towns'; label: string; place: Place; towns: string[] }
  | { kind: 'text'; label: string; words: string[] }

/** What a search means: a town, several towns of one name, else words in names and addresses; null for none. */
export async function searchedFor(q: string | undefined): Promise<SearchedFor | null> {
  if (!q) return null
  const towns = await townPlaces(q)
  if (towns.length > 0) {
    const mean = (of: (town: Place) => number) =>
      towns.reduce((sum, town) => sum + of(town), 0) / towns.length
    return {
      kind: 'towns',
      label: towns.length === 1 ? (towns[0]?.name ?? q) : q,
      place: { latitude: mean((town) => town.latitude), longitude: mean((town) => town.longitude) },
      towns: towns.map((town) => town.name),
    }
  }
  const words = searchForm(q).split(' ').filter(Boolean).slice(0, MAX_WORDS)
  return { kind: 'text', label: q, words }
}

/** The words of a search as conditions; `$1` is the list of their patterns. */
const WORDS = `search_form(a.name || ' ' || a.name_kana || ' ' || a.address || ' ' || a.building) LIKE ALL($1::text[])`
/** Whatever is there */
const ANY = [likeAnywhere('')]

const patterns = (searched: SearchedFor | null) =>
  searched?.kind === 'text' ? searched.words.map(likeAnywhere) : ANY

type Keyed = ListedRow & { key: string }

/** Rows by name, after one of them. */
async function byName(
  search: AedSearch,
  like: string[],
  after: number,
  placelessOnly: boolean,
): Promise<Keyed[]> {
  const placed = placelessOnly
    ? ' AND a.latitude IS NULL'
    : search.placeless
      ? ''
      : ' AND a.latitude IS NOT NULL'
  const words = like === ANY ? ' AND $1::text[] IS NOT NULL' : ` AND ${WORDS}`
  const from = after
    ? ' AND (a.name, a.id) > ((SELECT name FROM aeds WHERE id = $2), $2)'
    : ' AND $2::int = 0'
  const found = await rows<ListedRow>(
    `SELECT ${LISTED} FROM aeds a WHERE a.condition <> 'removed'${fixedConditions(search)}${placed}${words}${from}
     ORDER BY a.name, a.id LIMIT ${BATCH}`,
    [like, after],
  )
  return found.map((row) => ({ ...row, key: `n${row.id}` }))
}

type Step = { id: number; d: number }

/** The statement of the walk by distance, so that a test can ask how it is carried out. */
export function byDistanceSql(search: AedFilters): string {
  return `SELECT near.id, near.d FROM (
      SELECT a.id, a.place <-> map_point($1, $2) AS d FROM aeds a
      WHERE a.condition <> 'removed'${fixedConditions(search)} AND a.place IS NOT NULL
      ORDER BY a.place <-> map_point($1, $2) LIMIT ${MAX_NEAR}) near
    WHERE (near.d, near.id) > ($3::float8, $4::int) ORDER BY near.d, near.id`
}

/** Rows by distance on the map, after a distance and an id: one walk through the index, whatever filters leave. */
async function* byDistance(search: AedSearch, from: Place, after: Step): AsyncGenerator<Keyed[]> {
  const steps = await rows<Step>(byDistanceSql(search), [from.latitude, from.longitude, after.d, after.id])
  for (let at = 0; at < steps.length; at += BATCH) {
    const batch = steps.slice(at, at + BATCH)
    const found = await rows<ListedRow>(
      `SELECT ${LISTED} FROM aeds a WHERE a.id = ANY($1::int[]) AND a.condition <> 'removed'`,
      [batch.map(({ id }) => id)],
    )
    const byId = new Map(found.map((row) => [row.id, row]))
    yield batch.flatMap(({ id, d }) => {
      const row = byId.get(id)
      return row ? [{ ...row, key: `d${d}_${id}` }] : []
    })
  }
}

/** Batches of rows in the order of the list, from where the last page ended. */
async function* inOrder(search: AedSearch, searched: SearchedFor | null): AsyncGenerator<Keyed[]> {
  const near = measuredFrom(search, searched)
  let after = search.after ?? (near ? 'd-1_0' : 'n0')
  if (near && after.startsWith('d')) {
    const [d = -1, id = 0] = after.slice(1).split('_').map(Number)
    yield* byDistance(search, near, { d: Number.isFinite(d) ? d : -1, id })
    if (!search.placeless) return
    after = 'n0'
  }
  const like = patterns(searched)
  for (;;) {
    const found = await byName(search, like, Number(after.slice(1)) || 0, near !== null)
    yield found
    after = found.at(-1)?.key ?? after
    if (found.length < BATCH) return
  }
}

/** The place from which distances are measured; null: the list is by name. */
export function measuredFrom(search: AedSearch, searched: SearchedFor | null): Place | null {
  return searched?.kind === 'towns' && search.sort !== 'name' ? searched.place : null
}

type AedList = {
  items: ListedAed[]
  /** `after` of the next page */
  next?: string
  /** Whether all of the list is on this page, from the beginning */
  complete: boolean
}

/** One page of the list; with `all` as much as fits on the one page. */
export async function listAeds(search: AedSearch, searched: SearchedFor | null, at: Date): Promise<AedList> {
  const judge = new Judge(at)
  const from = searched?.kind === 'towns' ? searched.place : undefined
  const [size, lookAt] = search.all ? [AED_ALL, 5 * AED_ALL] : [AED_PAGE, MAX_LOOKED_AT]
  const start = search.all ? { ...search, after: undefined } : search
  const items: ListedAed[] = []
  let last: string | undefined
  let looked = 0
  for await (const batch of inOrder(start, searched)) {
    for (const row of batch) {
      if (items.length === size || looked === lookAt) return { items, next: last, complete: false }
      looked++
      last = row.key
      if (judge.passes(row, search)) items.push(judge.listed(row, from))
    }
  }
  return { items, complete: !start.after }
}

type AedCounts = {
  /** With a place on the map, and without; within the words and the filters that do not depend on the hour */
  placed: number
  placeless: number
  /** By state now; null where they are too many to be judged for one page */
  states: Record<UsabilityState, number> | null
}

/** How many there are. */
export async function countAeds(
  filters: AedFilters,
  searched: SearchedFor | null,
  at: Date,
): Promise<AedCounts> {
  const like = patterns(searched)
  const words = like === ANY ? ' AND $1::text[] IS NOT NULL' : ` AND ${WORDS}`
  const everywhere = like === ANY ? await countPlaced(filters) : 0
  const where = `a.condition <> 'removed'${fixedConditions(filters)}${words}`
  if (everywhere > AED_ALL) {
    const [none] = await rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM aeds a WHERE ${where} AND a.latitude IS NULL`,
      [like],
    )
    return { placed: everywhere, placeless: none?.count ?? 0, states: null }
  }
  type Group = { hours: string | null; condition: ListedAed['condition']; notForPublic: boolean }
  const groups = await rows<Group & { placed: number; placeless: number }>(
    `SELECT a.hours::text AS hours, a.condition, a.not_for_public AS "notForPublic",
       count(a.latitude)::int AS placed, (count(*) - count(a.latitude))::int AS placeless
     FROM aeds a WHERE ${where} GROUP BY 1, 2, 3`,
    [like],
  )
  const judge = new Judge(at)
  const counts = {
    placed: 0,
    placeless: 0,
    states: { usable: 0, closed: 0, unknown: 0, out_of_service: 0 } as Record<UsabilityState, number>,
  }
  for (const group of groups) {
    counts.placed += group.placed
    counts.placeless += group.placeless
    counts.states[judge.usability(group).state] += group.placed + group.placeless
  }
  return counts
}

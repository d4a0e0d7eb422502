/** Everything that the page of the list and the page of the map have in common. */
import { citySummary, districts, townNames } from './queries.server'
import { type SearchQuery, searchQuery } from './schema'
import { MAX_TOWNS, searchAssociations, townsFor } from './search.server'

/** What a search is when nothing was asked for: `all`, or on a map the councils, as more pins would cover the city. */
type Unasked = 'all' | 'councils'

/** Reads the address of a search. */
export function readSearch(url: URL, unasked: Unasked): SearchQuery {
  const query = searchQuery.parse(Object.fromEntries(url.searchParams))
  query.q = query.q?.toWellFormed().replaceAll('\u0000', '').trim() || undefined
  const narrowed = query.q || query.district || query.kind
  return narrowed || unasked === 'all' ? query : { ...query, kind: 'council' }
}

/** Answers a search. */
export async function findAssociations(query: SearchQuery) {
  const [found, answer, knownDistricts, towns, summary] = await Promise.all([
    searchAssociations(query),
    query.q && !query.after ? townsFor(query.q) : { towns: [], total: 0 },
    districts(),
    townNames(),
    citySummary(),
  ])
  return {
    query,
    ...found,
    // Many towns of one name part are no answer; the list below has them all.
    towns: answer.total <= MAX_TOWNS ? answer.towns : [],
    districts: knownDistricts,
    townNames: towns,
    summary,
  }
}

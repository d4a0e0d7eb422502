/** Everything that the page of the list and the page of the map have in common. */
import { citySummary, districts, townNames } from './queries.server'
import { searchQuery } from './schema'
import { MAX_TOWNS, searchAssociations, townsFor } from './search.server'

/** Reads the address of a search and answers it. */
export async function findAssociations(url: URL) {
  const query = searchQuery.parse(Object.fromEntries(url.searchParams))
  query.q = query.q?.toWellFormed().replaceAll('\u0000', '').trim() || undefined
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

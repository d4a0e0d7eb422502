/** What an address of the pages has filled in: an association by slug or id, a district, a category, a theme. */
import { associationBySlug } from '~/modules/associations/queries.server'
import { rowId } from '~/platform/forms'
import { queryParam } from '~/platform/http.server'
import { placeNames } from './queries/subscriber.server'
import { categories } from './rules'

/** What cannot be read, or is not there, is as if it were not in the address. */
export async function chosenIn(request: Request) {
  const given = queryParam(request, 'association', 60)
  const byId = rowId.safeParse(given)
  const district = rowId.safeParse(queryParam(request, 'district'))
  const category = categories.find((known) => known === queryParam(request, 'category')) ?? ''
  const theme = /^[a-z_]{1,20}$/.exec(queryParam(request, 'theme') ?? '')?.[0] ?? ''
  const [named, found] = await Promise.all([
    placeNames(byId.data ?? null, district.data ?? null),
    given && !byId.success ? associationBySlug(given) : null,
  ])
  const association = named.association ?? (found ? { id: found.id, name: found.name } : null)
  return { association, district: association ? null : named.district, category, theme }
}

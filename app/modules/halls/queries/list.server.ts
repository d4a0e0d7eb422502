/** 会館をさがす: the public list, in the order of readings, and the halls of one association. */
import { rows } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import type { Designation } from '../rules'
import type { ListQuery } from '../schema'

const LIST_PAGE = 20
/** More words narrow nothing down. */
const MAX_WORDS = 5

export type ListedHall = {
  id: number
  name: string
  reading: string
  address: string
  district: string | null
  designation: Designation
  nightAccess: string
  associations: string[]
}

const COLUMNS = `h.id, h.name, h.reading, h.address, d.name AS district, h.designation,
  h.night_access AS "nightAccess",
  ARRAY(SELECT a.name FROM hall_associations ha JOIN associations a ON a.id = ha.association_id
        WHERE ha.hall_id = h.id ORDER BY a.id) AS associations`

/** One page of the halls in use; `next` is what the next page comes after. */
export async function searchHalls(
  query: ListQuery,
): Promise<{ items: ListedHall[]; total: number; next?: number }> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = ['h.closed_on IS NULL']
  if (query.district) parts.push(`h.district_id = ${value(query.district)}`)
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)) {
    parts.push(`h.search_text LIKE ${value(likeAnywhere(searchForm(word)))}`)
  }
  const where = parts.join(' AND ')
  const counting = [...values]
  const after = query.after
    ? ` AND (h.sort_key, h.id) > (SELECT sort_key, id FROM halls WHERE id = ${value(query.after)})`
    : ''
  const [found, counted] = await Promise.all([
    rows<ListedHall>(
      `SELECT ${COLUMNS} FROM halls h LEFT JOIN districts d ON d.id = h.district_id
       WHERE ${where}${after} ORDER BY h.sort_key, h.id LIMIT ${LIST_PAGE + 1}`,
      values,
    ),
    rows<{ total: number }>(`SELECT count(*)::int AS total FROM halls h WHERE ${where}`, counting),
  ])
  const items = found.slice(0, LIST_PAGE)
  return {
    items,
    total: counted[0]?.total ?? 0,
    next: found.length > LIST_PAGE ? items.at(-1)?.id : undefined,
  }
}

/** The halls in use of an association, by name. */
export async function hallsOf(associationId: number): Promise<{ id: number; name: string }[]> {
  return rows(
    `SELECT h.id, h.name FROM halls h JOIN hall_associations ha ON ha.hall_id = h.id
     WHERE ha.association_id = $1 AND h.closed_on IS NULL ORDER BY h.sort_key, h.id`,
    [associationId],
  )
}

/** Notices for programs: what a guest finds in the list, a page at a time. */
import { guest } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import type { Category, Importance } from '../rules'
import { addFilters, Conditions, type Filter, JOINS, listNotices } from './list.server'
import { visibleTo } from './visible.server'

export type OpenNotice = {
  id: number
  title: string
  excerpt: string
  category: Category
  importance: Importance
  publishedAt: Date
  correctedAt: Date | null
  updatedAt: Date
  actionText: string | null
  actionBy: Day | null
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
  eventLatitude: number | null
  eventLongitude: number | null
  publisher: { slug: string; name: string }
  audience: { slug: string; name: string }
  district: { id: number; name: string } | null
}

/** 公開か訂正の遅い方; as the index `notices_public_changed` has it. */
const UPDATED = 'greatest(n.published_at, n.corrected_at)'
const SELECT = `SELECT n.id, n.title, n.excerpt, n.category, n.importance, n.published_at AS "publishedAt",
  n.corrected_at AS "correctedAt", ${UPDATED} AS "updatedAt", n.action_text AS "actionText",
  n.action_by::text AS "actionBy", n.event_starts_at AS "eventStartsAt", n.event_ends_at AS "eventEndsAt",
  n.event_place AS "eventPlace", n.event_latitude AS "eventLatitude", n.event_longitude AS "eventLongitude",
  json_build_object('slug', p.slug, 'name', p.name) AS publisher,
  json_build_object('slug', a.slug, 'name', a.name) AS audience,
  CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS district
  FROM notices n ${JOINS} LEFT JOIN districts d ON d.id = n.district_id`

type Paging = { since?: Date; after?: { at: Date; id: number }; limit: number }

/** One page, newest first; with `since`, what was published or corrected then or later, in the order of its change. */
export async function openNotices(today: Day, filter: Filter, { since, after, limit }: Paging) {
  const where = new Conditions()
  where.add(visibleTo(guest(today), (value) => where.value(value)))
  addFilters(where, filter)
  if (since) where.add(`${UPDATED} >= ${where.value(since)}::timestamptz`)
  if (after) {
    const key = `(${where.value(after.at)}::timestamptz, ${where.value(after.id)}::int)`
    where.add(since ? `(${UPDATED}, n.id) > ${key}` : `(n.published_at, n.id) < ${key}`)
  }
  const order = since ? `${UPDATED}, n.id` : 'n.published_at DESC, n.id DESC'
  return rows<OpenNotice>(
    `${SELECT} WHERE ${where} ORDER BY ${order} LIMIT ${where.value(limit)}::int`,
    where.values,
  )
}

/** One page of a search, as the list of the portal answers it. */
export async function searchedNotices(today: Day, filter: Filter) {
  const { items, older } = await listNotices(guest(today), filter)
  const found = await openNoticesById(
    today,
    items.map(({ id }) => id),
  )
  const byId = new Map(found.map((notice) => [notice.id, notice]))
  return { items: items.flatMap(({ id }) => byId.get(id) ?? []), older }
}

/** Those of these that a guest may read. */
export async function openNoticesById(today: Day, ids: readonly number[]): Promise<OpenNotice[]> {
  const where = new Conditions()
  where.add(visibleTo(guest(today), (value) => where.value(value)))
  where.add(`n.id = ANY(${where.value(ids)}::int[])`)
  return rows<OpenNotice>(`${SELECT} WHERE ${where}`, where.values)
}

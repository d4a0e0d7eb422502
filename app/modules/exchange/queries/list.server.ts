/** What is asked of the city: the public list, by its filters, with counts. Public fields only. */
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import { type Category, type MatterKind, type MatterState, NAMED_FROM } from '../rules'
import type { ListQuery } from '../schema'

const LIST_PAGE = 20
/** More words narrow nothing down. */
const MAX_WORDS = 5

/** A matter in a list. Days in Japan. */
export type ListedMatter = {
  id: number
  title: string
  kind: MatterKind
  category: Category
  state: MatterState
  receivedOn: Day
  dueOn: Day | null
  answeredOn: Day | null
  joinedToId: number | null
  progress: number
  supportCount: number
  district: string | null
  association: string | null
  section: string | null
}

/** Whether everybody may read which association it came through (`isNamed`). */
const NAMED = `(m.channel = 'association' OR (m.channel = 'through_association' AND ${NAMED_FROM} <= (
  SELECT count(*) FROM memberships mb WHERE mb.association_id = m.association_id AND mb.state = 'confirmed')))`
const DAY = (column: string) => `(${column} AT TIME ZONE 'Asia/Tokyo')::date::text`
export const COLUMNS = `m.id, m.title, m.kind, m.category, m.state, ${DAY('m.received_at')} AS "receivedOn",
  m.due_on::text AS "dueOn", ${DAY('m.answered_at')} AS "answeredOn", m.joined_to_id AS "joinedToId", m.progress,
  m.support_count AS "supportCount", d.name AS district,
  CASE WHEN ${NAMED} THEN a.name END AS association, s.name AS section`
export const FROM = `matters m LEFT JOIN districts d ON d.id = m.district_id
  LEFT JOIN associations a ON a.id = m.association_id LEFT JOIN sections s ON s.id = m.section_id`
/** What everybody can see: never what waits, was refused, or is hidden; a joined one stands with the earlier one. */
export const PUBLIC = `m.received_at IS NOT NULL AND m.state NOT IN ('waiting', 'refused') AND m.hidden_at IS NULL`
/** 期限を過ぎたもの; `day` is a placeholder. */
export const overdueSql = (day: string) =>
  `m.state = 'routed' AND m.joined_to_id IS NULL AND m.due_on < ${day}::date`

/** The conditions of a search but for its state, which the counts show beside one another. */
function conditions(query: ListQuery, today: Day, value: (v: unknown) => string): string[] {
  const parts = [PUBLIC]
  if (query.kind) parts.push(`m.kind = ${value(query.kind)}::"MatterKind"`)
  if (query.category) parts.push(`m.category = ${value(query.category)}`)
  if (query.district) parts.push(`m.district_id = ${value(query.district)}::int`)
  if (query.section) parts.push(`m.section_id = ${value(query.section)}::int`)
  if (query.association) parts.push(`m.association_id = ${value(query.association)}::int AND ${NAMED}`)
  if (query.overdue) parts.push(overdueSql(value(today)))
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)) {
    const pattern = value(likeAnywhere(searchForm(word)))
    parts.push(`m.search_text LIKE ${pattern}`)
  }
  return parts
}

/**
 * One page of matters, the newest first; `next` is what the next page comes after.
 * @param paging `since`: only those of whose course everybody was told something at that instant or later
 */
export async function listMatters(
  query: ListQuery,
  today: Day,
  { limit = LIST_PAGE, since }: { limit?: number; since?: Date } = {},
): Promise<{ items: ListedMatter[]; next?: number }> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = conditions(query, today, value)
  if (query.state) parts.push(`m.state = ${value(query.state)}::"MatterState"`)
  if (since)
    parts.push(
      `EXISTS (SELECT FROM matter_events e WHERE e.matter_id = m.id AND e.shown AND e.at >= ${value(since)}::timestamptz)`,
    )
  if (query.after)
    parts.push(
      `(m.received_at, m.id) < (SELECT received_at, id FROM matters WHERE id = ${value(query.after)}::int)`,
    )
  const found = await rows<ListedMatter>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${parts.join(' AND ')}
     ORDER BY m.received_at DESC, m.id DESC LIMIT ${value(limit + 1)}::int`,
    values,
  )
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? items.at(-1)?.id : undefined }
}

export type StateCounts = Partial<Record<MatterState, number>>

/** How many of a search stand in which state, whatever state it asks for. */
export async function countByState(query: ListQuery, today: Day): Promise<StateCounts> {
  const values: unknown[] = []
  const parts = conditions(query, today, (v) => `$${values.push(v)}`)
  const found = await rows<{ state: MatterState; count: number }>(
    `SELECT m.state, count(*)::int AS count FROM matters m WHERE ${parts.join(' AND ')} GROUP BY m.state`,
    values,
  )
  return Object.fromEntries(found.map(({ state, count }) => [state, count]))
}

/** A few matters to stand beside something else: those of a district or an association, still open first. Public. */
export function mattersBeside(
  of: { districtId?: number | null; associationId?: number; openOnly?: boolean },
  most = 5,
): Promise<ListedMatter[]> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = [PUBLIC, 'm.joined_to_id IS NULL', `m.state <> 'withdrawn'`]
  if (of.districtId) parts.push(`m.district_id = ${value(of.districtId)}::int`)
  if (of.associationId) parts.push(`m.association_id = ${value(of.associationId)}::int AND ${NAMED}`)
  if (of.openOnly) parts.push(`m.state IN ('received', 'routed', 'underway')`)
  return rows<ListedMatter>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${parts.join(' AND ')}
     ORDER BY m.state IN ('received', 'routed', 'underway') DESC, m.received_at DESC, m.id DESC LIMIT ${value(most)}::int`,
    values,
  )
}

/** What an association has asked, or the district of a council; nothing for the city, to which all is asked. Public. */
export async function mattersOf(association: {
  id: number
  kind: string
  district: { id: number } | null
}): Promise<ListedMatter[]> {
  if (association.kind === 'city') return []
  const council = association.kind === 'council' && association.district
  return mattersBeside(council ? { districtId: council.id } : { associationId: association.id })
}

/** How many answers are overdue today. Public. */
export async function overdueCount(today: Day): Promise<number> {
  const [found] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM matters m WHERE ${PUBLIC} AND ${overdueSql('$1')}`,
    [today],
  )
  return found?.count ?? 0
}

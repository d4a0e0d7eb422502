/** 担い手の募集をさがす: the open openings of the city and of one association. Public fields only. */
import type { Day } from '~/platform/clock'
import { db, rows, type Tx } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import { takesWhere } from '../days.server'
import type { OpeningKind, Skill } from '../rules'
import type { ListQuery } from '../schema'

export const LIST_PAGE = 20
/** More words narrow nothing down. */
const MAX_WORDS = 5
/** Most openings shown beside something else. */
const MOST_BESIDE = 50

/** An opening in a list. `minutes` a month. */
export type ListedOpening = {
  id: number
  title: string
  kind: OpeningKind
  minutes: number
  months: number[]
  skills: Skill[]
  evening: boolean
  weekend: boolean
  fromHome: boolean
  places: number
  startsOn: Day | null
  /** The last day to come forward */
  closesOn: Day | null
  association: { slug: string; name: string; district: string | null }
}

/** As `lastDayOf`: an empty day is left out by `least`. */
const LAST_DAY = 'least(o.closes_on, o.election_on, o.ends_on)'
const COLUMNS = `o.id, o.title, o.kind, o.minutes, o.months, o.skills, o.evening, o.weekend,
  o.from_home AS "fromHome", o.places, o.starts_on::text AS "startsOn", ${LAST_DAY}::text AS "closesOn",
  json_build_object('slug', a.slug, 'name', a.name, 'district', d.name) AS association`
const FROM = `openings o JOIN associations a ON a.id = o.association_id LEFT JOIN districts d ON d.id = a.district_id`

/**
 * One page of what is open on a day, the newest first; `next` is what the next page comes after.
 * @param paging `since`: only what was changed at that instant or later
 */
export async function listOpenings(
  query: ListQuery,
  today: Day,
  { limit = LIST_PAGE, since }: { limit?: number; since?: Date } = {},
): Promise<{ items: ListedOpening[]; total: number; next?: number }> {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const parts = [`o.state = 'open'`, `coalesce(${LAST_DAY}, 'infinity') >= ${value(today)}::date`]
  if (query.district) parts.push(`a.district_id = ${value(query.district)}`)
  if (query.association) parts.push(`a.slug = ${value(query.association)}`)
  if (query.kind) parts.push(`o.kind = ${value(query.kind)}`)
  // What is asked is the time of a month; whoever helps on one day gives no more than that day.
  if (query.hours) parts.push(`(o.kind = 'event' OR o.minutes <= ${value(query.hours * 60)})`)
  // Whatever asks for nothing special suits everybody.
  if (query.skill) parts.push(`(o.skills = '{}' OR ${value(query.skill)} = ANY(o.skills))`)
  if (query.evening) parts.push('o.evening')
  if (query.weekend) parts.push('o.weekend')
  if (query.home) parts.push('o.from_home')
  if (since) parts.push(`o.updated_at >= ${value(since)}::timestamptz`)
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)) {
    const pattern = value(likeAnywhere(searchForm(word)))
    parts.push(`(o.search_text LIKE ${pattern} OR a.search_text LIKE ${pattern})`)
  }
  const where = parts.join(' AND ')
  const counting = [...values]
  const after = query.after
    ? ` AND (o.published_at, o.id) < (SELECT published_at, id FROM openings WHERE id = ${value(query.after)})`
    : ''
  const [found, counted] = await Promise.all([
    rows<ListedOpening>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${where}${after}
       ORDER BY o.published_at DESC, o.id DESC LIMIT ${value(limit + 1)}::int`,
      values,
    ),
    rows<{ total: number }>(`SELECT count(*)::int AS total FROM ${FROM} WHERE ${where}`, counting),
  ])
  const items = found.slice(0, limit)
  return {
    items,
    total: counted[0]?.total ?? 0,
    next: found.length > limit ? items.at(-1)?.id : undefined,
  }
}

/** What a feed tells of an opening. */
type FedOpening = { id: number; title: string; body: string; association: string; publishedAt: Date }

/** The newest that are open on a day, for a feed. Public. */
export async function feedOpenings(today: Day): Promise<FedOpening[]> {
  const found = await db.opening.findMany({
    where: { ...takesWhere(today), publishedAt: { not: null } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: 30,
    select: { id: true, title: true, body: true, publishedAt: true, association: { select: { name: true } } },
  })
  return found.map(({ association, publishedAt, ...rest }) => ({
    ...rest,
    association: association.name,
    publishedAt: publishedAt ?? new Date(0),
  }))
}

/** An open opening of an association, in short. `minutes` a month. */
type OpenOpening = {
  id: number
  title: string
  kind: OpeningKind
  postId: number | null
  taskId: number | null
  minutes: number
  months: number[]
  evening: boolean
  weekend: boolean
  fromHome: boolean
  places: number
  closesOn: Date | null
}

/** The openings of an association that are open on a day, the newest first. Public. */
export async function openingsOf(
  client: Tx | typeof db,
  associationId: number,
  today: Day,
): Promise<OpenOpening[]> {
  const found = await client.opening.findMany({
    where: {
      associationId,
      ...takesWhere(today),
    },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: MOST_BESIDE,
    select: {
      id: true,
      title: true,
      kind: true,
      postId: true,
      taskId: true,
      minutes: true,
      months: true,
      evening: true,
      weekend: true,
      fromHome: true,
      places: true,
      closesOn: true,
    },
  })
  return found.map((opening) => ({ ...opening, kind: opening.kind as OpeningKind }))
}

/** By post of an association, the newest opening in which somebody is looked for. Public. */
export async function openingsByPost(associationId: number, today: Day): Promise<Record<number, number>> {
  const open = await openingsOf(db, associationId, today)
  const byPost: Record<number, number> = {}
  for (const { id, postId } of open) if (postId !== null) byPost[postId] ??= id
  return byPost
}

/** A few openings of an association to stand beside something else. Public. */
export async function openingsBeside(associationId: number, today: Day): Promise<OpenOpening[]> {
  return (await openingsOf(db, associationId, today)).slice(0, 5)
}

/** The lists that everybody asks for: plain SQL, one round trip a page, each served by an index. */
import type { Actor } from '~/modules/accounts/rules'
import { addDays, type Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { likeAnywhere } from '~/platform/text'
import { type Category, type Importance, TOP_COUNT, TOP_DAYS, type Visibility } from '../rules'
import type { ListQuery } from '../schema'
import { PERIOD_SECONDS, pairsOf, periodOf, searchWords } from '../search'
import { visibleTo } from './visible.server'

const PAGE_SIZE = 20

export type NoticeItem = {
  id: number
  title: string
  excerpt: string
  category: Category
  importance: Importance
  visibility: Visibility
  publishedAt: Date
  corrected: boolean
  actionText: string | null
  actionBy: Day | null
  eventStartsAt: Date | null
  eventPlace: string | null
  publisher: string
  publisherSlug: string
  audience: string
}

type NoticeList = { top: NoticeItem[]; items: NoticeItem[]; older?: string }

/** Columns of a list row; `n` is the notice, `p` its publisher, `a` its audience. */
export const COLUMNS = `n.id, n.title, n.excerpt, n.category, n.importance, n.visibility, n.published_at AS "publishedAt",
  n.corrected_at IS NOT NULL AS corrected, n.action_text AS "actionText", n.action_by::text AS "actionBy",
  n.event_starts_at AS "eventStartsAt", n.event_place AS "eventPlace",
  p.name AS publisher, p.slug AS "publisherSlug", a.name AS audience`
export const JOINS = `JOIN associations p ON p.id = n.association_id JOIN associations a ON a.id = n.audience_id`

/** Collects the conditions of a `WHERE` and the values for its `$1`, `$2`, … */
export class Conditions {
  constructor(
    readonly values: unknown[] = [],
    private readonly parts: string[] = [`n.state = 'published'`],
  ) {}

  value(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  add(condition: string) {
    this.parts.push(condition)
  }

  toString(): string {
    return this.parts.join(' AND ')
  }
}

function addVisible(where: Conditions, actor: Actor) {
  where.add(visibleTo(actor, (value) => where.value(value)))
}

/** What the list is narrowed to, but for its words and its page. */
export function addFilters(where: Conditions, filter: Filter) {
  if (filter.associationId) where.add(`n.association_id = ${where.value(filter.associationId)}`)
  if (filter.district) where.add(`n.district_id = ${where.value(filter.district)}`)
  if (filter.category) where.add(`n.category = ${where.value(filter.category)}::"NoticeCategory"`)
  if (filter.from) where.add(`n.published_at >= ${where.value(`${filter.from}T00:00:00+09:00`)}::timestamptz`)
  if (filter.to)
    where.add(`n.published_at < ${where.value(`${addDays(filter.to, 1)}T00:00:00+09:00`)}::timestamptz`)
}

function addCursor(where: Conditions, before: string | undefined) {
  if (!before) return
  const [at, id] = before.split('-').map(Number)
  where.add(
    `(n.published_at, n.id) < (${where.value(new Date(at ?? 0))}::timestamptz, ${where.value(id)}::int)`,
  )
}

export type Filter = Omit<ListQuery, 'association' | 'filters' | 'q'> & { associationId?: number; q?: string }

/**
 * One page of notices, newest first. On the first page, what is important and still asks for something stands
 * above. `older` is the key of the next page.
 */
export async function listNotices(actor: Actor, filter: Filter): Promise<NoticeList> {
  const words = searchWords(filter.q ?? '')
  if (words.length > 0) return toPage(await search(actor, filter, words))
  const where = new Conditions()
  addVisible(where, actor)
  addFilters(where, filter)
  const top = filter.before ? '' : topOf(where, actor.today)
  addCursor(where, filter.before)
  const found = await rows<NoticeItem & { top: boolean }>(
    `${top} (SELECT false AS top, ${COLUMNS} FROM notices n ${JOINS} WHERE ${where}
       ORDER BY n.published_at DESC, n.id DESC LIMIT ${PAGE_SIZE + 1})`,
    where.values,
  )
  const above = urgentFirst(found.filter((row) => row.top))
  const page = toPage(found.filter((row) => !row.top))
  const aboveIds = new Set(above.map((row) => row.id))
  return { ...page, top: above, items: page.items.filter((row) => !aboveIds.has(row.id)) }
}

/** The select of what stands above, under the same conditions; joined to that of the page, for one round trip. */
function topOf(where: Conditions, today: Day): string {
  const shared = String(where)
  const important = new Conditions(where.values, [shared])
  addImportant(important, today)
  return `(SELECT true AS top, ${COLUMNS} FROM notices n ${JOINS} WHERE ${important}
    ORDER BY n.published_at DESC, n.id DESC LIMIT ${TOP_COUNT}) UNION ALL`
}

/** Important, of the last weeks, and its date to act not over. */
function addImportant(where: Conditions, today: Day) {
  where.add(`n.importance <> 'normal'`)
  where.add(`n.published_at > ${where.value(topSince(today))}::timestamptz`)
  where.add(`(n.action_by IS NULL OR n.action_by >= ${where.value(today)}::date)`)
}

function urgentFirst(notices: NoticeItem[]): NoticeItem[] {
  return notices.sort((x, y) => Number(y.importance === 'urgent') - Number(x.importance === 'urgent'))
}

function topSince(today: Day): string {
  return `${addDays(today, -TOP_DAYS)}T00:00:00+09:00`
}

function toPage(found: NoticeItem[]): NoticeList {
  const items = found.slice(0, PAGE_SIZE)
  const last = items.at(-1)
  return { top: [], items, older: found.length > PAGE_SIZE && last ? cursorOf(last) : undefined }
}

function cursorOf(item: { publishedAt: Date; id: number }): string {
  return `${item.publishedAt.getTime()}-${item.id}`
}

// --- Search --------------------------------------------------------------------------------------------------

/** Newest notices that are simply looked through before the index is asked: enough for any frequent word. */
const LOOK_THROUGH = 500
/** How many periods of the index are asked at a time, from the newest on. */
const ROUNDS = [1, 3, 12]

/**
 * Finds notices that hold all words, newest first. A frequent word is found among the newest by looking through
 * them; a rarer one by the index, period by period, until a page is full. So the cost depends on how rare a word
 * is, and hardly on how many notices there are.
 */
async function search(actor: Actor, filter: Filter, words: string[]): Promise<NoticeItem[]> {
  const newest = await lookThrough(actor, filter, words)
  if (newest.found.length > PAGE_SIZE || !newest.edge) return newest.found
  const found = newest.found
  let before = cursorOf(newest.edge)
  let period = periodOf(newest.edge.publishedAt)
  const oldest = periodOf(newest.oldest)
  for (let round = 0; period >= oldest && found.length <= PAGE_SIZE; round++) {
    const count = Math.min(ROUNDS[round] ?? 40, period - oldest + 1)
    const periods = Array.from({ length: count }, (_, i) => period - i)
    found.push(...(await searchPeriods(actor, { ...filter, before }, words, periods)))
    period -= count
    before = `${Math.max(0, (period + 1) * PERIOD_SECONDS * 1000)}-0`
  }
  return found.slice(0, PAGE_SIZE + 1)
}

/** Hits among the newest; when they do not fill a page, the last one that was looked at and the oldest of all. */
async function lookThrough(actor: Actor, filter: Filter, words: string[]) {
  const where = new Conditions()
  addVisible(where, actor)
  addFilters(where, filter)
  addCursor(where, filter.before)
  const candidates = `SELECT n.id, n.published_at, n.search_text FROM notices n WHERE ${where}
    ORDER BY n.published_at DESC, n.id DESC`
  const valuesOfCandidates = [...where.values]
  const patterns = words.map((word) => `c.search_text LIKE ${where.value(likeAnywhere(word))}`).join(' AND ')
  const found = await rows<NoticeItem>(
    `SELECT ${COLUMNS} FROM (
       SELECT c.id, c.published_at FROM (${candidates} LIMIT ${LOOK_THROUGH}) c
       WHERE ${patterns} ORDER BY c.published_at DESC, c.id DESC LIMIT ${PAGE_SIZE + 1}
     ) hit JOIN notices n ON n.id = hit.id ${JOINS} ORDER BY hit.published_at DESC, hit.id DESC`,
    where.values,
  )
  if (found.length > PAGE_SIZE) return { found }
  const [edge] = await rows<{ id: number; publishedAt: Date; oldest: Date }>(
    `SELECT c.id, c.published_at AS "publishedAt",
       (SELECT min(o.published_at) FROM notices o WHERE o.state = 'published') AS oldest
     FROM (${candidates} OFFSET ${LOOK_THROUGH - 1} LIMIT 1) c`,
    valuesOfCandidates,
  )
  return edge ? { found, edge, oldest: edge.oldest } : { found }
}

async function searchPeriods(actor: Actor, filter: Filter, words: string[], periods: number[]) {
  const where = new Conditions()
  addVisible(where, actor)
  addFilters(where, filter)
  addCursor(where, filter.before)
  const inPeriods = periods.map(
    (period) =>
      `notice_pairs(n.search_text, n.published_at) @> ${where.value(words.flatMap((w) => pairsOf(w, period)))}::bigint[]`,
  )
  // Two letters are one pair: the index has the whole answer. Longer words must also stand in one piece.
  for (const word of words.filter((w) => [...w].length > 2)) {
    where.add(`n.search_text LIKE ${where.value(likeAnywhere(word))}`)
  }
  return rows<NoticeItem>(
    // The inner select has no order, so that the planner cannot walk the dates and test every row by hand.
    `SELECT ${COLUMNS} FROM (
       SELECT n.id, n.published_at FROM notices n WHERE ${where} AND (${inPeriods.join(' OR ')}) OFFSET 0
     ) hit JOIN notices n ON n.id = hit.id ${JOINS}
     ORDER BY hit.published_at DESC, hit.id DESC LIMIT ${PAGE_SIZE + 1}`,
    where.values,
  )
}

// --- Small lists ---------------------------------------------------------------------------------------------

/** The newest notices that the actor may read, of one association or addressed to one district. */
export async function latestNotices(
  actor: Actor,
  of: { associationId: number } | { district: number },
  limit: number,
): Promise<NoticeItem[]> {
  const where = new Conditions()
  addVisible(where, actor)
  addFilters(where, of)
  return newest(where, limit)
}

/** The rows under these conditions, newest first. */
function newest(where: Conditions, limit: number): Promise<NoticeItem[]> {
  return rows<NoticeItem>(
    `SELECT ${COLUMNS} FROM notices n ${JOINS} WHERE ${where}
     ORDER BY n.published_at DESC, n.id DESC LIMIT ${where.value(limit)}`,
    where.values,
  )
}

/** What is important now for the whole city, and for one district when one is given: for the home page. */
export async function importantNotices(actor: Actor, district?: number): Promise<NoticeItem[]> {
  const where = new Conditions()
  addVisible(where, actor)
  addImportant(where, actor.today)
  where.add(
    district
      ? `(n.district_id IS NULL OR n.district_id = ${where.value(district)})`
      : `n.district_id IS NULL`,
  )
  return urgentFirst(await newest(where, TOP_COUNT))
}

/** Coming events, soonest first; those of one district and of the whole city when a district is given. */
export async function comingEvents(actor: Actor, now: Date, limit: number, district?: number) {
  const where = new Conditions()
  addVisible(where, actor)
  where.add(`n.event_starts_at >= ${where.value(now)}::timestamptz`)
  if (district) where.add(`(n.district_id = ${where.value(district)} OR n.district_id IS NULL)`)
  return rows<NoticeItem>(
    `SELECT ${COLUMNS} FROM notices n ${JOINS} WHERE ${where}
     ORDER BY n.event_starts_at LIMIT ${where.value(limit)}`,
    where.values,
  )
}

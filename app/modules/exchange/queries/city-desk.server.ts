/** 市の机: what waits for somebody of the city, and what of it first. */
import type { Actor } from '~/modules/accounts/rules'
import { sectionNames } from '~/modules/sections/queries.server'
import { addDays, type Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import { DESK_QUEUES, type DeskQueue } from '../city-rules'
import { type CityScope, cityScope } from '../city-scope.server'
import type { Category, MatterChannel, MatterKind, MatterState } from '../rules'
import { SOON_DAYS } from '../rules'
import type { DeskQuery } from '../schema/city'
import { exchangeSettings } from './settings.server'

/** As much as one goes through on a phone without losing the thread. */
const DESK_PAGE = 15
const MAX_WORDS = 5

export type DeskMatter = {
  id: number
  title: string
  kind: MatterKind
  category: Category
  channel: MatterChannel
  state: MatterState
  createdOn: Day
  receivedOn: Day | null
  dueOn: Day | null
  answeredOn: Day | null
  promisedOn: Day | null
  joinedToId: number | null
  progress: number
  supportCount: number
  hidden: boolean
  district: string | null
  association: string | null
  section: string | null
  owner: string | null
  /** By which it stands in the list */
  key: Day
}

const DAY = (column: string) => `(${column} AT TIME ZONE 'Asia/Tokyo')::date::text`
/** Without a day first, by what came first; then by the day on which the answer, or what was promised, is due. */
const KEY = `coalesce(CASE WHEN m.state = 'underway' THEN m.promised_on ELSE m.due_on END, '0001-01-01'::date)`
const LIVE = `m.joined_to_id IS NULL AND m.state IN ('waiting', 'received', 'routed', 'underway')`

type Values = (value: unknown) => string

const inScope = (scope: CityScope, value: Values) => [
  `NOT (m.state = 'waiting' AND (m.channel = 'through_association' OR (m.author_id IS NULL AND m.proven_at IS NULL)))`,
  ...(scope.routes ? [] : [`m.section_id = ANY(${value(scope.sections.map(({ id }) => id))}::int[])`]),
]

/** @param today the placeholder of the day, asked for only where it is used */
const queueSql: Record<DeskQueue, (today: () => string) => string> = {
  waiting: () => `${LIVE} AND m.state = 'waiting'`,
  to_route: () => `${LIVE} AND m.state = 'received'`,
  overdue: (today) => `${LIVE} AND m.state = 'routed' AND m.due_on < ${today()}::date`,
  soon: (today) => {
    const day = today()
    return `${LIVE} AND m.state = 'routed' AND m.due_on BETWEEN ${day}::date AND ${day}::date + ${SOON_DAYS}`
  },
  promise_late: (today) => `${LIVE} AND m.state = 'underway' AND m.promised_on < ${today()}::date`,
  open: () => LIVE,
}

function narrowed(query: DeskQuery, actor: Actor, value: Values): string[] {
  const parts: string[] = []
  if (query.state) parts.push(`m.state = ${value(query.state)}::"MatterState"`)
  if (query.kind) parts.push(`m.kind = ${value(query.kind)}::"MatterKind"`)
  if (query.category) parts.push(`m.category = ${value(query.category)}`)
  if (query.district) parts.push(`m.district_id = ${value(query.district)}::int`)
  if (query.section) parts.push(`m.section_id = ${value(query.section)}::int`)
  if (query.mine) parts.push(`m.owner_id = ${value(actor.user?.id ?? null)}::uuid`)
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)) {
    parts.push(`m.search_text LIKE ${value(likeAnywhere(searchForm(word)))}`)
  }
  return parts
}

/** How many wait in each queue, for whoever looks. */
async function queueCounts(scope: CityScope, today: Day): Promise<Record<DeskQueue, number>> {
  const values: unknown[] = []
  const value: Values = (v) => `$${values.push(v)}`
  const day = value(today)
  const counts = DESK_QUEUES.map(
    (queue) => `count(*) FILTER (WHERE ${queueSql[queue](() => day)})::int AS ${queue}`,
  )
  const [found] = await rows<Record<DeskQueue, number>>(
    `SELECT ${counts.join(', ')} FROM matters m WHERE ${inScope(scope, value).join(' AND ')} AND ${LIVE}`,
    values,
  )
  return found ?? { waiting: 0, to_route: 0, overdue: 0, soon: 0, promise_late: 0, open: 0 }
}

/**
 * The desk of whoever routes, or answers for a section: its queues with their numbers, and one page of what was asked
 * for. Without a filter it shows what is open.
 * @throws SignInNeeded, NotAllowed
 */
export async function cityDesk(actor: Actor, query: DeskQuery) {
  const scope = await cityScope(actor)
  const { today } = actor
  const values: unknown[] = []
  const value: Values = (v) => `$${values.push(v)}`
  const parts = [...inScope(scope, value), ...narrowed(query, actor, value)]
  const queue = query.queue ?? (query.state ? undefined : 'open')
  if (queue) parts.push(queueSql[queue](() => value(today)))
  if (query.after) {
    const [day = '', id = '0'] = query.after.split('.')
    parts.push(`(${KEY}, m.id) > (${value(day)}::date, ${value(Number(id))}::int)`)
  }
  const [found, counts, settings, sections, districts] = await Promise.all([
    rows<DeskMatter>(
      `SELECT m.id, m.title, m.kind, m.category, m.channel, m.state, ${DAY('m.created_at')} AS "createdOn",
         ${DAY('m.received_at')} AS "receivedOn", m.due_on::text AS "dueOn", ${DAY('m.answered_at')} AS "answeredOn",
         m.promised_on::text AS "promisedOn", m.joined_to_id AS "joinedToId", m.progress,
         m.support_count AS "supportCount", m.hidden_at IS NOT NULL AS hidden, d.name AS district,
         a.name AS association, s.name AS section, u.family_name || ' ' || u.given_name AS owner, (${KEY})::text AS key
       FROM matters m LEFT JOIN districts d ON d.id = m.district_id LEFT JOIN associations a ON a.id = m.association_id
         LEFT JOIN sections s ON s.id = m.section_id LEFT JOIN users u ON u.id = m.owner_id
       WHERE ${parts.join(' AND ')} ORDER BY ${KEY}, m.id LIMIT ${DESK_PAGE + 1}`,
      values,
    ),
    queueCounts(scope, today),
    exchangeSettings(),
    scope.routes ? sectionNames() : Promise.resolve([...scope.sections]),
    db.district.findMany({ orderBy: { id: 'asc' }, select: { id: true, name: true } }),
  ])
  const items = found.slice(0, DESK_PAGE)
  const last = items.at(-1)
  return {
    routes: scope.routes,
    worksIn: scope.sections.map(({ id, name }) => ({ id, name })),
    items,
    counts,
    queue,
    next: found.length > DESK_PAGE && last ? `${last.key}.${last.id}` : undefined,
    /** What was received on this day or before should be with a section by now. */
    routeBy: addDays(today, -settings.routeDays),
    today,
    sections: sections.map(({ id, name }) => ({ id, name })),
    districts,
  }
}
export type CityDesk = Awaited<ReturnType<typeof cityDesk>>

/** How much waits at the desk, for the door to it; null for everybody who has no such desk. */
export async function cityDeskCount(actor: Actor): Promise<{ todo: number; overdue: number } | null> {
  const scope = await cityScope(actor).catch(() => null)
  if (!scope || (!scope.routes && scope.sections.length === 0)) return null
  const counts = await queueCounts(scope, actor.today)
  return { todo: scope.routes ? counts.waiting + counts.to_route : counts.open, overdue: counts.overdue }
}

/** さがす: places with days to come, as a list, as a month and as pins. Public. */
import { type Day, dayToDate } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { likeAnywhere } from '~/platform/text'
import {
  type HostKind,
  LIST_PAGE,
  orderedStages,
  type ProgrammeKind,
  type SessionStanding,
  type Stage,
  standingOf,
  type Theme,
} from '../rules'
import type { FindQuery } from '../schema'

/** So many pins are still told apart on a telephone, and so many days stand in a month. */
const MAX_PINS = 400
const MAX_MONTH = 600

const TABLES = `volunteer_sessions s
  JOIN volunteer_places p ON p.id = s.place_id
  JOIN volunteer_programmes g ON g.id = p.programme_id
  JOIN volunteer_hosts h ON h.id = p.host_id`

class Conditions {
  values: unknown[] = []
  parts: string[] = []
  value(v: unknown) {
    return `$${this.values.push(v)}`
  }
  get where() {
    return this.parts.join(' AND ')
  }
}

/** Sessions that anybody may find: published, not cancelled, to come, and as the search narrows them. */
function conditions(query: FindQuery, now: Date, today: Day): Conditions {
  const c = new Conditions()
  c.parts.push(
    `p.state = 'published' AND g.state = 'open' AND h.state = 'registered' AND s.cancelled_on IS NULL AND s.starts_at > ${c.value(now)}`,
  )
  if (query.kind) c.parts.push(`g.kind = ${c.value(query.kind)}::"VolunteerProgrammeKind"`)
  if (query.theme) c.parts.push(`p.theme = ${c.value(query.theme)}`)
  if (query.stage) c.parts.push(`p.stages @> ARRAY[${c.value(query.stage)}]::text[]`)
  if (query.district) c.parts.push(`p.district_id = ${c.value(query.district)}`)
  if (query.programme) c.parts.push(`g.id = ${c.value(query.programme)}`)
  if (query.host) c.parts.push(`h.id = ${c.value(query.host)}`)
  if (query.day)
    c.parts.push(`(s.starts_at AT TIME ZONE 'Asia/Tokyo')::date = ${c.value(dayToDate(query.day))}::date`)
  if (query.weekend) c.parts.push(`extract(dow FROM s.starts_at AT TIME ZONE 'Asia/Tokyo') IN (0, 6)`)
  const people = query.people ?? 1
  if (people > 1) c.parts.push(`p.together AND g.group_most >= ${c.value(people)}`)
  if (query.room) {
    const day = c.value(dayToDate(today))
    c.parts.push(
      `s.capacity - s.taken >= ${c.value(people)} AND ${day}::date BETWEEN g.apply_from AND g.apply_until`,
    )
  }
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, 5)) {
    const like = c.value(likeAnywhere(word))
    c.parts.push(
      `(p.title ILIKE ${like} OR p.body ILIKE ${like} OR p.venue ILIKE ${like} OR h.name ILIKE ${like})`,
    )
  }
  return c
}

type ListedSession = {
  id: number
  startsAt: Date
  endsAt: Date
  room: number
  queued: number
  standing: SessionStanding
}

export type ListedPlace = {
  id: number
  title: string
  theme: Theme
  stages: Stage[]
  kind: ProgrammeKind
  venue: string
  together: boolean
  district: string | null
  host: { name: string; kind: HostKind }
  sessions: ListedSession[]
}

type Row = {
  id: number
  first: Date
  title: string
  theme: Theme
  stages: string[]
  kind: ProgrammeKind
  venue: string
  together: boolean
  district: string | null
  hostName: string
  hostKind: HostKind
}

/** One page of the places, the next to happen first; `next` is what the next page comes after. */
export async function findPlaces(
  query: FindQuery,
  now: Date,
  today: Day,
  limit = LIST_PAGE,
): Promise<{ items: ListedPlace[]; total: number; next?: string }> {
  const c = conditions(query, now, today)
  const counted = rows<{ total: number }>(
    `SELECT count(DISTINCT p.id)::int AS total FROM ${TABLES} WHERE ${c.where}`,
    [...c.values],
  )
  const [ms = '', id = ''] = (query.after ?? '').split('-')
  const values = [...c.values]
  const after = query.after
    ? `HAVING (min(s.starts_at), p.id) > ($${values.push(new Date(Number(ms)))}::timestamptz, $${values.push(Number(id))}::int)`
    : ''
  const found = await rows<Row>(
    `SELECT hit.*, p.title, p.theme, p.stages, g.kind, p.venue, p.together, d.name AS district,
       h.name AS "hostName", h.kind AS "hostKind"
     FROM (SELECT p.id, min(s.starts_at) AS first FROM ${TABLES} WHERE ${c.where}
           GROUP BY p.id ${after} ORDER BY 2, 1 LIMIT $${values.push(limit + 1)}::int) hit
     JOIN volunteer_places p ON p.id = hit.id JOIN volunteer_programmes g ON g.id = p.programme_id
     JOIN volunteer_hosts h ON h.id = p.host_id LEFT JOIN districts d ON d.id = p.district_id
     ORDER BY hit.first, hit.id`,
    values,
  )
  const shown = found.slice(0, limit)
  const sessions = await sessionsOf(
    c,
    shown.map((row) => row.id),
    now,
    today,
  )
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      id: row.id,
      title: row.title,
      theme: row.theme,
      stages: orderedStages(row.stages),
      kind: row.kind,
      venue: row.venue,
      together: row.together,
      district: row.district,
      host: { name: row.hostName, kind: row.hostKind },
      sessions: sessions.get(row.id) ?? [],
    })),
    total: (await counted)[0]?.total ?? 0,
    next: found.length > limit && last ? `${last.first.getTime()}-${last.id}` : undefined,
  }
}

type SessionRow = {
  id: number
  placeId: number
  startsAt: Date
  endsAt: Date
  capacity: number
  taken: number
  queued: number
  before: boolean
  over: boolean
}

const SESSION = (
  today: string,
) => `s.id, s.place_id AS "placeId", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
  s.capacity, s.taken, s.queued, ${today}::date < g.apply_from AS before, ${today}::date > g.apply_until AS over`

const listed = (row: SessionRow, now: Date): ListedSession => ({
  id: row.id,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  room: Math.max(0, row.capacity - row.taken),
  queued: row.queued,
  standing: standingOf(
    { ...row, cancelledOn: null },
    row.before ? 'before' : row.over ? 'over' : 'open',
    now,
  ),
})

async function sessionsOf(c: Conditions, ids: number[], now: Date, today: Day) {
  const values = [...c.values]
  const day = `$${values.push(dayToDate(today))}`
  const found =
    ids.length === 0
      ? []
      : await rows<SessionRow>(
          `SELECT ${SESSION(day)} FROM ${TABLES}
           WHERE ${c.where} AND p.id = ANY($${values.push(ids)}::int[]) ORDER BY s.starts_at, s.id`,
          values,
        )
  const byPlace = new Map<number, ListedSession[]>()
  for (const row of found) {
    const list = byPlace.get(row.placeId) ?? []
    list.push(listed(row, now))
    byPlace.set(row.placeId, list)
  }
  return byPlace
}

export type MonthSession = ListedSession & { placeId: number; title: string; host: string }

/** The sessions of a month, in their order. */
export async function findMonth(
  query: FindQuery,
  range: { first: Day; last: Day },
  now: Date,
  today: Day,
): Promise<MonthSession[]> {
  const c = conditions(query, now, today)
  const values = [...c.values]
  const day = `$${values.push(dayToDate(today))}`
  const from = `$${values.push(dayToDate(range.first))}`
  const until = `$${values.push(dayToDate(range.last))}`
  const found = await rows<SessionRow & { title: string; host: string }>(
    `SELECT ${SESSION(day)}, p.title, h.name AS host FROM ${TABLES}
     WHERE ${c.where} AND (s.starts_at AT TIME ZONE 'Asia/Tokyo')::date BETWEEN ${from}::date AND ${until}::date
     ORDER BY s.starts_at, s.id LIMIT ${MAX_MONTH}`,
    values,
  )
  return found.map((row) => ({ ...listed(row, now), placeId: row.placeId, title: row.title, host: row.host }))
}

type FoundPin = {
  id: number
  title: string
  venue: string
  host: string
  first: Date
  room: number
  latitude: number
  longitude: number
}

/** The places found that have a point on the map, with the first of their days and the room of all. */
export async function findPins(query: FindQuery, now: Date, today: Day): Promise<FoundPin[]> {
  const c = conditions(query, now, today)
  return rows<FoundPin>(
    `SELECT p.id, p.title, p.venue, h.name AS host, min(s.starts_at) AS first,
       sum(greatest(0, s.capacity - s.taken))::int AS room, p.latitude, p.longitude
     FROM ${TABLES} WHERE ${c.where} AND p.latitude IS NOT NULL
     GROUP BY p.id, h.name ORDER BY min(s.starts_at), p.id LIMIT ${MAX_PINS}`,
    c.values,
  )
}

/** Events for calendar programs: of the city, of one association, of one notice, of one household. */
import type { Actor } from '~/modules/accounts/rules'
import { householdsOf } from '~/modules/households/queries/own.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { dayOf, now } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import { householdOfKey, keyOfHousehold } from '../calendar-key.server'
import type { CalendarEntry } from '../ical'
import type { AnswerKind } from '../rules'

/** A feed reaches back so far, so that what was called off last month is still told. */
const BACK_MS = 60 * 86_400_000
const MAX_ENTRIES = 500

type Row = {
  id: number
  version: number
  state: string
  title: string
  excerpt: string
  publisher: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  latitude: number | null
  longitude: number | null
  updatedAt: Date
  answer: AnswerKind | null
  people: number | null
}

const COLUMNS = `n.id, n.version, n.state, n.title, n.excerpt, p.name AS publisher, n.event_starts_at AS "startsAt",
  n.event_ends_at AS "endsAt", n.event_place AS place, n.event_latitude AS latitude, n.event_longitude AS longitude,
  n.updated_at AS "updatedAt"`

/**
 * What a calendar is told. A notice that was withdrawn is no longer read by anybody, so that only its time and the
 * word remain: what it said may have been the very reason.
 */
function entryOf(t: Translate, origin: string, row: Row): CalendarEntry {
  const { id, version, startsAt, endsAt, updatedAt } = row
  const always = { id, version, startsAt, endsAt, updatedAt }
  if (row.state === 'withdrawn') {
    const title = t('events.feed.cancelled', { name: row.publisher })
    return {
      ...always,
      title,
      description: '',
      place: null,
      latitude: null,
      longitude: null,
      cancelled: true,
    }
  }
  const description = [
    row.excerpt,
    t('events.feed.by', { name: row.publisher }),
    row.answer && t(`events.feed.answer_${row.answer}`, { people: row.people ?? 0 }),
    `${origin}/notices/${id}`,
  ]
  return {
    ...always,
    title: row.title,
    description: description.filter(Boolean).join('\n'),
    place: row.place,
    latitude: row.latitude,
    longitude: row.longitude,
    cancelled: false,
  }
}

function since(): Date {
  return new Date(now().getTime() - BACK_MS)
}

/** Public events, soonest first: of one association, or of all. */
export async function publicEntries(
  t: Translate,
  origin: string,
  associationId?: number,
): Promise<CalendarEntry[]> {
  // Two states are two questions, so that each is answered by its own index.
  const part = (state: 'published' | 'withdrawn') => `
    (SELECT ${COLUMNS}, NULL AS answer, NULL AS people FROM notices n JOIN associations p ON p.id = n.association_id
     WHERE n.state = '${state}' AND n.visibility = 'public' AND n.event_starts_at >= $1::timestamptz
       ${associationId ? 'AND n.association_id = $2::int' : ''}
     ORDER BY n.event_starts_at, n.id LIMIT ${MAX_ENTRIES})`
  const found = await rows<Row>(
    `${part('published')} UNION ALL ${part('withdrawn')} ORDER BY "startsAt", id LIMIT ${MAX_ENTRIES}`,
    [since(), ...(associationId ? [associationId] : [])],
  )
  return found.map((row) => entryOf(t, origin, row))
}

const ONE_SQL = `SELECT ${COLUMNS}, NULL AS answer, NULL AS people
  FROM notices n JOIN associations p ON p.id = n.association_id WHERE n.id = $1 AND n.event_starts_at IS NOT NULL`

/**
 * The event of one notice, for a reader who may read it.
 * @throws NotFound, Gone as `readNotice`; NotFound when it has none
 */
export async function entryOfNotice(
  actor: Actor,
  noticeId: number,
  t: Translate,
  origin: string,
): Promise<CalendarEntry> {
  await readNotice(actor, noticeId)
  const [row] = await rows<Row>(ONE_SQL, [noticeId])
  if (!row) throw new NotFound()
  return entryOf(t, origin, row)
}

const HOUSEHOLD_SQL = `
  SELECT h.id, h.calendar_key AS "calendarKey", a.path, (${countingHousehold('h', '$2')}) AS counts
  FROM households h JOIN associations a ON a.id = h.association_id WHERE h.id = $1`

/** What is addressed to the household or to a node above it, for everybody or for members; never 役員あて. */
const ADDRESSED_SQL = `
  SELECT ${COLUMNS}, e.kind AS answer, e.people
  FROM notices n JOIN associations p ON p.id = n.association_id
    LEFT JOIN event_answers e ON e.notice_id = n.id AND e.household_id = $3
  WHERE n.state IN ('published', 'withdrawn') AND n.visibility IN ('public', 'members')
    AND n.audience_id = ANY($1::int[]) AND n.event_starts_at >= $2::timestamptz
  ORDER BY n.event_starts_at, n.id LIMIT ${MAX_ENTRIES}`

/**
 * The events addressed to the household whose key this is, with its own answers. Nobody signs in to a feed: whoever
 * has the key reads it, until it is renewed.
 * @throws NotFound for a key that opens nothing; Gone for a household that has moved out or is no longer listed
 */
export async function entriesOfHousehold(
  key: string,
  t: Translate,
  origin: string,
): Promise<CalendarEntry[]> {
  const id = householdOfKey.id(key)
  if (id === null) throw new NotFound()
  const [household] = await rows<{
    id: number
    calendarKey: number
    path: string
    counts: boolean
  }>(HOUSEHOLD_SQL, [id, dayOf(now())])
  if (!household || !householdOfKey.opens(key, household)) throw new NotFound()
  if (!household.counts) throw new Gone()
  const above = household.path.split('/').filter(Boolean).map(Number)
  const found = await rows<Row>(ADDRESSED_SQL, [above, since(), household.id])
  return found.map((row) => entryOf(t, origin, row))
}

/** The households of the reader with the address of each calendar's key, for their own page. None for a guest. */
export async function householdCalendars(
  actor: Actor,
): Promise<{ id: number; name: string; key: string; number: number }[]> {
  const own = (await householdsOf(actor)).filter(({ role }) => role !== 'dependant')
  if (own.length === 0) return []
  const found = await rows<{ id: number; name: string; calendarKey: number }>(
    `SELECT h.id, h.name, h.calendar_key AS "calendarKey" FROM households h
     WHERE h.id = ANY($1::int[]) AND ${countingHousehold('h', '$2')} ORDER BY h.id`,
    [own.map(({ id }) => id), actor.today],
  )
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    key: keyOfHousehold(row),
    number: row.calendarKey,
  }))
}

/** One event as its readers see it: how many come, how many places are left, and what one's own household answers. */
import type { Actor } from '~/modules/accounts/rules'
import { householdsOf } from '~/modules/households/queries/own.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { type Day, thisMinute } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Shape } from '~/ui/map/geometry'
import {
  type AnswerKind,
  answering,
  type EventAsks,
  type Nearness,
  nearness,
  placesLeft,
  takesAnswers,
} from '../rules'
import { officerScopes, seesAnswers } from './scope.server'

type EventRow = {
  id: number
  state: string
  visibility: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  capacity: number | null
  asks: EventAsks
  answerBy: Day | null
  latitude: number | null
  longitude: number | null
  /** The outline of the city, when there is a point to show in it */
  outline: Shape | null
  publisher: string
  publisherSlug: string
  audiencePath: string
  /** Persons who come */
  people: number
  /** Whether the reader is an officer who may see the answers */
  officer: boolean
}

const EVENT_SQL = `
  SELECT n.id, n.state, n.visibility, n.event_starts_at AS "startsAt", n.event_ends_at AS "endsAt",
    n.event_place AS place, n.event_capacity AS capacity, n.event_asks AS asks, n.event_answer_by::text AS "answerBy",
    n.event_latitude AS latitude, n.event_longitude AS longitude,
    CASE WHEN n.event_latitude IS NOT NULL THEN (SELECT c.area FROM associations c WHERE c.kind = 'city') END AS outline,
    p.name AS publisher, p.slug AS "publisherSlug", a.path AS "audiencePath",
    (SELECT coalesce(sum(e.people), 0)::int FROM event_answers e WHERE e.notice_id = n.id AND e.kind = 'attend') AS people,
    ${seesAnswers('$2', '$3')} AS officer
  FROM notices n JOIN associations p ON p.id = n.association_id JOIN associations a ON a.id = n.audience_id
  WHERE n.id = $1 AND n.event_starts_at IS NOT NULL`

/** What was answered. */
type GivenAnswer = {
  kind: AnswerKind
  people: number
  entrustedTo: string
  answeredAt: Date
  version: number
  /** Entered by an officer, from paper or a telephone call */
  entered: boolean
}

/** One for whom the reader may answer: a household, or the reader alone. `key` is the value of the field `as`. */
export type Answerer = { key: string; household: string | null; answer: GivenAnswer | null }

export type EventView = Omit<EventRow, 'audiencePath' | 'state' | 'visibility'> & {
  nearness: Nearness
  placesLeft: number | null
  /** Whether an answer given now is taken */
  open: boolean
  signedIn: boolean
  answerers: Answerer[]
}

/**
 * The event of a notice that this reader has been found to read (`readNotice`); null when it has none.
 */
export async function eventOf(
  actor: Actor,
  notice: { id: number; eventStartsAt: Date | null },
): Promise<EventView | null> {
  if (!notice.eventStartsAt) return null
  const { paths, below } = officerScopes(actor)
  const [found] = await rows<EventRow>(EVENT_SQL, [notice.id, paths, below])
  if (!found) return null
  const { audiencePath, state, visibility, ...event } = found
  const at = thisMinute()
  const published = state === 'published'
  return {
    ...event,
    nearness: nearness(event.startsAt, event.endsAt, at),
    placesLeft: placesLeft(event.capacity, event.people),
    open: published && takesAnswers(event, at),
    signedIn: actor.user !== null,
    answerers: published && event.asks !== 'nothing' ? await answerersOf(actor, found) : [],
  }
}

/**
 * The event to be answered, for its own page.
 * @throws NotFound, Gone as `readNotice`; NotFound when nobody is asked
 */
export async function eventToAnswer(actor: Actor, noticeId: number) {
  const notice = await readNotice(actor, noticeId)
  const event = await eventOf(actor, notice)
  if (!event || event.asks === 'nothing' || notice.state !== 'published') throw new NotFound()
  return { title: notice.title, event }
}

type AnswererRow = { id: number | null; name: string | null } & {
  [K in keyof GivenAnswer]: GivenAnswer[K] | null
}

const ANSWER = `e.kind, e.people, e.entrusted_to AS "entrustedTo", e.answered_at AS "answeredAt", e.version,
  e.entered_by_id IS NOT NULL AS entered`

/** The households of these that count on the day, and the reader's own answer, if there is any. */
const ANSWERERS_SQL = `
  (SELECT h.id, h.name, ${ANSWER}
   FROM households h LEFT JOIN event_answers e ON e.household_id = h.id AND e.notice_id = $1
   WHERE h.id = ANY($2::int[]) AND ${countingHousehold('h', '$3')} ORDER BY h.id)
  UNION ALL
  (SELECT NULL, NULL, ${ANSWER} FROM event_answers e WHERE e.notice_id = $1 AND e.user_id = $4::uuid)`

async function answerersOf(actor: Actor, event: EventRow): Promise<Answerer[]> {
  if (!actor.user) return []
  const found = await rows<AnswererRow>(ANSWERERS_SQL, [
    event.id,
    answering(await householdsOf(actor), event.audiencePath),
    actor.today,
    actor.user.id,
  ])
  const answerers = found.map((row) => ({
    key: row.id === null ? 'me' : `household-${row.id}`,
    household: row.name,
    answer: givenAnswer(row),
  }))
  const maySpeakAlone = event.asks === 'attendance' && event.visibility === 'public'
  if (answerers.length > 0 || !maySpeakAlone) return answerers
  return [{ key: 'me', household: null, answer: null }]
}

function givenAnswer({ kind, people, entrustedTo, answeredAt, version, entered }: AnswererRow) {
  if (!kind || people === null || !answeredAt || version === null) return null
  return { kind, people, entrustedTo: entrustedTo ?? '', answeredAt, version, entered: entered === true }
}

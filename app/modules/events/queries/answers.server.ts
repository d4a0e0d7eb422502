/** 出欠の回答 as officers see them: counts, households by group, and who comes. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { type Day, now } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { AnswerKind, EventAsks } from '../rules'
import { namesHousehold, officerScopes, seesAnswers } from './scope.server'

/** More households than these are shown group by group. */
const MANY_HOUSEHOLDS = 300
/** In a file, and on the printed list. */
const ALL_HOUSEHOLDS = 20_000

export type OfficersEvent = {
  id: number
  title: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  asks: Exclude<EventAsks, 'nothing'>
  capacity: number | null
  answerBy: Day | null
  audiencePath: string
  publisher: string
}

const EVENT_SQL = `
  SELECT n.id, n.title, n.event_starts_at AS "startsAt", n.event_ends_at AS "endsAt", n.event_place AS place,
    n.event_asks AS asks, n.event_capacity AS capacity, n.event_answer_by::text AS "answerBy",
    a.path AS "audiencePath", p.name AS publisher
  FROM notices n JOIN associations p ON p.id = n.association_id JOIN associations a ON a.id = n.audience_id
  WHERE n.id = $1 AND n.state IN ('published', 'expired') AND n.event_asks <> 'nothing'
    AND n.event_starts_at IS NOT NULL AND ${seesAnswers('$2', '$3')}`

/**
 * The event of which the actor may see the answers.
 * @throws SignInNeeded; NotFound when nobody is asked, or the actor is no officer there
 */
export async function officersEvent(actor: Actor, noticeId: number): Promise<OfficersEvent> {
  const { paths, below } = officerScopes(requireUser(actor))
  const [event] = await rows<OfficersEvent>(EVENT_SQL, [noticeId, paths, below])
  if (!event) throw new NotFound()
  return event
}

export type Counts = {
  /** Households that count under the audience */
  households: number
  attend: number
  absent: number
  entrust: number
  unanswered: number
  /** Persons who come, of households and others */
  people: number
  /** Answers of persons who are in no household there */
  others: number
}

/** Of all that are asked, also of those whom the officer does not see by name. */
const COUNTS_SQL = `
  WITH asked AS (
    SELECT h.id FROM associations g JOIN households h ON h.association_id = g.id
    WHERE starts_with(g.path, $2) AND ${countingHousehold('h', '$3')}
  ), counted AS (
    SELECT e.kind FROM event_answers e JOIN asked ON asked.id = e.household_id WHERE e.notice_id = $1
  )
  SELECT (SELECT count(*) FROM asked)::int AS households,
    count(*) FILTER (WHERE kind = 'attend')::int AS attend,
    count(*) FILTER (WHERE kind = 'absent')::int AS absent,
    count(*) FILTER (WHERE kind = 'entrust')::int AS entrust,
    ((SELECT count(*) FROM asked) - count(*))::int AS unanswered,
    (SELECT coalesce(sum(e.people), 0)::int FROM event_answers e WHERE e.notice_id = $1) AS people,
    (SELECT count(*)::int FROM event_answers e WHERE e.notice_id = $1 AND e.user_id IS NOT NULL) AS others
  FROM counted`

export type GroupCounts = {
  id: number
  name: string
  households: number
  attend: number
  absent: number
  entrust: number
  people: number
}

/** Households in the reach of the office, and their answers; `$1` to `$5` are those of `inReach`. */
const REACH = `
  FROM associations g JOIN households h ON h.association_id = g.id
    LEFT JOIN event_answers e ON e.household_id = h.id AND e.notice_id = $1
  WHERE starts_with(g.path, $2) AND ${countingHousehold('h', '$3')} AND ${namesHousehold('$4', '$5')}`

const GROUPS_SQL = `
  SELECT g.id, g.name, count(*)::int AS households,
    count(*) FILTER (WHERE e.kind = 'attend')::int AS attend,
    count(*) FILTER (WHERE e.kind = 'absent')::int AS absent,
    count(*) FILTER (WHERE e.kind = 'entrust')::int AS entrust,
    coalesce(sum(e.people), 0)::int AS people
  ${REACH} GROUP BY g.id ORDER BY g.path, g.id`

export type HouseholdAnswer = {
  id: number
  name: string
  groupId: number
  group: string
  kind: AnswerKind | null
  people: number | null
  entrustedTo: string | null
  answeredAt: Date | null
  /** Entered by an officer, from paper or a telephone call */
  entered: boolean
}

const HOUSEHOLDS_SQL = `
  SELECT h.id, h.name, g.id AS "groupId", g.name AS "group", e.kind, e.people, e.entrusted_to AS "entrustedTo",
    e.answered_at AS "answeredAt", e.entered_by_id IS NOT NULL AS entered
  ${REACH} AND ($6::int IS NULL OR g.id = $6) ORDER BY g.path, g.id, h.position, h.id LIMIT $7`

export type OtherAnswer = { name: string; kind: AnswerKind; people: number; answeredAt: Date }

/** Persons who answered for themselves have told it to the publisher, and to nobody else. */
const OTHERS_SQL = `
  SELECT trim(u.family_name || ' ' || u.given_name) AS name, e.kind, e.people, e.answered_at AS "answeredAt"
  FROM event_answers e JOIN users u ON u.id = e.user_id
    JOIN notices n ON n.id = e.notice_id JOIN associations g ON g.id = n.association_id
  WHERE e.notice_id = $1 AND ${namesHousehold('$2', '$3')} ORDER BY e.answered_at, e.id LIMIT ${ALL_HOUSEHOLDS}`

/** The values of the statements over the households in the reach of the office. */
function inReach(actor: Actor, event: OfficersEvent): unknown[] {
  const { paths, below } = officerScopes(actor)
  return [event.id, event.audiencePath, actor.today, paths, below]
}

async function othersOf(actor: Actor, event: OfficersEvent): Promise<OtherAnswer[]> {
  const { paths, below } = officerScopes(actor)
  return rows<OtherAnswer>(OTHERS_SQL, [event.id, paths, below])
}

async function householdsIn(
  actor: Actor,
  event: OfficersEvent,
  group: number | null,
  limit: number,
): Promise<HouseholdAnswer[]> {
  return rows<HouseholdAnswer>(HOUSEHOLDS_SQL, [...inReach(actor, event), group, limit])
}

/**
 * The answers to an event: the counts of all, the groups in the reach of the office, and their households, of one
 * group when they are many.
 * @throws SignInNeeded, NotFound as `officersEvent`
 */
export async function answersOf(actor: Actor, noticeId: number, group?: number) {
  const event = await officersEvent(actor, noticeId)
  const [[counts], groups, others] = await Promise.all([
    rows<Counts>(COUNTS_SQL, [event.id, event.audiencePath, actor.today]),
    rows<GroupCounts>(GROUPS_SQL, inReach(actor, event)),
    othersOf(actor, event),
  ])
  if (!counts) throw new Error('count(*) gave no row')
  const total = groups.reduce((sum, { households }) => sum + households, 0)
  const shown = groups.find(({ id }) => id === group)?.id ?? null
  const households =
    shown !== null || total <= MANY_HOUSEHOLDS ? await householdsIn(actor, event, shown, ALL_HOUSEHOLDS) : []
  const { audiencePath: _, ...told } = event
  return { event: told, counts, groups, group: shown, households, others, begun: event.startsAt <= now() }
}

/**
 * Every household in the reach of the office with its answer, and everybody else who has answered: for a file and
 * for the list at the door (出席者名簿).
 * @throws SignInNeeded, NotFound as `officersEvent`
 */
export async function allAnswers(actor: Actor, noticeId: number) {
  const event = await officersEvent(actor, noticeId)
  const [households, others] = await Promise.all([
    householdsIn(actor, event, null, ALL_HOUSEHOLDS),
    othersOf(actor, event),
  ])
  const { audiencePath: _, ...told } = event
  return { event: told, households, others }
}

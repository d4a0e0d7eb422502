/** 意見交換会: states, who may do what and when, the times of the agenda, and how what was decided stands. Pure. */
import { addDays, type Day, dayOf, daysBetween } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  TalkQuestionState as DbQuestionState,
  TalkState as DbTalkState,
} from '../../../prisma/generated/enums'

/** 意見交換会の状態: 下書き, お知らせずみ, 開催ずみ, 中止 */
export const talkStates = ['draft', 'announced', 'held', 'cancelled'] as const
export type TalkState = (typeof talkStates)[number]

/** 事前の質問の状態: 確認待ち, 公開, 取り上げません */
const questionStates = ['waiting', 'shown', 'refused'] as const
export type QuestionState = (typeof questionStates)[number]

/** Same in the database: a difference does not compile. */
const _talks: Same<TalkState, DbTalkState> = true
const _questions: Same<QuestionState, DbQuestionState> = true
void _talks
void _questions

/** Which nodes are asked to come: a group (班) comes with its association, and the city is not asked. */
export const INVITED_KINDS = ['council', 'neighbourhood'] as const

/** What the host does with a talk as a whole. */
export const talkVerbs = ['announce', 'hold', 'cancel'] as const
export type TalkVerb = (typeof talkVerbs)[number]

/** The one table of what may follow what. `when`: compared with the beginning; `needs`: what has to stand. */
const talkMoves: readonly {
  verb: TalkVerb
  from: TalkState
  to: TalkState
  when: 'before' | 'after' | 'any'
  needs: 'agenda' | 'reason' | null
}[] = [
  { verb: 'announce', from: 'draft', to: 'announced', when: 'before', needs: 'agenda' },
  { verb: 'hold', from: 'announced', to: 'held', when: 'after', needs: null },
  { verb: 'cancel', from: 'announced', to: 'cancelled', when: 'any', needs: 'reason' },
]

type Standing = { state: TalkState; startsAt: Date }

/** Whether the host can do this now: `ok`, or why not. */
export function verbStands(
  verb: TalkVerb,
  talk: Standing,
  at: Date,
  given: { items: number; reason: string },
): 'ok' | 'state' | 'too_late' | 'too_early' | 'agenda' | 'reason' {
  const move = talkMoves.find((one) => one.verb === verb && one.from === talk.state)
  if (!move) return 'state'
  const begun = at >= talk.startsAt
  if (move.when === 'before' && begun) return 'too_late'
  if (move.when === 'after' && !begun) return 'too_early'
  if (move.needs === 'agenda' && given.items === 0) return 'agenda'
  if (move.needs === 'reason' && given.reason === '') return 'reason'
  return 'ok'
}

export const stateAfter = (verb: TalkVerb): TalkState =>
  talkMoves.find((move) => move.verb === verb)?.to ?? 'draft'

/** The verbs of a state that only time or words can still refuse: these have a button. */
export const verbsOf = (state: TalkState): TalkVerb[] =>
  talkMoves.filter((move) => move.from === state).map(({ verb }) => verb)

/** When, where, for whom: changed until it was held; afterwards it is what it was. */
export const isEditable = (state: TalkState): boolean => state === 'draft' || state === 'announced'

/** The last day for answers and questions: the one that was set, or the day of the talk itself. */
export const lastDay = (talk: { answerBy: Day | null; startsAt: Date }): Day =>
  talk.answerBy ?? dayOf(talk.startsAt)

/** Whether associations still answer, and questions are still taken. */
export function takesAnswers(talk: Standing & { answerBy: Day | null }, at: Date): boolean {
  return talk.state === 'announced' && at < talk.startsAt && dayOf(at) <= lastDay(talk)
}

/**
 * Whether the address of the online room is shown: to the host always, to those who come from the day before until the
 * day is over. An address that lies about for weeks is found by those who were not asked.
 */
export function showsOnline(
  talk: Standing & { endsAt: Date },
  who: { host: boolean; comes: boolean },
  at: Date,
): boolean {
  if (who.host) return talk.state !== 'cancelled'
  if (!who.comes || talk.state === 'cancelled' || talk.state === 'draft') return false
  const today = dayOf(at)
  return today >= addDays(dayOf(talk.startsAt), -1) && today <= dayOf(talk.endsAt)
}

/** How near a talk is: for the mark beside its date. */
export function nearness(
  startsAt: Date,
  at: Date,
): { when: 'over' | 'today' | 'tomorrow' | 'later'; days: number } {
  const days = daysBetween(dayOf(at), dayOf(startsAt))
  if (days < 0) return { when: 'over', days }
  return { when: days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'later', days }
}

const MINUTE = 60_000

/**
 * 議題 with the time at which each begins, as far as the minutes of those before it are known.
 * @returns the times (null where unknown), minutes planned altogether, and by how many these are longer than the talk
 */
export function agendaTimes(
  talk: { startsAt: Date; endsAt: Date },
  items: readonly { minutes: number | null }[],
): { starts: (Date | null)[]; planned: number; over: number } {
  let at: number | null = talk.startsAt.getTime()
  const starts = items.map(({ minutes }) => {
    const begins = at === null ? null : new Date(at)
    at = at === null || minutes === null ? null : at + minutes * MINUTE
    return begins
  })
  const planned = items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  const room = (talk.endsAt.getTime() - talk.startsAt.getTime()) / MINUTE
  return { starts, planned, over: Math.max(0, planned - room) }
}

/** Moves the item at `index` one place up or down; at the end of the row nothing moves. */
export function moved<T>(items: readonly T[], index: number, way: 'up' | 'down'): T[] {
  const other = way === 'up' ? index - 1 : index + 1
  const [one, two] = [items[index], items[other]]
  if (one === undefined || two === undefined) return [...items]
  return items.map((item, at) => (at === index ? two : at === other ? one : item))
}

/** 出欠 of an association: no answer yet, comes to the place, comes online, does not come. */
export const answers = ['unknown', 'place', 'online', 'no'] as const
export type TalkAnswer = (typeof answers)[number]

/** An association answers; it does not take back that it has. */
export const givenAnswers = ['place', 'online', 'no'] as const

export const answerOf = (row: { comes: boolean | null; online: boolean }): TalkAnswer =>
  row.comes === null ? 'unknown' : !row.comes ? 'no' : row.online ? 'online' : 'place'

/** The columns of an answer; whoever does not come comes with nobody. */
export const columnsOfAnswer = (answer: TalkAnswer, people: number) => ({
  comes: answer === 'unknown' ? null : answer !== 'no',
  online: answer === 'online',
  people: answer === 'place' || answer === 'online' ? people : 0,
})

/**
 * Who asks before the meeting: an officer or a member of an association that is invited is known, and their question is
 * shown at once; anybody else's waits until the host has looked.
 */
export const questionBegins = (who: { known: boolean }): QuestionState => (who.known ? 'shown' : 'waiting')

/** How something that was decided stands. */
export const outcomeStandings = ['done', 'overdue', 'soon', 'open', 'ended'] as const
export type OutcomeStanding = (typeof outcomeStandings)[number]

/** Days before the day on which it is said that it is near. */
const SOON_DAYS = 7

/**
 * 決まったこと: that of the city stands as its matter does, that of an association until it is ticked.
 * @param matterState state of the matter in the exchange; null where there is none
 */
export function outcomeStanding(
  outcome: { dueOn: Day | null; doneOn: Day | null; droppedOn?: Day | null; matterState: string | null },
  today: Day,
): OutcomeStanding {
  const { dueOn, doneOn, matterState } = outcome
  if (doneOn !== null || matterState === 'done') return 'done'
  // やめることにした: the reason stands beside it.
  if (outcome.droppedOn) return 'ended'
  // 対応できません, 取下げ: nothing more is waited for, and the matter says why.
  if (matterState === 'impossible' || matterState === 'withdrawn' || matterState === 'refused') return 'ended'
  if (dueOn === null) return 'open'
  // The day of a matter is the one by which the city answers: once it has, the matter tells how it goes on.
  if (matterState === 'answered' || matterState === 'underway') return 'open'
  if (dueOn < today) return 'overdue'
  return daysBetween(today, dueOn) <= SOON_DAYS ? 'soon' : 'open'
}

/** So many of each, at most: a talk is two hours. */
export const MOST_ITEMS = 30
export const MOST_OUTCOMES = 50
export const MOST_QUESTIONS = 300
/** Letters of 議事録 */
export const MINUTES_MAX = 30_000

/** Days after a talk for which it is known who asked a question, for an appeal; then nobody knows. */
export const ASKERS_KEPT_DAYS = 365

/** Adds up what came and what was said, for the head of a list. */
export function attendanceSums(
  rows: readonly { comes: boolean | null; online: boolean; people: number; came: number | null }[],
): { place: number; online: number; no: number; unknown: number; people: number; came: number | null } {
  const of = (answer: TalkAnswer) => rows.filter((row) => answerOf(row) === answer).length
  const counted = rows.filter((row) => row.came !== null)
  return {
    place: of('place'),
    online: of('online'),
    no: of('no'),
    unknown: of('unknown'),
    people: rows.reduce((sum, row) => sum + row.people, 0),
    came: counted.length === 0 ? null : counted.reduce((sum, row) => sum + (row.came ?? 0), 0),
  }
}

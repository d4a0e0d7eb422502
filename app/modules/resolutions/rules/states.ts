/**
 * 書面・電磁的決議: a decision of an association without a meeting. States, ways, days, who may do what. Pure; today is
 * an argument.
 *
 * 地方自治法260条の19の2, for associations with legal personality (認可地縁団体):
 * - 第1項 (`consent_then_majority`): what a general meeting has to decide may be decided in writing or electronically
 *   when all members agree to this method. Then the usual majority decides, as in a meeting (260条の18; a change of the
 *   rules 260条の3第2項 and dissolution 260条の21 need three quarters of all, unless the rules say otherwise). A single
 *   objection, or a single missing reply, and a meeting is held.
 * - 第2項 (`all_agree`): when all members agree to the matter itself in writing or electronically, it counts as decided
 *   in writing.
 * Other associations follow their own rules (`by_rules`).
 */
import { addDays, type Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { ResolutionState as DbState, ResolutionWay as DbWay } from '../../../../prisma/generated/enums'

/** 状態 */
export const resolutionStates = [
  'draft',
  'consenting',
  'voting',
  'checking',
  'decided',
  'to_meeting',
  'cancelled',
] as const
export type ResolutionState = (typeof resolutionStates)[number]

/** 決め方 */
export const ways = ['consent_then_majority', 'all_agree', 'by_rules'] as const
export type Way = (typeof ways)[number]

/** Same in the database: a difference does not compile. */
const _same: [Same<ResolutionState, DbState>, Same<Way, DbWay>] = [true, true]
void _same

/** 一人一票 or 一世帯一票 */
export const units = ['person', 'household'] as const
export type Unit = (typeof units)[number]

/** Why a meeting is held after all, or why it was stopped. */
const reasons = [
  'objection', // 承諾しない人がいた
  'missing_consent', // 承諾の返事がそろわなかった
  'disagreement', // 第2項: 同意しない人がいた
  'missing_vote', // 第2項: 返事がそろわなかった
  'quorum', // 規約の定める数に足りなかった
  'not_confirmed', // 監事が確認できなかった
  'no_days_left', // 承諾はそろったが、表決の日が残っていなかった
  'stopped', // 役員が取りやめた
] as const
export type Reason = (typeof reasons)[number]

/** Who moves it: the officers who run it, the voters' own answers, the clock, or the 監事. */
export type Mover = 'officer' | 'answers' | 'clock' | 'auditor'

/** What may follow what, and by whom. A draft is deleted, not cancelled. */
export const moves: readonly { from: ResolutionState; to: ResolutionState; by: readonly Mover[] }[] = [
  { from: 'draft', to: 'consenting', by: ['officer'] },
  { from: 'draft', to: 'voting', by: ['officer'] },
  { from: 'consenting', to: 'voting', by: ['answers', 'clock', 'officer'] },
  { from: 'consenting', to: 'to_meeting', by: ['answers', 'clock', 'officer'] },
  { from: 'consenting', to: 'cancelled', by: ['officer'] },
  { from: 'voting', to: 'checking', by: ['clock', 'officer'] },
  { from: 'voting', to: 'to_meeting', by: ['answers', 'officer'] },
  { from: 'voting', to: 'cancelled', by: ['officer'] },
  { from: 'checking', to: 'decided', by: ['auditor'] },
  // Where no 監事 can check the count any more, the officers lead it into a meeting rather than leave it lying.
  { from: 'checking', to: 'to_meeting', by: ['auditor', 'officer'] },
]

export const mayMove = (from: ResolutionState, to: ResolutionState, by: Mover): boolean =>
  moves.some((move) => move.from === from && move.to === to && move.by.includes(by))

/** Whether members are asked just now, on paper too. */
export const isRunning = (state: ResolutionState): boolean => state === 'consenting' || state === 'voting'

/** Whether nothing follows. */
export const isOver = (state: ResolutionState): boolean => !moves.some(({ from }) => from === state)

/** The state into which it starts: the method is agreed to first where the law asks for it. */
export const firstState = (way: Way): 'consenting' | 'voting' =>
  way === 'consent_then_majority' ? 'consenting' : 'voting'

/** The ways open to an association: the law's two with legal personality, its own rules without. */
export const waysFor = (legal: boolean): readonly Way[] =>
  legal ? ['consent_then_majority', 'all_agree'] : ['by_rules']

/**
 * Days after the last one on which papers that came in time can still be entered; then the clock goes on by itself.
 * With an account or a link nobody answers in these days.
 */
const PAPER_DAYS = 3

/** At least so many days lie between the day on which a vote begins and its last one, after the consent of all. */
export const VOTE_DAYS = 3

/** Whether the last day of the vote leaves its days after the last day of consent and the days for papers. */
export const leavesVoteDays = (consentUntil: Day, voteUntil: Day): boolean =>
  voteUntil >= addDays(consentUntil, PAPER_DAYS + VOTE_DAYS)

/** Whether the days of a vote lie apart as they must: from its first day, where one is set, to its last. */
export const leavesDays = (voteFrom: Day | null, voteUntil: Day): boolean =>
  voteFrom === null || voteUntil >= addDays(voteFrom, VOTE_DAYS)

/** Whether a vote that begins today, or on its first day to come, still has its days. */
export const mayBeginVote = (days: Pick<Days, 'voteFrom' | 'voteUntil'>, today: Day): boolean =>
  days.voteUntil >= addDays(today, VOTE_DAYS) && leavesDays(days.voteFrom, days.voteUntil)

/**
 * Whether those who are silent are due a reminder: from some days before the last one up to that day, so that a morning
 * without the clock is made up; not on the day on which they were asked.
 */
export const remindsOn = (last: Day, askedOn: Day, today: Day): boolean =>
  today >= addDays(last, -REMINDER_DAYS) && today <= last && today > askedOn

/** Whether the first day of a vote that was announced before has come, so that its voters are written to. */
export const opensOn = (days: Pick<Days, 'voteFrom' | 'voteUntil'>, begunOn: Day, today: Day): boolean =>
  days.voteFrom !== null && begunOn < days.voteFrom && today >= days.voteFrom && today <= days.voteUntil

/** Days before the last one on which those who have not answered are reminded. */
const REMINDER_DAYS = 3

/** At most so many voters. */
export const MOST_VOTERS = 1000

/** At most so many 議案 in one decision. */
export const MOST_ITEMS = 20

/** Years after its end for which names, answers and votes are kept; what was decided stays. */
export const KEPT_YEARS = 5

/** The days of a decision. */
type Days = { consentUntil: Day | null; voteFrom: Day | null; voteUntil: Day }

/** How a phase stands for somebody who answers by an account or a link. */
type Window = 'early' | 'open' | 'late' | 'closed'

/** 承諾・表決のできる日かどうか, first and last days included. */
export function windowOf(state: ResolutionState, days: Days, today: Day): Window {
  if (state === 'consenting') return days.consentUntil !== null && today > days.consentUntil ? 'late' : 'open'
  if (state !== 'voting') return 'closed'
  if (days.voteFrom !== null && today < days.voteFrom) return 'early'
  return today > days.voteUntil ? 'late' : 'open'
}

/** The last day of the phase that is running; null when none is. */
export function lastDay(state: ResolutionState, days: Days): Day | null {
  if (state === 'consenting') return days.consentUntil
  return state === 'voting' ? days.voteUntil : null
}

/** How the replies to the method stand: one objection decides at once. */
type ConsentStanding = 'objection' | 'all' | 'missing' | 'waiting'

/**
 * @param replies one for each voter: true, false, or null without a reply
 * @returns `missing` once the last day is over, `waiting` before it
 */
export function consentStanding(
  replies: readonly (boolean | null)[],
  consentUntil: Day,
  today: Day,
): ConsentStanding {
  if (replies.includes(false)) return 'objection'
  if (replies.length > 0 && replies.every((reply) => reply === true)) return 'all'
  return today > consentUntil ? 'missing' : 'waiting'
}

/** Whether the clock goes on by itself: the days for entering papers are over too. */
export const clockGoesOn = (last: Day, today: Day): boolean => today > addDays(last, PAPER_DAYS)

/** What stands in the way of closing the vote. */
type Closing = 'not_yet' | 'papers_open' | 'sheets_differ' | 'ready'

/**
 * @param given `papersOpen`: papers that one officer alone has entered, or on which two differ; of a secret vote
 * `envelopes` confirmed in the list and `sheets` that count: they must agree
 */
export function closing(
  given: {
    voters: number
    voted: number
    papersOpen: number
    secret: boolean
    envelopes: number
    sheets: number
  },
  voteUntil: Day,
  today: Day,
): Closing {
  if (given.papersOpen > 0) return 'papers_open'
  if (given.secret && given.envelopes !== given.sheets) return 'sheets_differ'
  return given.voted === given.voters || today > voteUntil ? 'ready' : 'not_yet'
}

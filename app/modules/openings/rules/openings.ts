/** 募集: its kinds, what one needs to bring, its states and the moves between them. Pure; the day is an argument. */
import { addDays, type Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { OpeningState as DbState } from '../../../../prisma/generated/enums'

/**
 * 募集の種類: 役職まるごと, 仕事ひとつ, 何か月かだけ, 二人で分担, 三か月のお試し, 家でできる分だけ, 行事の日だけ
 */
export const openingKinds = ['post', 'task', 'months', 'shared', 'trial', 'home', 'event'] as const
export type OpeningKind = (typeof openingKinds)[number]

/** 得意なこと, as people would say it of themselves */
export const skills = [
  'writing',
  'numbers',
  'computer',
  'talking',
  'cooking',
  'lifting',
  'driving',
  'children',
  'elderly',
  'gardening',
  'repairs',
  'languages',
] as const
export type Skill = (typeof skills)[number]

export const openingStates = ['draft', 'open', 'filled', 'closed'] as const
export type OpeningState = (typeof openingStates)[number]

/** Same in the database: a difference does not compile. */
const _states: Same<OpeningState, DbState> = true
void _states

/** What a keeper does with an opening. */
export const openingVerbs = ['publish', 'fill', 'close', 'reopen'] as const
export type OpeningVerb = (typeof openingVerbs)[number]

const moves: Record<OpeningVerb, { from: readonly OpeningState[]; to: OpeningState }> = {
  publish: { from: ['draft'], to: 'open' },
  fill: { from: ['open'], to: 'filled' },
  close: { from: ['open'], to: 'closed' },
  reopen: { from: ['filled', 'closed'], to: 'open' },
}

/** Where a verb leads from a state; null when it is not possible there. */
export function afterVerb(state: OpeningState, verb: OpeningVerb): OpeningState | null {
  const move = moves[verb]
  return move.from.includes(state) ? move.to : null
}

export const verbsFrom = (state: OpeningState): OpeningVerb[] =>
  openingVerbs.filter((verb) => afterVerb(state, verb) !== null)

/** The days of an opening: 締切, 選ぶ日 and 終わる日 */
type OpeningDays = { closesOn: Day | null; electionOn: Day | null; endsOn: Day | null }

/**
 * The last day on which somebody can come forward: after the election, or after the work itself, it is too late
 * whatever the closing day says. Null where no day is known.
 */
export function lastDayOf({ closesOn, electionOn, endsOn }: OpeningDays): Day | null {
  const days = [closesOn, electionOn, endsOn].filter((day) => day !== null)
  return days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null)
}

/** Whether somebody can still come forward: it is open, and its last day is not over. */
export function takesInterest(opening: OpeningDays & { state: string }, today: Day): boolean {
  const last = lastDayOf(opening)
  return opening.state === 'open' && (last === null || last >= today)
}

/** An opening without a closing day would stand for ever: so many days are proposed. */
export const PROPOSED_DAYS = 60

/** 締切 as the form of a new opening proposes it: never after the work is over. */
export function proposedClosing(today: Day, endsOn: Day | null): Day {
  const proposed = addDays(today, PROPOSED_DAYS)
  return endsOn !== null && endsOn >= today && endsOn < proposed ? endsOn : proposed
}

/** 月に何時間まで: what one can ask the list for. Hours. */
export const hourLimits = [1, 3, 5, 10, 20] as const

/** Most that an opening may ask for in a month. Hours. */
export const MOST_HOURS = 200

/** Hours of so many minutes, to a tenth: 1.5 */
export const hoursOf = (minutes: number): number => Math.round(minutes / 6) / 10

/** Openings that have been over for so long are deleted, with their voices. Days. */
export const OPENING_KEPT_DAYS = 3 * 365

/** Most voices of one opening. */
export const MOST_VOICES = 10

/** 募集: its kinds, what one needs to bring, its states and the moves between them. Pure; the day is an argument. */
import type { Day } from '~/platform/clock'
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

/** Whether somebody can still come forward: it is open, and its last day is not over. */
export function takesInterest(opening: { state: string; closesOn: Day | null }, today: Day): boolean {
  return opening.state === 'open' && (opening.closesOn === null || opening.closesOn >= today)
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

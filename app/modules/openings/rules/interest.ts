/**
 * 関心・立候補・推薦: the stages, who moves from one to another, when an answer is due and when everything is deleted.
 * Pure; the day is an argument.
 */
import type { Actor } from '~/modules/accounts/rules'
import { addDays, type Day, daysBetween } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { InterestStage as DbStage } from '../../../../prisma/generated/enums'

/** もっと聞いてみたい, 立候補, 推薦 */
const interestKinds = ['hear_more', 'candidate', 'nominated'] as const
export type InterestKind = (typeof interestKinds)[number]

/** 本人の返事待ち, 新しい, 連絡した, 相談中, 候補, 選ばれた, 今回は見送り */
export const interestStages = [
  'asked',
  'new',
  'contacted',
  'talking',
  'candidate',
  'elected',
  'not_now',
] as const
export type InterestStage = (typeof interestStages)[number]

const _stages: Same<InterestStage, DbStage> = true
void _stages

/** Who moves: the person concerned, or whoever keeps the association's officers. */
type InterestMover = 'person' | 'keeper'

/**
 * What may follow what. Out of `asked` leads only the consent of the person who was nominated; at any stage the person
 * can withdraw, which deletes everything and is no stage.
 */
export const interestMoves: readonly { from: InterestStage; to: InterestStage; by: InterestMover }[] = [
  { from: 'asked', to: 'new', by: 'person' },
  { from: 'new', to: 'contacted', by: 'keeper' },
  { from: 'new', to: 'talking', by: 'keeper' },
  { from: 'new', to: 'candidate', by: 'keeper' },
  { from: 'new', to: 'not_now', by: 'keeper' },
  { from: 'contacted', to: 'talking', by: 'keeper' },
  { from: 'contacted', to: 'candidate', by: 'keeper' },
  { from: 'contacted', to: 'not_now', by: 'keeper' },
  { from: 'talking', to: 'candidate', by: 'keeper' },
  { from: 'talking', to: 'not_now', by: 'keeper' },
  { from: 'candidate', to: 'talking', by: 'keeper' },
  { from: 'candidate', to: 'elected', by: 'keeper' },
  { from: 'candidate', to: 'not_now', by: 'keeper' },
  // Entered by mistake, or the elected person declines.
  { from: 'elected', to: 'candidate', by: 'keeper' },
  { from: 'elected', to: 'not_now', by: 'keeper' },
  // Somebody who could not now comes back to it.
  { from: 'not_now', to: 'talking', by: 'keeper' },
  // Whoever heard more, or was put off, stands as a candidate: that waits for an answer of its own.
  { from: 'contacted', to: 'new', by: 'person' },
  { from: 'talking', to: 'new', by: 'person' },
  { from: 'not_now', to: 'new', by: 'person' },
]

export function mayMoveInterest(from: InterestStage, to: InterestStage, by: InterestMover): boolean {
  return interestMoves.some((move) => move.from === from && move.to === to && move.by === by)
}

export const stagesAfter = (from: InterestStage, by: InterestMover): InterestStage[] =>
  interestMoves.filter((move) => move.from === from && move.by === by).map(({ to }) => to)

/** The stages that a keeper may know of: all but the one in which the person has not agreed. */
export const SEEN_STAGES = interestStages.filter((stage) => stage !== 'asked')

/** Stages in which the association still has something to do. */
export const ACTIVE_STAGES = ['new', 'contacted', 'talking', 'candidate'] as const satisfies InterestStage[]

/** A nominated person is asked for so many days; then it is as if nobody had named them. */
export const ASKED_DAYS = 14

/** Days after the election, or after the closing of the opening, on which everything is deleted. */
export const KEPT_DAYS = 90
/** Where neither is known. Days after the interest was shown. */
export const KEPT_WITHOUT_DAY = 365
/** However often an election is put off, nothing is kept longer. Days. */
export const KEPT_AT_MOST = 730

/**
 * What is kept until when. An opening that was closed by hand is over, whatever day was planned.
 * @param opening `closedOn`: the day on which somebody closed it
 * @param shownOn day on which the interest was shown
 */
export function keptUntil(
  opening: { electionOn: Day | null; closesOn: Day | null; closedOn: Day | null },
  shownOn: Day,
): Day {
  const end = opening.closedOn ?? opening.electionOn ?? opening.closesOn
  if (end === null) return addDays(shownOn, KEPT_WITHOUT_DAY)
  // An opening that was over before somebody came forward does not take the days of talking away.
  const from = end < shownOn ? shownOn : end
  const until = addDays(from, KEPT_DAYS)
  const most = addDays(shownOn, KEPT_AT_MOST)
  return daysBetween(until, most) > 0 ? until : most
}

/** 返事の期限: so many days from today, as the association sets. */
export const answerDue = (today: Day, answerDays: number): Day => addDays(today, answerDays)

/** How an answer stands: given, due in time, due soon (tomorrow or today), or overdue. */
export type AnswerState = 'answered' | 'due' | 'due_soon' | 'overdue'

export function answerState(
  interest: { stage: string; dueOn: Day; answeredAt: unknown },
  today: Day,
): AnswerState {
  if (interest.stage !== 'new' || interest.answeredAt !== null) return 'answered'
  if (interest.dueOn < today) return 'overdue'
  return interest.dueOn <= addDays(today, 1) ? 'due_soon' : 'due'
}

/** After a reminder the 会長 is told again after so many days, as long as nobody has answered. */
export const REMIND_EVERY = 3

/** Whether the keepers are told today that an answer waits: the day before it is due, then every third day. */
export function reminderDue(
  interest: { stage: string; dueOn: Day; answeredAt: unknown; remindedOn: Day | null },
  today: Day,
): boolean {
  const state = answerState(interest, today)
  if (state !== 'due_soon' && state !== 'overdue') return false
  return interest.remindedOn === null || addDays(interest.remindedOn, REMIND_EVERY) <= today
}

/** So many times in so many minutes from one network, by one person, and about one opening. */
export const interestLimits = {
  address: { max: 20, minutes: 60 },
  sameOpening: { max: 10, minutes: 24 * 60 },
  nominator: { max: 10, minutes: 24 * 60 },
  nominee: { max: 1, minutes: ASKED_DAYS * 24 * 60 },
} as const

/** Whether somebody may name another for an association: its members and officers, and those of what is below it. */
export const mayNominate = (actor: Pick<Actor, 'memberships' | 'seats'>, path: string): boolean =>
  [...actor.memberships, ...actor.seats].some((tie) => tie.path.startsWith(path))

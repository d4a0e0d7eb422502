/** 通報 and 異議: how they stand, and until when. Pure. */
import { addDays, type Day } from '~/platform/clock'

/** 未対応, そのまま, 非表示にした */
const reportStates = ['open', 'kept', 'hidden'] as const
export type ReportState = (typeof reportStates)[number]

/** 判断を待っている, 認めた, 認めなかった */
export const appealStates = ['open', 'granted', 'refused'] as const
export type AppealState = (typeof appealStates)[number]

/** Days after the hiding during which its author may appeal. */
export const APPEAL_DAYS = 60
/** Days after which an appeal that nobody has judged passes to the administrators. */
export const PASS_ON_DAYS = 14
/** Days after which a report that was decided is deleted: it may say who reported. */
export const REPORT_KEPT_DAYS = 365
/** Days after its decision for which the words of an appeal are kept; that there was one, and what came of it, stays. */
export const APPEAL_KEPT_DAYS = 365

/** Attempts from one address of the network, or of one account. */
export const limits = {
  report: { max: 20, minutes: 60 },
  /** Of one contribution: a crowd that reports in turns must not bury the desk */
  sameContribution: { max: 200, minutes: 1440 },
  appeal: { max: 20, minutes: 60 },
  /** Keys that are tried */
  key: { max: 100, minutes: 60 },
} as const

/** The last day on which an appeal is taken. */
export const appealUntil = (hiddenOn: Day): Day => addDays(hiddenOn, APPEAL_DAYS)

/** A hiding as the rules of appeals see it. */
type Hiding = { hiddenOn: Day; liftedAt: Date | null; hiddenById: string | null; appealed: boolean }

/** What an author can do about a hiding: `appeal`, or why not. */
export function appealStep(hiding: Hiding, today: Day): 'appeal' | 'lifted' | 'appealed' | 'over' {
  if (hiding.liftedAt) return 'lifted'
  if (hiding.appealed) return 'appealed'
  return today > appealUntil(hiding.hiddenOn) ? 'over' : 'appeal'
}

/**
 * Whether this person may judge an appeal: never whoever has hidden the contribution, and not its author. The database
 * refuses the first as well.
 */
export const mayJudge = (
  userId: string,
  { hiddenById, authorId }: { hiddenById: string | null; authorId: string | null },
): boolean => userId !== hiddenById && userId !== authorId

/**
 * Whether an appeal has passed to the administrators: nobody else may judge it, or nobody has for some days.
 * @param others moderators who may judge it today
 */
export const hasPassedOn = (appeal: { madeOn: Day; others: number }, today: Day): boolean =>
  appeal.others === 0 || today > addDays(appeal.madeOn, PASS_ON_DAYS)

/** What a moderator does with a contribution: そのまま, 非表示, また表示, 異議への判断 */
export const acts = ['keep', 'hide', 'lift', 'judge'] as const
export type Act = (typeof acts)[number]

/** 質問 and 心配なことの連絡: how they stand, and how often anybody may write. Pure. */
import { holdsContact } from '~/modules/moderation/rules'

/** In the public thread of the place, or to the centre alone */
export const audiences = ['place', 'centre'] as const

/** Days after which a question to the centre is deleted once it was answered or put aside. */
export const QUESTION_KEPT_DAYS = 90
/** Days after which one is deleted whatever became of it. */
export const QUESTION_MOST_DAYS = 365

/** A question in the thread of a place: an answer without `answeredAt` has not been let through. */
type ThreadQuestion = { text: string; answer: string; shownAt: Date | null; answeredAt: Date | null }

/** Whether a question that was never shown seems to hold a way to reach somebody: only the centre shows it. */
export const isFlagged = ({ text, shownAt }: Pick<ThreadQuestion, 'text' | 'shownAt'>): boolean =>
  shownAt === null && holdsContact(text)

/** Whether the centre must look before it, or its answer, is seen by anybody: minors read the thread. */
export const waitsForCentre = (question: ThreadQuestion): boolean =>
  isFlagged(question) || (question.answer !== '' && question.answeredAt === null)

/** 未対応, 対応中, 対応済み */
export const concernStates = ['new', 'looking', 'closed'] as const

/** Attempts from one address of the network: a whole school stands behind one. */
export const limits = {
  apply: { max: 1000, minutes: 60 },
  /** Mails that applications cause to one address */
  mail: { max: 40, minutes: 1440 },
  /** Looking for a lost link */
  lost: { max: 60, minutes: 60 },
  question: { max: 60, minutes: 60 },
  concern: { max: 60, minutes: 60 },
  /** Keys and tokens that are tried */
  key: { max: 1000, minutes: 60 },
} as const

/** 設問: their kinds and what each needs. Pure. */
import type { Same } from '~/platform/same'
import type { SurveyQuestionKind as DbKind } from '../../../../prisma/generated/enums'

/** 設問の種類 */
export const questionKinds = ['single', 'multiple', 'scale', 'text', 'ranking', 'place'] as const
export type QuestionKind = (typeof questionKinds)[number]

const _kinds: Same<QuestionKind, DbKind> = true
void _kinds

/** 設問, as a page shows it and as an answer is checked by it */
export type Question = {
  id: number
  kind: QuestionKind
  label: string
  support: string
  required: boolean
  /** multiple: most choices (null: all); scale: number of steps; ranking: how many places are given (null: all) */
  most: number | null
  lowLabel: string
  highLabel: string
  options: readonly { id: number; label: string }[]
}

/** Kinds whose answer is chosen out of options */
const CHOSEN: readonly QuestionKind[] = ['single', 'multiple', 'ranking']

export const hasOptions = (kind: QuestionKind): boolean => CHOSEN.includes(kind)

/** Steps of a scale */
export const SCALE = { least: 3, most: 10, usual: 5 } as const

/** More than anybody answers, or reads on a page */
export const MOST_QUESTIONS = 30
export const MOST_OPTIONS = 20
/** Letters of a text answer */
export const MOST_LETTERS = 1000

/** Places of a ranking that are asked for: 第1位 to this */
export const placesOf = (question: Pick<Question, 'most' | 'options'>): number =>
  Math.min(question.most ?? question.options.length, question.options.length)

/** Steps of a scale, from 1 */
export const stepsOf = (question: Pick<Question, 'most'>): number[] =>
  Array.from({ length: question.most ?? SCALE.usual }, (_, index) => index + 1)

/** Why a survey with these questions cannot be opened; null when it can. */
export function unfitToOpen(questions: readonly Question[]): 'no_questions' | 'few_options' | null {
  if (questions.length === 0) return 'no_questions'
  if (questions.some((question) => hasOptions(question.kind) && question.options.length < 2))
    return 'few_options'
  return null
}

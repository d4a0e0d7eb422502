/** 結果: sums that may be shown, to whom they may be shown. */
import { type Actor, denied, may } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import {
  LEAST_SHOWN,
  paperApart,
  type Question,
  type QuestionResult,
  type ResultStanding,
  resultOf,
  resultStandingOf,
} from '../rules'
import { questionsOf, type SurveyRow, surveyOf, surveySelect, visibleTo, votersOf } from '../scope.server'
import { type Response, responseOf } from './response.server'
import { answersOfSurvey, finalTallies } from './tally.server'
import { type ShownTexts, shownTexts, TEXTS_SHOWN } from './texts.server'

/** What a running survey shows: counted at some time past, in steps of five. */
export type Snapshot = { answers: number; questions: QuestionResult[] }

type Results = {
  survey: SurveyRow
  standing: ResultStanding
  /** Whether the reader runs it */
  keeps: boolean
  questions: readonly Question[]
  results: readonly QuestionResult[]
  /** Null: too few, or none to be told yet */
  answers: number | null
  /** Null: not to be told apart */
  onPaper: number | null
  texts: readonly ShownTexts[]
  response: Response | null
  /** running: the day on which it was counted */
  countedOn: string | null
}

/**
 * The survey whose results somebody wants to see.
 * @throws NotFound for one out of sight; SignInNeeded, NotAllowed where the results are for those who were asked
 */
export async function surveyForResults(
  actor: Actor,
  id: number,
): Promise<{ survey: SurveyRow; keeps: boolean }> {
  const row = await db.survey.findFirst({
    where: { id, ...(await visibleTo(db, actor)) },
    select: surveySelect,
  })
  if (!row) throw new NotFound()
  const survey = surveyOf(row)
  const keeps = may(actor, 'survey.run', survey.association.path)
  if (!survey.resultsPublic && !keeps && (await votersOf(db, actor, survey)).length === 0) denied(actor)
  return { survey, keeps }
}

/**
 * The results as they may be shown now.
 * @param most texts of each question
 * @throws as `surveyForResults`
 */
export async function resultsOf(actor: Actor, id: number, most = TEXTS_SHOWN): Promise<Results> {
  const { survey, keeps } = await surveyForResults(actor, id)
  const nothing = {
    survey,
    keeps,
    questions: [],
    results: [],
    answers: null,
    onPaper: null,
    texts: [],
    response: null,
    countedOn: null,
  }
  if (survey.state === 'open') return running(id, nothing)
  const { answers, onPaper } = await answersOfSurvey(id)
  const standing = resultStandingOf(survey, answers)
  if (standing !== 'final') return { ...nothing, standing }
  const questions = await questionsOf(db, id)
  const [tallies, texts, response] = await Promise.all([
    finalTallies(survey, questions),
    shownTexts(id, most),
    responseOf(survey, survey.closesOn),
  ])
  const results = tallies.map(resultOf)
  const told = new Set(results.flatMap(({ questionId, answered }) => (answered === null ? [] : [questionId])))
  return {
    ...nothing,
    standing,
    questions,
    results,
    answers,
    onPaper: paperApart(answers, onPaper),
    texts: texts.filter(({ questionId }) => told.has(questionId)),
    response,
  }
}

/** Nothing is counted for whoever looks at a running survey: they all see what was counted last. */
async function running(id: number, nothing: Omit<Results, 'standing'>): Promise<Results> {
  const { survey } = nothing
  if (!survey.showsRunning) return { ...nothing, standing: 'none' }
  const snapshot = await db.surveySnapshot.findUnique({
    where: { surveyId: id },
    select: { takenOn: true, results: true },
  })
  const kept = snapshot?.results as Snapshot | undefined
  if (!snapshot || !kept || kept.answers < LEAST_SHOWN) return { ...nothing, standing: 'few' }
  return {
    ...nothing,
    standing: 'running',
    questions: await questionsOf(db, id),
    results: kept.questions,
    answers: kept.answers,
    countedOn: dateToDay(snapshot.takenOn),
  }
}

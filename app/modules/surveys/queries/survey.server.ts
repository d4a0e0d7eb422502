/** One survey for whoever looks, and its sheet for whoever answers. */
import { type Actor, may } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { chosenVoter, ownAnswer, refuseUnlessOpen } from '../commands/answer.server'
import { voterOfLink } from '../link.server'
import { fieldsOfAnswers, paperUntil, standingOf, takesPaper } from '../rules'
import {
  answeredKeys,
  hasAnswered,
  questionsOf,
  type SurveyRow,
  surveyOf,
  surveySelect,
  type Voter,
  visibleTo,
  votersOf,
} from '../scope.server'

/** A survey that the actor may know of. @throws NotFound */
export async function seenSurvey(actor: Actor, id: number): Promise<SurveyRow> {
  const row = await db.survey.findFirst({
    where: { AND: [{ id }, await visibleTo(db, actor)] },
    select: surveySelect,
  })
  if (!row) throw new NotFound()
  return surveyOf(row)
}

/** What the page and the sheet say of a survey. */
export const aboutSurvey = (survey: SurveyRow) => ({
  id: survey.id,
  state: survey.state,
  title: survey.title,
  introduction: survey.introduction,
  purpose: survey.purpose,
  reach: survey.reach,
  unit: survey.unit,
  anonymous: survey.anonymous,
  showsRunning: survey.showsRunning,
  resultsPublic: survey.resultsPublic,
  opensOn: survey.opensOn,
  closesOn: survey.closesOn,
  /** Until when sheets that came in time are entered; null: none are taken */
  paperUntil: takesPaper(survey) ? paperUntil(survey) : null,
  conclusion: survey.conclusion,
  association: {
    name: survey.association.name,
    slug: survey.association.slug,
    kind: survey.association.kind,
  },
  audience: survey.audience.name,
})
export type AboutSurvey = ReturnType<typeof aboutSurvey>

/** Of each household or person that the actor answers for, whether it has answered. */
async function standingOfVoters(actor: Actor, survey: SurveyRow) {
  const voters = await votersOf(db, actor, survey)
  const keys = voters.flatMap(({ key, aliases }) => [key, ...aliases])
  const answered = keys.length > 0 ? await answeredKeys(db, survey.id, keys) : new Set<string>()
  return voters.map((voter) => ({
    householdId: voter.householdId,
    name: voter.name,
    answered: hasAnswered(answered, voter),
  }))
}

/** The page of a survey. @throws NotFound */
export async function surveyPage(actor: Actor, id: number) {
  const survey = await seenSurvey(actor, id)
  const [questions, voters] = await Promise.all([
    db.surveyQuestion.count({ where: { surveyId: id } }),
    standingOfVoters(actor, survey),
  ])
  return {
    survey: aboutSurvey(survey),
    standing: standingOf(survey, actor.today),
    questions,
    voters,
    signedIn: actor.user !== null,
    runs: may(actor, 'survey.run', survey.association.path),
    // An address is no name: a survey that keeps names asks for an account.
    byAddress: survey.reach === 'all' && survey.anonymous,
  }
}

/** What a sheet needs: the survey, its questions, and what stands of a named answer. */
async function sheetOf(survey: SurveyRow, voter: Voter) {
  return transaction(async (tx) => {
    const questions = await questionsOf(tx, survey.id)
    const own = await ownAnswer(tx, survey, voter)
    if (!own) {
      const answered = await answeredKeys(tx, survey.id, [voter.key, ...voter.aliases])
      if (answered.size > 0) throw new Stale('survey_answered')
    }
    const defaults: FormFields = own ? fieldsOfAnswers(questions, own.answers) : {}
    return {
      survey: aboutSurvey(survey),
      questions,
      household: voter.householdId === null ? null : { id: voter.householdId, name: voter.name },
      edition: own?.edition ?? null,
      defaults,
    }
  })
}

/**
 * The sheet of an account.
 * @throws NotFound; Gone, Stale unless it is open; NotAllowed for whoever is not asked; Stale when answered for good
 */
export async function sheetForAccount(actor: Actor, id: number, household: string | undefined) {
  const survey = await seenSurvey(actor, id)
  refuseUnlessOpen(survey, actor.today)
  const voters = await votersOf(db, actor, survey)
  const voter = await transaction((tx) => chosenVoter(tx, survey, voters, household))
  return sheetOf(survey, voter)
}

/** The sheet of whoever holds a link. @throws NotFound for an unknown link; Gone, Stale as for an account */
export async function sheetForLink(today: Day, token: string) {
  const { surveyId, voter } = await voterOfLink(db, token, today)
  const row = await db.survey.findUnique({ where: { id: surveyId }, select: surveySelect })
  if (!row) throw new NotFound('survey_link_unknown')
  const survey = surveyOf(row)
  refuseUnlessOpen(survey, today)
  return sheetOf(survey, voter)
}

/**
 * What is said after sending, which shows nothing of the answer.
 * @returns null for whoever has answered by a link and may not know of the survey otherwise: they are thanked plainly
 * @throws NotFound for one that was never opened
 */
export async function surveyThanked(actor: Actor, id: number) {
  const row = await db.survey.findFirst({
    where: { AND: [{ id }, await visibleTo(db, actor)] },
    select: surveySelect,
  })
  if (!row) {
    const opened = await db.survey.findFirst({ where: { id, openedAt: { not: null } }, select: { id: true } })
    if (!opened) throw new NotFound()
    return null
  }
  const survey = surveyOf(row)
  const { title, anonymous, closesOn, showsRunning, resultsPublic, association } = survey
  const finalAfter = paperUntil(survey)
  return {
    id,
    title,
    anonymous,
    closesOn,
    finalAfter,
    showsRunning,
    resultsPublic,
    association: association.name,
  }
}

/**
 * The questions to be written on by hand, for whoever uses no screen: anybody may read what is asked.
 * @throws NotFound for one out of sight, and one without questions
 */
export async function questionPaper(actor: Actor, id: number) {
  const survey = await seenSurvey(actor, id)
  const questions = await questionsOf(db, id)
  if (questions.length === 0) throw new NotFound()
  return { survey: aboutSurvey(survey), questions }
}

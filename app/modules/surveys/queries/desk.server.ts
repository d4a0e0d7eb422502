/** アンケートを作る人の画面: choices, what stands, and what keeps it from being changed. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { db, transaction } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { sheetsWaiting } from '../commands/paper.server'
import { areasOf, peopleWithAnswer } from '../people.server'
import { hasPaperLinks, standingOf, takesAnswers, unfitToOpen } from '../rules'
import { keptSurvey, questionsOf, type SurveyRow } from '../scope.server'
import { aboutSurvey } from './survey.server'

/** Most nodes in a list to choose from: the city, its councils, and the associations of one council. */
const MOST_NODES = 300

/** Those for whom the actor may ask, and whom they may ask there. @throws SignInNeeded, NotAllowed */
export async function surveyChoices(actor: Actor) {
  if (!mayAnywhere(actor, 'survey.run')) denied(actor)
  const scopes = scopesOf(actor, 'survey.run')
  const select = { id: true, name: true, kind: true, path: true } as const
  const own = await db.association.findMany({
    where: inScope(scopes),
    orderBy: { path: 'asc' },
    take: 50,
    select,
  })
  const below = await Promise.all(
    own.map(({ path, kind }) =>
      db.association.findMany({
        where: {
          path: { startsWith: path },
          // Of a city its districts; an association of one of them is asked by its own officers.
          ...(kind === 'city' ? { kind: { in: ['city', 'council'] } } : {}),
        },
        orderBy: { path: 'asc' },
        take: MOST_NODES,
        select,
      }),
    ),
  )
  const audiences = [...new Map(below.flat().map((node) => [node.id, node])).values()]
  const short = ({ id, name, kind }: (typeof own)[number]) => ({ id, name, kind })
  return { associations: own.map(short), audiences: audiences.map(short) }
}

/** The fields of the form as a survey stands. */
export const fieldsOfSurvey = (survey: SurveyRow): FormFields => ({
  association: String(survey.association.id),
  audience: String(survey.audience.id),
  title: survey.title,
  introduction: survey.introduction,
  purpose: survey.purpose,
  reach: survey.reach,
  unit: survey.unit,
  anonymous: survey.anonymous ? 'yes' : 'no',
  showsRunning: survey.showsRunning ? 'on' : '',
  resultsPublic: survey.resultsPublic ? 'on' : '',
  opensOn: survey.opensOn,
  closesOn: survey.closesOn,
})

/** An earlier survey to copy: its fields without the days. @throws SignInNeeded, NotAllowed, NotFound */
export async function surveyToCopy(actor: Actor, id: number): Promise<FormFields> {
  const { survey } = await keptSurvey(db, actor, id)
  return { ...fieldsOfSurvey(survey), opensOn: '', closesOn: '' }
}

/** A survey on its desk. @throws SignInNeeded, NotAllowed, NotFound */
export async function surveyToEdit(actor: Actor, id: number) {
  const { survey } = await keptSurvey(db, actor, id)
  const [questions, ballots, paper, roll] = await Promise.all([
    questionsOf(db, id),
    db.surveyBallot.count({ where: { surveyId: id } }),
    db.surveyBallot.count({ where: { surveyId: id, onPaper: true } }),
    db.surveyRoll.count({ where: { surveyId: id } }),
  ])
  return {
    survey: { ...aboutSurvey(survey), version: survey.version },
    standing: standingOf(survey, actor.today),
    standingFields: fieldsOfSurvey(survey),
    questions,
    frozen: ballots > 0,
    answers: { all: ballots, paper, roll },
    unfit: unfitToOpen(questions),
    paperLinks: hasPaperLinks(survey) && ['open', 'coming'].includes(standingOf(survey, actor.today)),
    paperEntry: takesAnswers(survey, actor.today) && (survey.reach === 'members' || survey.anonymous),
  }
}

/** A question to be changed. @throws SignInNeeded, NotAllowed, NotFound */
export async function questionToEdit(actor: Actor, id: number, questionId: number | null) {
  const { survey } = await keptSurvey(db, actor, id)
  const questions = await questionsOf(db, id)
  const question = questionId === null ? null : questions.find((known) => known.id === questionId)
  if (question === undefined) throw new NotFound()
  const frozen = (await db.surveyBallot.count({ where: { surveyId: id } })) > 0
  const defaults: FormFields = question
    ? {
        kind: question.kind,
        label: question.label,
        support: question.support,
        required: question.required ? 'on' : '',
        options: question.options.map(({ label }) => label).join('\n'),
        most: question.most === null ? '' : String(question.most),
        lowLabel: question.lowLabel,
        highLabel: question.highLabel,
      }
    : { kind: 'single' }
  return {
    survey: { id, title: survey.title, version: survey.version, state: survey.state },
    frozen,
    defaults,
    number: question ? questions.indexOf(question) + 1 : questions.length + 1,
  }
}

/** Everything of a survey as those who are asked will see it. @throws SignInNeeded, NotAllowed, NotFound */
export async function surveyPreview(actor: Actor, id: number) {
  const { survey } = await keptSurvey(db, actor, id)
  return { survey: aboutSurvey(survey), questions: await questionsOf(db, id) }
}

/** The parts whose households get sheets. @throws SignInNeeded, NotAllowed, NotFound; Gone when it is over */
export async function sheetsToMake(actor: Actor, id: number) {
  const { survey } = await keptSurvey(db, actor, id)
  if (!hasPaperLinks(survey)) throw new NotFound()
  if (!takesAnswers(survey, actor.today) && standingOf(survey, actor.today) !== 'coming') {
    throw new Gone('survey_not_running')
  }
  return { survey: aboutSurvey(survey), areas: await areasOf(db, survey, actor.today) }
}

/** Where paper is entered. @throws SignInNeeded, NotAllowed, NotFound; Gone unless the survey is open */
export async function paperDesk(actor: Actor, id: number, areaId: number | undefined) {
  const { survey } = await keptSurvey(db, actor, id)
  if (survey.reach === 'all' && !survey.anonymous) throw new NotFound()
  if (!takesAnswers(survey, actor.today)) throw new Gone('survey_not_running')
  const areas = await areasOf(db, survey, actor.today)
  const area = areas.find((known) => known.id === areaId) ?? (areas.length === 1 ? areas[0] : undefined)
  const [questions, people, waiting, paper] = await Promise.all([
    questionsOf(db, id),
    area ? peopleWithAnswer(db, survey, area.id, actor.today) : null,
    survey.anonymous && survey.reach === 'members' ? transaction((tx) => sheetsWaiting(tx, id)) : null,
    db.surveyBallot.count({ where: { surveyId: id, onPaper: true } }),
  ])
  return { survey: aboutSurvey(survey), areas, area: area ?? null, questions, people, waiting, paper }
}

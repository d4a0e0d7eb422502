/** アンケートを作る人の画面: choices, what stands, and what keeps it from being changed. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import type { Day } from '~/platform/clock'
import { db, rows, transaction } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { sheetsWaiting } from '../commands/paper.server'
import { areasOf, peopleOf, peopleWithAnswer } from '../people.server'
import { hasPaperLinks, SHEETS_OF_PART, standingOf, takesAnswers, takesSheets, unfitToOpen } from '../rules'
import { COUNTED, keptSurvey, questionsOf, type SurveyRow } from '../scope.server'
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
const fieldsOfSurvey = (survey: SurveyRow): FormFields => ({
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

/** How many households were given a sheet and have not answered. */
async function sheetsOut(surveyId: number): Promise<number> {
  const [found] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM survey_links l WHERE l.survey_id = $1::int AND l.household_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM survey_roll r WHERE r.survey_id = l.survey_id AND r.voter_key = l.voter_key)`,
    [surveyId],
  )
  return found?.count ?? 0
}

/** A survey on its desk. @throws SignInNeeded, NotAllowed, NotFound */
export async function surveyToEdit(actor: Actor, id: number) {
  const { survey } = await keptSurvey(db, actor, id)
  const [questions, ballots, paper, roll, out] = await Promise.all([
    questionsOf(db, id),
    db.surveyBallot.count({ where: { surveyId: id } }),
    db.surveyBallot.count({ where: { surveyId: id, onPaper: true } }),
    db.surveyRoll.count({ where: { surveyId: id, ...COUNTED } }),
    sheetsOut(id),
  ])
  const standing = standingOf(survey, actor.today)
  const byHand = survey.anonymous && survey.reach === 'members'
  return {
    survey: { ...aboutSurvey(survey), version: survey.version },
    standing,
    standingFields: fieldsOfSurvey(survey),
    questions,
    frozen: ballots > 0,
    answers: { all: ballots, paper, roll, waiting: byHand ? roll - ballots : 0, out },
    unfit: unfitToOpen(questions),
    paperLinks: hasPaperLinks(survey) && (standing === 'open' || standing === 'coming'),
    paperEntry: takesSheets(survey, actor.today),
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
export async function sheetsToMake(actor: Actor, id: number, areaId: number | undefined) {
  const { survey } = await keptSurvey(db, actor, id)
  if (!hasPaperLinks(survey)) throw new NotFound()
  if (!takesAnswers(survey, actor.today) && standingOf(survey, actor.today) !== 'coming') {
    throw new Gone('survey_not_running')
  }
  const [parts, areas] = await Promise.all([partsOf(survey, actor.today), areasOf(db, survey, actor.today)])
  const area = areas.find((known) => known.id === areaId) ?? (areas.length === 1 ? areas[0] : undefined)
  const people = area ? await peopleOf(db, survey, area.id, actor.today) : []
  return {
    survey: aboutSurvey(survey),
    parts,
    areas,
    area: area ?? null,
    households: people.map(({ name, voter }) => ({ id: voter.householdId ?? 0, name })),
  }
}

/** A part of a group whose sheets are printed at once: households by their place in the register, from 0. */
export type SheetPart = {
  area: number
  name: string
  part: number
  /** Places of the first and the last, from 1 */
  first: number
  last: number
  /** With a sheet that was made before */
  made: number
  /** Whether the group has other parts */
  several: boolean
}

const PARTS = `
  SELECT a.id AS area, a.name, ((h.place - 1) / ${SHEETS_OF_PART})::int AS part, min(h.place)::int AS first,
    max(h.place)::int AS last, count(l.id)::int AS made, bool_or(h.all_there > ${SHEETS_OF_PART}) AS several
  FROM (
    SELECT h.id, h.association_id, row_number() OVER (PARTITION BY h.association_id ORDER BY h.position, h.id) AS place,
      count(*) OVER (PARTITION BY h.association_id) AS all_there
    FROM households h JOIN associations n ON n.id = h.association_id
    WHERE n.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')}) h
  JOIN associations a ON a.id = h.association_id
  LEFT JOIN survey_links l ON l.survey_id = $3::int AND l.household_id = h.id
  GROUP BY a.id, a.name, a.path, 3 ORDER BY a.path, 3`

const partsOf = (survey: SurveyRow, today: Day): Promise<SheetPart[]> =>
  rows<SheetPart>(PARTS, [survey.audience.path, today, survey.id])

/**
 * Where paper is entered.
 * @throws SignInNeeded, NotAllowed, NotFound; Gone unless the survey is open, or its last day is over by a few days
 */
export async function paperDesk(actor: Actor, id: number, areaId: number | undefined) {
  const { survey } = await keptSurvey(db, actor, id)
  if (survey.reach === 'all' && !survey.anonymous) throw new NotFound()
  if (!takesSheets(survey, actor.today)) throw new Gone('survey_not_running')
  const areas = await areasOf(db, survey, actor.today)
  const area = areas.find((known) => known.id === areaId) ?? (areas.length === 1 ? areas[0] : undefined)
  const [questions, people, waiting, paper] = await Promise.all([
    questionsOf(db, id),
    area ? peopleWithAnswer(db, survey, area.id, actor.today) : null,
    survey.anonymous && survey.reach === 'members' ? transaction((tx) => sheetsWaiting(tx, id)) : null,
    db.surveyBallot.count({ where: { surveyId: id, onPaper: true } }),
  ])
  const late = standingOf(survey, actor.today) === 'paper'
  return { survey: aboutSurvey(survey), late, areas, area: area ?? null, questions, people, waiting, paper }
}

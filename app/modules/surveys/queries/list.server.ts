/** アンケートの一覧: open ones first, for whoever looks; and all of an officer's. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { dateToDay, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { standingOf } from '../rules'
import {
  answeredKeys,
  COUNTED,
  hasAnswered,
  surveyOf,
  surveySelect,
  visibleTo,
  votersOf,
} from '../scope.server'

/** Open surveys on the page; a city runs a handful at a time. */
const MOST_OPEN = 30
const PAGE = 20

/** How an open survey stands for whoever looks: asked and not answered, answered, or not asked. */
export type ForMe = 'asked' | 'answered' | 'other'

/** @param after the last of the page before, of those that are over */
export async function listSurveys(actor: Actor, after: number | undefined) {
  const today = dayToDate(actor.today)
  const seen = await visibleTo(db, actor)
  const [openRows, pastRows] = await Promise.all([
    db.survey.findMany({
      where: { AND: [seen, { state: 'open', closesOn: { gte: today } }] },
      orderBy: [{ closesOn: 'asc' }, { id: 'asc' }],
      take: MOST_OPEN,
      select: surveySelect,
    }),
    db.survey.findMany({
      where: {
        AND: [
          seen,
          { OR: [{ state: { in: ['closed', 'cancelled'] } }, { state: 'open', closesOn: { lt: today } }] },
        ],
        ...(after ? { id: { lt: after } } : {}),
      },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      select: surveySelect,
    }),
  ])
  const open = await Promise.all(
    openRows.map(async (row) => {
      const survey = surveyOf(row)
      const voters = await votersOf(db, actor, survey)
      const keys = voters.flatMap(({ key, aliases }) => [key, ...aliases])
      const answered = keys.length > 0 ? await answeredKeys(db, survey.id, keys) : new Set<string>()
      const left = voters.filter((voter) => !hasAnswered(answered, voter))
      const forMe: ForMe = voters.length === 0 ? 'other' : left.length > 0 ? 'asked' : 'answered'
      return { ...listed(survey), standing: standingOf(survey, actor.today), forMe }
    }),
  )
  const rank = { asked: 0, other: 1, answered: 2 } as const
  const past = pastRows.slice(0, PAGE).map((row) => {
    const survey = surveyOf(row)
    return { ...listed(survey), standing: standingOf(survey, actor.today) }
  })
  return {
    open: open.sort((a, b) => rank[a.forMe] - rank[b.forMe]),
    past,
    next: pastRows.length > PAGE ? (past.at(-1)?.id ?? null) : null,
    runs: mayAnywhere(actor, 'survey.run'),
    signedIn: actor.user !== null,
  }
}

const listed = ({
  id,
  title,
  reach,
  unit,
  anonymous,
  opensOn,
  closesOn,
  ...rest
}: ReturnType<typeof surveyOf>) => ({
  id,
  title,
  reach,
  unit,
  anonymous,
  opensOn,
  closesOn,
  association: rest.association.name,
  audience: rest.audience.name,
  concluded: rest.state === 'closed' && rest.conclusion !== '',
})
export type ListedSurvey = ReturnType<typeof listed>

/** Surveys that the actor runs, the newest first. @throws SignInNeeded, NotAllowed */
export async function keptSurveys(actor: Actor) {
  if (!mayAnywhere(actor, 'survey.run')) denied(actor)
  const rows = await db.survey.findMany({
    where: { association: inScope(scopesOf(actor, 'survey.run')) },
    orderBy: { id: 'desc' },
    take: 200,
    select: {
      id: true,
      title: true,
      state: true,
      reach: true,
      anonymous: true,
      opensOn: true,
      closesOn: true,
      association: { select: { name: true } },
    },
  })
  // Asked for apart: a count beside each row would count the answers of all surveys there have ever been.
  const surveyId = { in: rows.map(({ id }) => id) }
  const [answers, questions] = await Promise.all([
    db.surveyRoll.groupBy({ by: ['surveyId'], where: { surveyId, ...COUNTED }, _count: true }),
    db.surveyQuestion.groupBy({ by: ['surveyId'], where: { surveyId }, _count: true }),
  ])
  const countOf = (counts: { surveyId: number; _count: number }[]) =>
    new Map(counts.map((one) => [one.surveyId, one._count]))
  const [answersOf, questionsOf] = [countOf(answers), countOf(questions)]
  return rows.map(({ opensOn, closesOn, association, ...row }) => {
    const days = { opensOn: dateToDay(opensOn), closesOn: dateToDay(closesOn) }
    return {
      ...row,
      ...days,
      association: association.name,
      standing: standingOf({ ...row, ...days }, actor.today),
      questions: questionsOf.get(row.id) ?? 0,
      answers: answersOf.get(row.id) ?? 0,
    }
  })
}

/** Open surveys of an association and what lies above it, for its page. */
export async function surveysAt(actor: Actor, path: string) {
  const ids = path.split('/').filter(Boolean).map(Number)
  const today = dayToDate(actor.today)
  const rows = await db.survey.findMany({
    where: {
      AND: [
        await visibleTo(db, actor),
        {
          state: 'open',
          opensOn: { lte: today },
          closesOn: { gte: today },
          OR: [{ audienceId: { in: ids } }, { association: { path } }],
        },
      ],
    },
    orderBy: [{ closesOn: 'asc' }, { id: 'asc' }],
    take: 5,
    select: { id: true, title: true, closesOn: true },
  })
  return rows.map(({ closesOn, ...row }) => ({ ...row, closesOn: dateToDay(closesOn) }))
}

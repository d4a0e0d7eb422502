/**
 * 回答を受け付ける. Of an anonymous answer nothing is written but one row that says who has answered and one row with
 * what was answered, and the two have nothing in common (ADR 0023): no audit entry, no job, no time.
 */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import { transaction } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { type FormFields, firstValue } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { lockMixed, mixIn } from '~/platform/mix.server'
import { BALLOTS, ROLL } from '../ballots.server'
import { editionOf } from '../edition.server'
import { type FoundLink, voterOfLink } from '../link.server'
import { placeInWords } from '../place.server'
import { type Answers, answersSchema, type GivenAnswers, type Question, standingOf, wordsIn } from '../rules'
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
import { ALSO } from '../voter.server'

type Days = Pick<SurveyRow, 'state' | 'opensOn' | 'closesOn' | 'reach' | 'anonymous'>

/** @throws Gone after the end; Stale before the first day; NotFound for a draft */
export function refuseUnlessOpen(survey: Days, today: Day): void {
  const standing = standingOf(survey, today)
  if (standing === 'draft') throw new NotFound()
  if (standing === 'cancelled') throw new Gone('survey_cancelled')
  if (standing === 'over' || standing === 'paper') throw new Gone('survey_over', { day: survey.closesOn })
  if (standing === 'coming') throw new Stale('survey_not_yet', { day: survey.opensOn })
}

/** For sheets of paper, which came in time and are entered some days longer. @throws as `refuseUnlessOpen` */
export function refuseUnlessSheets(survey: Days, today: Day): void {
  if (standingOf(survey, today) === 'paper') return
  refuseUnlessOpen(survey, today)
}

/** The survey, held open and unchanged to the end of the transaction, after everybody who came before. */
export async function heldSurvey(tx: Tx, id: number): Promise<{ survey: SurveyRow; questions: Question[] }> {
  await lockMixed(tx, BALLOTS, id)
  await tx.$executeRaw`SELECT FROM surveys WHERE id = ${id}::int FOR SHARE`
  const row = await tx.survey.findUnique({ where: { id }, select: surveySelect })
  if (!row) throw new NotFound()
  return { survey: surveyOf(row), questions: await questionsOf(tx, id) }
}

/**
 * What was sent, checked against the questions as they stand.
 * @throws Invalid naming the fields; a place in words that nobody knows is one of them
 */
export async function answersOf(
  tx: Tx,
  questions: readonly Question[],
  fields: FormFields,
): Promise<Answers> {
  const given: GivenAnswers = check(answersSchema(questions), fields)
  const found: Answers = {}
  const refused: Record<string, string[]> = {}
  for (const { id, words } of wordsIn(given)) {
    const place = await placeInWords(tx, words)
    if (place) found[id] = place
    else refused[`q${id}`] = ['surveys.error.place_unknown']
  }
  if (Object.keys(refused).length > 0) throw new Invalid(refused)
  return { ...given, ...found } as Answers
}

/**
 * Writes one answer of a voter. The survey is held by `heldSurvey`.
 * @throws Stale when this person or household has answered
 */
export async function writeAnswer(
  tx: Tx,
  survey: Pick<SurveyRow, 'id' | 'anonymous'>,
  voter: Pick<Voter, 'key' | 'aliases' | 'also' | 'areaId'>,
  answers: Answers,
  onPaper = false,
): Promise<void> {
  const { id: surveyId, anonymous } = survey
  const answered = await answeredKeys(tx, surveyId, [voter.key, ...voter.aliases])
  if (answered.size > 0) throw new Stale('survey_answered')
  if (anonymous) {
    await enrolNameless(tx, surveyId, voter)
    await mixIn(tx, BALLOTS, surveyId, [{ answers, on_paper: onPaper }])
    return
  }
  const { id: rollId } = await tx.surveyRoll.create({
    data: { surveyId, voterKey: voter.key, areaId: voter.areaId, onPaper },
    select: { id: true },
  })
  if (voter.also) {
    const alsoKey = { surveyId, voterKey: `${ALSO}${voter.also}` }
    await tx.surveyRoll.create({ data: alsoKey, select: { id: true } })
  }
  await tx.surveyBallot.create({
    data: { surveyId, rollId, answers: answers as Prisma.InputJsonObject, onPaper },
    select: { id: true },
  })
}

/**
 * Writes into the roll of a survey without names that somebody has answered. That it was on paper is never said there:
 * it would pair the few who used paper with the few answers on paper.
 */
export const enrolNameless = (
  tx: Tx,
  surveyId: number,
  voter: Pick<Voter, 'key' | 'also' | 'areaId'>,
): Promise<void> =>
  mixIn(tx, ROLL, surveyId, [
    { voter_key: voter.key, area_id: voter.areaId, on_paper: false },
    ...(voter.also ? [{ voter_key: `${ALSO}${voter.also}`, area_id: null, on_paper: false }] : []),
  ])

/** What stands of somebody's own answer where names are kept, with its edition. Null: none yet, or of nobody. */
export async function ownAnswer(tx: Tx, survey: Pick<SurveyRow, 'id' | 'anonymous'>, voter: Voter) {
  if (survey.anonymous) return null
  const ballot = await tx.surveyBallot.findFirst({
    where: { surveyId: survey.id, roll: { voterKey: { in: [voter.key, ...voter.aliases] } } },
    select: { id: true, answers: true },
  })
  if (!ballot) return null
  const answers = ballot.answers as Answers
  return { id: ballot.id, answers, edition: editionOf(answers) }
}

/** A first answer, or the change of one that bears a name. */
async function takeAnswer(
  tx: Tx,
  held: { survey: SurveyRow; questions: Question[] },
  voter: Voter,
  fields: FormFields,
): Promise<'taken' | 'changed'> {
  const { survey, questions } = held
  const own = await ownAnswer(tx, survey, voter)
  const seen = firstValue(fields, 'edition') ?? ''
  if (!own) {
    const answered = await answeredKeys(tx, survey.id, [voter.key, ...voter.aliases])
    // Said before the answers are checked: nobody mends a sheet that will not be taken.
    if (answered.size > 0) throw new Stale('survey_answered')
    await writeAnswer(tx, survey, voter, await answersOf(tx, questions, fields))
    return 'taken'
  }
  if (seen === '') throw new Stale('survey_answered')
  const answers = await answersOf(tx, questions, fields)
  // Somebody else of the household has changed it in between.
  if (seen !== own.edition) throw new Stale()
  await tx.surveyBallot.update({
    where: { id: own.id },
    data: { answers: answers as Prisma.InputJsonObject, onPaper: false },
    select: { id: true },
  })
  return 'changed'
}

/**
 * Takes the answer of an account, for itself or for the household named in the form.
 * @throws SignInNeeded; NotFound for a survey out of sight; Gone, Stale unless it is open; NotAllowed for whoever is
 *   not asked; Stale for a second answer; Invalid
 */
export async function answerAsAccount(
  actor: Actor,
  id: number,
  fields: FormFields,
): Promise<'taken' | 'changed'> {
  requireUser(actor)
  return transaction(async (tx) => {
    const visible = await visibleTo(tx, actor)
    const seen = await tx.survey.findFirst({ where: { id, ...visible }, select: { id: true } })
    if (!seen) throw new NotFound()
    const held = await heldSurvey(tx, id)
    refuseUnlessOpen(held.survey, actor.today)
    const voters = await votersOf(tx, actor, held.survey)
    const voter = await chosenVoter(tx, held.survey, voters, firstValue(fields, 'household'))
    return takeAnswer(tx, held, voter, fields)
  })
}

/** Whoever is in several households answers for the one chosen, or for the first that has not answered. */
export async function chosenVoter(
  tx: Tx,
  survey: Pick<SurveyRow, 'id' | 'unit'>,
  voters: readonly Voter[],
  household: string | undefined,
): Promise<Voter> {
  const first = voters[0]
  if (!first) {
    throw new NotAllowed(survey.unit === 'household' ? 'survey_no_household' : 'survey_not_asked')
  }
  if (household) {
    const named = voters.find(({ householdId }) => String(householdId) === household)
    if (!named) throw new NotFound()
    return named
  }
  const answered = await answeredKeys(
    tx,
    survey.id,
    voters.flatMap(({ key, aliases }) => [key, ...aliases]),
  )
  return voters.find((voter) => !hasAnswered(answered, voter)) ?? first
}

/**
 * Takes the answer of whoever holds a link, from a sheet of paper or a mail.
 * @throws NotFound for a link that leads nowhere; Gone, Stale unless the survey is open; Stale for a second answer;
 *   Invalid
 */
export async function answerByLink(
  today: Day,
  token: string,
  fields: FormFields,
): Promise<{ surveyId: number; how: 'taken' | 'changed' }> {
  return transaction(async (tx) => {
    const link: FoundLink = await voterOfLink(tx, token, today)
    const held = await heldSurvey(tx, link.surveyId)
    refuseUnlessOpen(held.survey, today)
    // Renewed while this one waited for its turn: the earlier link leads nowhere.
    const { voter } = await voterOfLink(tx, token, today)
    return { surveyId: link.surveyId, how: await takeAnswer(tx, held, voter, fields) }
  })
}

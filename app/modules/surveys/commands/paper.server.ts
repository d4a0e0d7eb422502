/**
 * 紙の回答を入れる. Where names are kept, an officer says whose sheet it is and enters it. Where none are, it takes two
 * steps that nothing links: first who has handed in a sheet, then the sheets, mixed and taken out of their envelopes.
 */
import type { Actor } from '~/modules/accounts/rules'
import { newToken } from '~/platform/crypto.server'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { lockMixed, mixIn } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { type Person, peopleOf } from '../people.server'
import { answeredKeys, COUNTED, keptSurvey, type SurveyRow } from '../scope.server'
import { voterKey } from '../voter.server'
import { answersOf, enrolNameless, heldSurvey, refuseUnlessSheets, writeAnswer } from './answer.server'
import { note } from './edit.server'

/** Whoever is asked in a part of the audience, by the reference of the form. @throws NotFound */
async function personOf(tx: Tx, survey: SurveyRow, areaId: number, ref: string, today: string) {
  const person = (await peopleOf(tx, survey, areaId, today)).find((known) => known.ref === ref)
  if (!person) throw new NotFound()
  return person satisfies Person
}

/**
 * Enters a sheet that bears a name.
 * @throws SignInNeeded, NotAllowed, NotFound; Gone, Stale unless the survey is open, or its last day is over by a few days; Stale when there is an answer;
 *   Invalid
 */
export async function enterNamedSheet(
  actor: Actor,
  id: number,
  given: { areaId: number; person: string },
  fields: FormFields,
): Promise<void> {
  await transaction(async (tx) => {
    const { keeper } = await keptSurvey(tx, actor, id)
    const { survey, questions } = await heldSurvey(tx, id)
    if (survey.anonymous || survey.reach === 'all') throw new NotFound()
    refuseUnlessSheets(survey, actor.today)
    const { voter } = await personOf(tx, survey, given.areaId, given.person, actor.today)
    const answered = await answeredKeys(tx, id, [voter.key, ...voter.aliases])
    if (answered.size > 0) throw new Stale('survey_answered')
    await writeAnswer(tx, survey, voter, await answersOf(tx, questions, fields), true)
    await note(tx, keeper, survey, 'paper_entered')
  })
}

/**
 * Ticks in the roll that somebody has handed in a sheet without a name. Nothing else is written, as when somebody
 * answers on a screen: an audit entry of the same transaction would tell who has used paper (ADR 0023).
 * @throws as `enterNamedSheet`
 */
export async function tickHandedIn(
  actor: Actor,
  id: number,
  given: { areaId: number; person: string },
): Promise<void> {
  await transaction(async (tx) => {
    await keptSurvey(tx, actor, id)
    const { survey } = await heldSurvey(tx, id)
    if (!survey.anonymous || survey.reach === 'all') throw new NotFound()
    refuseUnlessSheets(survey, actor.today)
    const { voter } = await personOf(tx, survey, given.areaId, given.person, actor.today)
    const answered = await answeredKeys(tx, id, [voter.key, ...voter.aliases])
    if (answered.size > 0) throw new Stale('survey_answered')
    await enrolNameless(tx, id, voter)
  })
}

/** Sheets that were handed in and are not entered yet. */
export async function sheetsWaiting(tx: Tx, surveyId: number): Promise<number> {
  const [ticked, entered] = await Promise.all([
    tx.surveyRoll.count({ where: { surveyId, ...COUNTED } }),
    tx.surveyBallot.count({ where: { surveyId } }),
  ])
  return ticked - entered
}

/**
 * Enters a sheet without a name. There are never more answers than people who have answered.
 * @throws as `enterNamedSheet`; Stale when all sheets that were handed in have been entered
 */
export async function enterNamelessSheet(actor: Actor, id: number, fields: FormFields): Promise<void> {
  await transaction(async (tx) => {
    await keptSurvey(tx, actor, id)
    const { survey, questions } = await heldSurvey(tx, id)
    if (!survey.anonymous) throw new NotFound()
    refuseUnlessSheets(survey, actor.today)
    if (survey.reach === 'all') {
      // Nobody knows whose it is: it is counted, and counted apart.
      const answers = await answersOf(tx, questions, fields)
      const voter = { key: voterKey(id, 'member', `paper ${newToken()}`), aliases: [], areaId: null }
      await writeAnswer(tx, survey, voter, answers, true)
      return
    }
    await lockMixed(tx, BALLOTS, id)
    if ((await sheetsWaiting(tx, id)) <= 0) throw new Stale('survey_paper_counted')
    const answers = await answersOf(tx, questions, fields)
    await mixIn(tx, BALLOTS, id, [{ answers, on_paper: true }])
  })
}

/** アンケートを作る・直す: the survey and its questions, which freeze with the first answer. */
import {
  type Actor,
  denied,
  inScope,
  mayAnywhere,
  requireUser,
  type SignedIn,
  scopesOf,
} from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { addDays, dayToDate, now } from '~/platform/clock'
import { raisedDetail, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { hasOptions, MOST_QUESTIONS, REMIND_DAYS, SCALE, standingOf } from '../rules'
import type { EditSurvey, OpenSurvey, QuestionForm, SurveyForm } from '../schema'
import { keptSurvey, questionsOf, type SurveyRow } from '../scope.server'

export const note = (
  tx: Tx,
  keeper: SignedIn,
  survey: { id: number; association: { id: number } },
  action: string,
  after?: Record<string, string | number | boolean | null>,
) =>
  record(tx, keeper, {
    action: `survey.${action}`,
    subjectType: 'survey',
    subjectId: survey.id,
    associationId: survey.association.id,
    after,
  })

/** The columns of a form. @throws Invalid unless the audience lies in the association, which the actor acts for */
async function columnsOf(tx: Tx, actor: Actor, form: SurveyForm) {
  const association = await tx.association.findFirst({
    where: { id: form.association, ...inScope(scopesOf(actor, 'survey.run')) },
    select: { id: true, path: true },
  })
  if (!association) throw new Invalid({ association: ['form.choose'] })
  const audience = await tx.association.findFirst({
    where: { id: form.audience, path: { startsWith: association.path } },
    select: { id: true },
  })
  if (!audience) throw new Invalid({ audience: ['surveys.error.audience'] })
  return {
    associationId: association.id,
    audienceId: audience.id,
    title: form.title,
    introduction: form.introduction,
    purpose: form.purpose,
    reach: form.reach,
    unit: form.unit,
    anonymous: form.anonymous,
    showsRunning: form.showsRunning,
    resultsPublic: form.resultsPublic,
    opensOn: dayToDate(form.opensOn),
    closesOn: dayToDate(form.closesOn),
  }
}

/**
 * Writes a new survey, which nobody sees before it is opened, perhaps with the questions of an earlier one.
 * @param copyOf a survey that the actor runs too
 * @returns its id
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid
 */
export async function makeSurvey(actor: Actor, form: SurveyForm, copyOf: number | null): Promise<number> {
  if (!mayAnywhere(actor, 'survey.run')) denied(actor)
  const keeper = requireUser(actor)
  return transaction(async (tx) => {
    const columns = await columnsOf(tx, actor, form)
    const copied = copyOf === null ? null : (await keptSurvey(tx, actor, copyOf)).survey
    const survey = await tx.survey.create({
      data: { ...columns, createdById: keeper.user.id, createdAt: now() },
      select: { id: true, association: { select: { id: true } } },
    })
    if (copied) {
      for (const [position, question] of (await questionsOf(tx, copied.id)).entries()) {
        const { id: _, options, ...rest } = question
        await tx.surveyQuestion.create({
          data: {
            ...rest,
            surveyId: survey.id,
            position,
            options: { create: options.map(({ label }, index) => ({ label, position: index })) },
          },
          select: { id: true },
        })
      }
    }
    await note(tx, keeper, survey, 'made', { copyOf })
    return survey.id
  })
}

/**
 * Changes a draft. @throws SignInNeeded, NotAllowed, NotFound; Invalid; Stale when somebody else changed it, or it has
 * been announced: what was promised then stands
 */
export async function editSurvey(actor: Actor, id: number, form: EditSurvey): Promise<void> {
  await transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    if (survey.state !== 'draft') throw new Stale('survey_promised')
    const { version, ...fields } = form
    const data = { ...(await columnsOf(tx, actor, fields)), version: version + 1 }
    const { count } = await tx.survey.updateMany({ where: { id, state: 'draft', version }, data })
    if (count !== 1) throw new Stale()
    await note(tx, keeper, survey, 'changed')
  })
}

/** Changes what is said of an open survey, and its end. @throws as `editSurvey`; Invalid for an end that is past */
export async function editOpenSurvey(actor: Actor, id: number, form: OpenSurvey): Promise<void> {
  await transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    if (survey.state !== 'open') throw new Stale('survey_promised')
    const { version, introduction, closesOn } = form
    // Its words may be changed while sheets that came in time are entered.
    const sameEnd = closesOn === survey.closesOn
    if (!sameEnd && (closesOn < actor.today || closesOn < survey.opensOn)) {
      throw new Invalid({ closesOn: ['surveys.error.closes_past'] })
    }
    const data = {
      introduction,
      closesOn: dayToDate(closesOn),
      version: version + 1,
      // Reminded of the end that was said before, those who are left are reminded of the later one.
      ...(addDays(closesOn, -REMIND_DAYS) > actor.today ? { remindedOn: null } : {}),
    }
    const { count } = await tx.survey.updateMany({ where: { id, state: 'open', version }, data })
    if (count !== 1) throw new Stale()
    // A link on paper is good until the new end.
    await tx.surveyLink.updateMany({ where: { surveyId: id }, data: { expiresAt: linkEnd(closesOn) } })
    await note(tx, keeper, survey, 'changed', { closesOn })
  })
}

/** The instant at which the last day of a survey is over. */
export const linkEnd = (closesOn: string): Date => new Date(dayToDate(closesOn).getTime() + 15 * 3600_000)

/** The survey whose questions are changed, one edition further. @throws Stale when it is closed, or changed meanwhile */
async function questionsHeld(
  tx: Tx,
  actor: Actor,
  id: number,
  version: number,
): Promise<{ survey: SurveyRow; keeper: SignedIn }> {
  const held = await keptSurvey(tx, actor, id)
  // Sheets that are still to be entered answer the questions as they were printed.
  const standing = standingOf(held.survey, actor.today)
  if (!['draft', 'coming', 'open'].includes(standing)) throw new Stale('survey_frozen')
  const { count } = await tx.survey.updateMany({ where: { id, version }, data: { version: version + 1 } })
  if (count !== 1) throw new Stale()
  // Two people may have read the survey before it had its first answer: the trigger asks again.
  if ((await tx.surveyBallot.count({ where: { surveyId: id } })) > 0) throw new Stale('survey_frozen')
  return held
}

/** Says in words that the database has refused, as an answer had come. */
async function unlessFrozen<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (raisedDetail(error, 'PT006') !== null) throw new Stale('survey_frozen')
    throw error
  }
}

const columnsOfQuestion = (form: QuestionForm) => ({
  kind: form.kind,
  label: form.label,
  support: form.support,
  required: form.required,
  most:
    form.kind === 'scale'
      ? (form.most ?? SCALE.usual)
      : form.kind === 'multiple' || form.kind === 'ranking'
        ? form.most
        : null,
  lowLabel: form.kind === 'scale' ? form.lowLabel : '',
  highLabel: form.kind === 'scale' ? form.highLabel : '',
})

const optionsOf = (form: QuestionForm) =>
  hasOptions(form.kind) ? form.options.map((label, position) => ({ label, position })) : []

/** Adds a question at the end. @throws SignInNeeded, NotAllowed, NotFound; Stale; Invalid for one too many */
export async function addQuestion(actor: Actor, id: number, form: QuestionForm): Promise<void> {
  await unlessFrozen(() =>
    transaction(async (tx) => {
      const { survey, keeper } = await questionsHeld(tx, actor, id, form.version)
      const last = await tx.surveyQuestion.aggregate({
        where: { surveyId: id },
        _max: { position: true },
        _count: true,
      })
      if (last._count >= MOST_QUESTIONS) {
        throw new Invalid({ form: [message('form.too_many', { max: MOST_QUESTIONS })] })
      }
      await tx.surveyQuestion.create({
        data: {
          ...columnsOfQuestion(form),
          surveyId: id,
          position: (last._max.position ?? -1) + 1,
          options: { create: optionsOf(form) },
        },
        select: { id: true },
      })
      await note(tx, keeper, survey, 'questions_changed', { kind: form.kind })
    }),
  )
}

/** Writes a question anew. @throws as `addQuestion`; NotFound for a question of another survey */
export async function editQuestion(
  actor: Actor,
  id: number,
  questionId: number,
  form: QuestionForm,
): Promise<void> {
  await unlessFrozen(() =>
    transaction(async (tx) => {
      const { survey, keeper } = await questionsHeld(tx, actor, id, form.version)
      const { count } = await tx.surveyQuestion.updateMany({
        where: { id: questionId, surveyId: id },
        data: columnsOfQuestion(form),
      })
      if (count !== 1) throw new NotFound()
      await tx.surveyOption.deleteMany({ where: { questionId } })
      await tx.surveyOption.createMany({ data: optionsOf(form).map((option) => ({ ...option, questionId })) })
      await note(tx, keeper, survey, 'questions_changed', { kind: form.kind })
    }),
  )
}

/** Moves a question up or down by one, or takes it away. @throws as `editQuestion` */
export async function arrangeQuestion(
  actor: Actor,
  id: number,
  how: 'up' | 'down' | 'remove',
  form: { question: number; version: number },
): Promise<void> {
  await unlessFrozen(() =>
    transaction(async (tx) => {
      const { survey, keeper } = await questionsHeld(tx, actor, id, form.version)
      const ids = (await questionsOf(tx, id)).map((question) => question.id)
      const at = ids.indexOf(form.question)
      if (at < 0) throw new NotFound()
      ids.splice(at, 1)
      if (how === 'remove')
        await tx.surveyQuestion.delete({ where: { id: form.question }, select: { id: true } })
      else ids.splice(Math.max(0, how === 'up' ? at - 1 : at + 1), 0, form.question)
      for (const [position, questionId] of ids.entries()) {
        await tx.surveyQuestion.updateMany({ where: { id: questionId, surveyId: id }, data: { position } })
      }
      await note(tx, keeper, survey, 'questions_changed')
    }),
  )
}

/** Surveys with answers, written straight into the database. */
import { createHash, randomUUID } from 'node:crypto'
import type { Answers, Question, QuestionKind } from '~/modules/surveys/rules'
import { questionsOf } from '~/modules/surveys/scope.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { Prisma } from '../../../prisma/generated/client'
import { today } from '../events/support'

type Planned = { kind: QuestionKind; options?: number; most?: number; required?: boolean }

/** An open survey of an association to itself, with these questions. */
export async function openSurvey(
  at: { id: number },
  planned: readonly Planned[],
  over: Partial<Prisma.SurveyUncheckedCreateInput> = {},
): Promise<{ id: number; questions: Question[] }> {
  const { id } = await db.survey.create({
    data: {
      associationId: at.id,
      audienceId: at.id,
      state: 'open',
      openedAt: new Date(Date.now() - 3 * 86_400_000),
      title: '夏祭りのアンケート',
      purpose: '来年の計画のため',
      reach: 'members',
      unit: 'household',
      opensOn: dayToDate(addDays(today(), -3)),
      closesOn: dayToDate(addDays(today(), 3)),
      ...over,
    },
    select: { id: true },
  })
  for (const [position, { kind, options = 0, most, required }] of planned.entries()) {
    await db.surveyQuestion.create({
      data: {
        surveyId: id,
        position,
        kind,
        label: `設問${position + 1}`,
        most,
        required,
        options: {
          create: Array.from({ length: options }, (_, place) => ({
            label: `選択肢${place + 1}`,
            position: place,
          })),
        },
      },
      select: { id: true },
    })
  }
  return { id, questions: await questionsOf(db, id) }
}

/** Answers of nobody, with as many rows of the roll in an area. */
export async function put(
  surveyId: number,
  answers: readonly Answers[],
  over: { onPaper?: boolean; areaId?: number } = {},
): Promise<void> {
  await db.surveyBallot.createMany({
    data: answers.map((one) => ({
      surveyId,
      answers: one as Prisma.InputJsonObject,
      onPaper: over.onPaper ?? false,
    })),
  })
  await db.surveyRoll.createMany({
    data: answers.map(() => ({ surveyId, voterKey: randomUUID(), areaId: over.areaId ?? null })),
  })
}

export async function end(surveyId: number): Promise<void> {
  await db.survey.update({
    where: { id: surveyId },
    data: { state: 'closed', closedAt: new Date() },
    select: { id: true },
  })
}

/** So many times the same. */
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

/** Six answers to every question, and the end. Returns the name of the free text in the form of its review. */
export async function answeredAndOver(
  survey: { id: number; questions: readonly Question[] },
  anonymous = true,
): Promise<string> {
  const answers: Answers = {}
  for (const { id, kind, options } of survey.questions) {
    const first = options[0]?.id ?? 0
    answers[id] =
      kind === 'single'
        ? first
        : kind === 'multiple' || kind === 'ranking'
          ? [first]
          : kind === 'scale'
            ? 3
            : kind === 'place'
              ? { lat: 34.814, lng: 135.651 }
              : '街灯がほしい'
  }
  if (anonymous) await put(survey.id, times(6, answers))
  for (const key of anonymous ? [] : times(6, null).map(() => randomUUID())) {
    await db.surveyRoll.create({
      data: {
        surveyId: survey.id,
        voterKey: key,
        ballot: { create: { surveyId: survey.id, answers: answers as Prisma.InputJsonObject } },
      },
      select: { id: true },
    })
  }
  await end(survey.id)
  const question = survey.questions.find(({ kind }) => kind === 'text')?.id ?? 0
  return `${question}-${createHash('sha256').update('街灯がほしい').digest('hex')}`
}

/**
 * アンケート of the demonstration: one of the city that everybody may answer and that shows its sums while it runs, one
 * of the first association that is over, with answers on paper and what follows from them, and one with names.
 */

import { type Answers, type QuestionKind, roughly } from '../../app/modules/surveys/rules'
import { voterKey } from '../../app/modules/surveys/voter.server'
import { addDays, type Day, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { Prisma } from '../../app/platform/db.server'
import { CITY, FIRST } from './associations'
import type { Accounts } from './people'
import { makeRandom, type Random } from './random'
import { HELP_TEXTS, LAMP_TEXTS, type PlannedQuestion, planned, WISH_TEXTS } from './surveys-texts'

type Known = { ids: ReadonlyMap<string, number>; accounts: Accounts }

/** Answers to the survey of the city. */
const CITY_ANSWERS = 180
/** The share of households of the first association that have answered, and how many of them on paper. */
const ANSWERED_SHARE = 0.82
const PAPER_SHARE = 0.45

type Made = {
  id: number
  questions: { id: number; kind: QuestionKind; required: boolean; options: number[]; steps: number }[]
}

/** Writes the three surveys with their answers. The sums of the running one are counted afterwards, as a job does. */
export async function createSurveys(tx: Tx, { ids, accounts }: Known): Promise<void> {
  const random = makeRandom(8_003)
  const today = dayOf(now())
  const id = (slug: string) => {
    const found = ids.get(slug)
    if (found === undefined) throw new Error(`The demonstration city has no ${slug}`)
    return found
  }
  await citySurvey(tx, random, today, id(CITY), accounts.reviewer.id)
  await lampSurvey(tx, random, today, id(FIRST), accounts.chair.id)
  await helpSurvey(tx, random, today, id(FIRST), accounts.chair.id)
}

/** これからの地域活動: to everybody, without names, half over. */
async function citySurvey(tx: Tx, random: Random, today: Day, city: number, author: string) {
  const made = await make(tx, planned.city, {
    associationId: city,
    audienceId: city,
    createdById: author,
    reach: 'all',
    unit: 'person',
    anonymous: true,
    showsRunning: true,
    opensOn: addDays(today, -12),
    closesOn: addDays(today, 16),
  })
  const areas = await tx.association.findMany({
    where: { kind: 'neighbourhood' },
    orderBy: { id: 'asc' },
    take: 60,
    select: { id: true },
  })
  const towns = await tx.town.findMany({
    orderBy: { id: 'asc' },
    take: 12,
    select: { latitude: true, longitude: true },
  })
  await tx.surveyRoll.createMany({
    data: Array.from({ length: CITY_ANSWERS }, (_, index) => ({
      surveyId: made.id,
      voterKey: voterKey(made.id, 'address', `answer-${index}@demo.example`),
      areaId: random.chance(0.7) ? random.pick(areas).id : null,
    })),
  })
  const answers = Array.from({ length: CITY_ANSWERS }, (_, index) =>
    answersTo(made, random, (question) => {
      if (question.kind === 'text')
        return random.chance(0.25) ? WISH_TEXTS[index % WISH_TEXTS.length] : undefined
      if (question.kind !== 'place') return undefined
      // Around a few towns, the first ones most.
      const town = towns[Math.floor(random.next() ** 2 * towns.length)]
      if (!town || random.chance(0.3)) return undefined
      return {
        lat: roughly(town.latitude + (random.next() - 0.5) * 0.002),
        lng: roughly(town.longitude + (random.next() - 0.5) * 0.002),
      }
    }),
  )
  await putIn(tx, made.id, answers, () => false)
}

/** 街灯と清掃: one answer for each household of the first association, over, with a conclusion. */
async function lampSurvey(tx: Tx, random: Random, today: Day, association: number, author: string) {
  const made = await make(tx, planned.lamps, {
    associationId: association,
    audienceId: association,
    createdById: author,
    reach: 'members',
    unit: 'household',
    anonymous: true,
    showsRunning: false,
    opensOn: addDays(today, -40),
    closesOn: addDays(today, -19),
  })
  const households = await householdsOf(tx, association)
  const answered = households.filter(() => random.chance(ANSWERED_SHARE))
  await tx.surveyRoll.createMany({
    data: answered.map((household) => ({
      surveyId: made.id,
      voterKey: voterKey(made.id, 'household', household.id),
      areaId: household.associationId,
    })),
  })
  const answers = answered.map((_, index) =>
    answersTo(made, random, ({ kind }) =>
      kind === 'text' && random.chance(0.45) ? LAMP_TEXTS[index % LAMP_TEXTS.length]?.text : undefined,
    ),
  )
  await putIn(tx, made.id, answers, () => random.chance(PAPER_SHARE))
  await tx.survey.update({
    where: { id: made.id },
    data: {
      state: 'closed',
      closedAt: at(addDays(today, -18)),
      conclusion: planned.lamps.conclusion ?? '',
    },
    select: { id: true },
  })
  await reviewTexts(tx, made, author)
}

/** 訓練の手伝い: with names, as officers call those who offer. */
async function helpSurvey(tx: Tx, random: Random, today: Day, association: number, author: string) {
  const made = await make(tx, planned.help, {
    associationId: association,
    audienceId: association,
    createdById: author,
    reach: 'members',
    unit: 'household',
    anonymous: false,
    showsRunning: false,
    resultsPublic: false,
    opensOn: addDays(today, -6),
    closesOn: addDays(today, 20),
  })
  const households = (await householdsOf(tx, association)).filter((_, index) => index % 4 === 1)
  const rolls = await tx.surveyRoll.createManyAndReturn({
    data: households.map((household, index) => ({
      surveyId: made.id,
      voterKey: voterKey(made.id, 'household', household.id),
      areaId: household.associationId,
      onPaper: index % 3 === 0,
    })),
    select: { id: true, onPaper: true },
  })
  await tx.surveyBallot.createMany({
    data: rolls.map(({ id: rollId, onPaper }, index) => ({
      surveyId: made.id,
      rollId,
      onPaper,
      answers: answersTo(made, random, ({ kind }) =>
        kind === 'text' && index % 3 === 0 ? HELP_TEXTS[index % HELP_TEXTS.length] : undefined,
      ) as Prisma.InputJsonObject,
    })),
  })
}

type Promised = Pick<
  Prisma.SurveyUncheckedCreateInput,
  | 'associationId'
  | 'audienceId'
  | 'createdById'
  | 'reach'
  | 'unit'
  | 'anonymous'
  | 'showsRunning'
  | 'resultsPublic'
> & { opensOn: Day; closesOn: Day }

async function make(tx: Tx, plan: (typeof planned)[keyof typeof planned], promised: Promised): Promise<Made> {
  const { opensOn, closesOn, ...rest } = promised
  const survey = await tx.survey.create({
    data: {
      ...rest,
      state: 'open',
      title: plan.title,
      introduction: plan.introduction,
      purpose: plan.purpose,
      opensOn: dayToDate(opensOn),
      closesOn: dayToDate(closesOn),
      openedAt: at(opensOn),
      announcedOn: dayToDate(opensOn),
      createdAt: at(addDays(opensOn, -5)),
    },
    select: { id: true },
  })
  const questions: Made['questions'] = []
  for (const [index, question] of plan.questions.entries()) {
    const { options, ...columns }: PlannedQuestion = question
    const row = await tx.surveyQuestion.create({
      data: {
        ...columns,
        surveyId: survey.id,
        position: (index + 1) * 10,
        options: {
          create: (options ?? []).map((label, place) => ({ label, position: (place + 1) * 10 })),
        },
      },
      select: {
        id: true,
        kind: true,
        required: true,
        most: true,
        options: { orderBy: { position: 'asc' }, select: { id: true } },
      },
    })
    questions.push({
      id: row.id,
      kind: row.kind,
      required: row.required,
      options: row.options.map((option) => option.id),
      steps: row.most ?? 5,
    })
  }
  return { id: survey.id, questions }
}

/** Plausible answers: the first options are liked more; what is not chosen by chance alone comes from `own`. */
function answersTo(
  { questions }: Made,
  random: Random,
  own: (question: Made['questions'][number]) => Answers[string] | undefined,
): Answers {
  const answers: Answers = {}
  for (const question of questions) {
    const { kind, required, options, steps } = question
    const leaning = () => Math.floor(random.next() ** 1.7 * options.length)
    const answer = ((): Answers[string] | undefined => {
      if (kind === 'single') return required || random.chance(0.97) ? options[leaning()] : undefined
      if (kind === 'multiple') {
        const ticked = options.filter((_, index) => random.chance(0.62 - index * 0.09))
        return ticked.length > 0 ? ticked.slice(0, steps) : undefined
      }
      if (kind === 'scale')
        return random.chance(0.95) ? 1 + Math.floor(random.next() ** 0.7 * steps) : undefined
      if (kind === 'ranking') {
        return options
          .map((option, index) => ({ option, weight: random.next() + (options.length - index) * 0.16 }))
          .sort((a, b) => b.weight - a.weight)
          .slice(0, steps)
          .map(({ option }) => option)
      }
      return own(question)
    })()
    if (answer !== undefined) answers[String(question.id)] = answer
  }
  return answers
}

/** Answers of nobody, in an order that has nothing to do with the roll. */
async function putIn(tx: Tx, surveyId: number, answers: readonly Answers[], onPaper: () => boolean) {
  const rows = answers
    .filter((one) => Object.keys(one).length > 0)
    .map((one) => ({ answers: one, on_paper: onPaper() }))
  await tx.$executeRaw`
    INSERT INTO survey_ballots (id, survey_id, answers, on_paper)
    SELECT gen_random_uuid(), ${surveyId}::int, answers, on_paper
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(answers jsonb, on_paper boolean) ORDER BY random()`
}

/** Most texts were looked at: shown, shown with a name covered, or not; two wait. */
async function reviewTexts(tx: Tx, made: Made, decidedById: string) {
  const question = made.questions.find(({ kind }) => kind === 'text')
  if (!question) return
  for (const { text, review, shownAs } of LAMP_TEXTS) {
    if (review === 'waiting') continue
    await tx.$executeRaw`
      INSERT INTO survey_text_reviews (question_id, text_hash, shown, shown_as, decided_by_id)
      VALUES (${question.id}::int, encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), ${review === 'shown'},
        ${shownAs ?? ''}, ${Prisma.sql`${decidedById}::uuid`})`
  }
}

const householdsOf = (tx: Tx, association: number) =>
  tx.household.findMany({
    where: {
      association: { OR: [{ id: association }, { parentId: association }] },
      movedOutOn: null,
      consentWithdrawnAt: null,
    },
    orderBy: { id: 'asc' },
    select: { id: true, associationId: true },
  })

const at = (day: Day): Date => new Date(`${day}T09:30:00+09:00`)

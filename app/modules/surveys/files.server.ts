/** 結果 as files for a spreadsheet: the sums for everybody who may see them, and answers with names for those who run it. */
import type { Actor } from '~/modules/accounts/rules'
import { csv } from '~/platform/csv'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import { meshName } from './mesh'
import { resultsOf } from './queries/results.server'
import { type Answer, type Answers, LEAST_SHOWN, type Question, type QuestionResult } from './rules'
import { keptSurvey, questionsOf } from './scope.server'
import { voterKey } from './voter.server'

type Cells = (string | number)[]

/** Texts in a file: more than anybody reads, so that a file has an end. */
const TEXTS_IN_FILE = 20_000

/**
 * Every sum that stands on the page of results, one a line. What is hidden there says so here.
 * @throws as `resultsOf`; NotFound while there are no results
 */
export async function resultsFile(actor: Actor, id: number, t: Translate): Promise<string> {
  const found = await resultsOf(actor, id, TEXTS_IN_FILE)
  if (found.standing !== 'running' && found.standing !== 'final') throw new NotFound()
  const { questions, results, texts, response } = found
  const word = (key: string) => t(`surveys.file.${key}`)
  const below = t('surveys.results.below', { least: LEAST_SHOWN })
  const lines: Cells[] = [
    ['', word('answers'), found.answers ?? below],
    ...(found.onPaper === null ? [] : [['', word('on_paper'), found.onPaper] satisfies Cells]),
    ...(response?.asked == null ? [] : [['', word('asked'), response.asked] satisfies Cells]),
  ]
  for (const result of results) {
    const question = questions.find(({ id }) => id === result.questionId)
    if (!question) continue
    lines.push([question.label, word('answered'), result.answered ?? below])
    for (const line of linesOf(question, result, t, below)) lines.push([question.label, ...line])
    const shown = texts.find(({ questionId }) => questionId === question.id)
    for (const text of shown?.texts ?? []) lines.push([question.label, word('text'), text])
  }
  for (const area of response?.rates?.areas ?? []) {
    lines.push([
      word('area'),
      area.name ?? t('surveys.results.area_unknown'),
      area.answered,
      area.asked ?? '',
    ])
  }
  const others = response?.rates?.others
  if (others) {
    const name = t('surveys.results.other_areas', { count: others.areas })
    lines.push([word('area'), name, others.answered, others.asked ?? ''])
  }
  return csv([['question', 'item', 'people', 'asked'].map((key) => word(`head_${key}`)), ...lines])
}

function linesOf(question: Question, result: QuestionResult, t: Translate, below: string): Cells[] {
  const word = (key: string) => t(`surveys.file.${key}`)
  const labelOf = (key: number) =>
    question.kind === 'scale' ? String(key) : (question.options.find(({ id }) => id === key)?.label ?? '')
  const first = question.kind === 'ranking' ? ` (${word('first')})` : ''
  return [
    ...result.lines.map(({ key, count }): Cells => [`${labelOf(key)}${first}`, count ?? below]),
    ...(result.together
      ? [[t('surveys.results.together', { count: result.together.parts }), result.together.count]]
      : []),
    ...(result.mean
      ? [
          [word('mean'), result.mean.mean],
          [word('spread'), result.mean.spread],
        ]
      : []),
    ...result.order.map((key, index): Cells => [`${labelOf(key)} (${word('place')})`, index + 1]),
    ...result.cells.map((cell): Cells => [meshName(cell), cell.count]),
    ...(result.elsewhere === null ? [] : [[t('surveys.results.elsewhere'), result.elsewhere]]),
  ]
}

/**
 * The answers of a survey with names, one a line, for those who run it.
 * @throws SignInNeeded, NotAllowed, NotFound unless the actor runs it; NotFound for one without names, of which no
 *   line of a person exists
 */
export async function answersFile(actor: Actor, id: number, t: Translate): Promise<string> {
  const { survey } = await keptSurvey(db, actor, id)
  if (survey.anonymous || survey.state === 'draft') throw new NotFound()
  const [questions, ballots] = await Promise.all([
    questionsOf(db, id),
    db.surveyBallot.findMany({
      where: { surveyId: id },
      orderBy: { id: 'asc' },
      select: {
        answers: true,
        onPaper: true,
        roll: { select: { voterKey: true } },
      },
    }),
  ])
  const names = await namesByKey(
    id,
    survey.audience.path,
    new Set(ballots.flatMap(({ roll }) => (roll ? [roll.voterKey] : []))),
  )
  const word = (key: string) => t(`surveys.file.${key}`)
  const lines = ballots.map(({ answers, onPaper, roll }): Cells => {
    const given = answers as Answers
    return [
      (roll && names.get(roll.voterKey)) ?? word('unknown'),
      onPaper ? word('paper') : word('screen'),
      ...questions.map((question) => inWords(question, given[String(question.id)])),
    ]
  })
  lines.sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'ja'))
  return csv([[word('head_name'), word('head_way'), ...questions.map(({ label }) => label)], ...lines])
}

/** One answer in a cell; options by their labels. */
function inWords(question: Question, answer: Answer | undefined): string | number {
  if (answer === undefined) return ''
  const label = (key: number) => question.options.find(({ id }) => id === key)?.label ?? ''
  if (Array.isArray(answer)) {
    const labels = answer.map(label)
    return question.kind === 'ranking'
      ? labels.map((one, index) => `${index + 1}. ${one}`).join(' / ')
      : labels.join(' / ')
  }
  if (typeof answer === 'object') return `${answer.lat}, ${answer.lng}`
  if (typeof answer === 'number' && question.kind !== 'scale') return label(answer)
  return answer
}

/** Accounts read at once where somebody must be looked for among all of them. */
const ACCOUNTS = 5000

/**
 * Who stands behind these keys of a roll: households, their people and accounts below the audience; and whoever answered
 * from elsewhere, as everybody may answer a survey to all, and a seat of an officer is no membership.
 */
async function namesByKey(
  surveyId: number,
  path: string,
  wanted: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const below = { association: { path: { startsWith: path } } }
  const names = new Map<string, string>()
  const name = (key: string, full: string) => {
    if (wanted.has(key)) names.set(key, full)
  }
  const full = ({ familyName, givenName }: { familyName: string; givenName: string }) =>
    `${familyName} ${givenName}`.trim()
  const [households, people] = await Promise.all([
    db.household.findMany({ where: below, select: { id: true, name: true } }),
    db.householdMember.findMany({
      where: { household: below },
      select: { id: true, name: true, user: { select: { id: true, familyName: true, givenName: true } } },
    }),
  ])
  for (const household of households) name(voterKey(surveyId, 'household', household.id), household.name)
  for (const person of people) {
    name(voterKey(surveyId, 'member', person.id), person.user ? full(person.user) : person.name)
    if (person.user) name(voterKey(surveyId, 'person', person.user.id), full(person.user))
  }
  let after: string | undefined
  while (names.size < wanted.size) {
    const users: { id: string; familyName: string; givenName: string }[] = await db.user.findMany({
      where: after ? { id: { gt: after } } : {},
      orderBy: { id: 'asc' },
      take: ACCOUNTS,
      select: { id: true, familyName: true, givenName: true },
    })
    for (const user of users) name(voterKey(surveyId, 'person', user.id), full(user))
    after = users.at(-1)?.id
    if (users.length < ACCOUNTS) break
  }
  return names
}

/** A survey with each kind of question, its people, and answers as a form sends them. */
import type { Actor } from '~/modules/accounts/rules'
import { makeSheets } from '~/modules/surveys/commands/links.server'
import {
  fieldOf,
  placeFields,
  type Question,
  type Reach,
  rankField,
  type Unit,
} from '~/modules/surveys/rules'
import { questionsOf } from '~/modules/surveys/scope.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { FormFields } from '~/platform/forms'
import { actorOf, makeUser, today } from '../accounts/support'

export type Given = {
  associationId: number
  audienceId?: number
  anonymous?: boolean
  reach?: Reach
  unit?: Unit
  state?: 'draft' | 'open'
  opensOn?: string
  closesOn?: string
}

/** A survey with a question of each kind, of which only the first is required. */
export async function aSurvey(given: Given) {
  const { associationId, anonymous = true, reach = 'members', unit = 'household', state = 'open' } = given
  const { id } = await db.survey.create({
    data: {
      associationId,
      audienceId: given.audienceId ?? associationId,
      title: '夏まつりのアンケート',
      purpose: '来年のまつりの準備',
      state,
      anonymous,
      reach,
      unit,
      opensOn: dayToDate(given.opensOn ?? addDays(today(), -3)),
      closesOn: dayToDate(given.closesOn ?? addDays(today(), 10)),
      openedAt: state === 'open' ? new Date(Date.now() - 3 * 86_400_000) : null,
    },
    select: { id: true },
  })
  const kinds = ['single', 'multiple', 'scale', 'text', 'ranking', 'place'] as const
  for (const [position, kind] of kinds.entries()) {
    const chosen = kind === 'single' || kind === 'multiple' || kind === 'ranking'
    await db.surveyQuestion.create({
      data: {
        surveyId: id,
        position,
        kind,
        label: `${kind}の設問`,
        required: position === 0,
        most: kind === 'scale' ? 5 : kind === 'multiple' ? 2 : null,
        options: chosen
          ? { create: ['あ', 'い', 'う'].map((label, at) => ({ label, position: at })) }
          : undefined,
      },
      select: { id: true },
    })
  }
  return { id, questions: await questionsOf(db, id) }
}

export const ofKind = (questions: readonly Question[], kind: Question['kind']): Question => {
  const found = questions.find((question) => question.kind === kind)
  if (!found) throw new Error(`no question of kind ${kind}`)
  return found
}

/** A full sheet; `words` tells it from the others. */
export function sheet(questions: readonly Question[], words = '街灯がほしい', pick = 0): FormFields {
  const fields: FormFields = {}
  for (const question of questions) {
    const ids = question.options.map(({ id }) => String(id))
    const name = fieldOf(question.id)
    if (question.kind === 'single') fields[name] = ids[pick % ids.length] ?? ''
    if (question.kind === 'multiple') fields[name] = ids.slice(0, 2)
    if (question.kind === 'scale') fields[name] = String((pick % 5) + 1)
    if (question.kind === 'text') fields[name] = words
    if (question.kind === 'ranking') {
      question.options.forEach((option, at) => {
        fields[rankField(question.id, option.id)] = String(((at + pick) % 3) + 1)
      })
    }
    if (question.kind === 'place') {
      fields[placeFields(question.id).lat] = '34.81412'
      fields[placeFields(question.id).lng] = '135.65109'
    }
  }
  return fields
}

let made = 0

/** A household with an account of each of so many people. */
export async function aHousehold(associationId: number, people = 1) {
  made += 1
  const { id, name } = await db.household.create({
    data: { associationId, name: `世帯${made}`, position: made },
    select: { id: true, name: true },
  })
  const actors: Actor[] = []
  for (let count = 0; count < people; count += 1) {
    const user = await makeUser()
    await db.householdMember.create({ data: { householdId: id, userId: user.id, role: 'member' } })
    actors.push(await actorOf(user.id))
  }
  return { id, name, actors, actor: actors[0] as Actor }
}

/** So many accounts that are members, made in a few statements. */
export async function members(associationId: number, count: number): Promise<Actor[]> {
  const actors: Actor[] = []
  for (let at = 0; at < count; at += 1) {
    const user = await makeUser()
    await db.membership.create({
      data: { userId: user.id, associationId, state: 'confirmed', decidedAt: new Date() },
    })
    actors.push(await actorOf(user.id))
  }
  return actors
}

/** The sheets of a group, made once more for all who have not answered. */
export const sheetsOf = async (actor: Actor, surveyId: number, areaId: number) =>
  (await makeSheets(actor, surveyId, { part: { area: areaId, part: 0 }, which: 'again', sides: 'two' }))
    .sheets

/** The token of a link. */
export const tokenOf = (url = ''): string => url.split('/s/')[1] ?? ''

export const counts = async (surveyId: number) => ({
  roll: await db.surveyRoll.count({ where: { surveyId } }),
  ballots: await db.surveyBallot.count({ where: { surveyId } }),
})

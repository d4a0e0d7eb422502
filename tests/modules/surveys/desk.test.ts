/** Making and running a survey: promises that stand, questions that freeze, paper, and what the clock does. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { answerAsAccount } from '~/modules/surveys/commands/answer.server'
import { announceSurveys, forgetVoters, tellSurvey } from '~/modules/surveys/commands/clock.server'
import {
  addQuestion,
  arrangeQuestion,
  editOpenSurvey,
  editQuestion,
  editSurvey,
  makeSurvey,
} from '~/modules/surveys/commands/edit.server'
import { sendLink } from '~/modules/surveys/commands/links.server'
import { enterNamedSheet, enterNamelessSheet, tickHandedIn } from '~/modules/surveys/commands/paper.server'
import { closeSurveys, concludeSurvey, moveSurvey } from '~/modules/surveys/commands/run.server'
import { paperDesk, surveyToEdit } from '~/modules/surveys/queries/desk.server'
import { listSurveys } from '~/modules/surveys/queries/list.server'
import { surveyForResults } from '~/modules/surveys/queries/results.server'
import { seenSurvey, surveyThanked } from '~/modules/surveys/queries/survey.server'
import { newSurveyForm, questionForm } from '~/modules/surveys/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, PortalError } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today, travel } from '../accounts/support'
import { aHousehold, aSurvey, counts, members, sheet, sheetsOf } from './support'

let town: Town
let chair: Actor
let otherChair: Actor

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const [one, two] = [await makeUser(), await makeUser()]
  await giveTerm(one.id, town.association.id, 'chair')
  await giveTerm(two.id, town.other.id, 'chair')
  chair = await actorOf(one.id)
  otherChair = await actorOf(two.id)
})
afterEach(() => {
  vi.useRealTimers()
})

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Invalid) return `422 ${JSON.stringify(error.errors)}`
    if (!(error instanceof PortalError)) throw error
    return `${error.status} ${error.key}`
  }
}

const form = (over: Record<string, unknown> = {}) =>
  newSurveyForm.parse({
    association: String(town.association.id),
    audience: String(town.group.id),
    title: 'ごみの当番について',
    purpose: '来年の当番を決めるため',
    reach: 'members',
    unit: 'household',
    anonymous: 'yes',
    resultsPublic: 'on',
    opensOn: today(),
    closesOn: addDays(today(), 10),
    ...over,
  })
const question = (version: number, over: Record<string, unknown> = {}) =>
  questionForm.parse({
    kind: 'single',
    label: '賛成ですか',
    options: 'はい\nいいえ',
    version: String(version),
    ...over,
  })
const versionOf = async (id: number) => (await db.survey.findUniqueOrThrow({ where: { id } })).version

describe('making', () => {
  test('a draft with questions is opened; a copy takes the questions along', async () => {
    const id = await makeSurvey(chair, form(), null)
    expect(await refusal(moveSurvey(chair, id, { verb: 'open', reason: '', version: 1 }))).toContain(
      'no_questions',
    )
    await addQuestion(chair, id, question(1))
    await addQuestion(chair, id, question(2, { kind: 'scale', label: '満足ですか', most: '7' }))
    const [first, second] = (await surveyToEdit(chair, id)).questions
    expect(second).toMatchObject({ kind: 'scale', most: 7, options: [] })
    await arrangeQuestion(chair, id, 'up', { question: second?.id ?? 0, version: 3 })
    expect((await surveyToEdit(chair, id)).questions.map(({ label }) => label)).toEqual([
      '満足ですか',
      '賛成ですか',
    ])
    await moveSurvey(chair, id, { verb: 'open', reason: '', version: 4 })
    const copy = await makeSurvey(chair, form({ title: '写し' }), id)
    const copied = (await surveyToEdit(chair, copy)).questions
    expect(copied.map(({ label, options }) => [label, options.map((option) => option.label)])).toEqual([
      ['満足ですか', []],
      ['賛成ですか', ['はい', 'いいえ']],
    ])
    expect(copied.map(({ id: one }) => one)).not.toContain(first?.id)
    expect(await actions()).toContain('survey.opened')
  })

  test('is for one’s own association and what lies below it', async () => {
    const above = form({ audience: String(town.council.id) })
    expect(await refusal(makeSurvey(chair, above, null))).toContain('surveys.error.audience')
    expect(await refusal(makeSurvey(otherChair, form(), null))).toContain('association')
    const { id } = await aSurvey({ associationId: town.association.id, state: 'draft' })
    expect(await refusal(editSurvey(otherChair, id, { ...form(), version: 1 }))).toBe('404 not_found')
    expect(
      await refusal(
        makeSurvey(
          otherChair,
          form({ association: String(town.other.id), audience: String(town.other.id) }),
          id,
        ),
      ),
    ).toBe('404 not_found')
    const [member] = await members(town.association.id, 1)
    expect(await refusal(makeSurvey(member as Actor, form(), null))).toBe('403 not_allowed')
  })

  test('two who change it at once do not undo one another', async () => {
    const { id } = await aSurvey({ associationId: town.association.id, state: 'draft' })
    const said = await Promise.all(
      ['一', '二'].map((title) => refusal(editSurvey(chair, id, { ...form({ title }), version: 1 }))),
    )
    expect(said.sort()).toEqual(['409 stale', 'done'])
  })
})

describe('what stands', () => {
  test('once open the promise stands, in the program and in the database', async () => {
    const { id } = await aSurvey({ associationId: town.association.id })
    expect(await refusal(editSurvey(chair, id, { ...form({ anonymous: 'no' }), version: 1 }))).toBe(
      '409 survey_promised',
    )
    await expect(db.survey.update({ where: { id }, data: { anonymous: false } })).rejects.toThrow()
    await editOpenSurvey(chair, id, {
      introduction: '雨でも行います',
      closesOn: addDays(today(), 20),
      version: 1,
    })
    expect(
      await refusal(
        editOpenSurvey(chair, id, { introduction: '', closesOn: addDays(today(), -1), version: 2 }),
      ),
    ).toContain('closes_past')
  })

  test('questions can be changed until the first answer and not afterwards', async () => {
    const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
    const [first] = survey.questions
    await editQuestion(chair, survey.id, first?.id ?? 0, question(1))
    const { questions } = await surveyToEdit(chair, survey.id)
    const [member] = await members(town.association.id, 1)
    await answerAsAccount(member as Actor, survey.id, sheet(questions))
    const frozen = '409 survey_frozen'
    const id = first?.id ?? 0
    expect(await refusal(editQuestion(chair, survey.id, id, question(2)))).toBe(frozen)
    expect(await refusal(addQuestion(chair, survey.id, question(2)))).toBe(frozen)
    expect(await refusal(arrangeQuestion(chair, survey.id, 'remove', { question: id, version: 2 }))).toBe(
      frozen,
    )
    await expect(db.surveyQuestion.update({ where: { id }, data: { label: '別の問い' } })).rejects.toThrow()
    await expect(db.surveyOption.deleteMany({ where: { questionId: id } })).rejects.toThrow()
    expect((await surveyToEdit(chair, survey.id)).frozen).toBe(true)
  })

  test('a first answer and a change of the questions at once: one of them waits and sees the other', async () => {
    for (let round = 0; round < 4; round += 1) {
      const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
      const [member] = await members(town.association.id, 1)
      const [first] = survey.questions
      const said = await Promise.all([
        refusal(answerAsAccount(member as Actor, survey.id, sheet(survey.questions))),
        refusal(
          editQuestion(chair, survey.id, first?.id ?? 0, question(1, { label: '問い', options: 'か\nき' })),
        ),
      ])
      const { questions } = await surveyToEdit(chair, survey.id)
      const ballot = await db.surveyBallot.findFirst({ where: { surveyId: survey.id } })
      const chosen = (ballot?.answers as Record<string, number> | undefined)?.[String(first?.id)]
      // Whichever came first, an answer is to the question as it now stands.
      if (ballot) expect(questions[0]?.options.map(({ id }) => id)).toContain(chosen)
      expect(said.filter((word) => word === 'done')).toHaveLength(1)
    }
  })
})

describe('paper', () => {
  test('without names: as many sheets as ticks, and never a second answer of a household', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const [first, second] = [await aHousehold(town.association.id), await aHousehold(town.association.id)]
    const at = { areaId: town.association.id, person: `h:${first.id}` }
    const enter = () => refusal(enterNamelessSheet(chair, survey.id, sheet(survey.questions)))
    expect(await enter()).toBe('409 survey_paper_counted')
    await tickHandedIn(chair, survey.id, at)
    expect(await refusal(tickHandedIn(chair, survey.id, at))).toBe('409 survey_answered')
    expect(await refusal(answerAsAccount(first.actor, survey.id, sheet(survey.questions)))).toBe(
      '409 survey_answered',
    )
    await answerAsAccount(second.actor, survey.id, sheet(survey.questions))
    expect((await paperDesk(chair, survey.id, town.association.id)).waiting).toBe(1)
    const said = await Promise.all([enter(), enter(), enter()])
    expect(said.sort()).toEqual(['409 survey_paper_counted', '409 survey_paper_counted', 'done'])
    expect(await counts(survey.id)).toEqual({ roll: 2, ballots: 2 })
    expect(await db.surveyRoll.count({ where: { onPaper: true } })).toBe(0)
    expect(await db.surveyBallot.count({ where: { onPaper: true } })).toBe(1)
    // An entry of the trail would bear the number of the transaction that wrote the row of the roll.
    expect(await db.auditEntry.count({ where: { subjectType: 'survey' } })).toBe(0)
  })

  test('with names: whose it is, counted apart, and not over another’s', async () => {
    const survey = await aSurvey({ associationId: town.association.id, anonymous: false })
    const own = await aHousehold(town.association.id)
    const foreign = await aHousehold(town.other.id)
    const enter = (person: string, by = chair) =>
      refusal(
        enterNamedSheet(by, survey.id, { areaId: town.association.id, person }, sheet(survey.questions)),
      )
    expect(await enter(`h:${foreign.id}`)).toBe('404 not_found')
    expect(await enter(`h:${own.id}`, otherChair)).toBe('404 not_found')
    expect(await enter(`h:${own.id}`)).toBe('done')
    expect(await enter(`h:${own.id}`)).toBe('409 survey_answered')
    expect(await db.surveyRoll.count({ where: { surveyId: survey.id, onPaper: true } })).toBe(1)
  })

  test('of a person on paper is the answer of the account that joins later', async () => {
    const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
    const household = await db.household.create({
      data: { associationId: town.association.id, name: '田中' },
      select: { id: true },
    })
    const { id } = await db.householdMember.create({
      data: { householdId: household.id, role: 'head', name: '田中 花' },
      select: { id: true },
    })
    await tickHandedIn(chair, survey.id, { areaId: town.association.id, person: `m:${id}` })
    const user = await makeUser()
    await db.householdMember.update({ where: { id }, data: { userId: user.id, name: '' } })
    const late = await actorOf(user.id)
    expect(await refusal(answerAsAccount(late, survey.id, sheet(survey.questions)))).toBe(
      '409 survey_answered',
    )
  })
})

describe('who may know of it', () => {
  test('a draft that was cancelled stays with those who run it', async () => {
    const { id } = await aSurvey({
      associationId: town.association.id,
      state: 'draft',
      reach: 'all',
      unit: 'person',
    })
    const { version } = await db.survey.findUniqueOrThrow({ where: { id } })
    await moveSurvey(chair, id, { verb: 'cancel', reason: '未公開の相談ごと', version })
    const { actor } = await aHousehold(town.association.id)
    for (const other of [actor, otherChair, guest(today())]) {
      expect(await refusal(seenSurvey(other, id))).toBe('404 not_found')
      expect(await refusal(surveyForResults(other, id))).toBe('404 not_found')
      expect(await refusal(surveyThanked(other, id))).toBe('404 not_found')
      expect(await refusal(sendLink(other, id, 'hana@people.example'))).toBe('404 not_found')
      expect((await listSurveys(other, undefined)).past).toEqual([])
    }
    expect((await seenSurvey(chair, id)).title).toBe('夏まつりのアンケート')
    // What was open and then cancelled says so to everybody.
    const open = await aSurvey({ associationId: town.association.id })
    await moveSurvey(chair, open.id, { verb: 'cancel', reason: '天気のため', version: 1 })
    expect((await seenSurvey(actor, open.id)).state).toBe('cancelled')
  })

  test('whoever may not know of it is thanked without its name', async () => {
    const { id } = await aSurvey({ associationId: town.association.id })
    await db.survey.update({ where: { id }, data: { resultsPublic: false } })
    const { actor } = await aHousehold(town.association.id)
    expect((await surveyThanked(actor, id))?.title).toBe('夏まつりのアンケート')
    expect(await surveyThanked(otherChair, id)).toBeNull()
    expect(await surveyThanked(guest(today()), id)).toBeNull()
  })
})

describe('the clock', () => {
  const mails = () =>
    db.mail.findMany({ orderBy: { id: 'asc' }, select: { recipient: true, subject: true, text: true } })

  test('closes after the last day, and nothing can be answered or opened again', async () => {
    const survey = await aSurvey({ associationId: town.association.id, closesOn: today() })
    expect(await closeSurveys()).toBe(0)
    travel({ days: 8 })
    expect(await closeSurveys()).toBe(1)
    expect(await closeSurveys()).toBe(0)
    const version = await versionOf(survey.id)
    expect(await refusal(moveSurvey(chair, survey.id, { verb: 'open', reason: '', version }))).toBe(
      '409 stale',
    )
    const later = { ...chair, today: today() }
    await concludeSurvey(later, survey.id, { conclusion: '続けます', version })
    expect((await listSurveys(later, undefined)).past[0]).toMatchObject({ concluded: true, standing: 'over' })
    const ballot = { surveyId: survey.id, answers: {} }
    await expect(db.surveyBallot.create({ data: ballot })).rejects.toThrow()
  })

  test('tells households once and reminds only those who have not answered', async () => {
    const survey = await aSurvey({
      associationId: town.association.id,
      opensOn: addDays(today(), -3),
      closesOn: addDays(today(), 3),
    })
    const done = await aHousehold(town.association.id)
    await aHousehold(town.group.id)
    await aHousehold(town.other.id)
    await answerAsAccount(done.actor, survey.id, sheet(survey.questions))
    await db.survey.update({
      where: { id: survey.id },
      data: { announcedOn: dayToDate(addDays(today(), -3)) },
    })
    expect(await announceSurveys()).toBe(1)
    expect(await tellSurvey({ surveyId: survey.id, kind: 'reminder', after: null })).toBe(1)
    const [mail] = await mails()
    expect(mail?.text).toContain(`/surveys/${survey.id}`)
    expect((await mails()).length).toBe(1)
    expect(await tellSurvey({ surveyId: survey.id, kind: 'cancelled', after: null })).toBe(0)
    travel({ days: 1 })
    expect(await announceSurveys()).toBe(0)
  })

  test('makes up for a morning that was missed, and tells nobody twice', async () => {
    const { id } = await aSurvey({
      associationId: town.association.id,
      opensOn: addDays(today(), 1),
      closesOn: addDays(today(), 11),
    })
    const told = () =>
      db.survey.findUniqueOrThrow({ where: { id }, select: { announcedOn: true, remindedOn: true } })
    expect(await announceSurveys()).toBe(0)
    // Nobody was there on the first morning, nor three days before the end.
    travel({ days: 3 })
    expect(await announceSurveys()).toBe(1)
    expect(await announceSurveys()).toBe(0)
    expect(await told()).toEqual({ announcedOn: dayToDate(today()), remindedOn: null })
    travel({ days: 7 })
    expect(await announceSurveys()).toBe(1)
    expect(await announceSurveys()).toBe(0)
    expect((await told()).remindedOn).toEqual(dayToDate(today()))
    // A later end is told of again; after the end nothing is.
    const later = { ...chair, today: today() }
    await editOpenSurvey(later, id, { introduction: '', closesOn: addDays(today(), 9), version: 1 })
    expect(await announceSurveys()).toBe(0)
    travel({ days: 8 })
    expect(await announceSurveys()).toBe(1)
    await db.survey.update({ where: { id }, data: { remindedOn: null } })
    travel({ days: 2 })
    expect(await announceSurveys()).toBe(0)
  })

  test('forgets a year after the end who has answered, and keeps the numbers', async () => {
    const survey = await aSurvey({ associationId: town.association.id, anonymous: false })
    const own = await aHousehold(town.association.id)
    await sheetsOf(chair, survey.id, town.association.id)
    await answerAsAccount(own.actor, survey.id, sheet(survey.questions))
    const [before] = await db.surveyRoll.findMany()
    await moveSurvey(chair, survey.id, { verb: 'close', reason: '', version: 1 })
    travel({ days: 300 })
    expect(await forgetVoters()).toBe(0)
    expect(await db.surveyLink.count()).toBe(0)
    travel({ days: 70 })
    expect(await forgetVoters()).toBe(1)
    expect(await forgetVoters()).toBe(0)
    const [after] = await db.surveyRoll.findMany()
    expect(after?.voterKey).not.toBe(before?.voterKey)
    expect(after?.areaId).toBe(before?.areaId)
    expect(await db.surveyBallot.count({ where: { rollId: null } })).toBe(1)
  })
})

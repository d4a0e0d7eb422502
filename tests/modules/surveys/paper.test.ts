/** Paper to the end: sheets that came in time, sheets printed in parts, and one that was lost. */
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { answerAsAccount, answerByLink } from '~/modules/surveys/commands/answer.server'
import { arrangeQuestion } from '~/modules/surveys/commands/edit.server'
import { makeSheets, renewSheet } from '~/modules/surveys/commands/links.server'
import { enterNamedSheet, enterNamelessSheet, tickHandedIn } from '~/modules/surveys/commands/paper.server'
import { closeSurveys, concludeSurvey, moveSurvey } from '~/modules/surveys/commands/run.server'
import { answersFile } from '~/modules/surveys/files.server'
import { questionsPaper, sheetsPaper } from '~/modules/surveys/paper/paper'
import { sheetsToMake, surveyToEdit } from '~/modules/surveys/queries/desk.server'
import { resultsOf } from '~/modules/surveys/queries/results.server'
import { questionPaper } from '~/modules/surveys/queries/survey.server'
import { PAPER_DAYS, SHEETS_OF_PART } from '~/modules/surveys/rules'
import { db } from '~/platform/db.server'
import { Invalid, PortalError } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { endPdfs, makePdf } from '~/platform/pdf.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today, travel } from '../accounts/support'
import { aHousehold, aSurvey, counts, ofKind, sheet, sheetsOf, tokenOf } from './support'

let town: Town
let chair: Actor

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const user = await makeUser()
  await giveTerm(user.id, town.association.id, 'chair')
  chair = await actorOf(user.id)
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(endPdfs)

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

const later = () => ({ ...chair, today: today() })

describe('sheets that came in time', () => {
  test.each([true, false])('are entered after the last day, without names: %s', async (anonymous) => {
    const survey = await aSurvey({ associationId: town.association.id, closesOn: today(), anonymous })
    const [first, second] = [await aHousehold(town.association.id), await aHousehold(town.association.id)]
    const enter = async ({ id }: { id: number }) => {
      const at = { areaId: town.association.id, person: `h:${id}` }
      const fields = sheet(survey.questions)
      if (!anonymous) return refusal(enterNamedSheet(later(), survey.id, at, fields))
      const ticked = await refusal(tickHandedIn(later(), survey.id, at))
      return ticked === 'done' ? refusal(enterNamelessSheet(later(), survey.id, fields)) : ticked
    }
    travel({ days: 1 })
    expect(await closeSurveys()).toBe(0)
    const [asked] = survey.questions
    expect(
      await refusal(arrangeQuestion(later(), survey.id, 'remove', { question: asked?.id ?? 0, version: 1 })),
    ).toBe('409 survey_frozen')
    expect(await enter(first)).toBe('done')
    // On a screen it is over.
    const late = { ...second.actor, today: today() }
    expect(await refusal(answerAsAccount(late, survey.id, sheet(survey.questions)))).toBe('410 survey_over')
    // Nothing is final before the last sheet could be entered.
    expect((await resultsOf(later(), survey.id)).standing).toBe('none')
    expect(await refusal(concludeSurvey(later(), survey.id, { conclusion: 'まとめ', version: 1 }))).toBe(
      '409 survey_not_over',
    )
    travel({ days: PAPER_DAYS - 1 })
    expect(await closeSurveys()).toBe(0)
    expect(await enter(second)).toBe('done')
    travel({ days: 1 })
    const third = await aHousehold(town.association.id)
    expect(await enter(third)).toBe('410 survey_over')
    expect(await closeSurveys()).toBe(1)
    expect(await counts(survey.id)).toEqual({ roll: 2, ballots: 2 })
    expect((await resultsOf(later(), survey.id)).standing).toBe('few')
  })

  test('a survey to all with names takes none, and closes the morning after', async () => {
    await aSurvey({
      associationId: town.association.id,
      closesOn: today(),
      reach: 'all',
      unit: 'person',
      anonymous: false,
    })
    travel({ days: 1 })
    expect(await closeSurveys()).toBe(1)
  })

  test('that are ticked and not entered are not forgotten by closing early', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const [first] = [await aHousehold(town.association.id), await aHousehold(town.association.id)]
    await sheetsOf(chair, survey.id, town.association.id)
    await tickHandedIn(chair, survey.id, { areaId: town.association.id, person: `h:${first.id}` })
    expect((await surveyToEdit(chair, survey.id)).answers).toMatchObject({ waiting: 1, out: 1 })
    const close = { verb: 'close', reason: '', version: 1 } as const
    expect(await refusal(moveSurvey(chair, survey.id, close))).toBe(
      '422 {"anyway":["surveys.error.sheets_out"]}',
    )
    expect(await refusal(moveSurvey(chair, survey.id, { ...close, anyway: true }))).toBe('done')
  })
})

describe('sheets for households', () => {
  const part = (number: number, which: 'new' | 'again' = 'new') => ({
    part: { area: town.association.id, part: number },
    which,
    sides: 'two' as const,
  })

  test('of a large group are made in parts, none twice and none left out', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const count = SHEETS_OF_PART * 3 + 7
    await db.household.createMany({
      data: Array.from({ length: count }, (_, at) => ({
        associationId: town.association.id,
        name: `世帯${at + 1}`,
        position: at + 1,
      })),
    })
    const { parts } = await sheetsToMake(chair, survey.id, undefined)
    expect(parts.map(({ first, last, made }) => [first, last, made])).toEqual([
      [1, SHEETS_OF_PART, 0],
      [SHEETS_OF_PART + 1, SHEETS_OF_PART * 2, 0],
      [SHEETS_OF_PART * 2 + 1, SHEETS_OF_PART * 3, 0],
      [SHEETS_OF_PART * 3 + 1, count, 0],
    ])
    const names: string[] = []
    for (const { part: number } of parts) {
      const { sheets } = await makeSheets(chair, survey.id, part(number))
      expect(sheets.length).toBeLessThanOrEqual(SHEETS_OF_PART)
      names.push(...sheets.map(({ household }) => household))
    }
    expect(names).toEqual(Array.from({ length: count }, (_, at) => `世帯${at + 1}`))
    expect((await sheetsToMake(chair, survey.id, undefined)).parts.map(({ made }) => made)).toEqual([
      SHEETS_OF_PART,
      SHEETS_OF_PART,
      SHEETS_OF_PART,
      7,
    ])
    expect(await refusal(makeSheets(chair, survey.id, part(4)))).toBe('409 survey_sheets_none')
  })

  test('made once more leave earlier links alone, unless they are made again', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const { name } = await aHousehold(town.association.id)
    const [before] = await sheetsOf(chair, survey.id, town.association.id)
    expect(await refusal(makeSheets(chair, survey.id, part(0)))).toBe('409 survey_sheets_none')
    await aHousehold(town.association.id)
    expect(
      (await makeSheets(chair, survey.id, part(0))).sheets.map(({ household }) => household),
    ).not.toContain(name)
    const again = await makeSheets(chair, survey.id, part(0, 'again'))
    expect(again.sheets).toHaveLength(2)
    expect(await refusal(answerByLink(today(), tokenOf(before?.url), sheet(survey.questions)))).toBe(
      '404 survey_link_unknown',
    )
  })

  test('one that was lost is renewed alone, and says nothing of who has answered', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const [one, two] = [await aHousehold(town.association.id), await aHousehold(town.association.id)]
    const links = new Map(
      (await sheetsOf(chair, survey.id, town.association.id)).map(({ household, url }) => [
        household,
        tokenOf(url),
      ]),
    )
    await answerAsAccount(two.actor, survey.id, sheet(survey.questions))
    const renewed = await renewSheet(chair, survey.id, one.id)
    const silent = await renewSheet(chair, survey.id, two.id)
    // Whether it has answered or not: the same to whoever makes it, and in the trail.
    expect([renewed.sheets.length, silent.sheets.length]).toEqual([1, 1])
    const trail = await db.auditEntry.findMany({
      where: { action: 'survey.sheets_made' },
      orderBy: { id: 'desc' },
      take: 2,
      select: { after: true },
    })
    expect(trail[0]).toEqual(trail[1])
    const fields = sheet(survey.questions)
    expect(await refusal(answerByLink(today(), links.get(one.name) ?? '', fields))).toBe(
      '404 survey_link_unknown',
    )
    expect(await refusal(answerByLink(today(), tokenOf(silent.sheets[0]?.url), fields))).toBe(
      '409 survey_answered',
    )
    expect(await refusal(answerByLink(today(), tokenOf(renewed.sheets[0]?.url), fields))).toBe('done')
    const elsewhere = await aHousehold(town.other.id)
    expect(await refusal(renewSheet(chair, survey.id, elsewhere.id))).toBe('404 not_found')
  })

  test('of others stay good when one is renewed', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const [one, two] = [await aHousehold(town.association.id), await aHousehold(town.association.id)]
    const sheets = await sheetsOf(chair, survey.id, town.association.id)
    await renewSheet(chair, survey.id, one.id)
    const other = sheets.find(({ household }) => household === two.name)
    expect(await refusal(answerByLink(today(), tokenOf(other?.url), sheet(survey.questions)))).toBe('done')
  })
})

describe('on paper', () => {
  const ink = { t: translator('ja'), language: 'ja' } as const

  test('stand the questions with all their options, and no name where none is promised', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const { name } = await aHousehold(town.association.id)
    const made = await makeSheets(chair, survey.id, {
      part: { area: town.association.id, part: 0 },
      which: 'new',
      sides: 'two',
    })
    const paper = sheetsPaper(made, 'two', ink)
    const [letter, questions] = paper.definition.content as object[]
    expect(JSON.stringify(letter)).toContain(made.sheets[0]?.url)
    expect(JSON.stringify(letter)).toContain(name)
    const asked = JSON.stringify(questions)
    for (const question of survey.questions) {
      expect(asked).toContain(question.label)
      for (const option of question.options) expect(asked).toContain(option.label)
    }
    expect(asked).not.toContain(name)
    expect(asked).not.toContain(made.sheets[0]?.url)
    // Not on the back of the letter either: one, nothing, and the questions on two; on one side nothing is left empty.
    const pages = async (sides: 'one' | 'two') => {
      const { definition, footer } = sheetsPaper(made, sides, ink)
      const bytes = Buffer.from(await makePdf(definition, footer)).toString('latin1')
      return bytes.match(/\/Type \/Page\b(?!s)/g)?.length
    }
    expect([await pages('two'), await pages('one')]).toEqual([4, 3])
    // The same for everybody, and for whoever prints it at home.
    const alone = questionsPaper((await questionPaper(chair, survey.id)).survey, survey.questions, ink)
    expect(JSON.stringify(alone.definition.content)).toContain(ofKind(survey.questions, 'ranking').label)
  })
})

test('a survey to all with names keeps the names of those who answered from elsewhere', async () => {
  const survey = await aSurvey({
    associationId: town.association.id,
    reach: 'all',
    unit: 'person',
    anonymous: false,
  })
  const stranger = await makeUser()
  await db.user.update({ where: { id: stranger.id }, data: { familyName: '遠野', givenName: '空' } })
  await answerAsAccount(await actorOf(stranger.id), survey.id, sheet(survey.questions))
  await answerAsAccount(chair, survey.id, sheet(survey.questions))
  const file = await answersFile(chair, survey.id, translator('ja'))
  expect(file).toContain('遠野 空')
  expect(file).not.toContain('(分からない)')
})

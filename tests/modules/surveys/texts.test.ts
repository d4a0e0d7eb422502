/** Texts of surveys once an officer has read them, the file of answers with names, and the names of places. */
import { beforeEach, describe, expect, test } from 'vitest'
import { reviewTexts } from '~/modules/surveys/commands/review.server'
import { answersFile, resultsFile } from '~/modules/surveys/files.server'
import { namedCells } from '~/modules/surveys/queries/places.server'
import { resultsOf } from '~/modules/surveys/queries/results.server'
import { textsToReview } from '~/modules/surveys/queries/texts.server'
import { MESH } from '~/modules/surveys/rules'
import { textsForm } from '~/modules/surveys/schema/texts'
import { voterKey } from '~/modules/surveys/voter.server'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { household, makeTown, officer, person, reader, refusal, type Town } from '../events/support'
import { end, openSurvey, put } from './results-support'

const t = translator('ja')
let town: Town
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})

describe('free texts', () => {
  const prepare = async () => {
    const { id, questions } = await openSurvey(town.home, [{ kind: 'text' }])
    const question = questions[0]?.id ?? 0
    const texts = ['街灯が暗い', '電話は 090-1234-5678 です', '楽しかった', '楽しかった', '暑かった']
    await put(
      id,
      texts.map((text) => ({ [question]: text })),
    )
    await end(id)
    return { id, question, chair: await officer('chair', town.home) }
  }

  test('are shown only once an officer has read them, as written or mended', async () => {
    const { id, question, chair } = await prepare()
    expect((await resultsOf(reader(), id)).texts).toEqual([])
    const { texts, counts } = await textsToReview(chair, id, 'waiting', '')
    expect(counts).toEqual({ waiting: 4, shown: 0, hidden: 0 })
    const found = (text: string) => texts.find((one) => one.text.includes(text)) ?? { hash: '', findings: [] }
    expect(found('090').findings).toMatchObject([{ kind: 'phone' }])
    const fields = {
      t0_id: `${question}-${found('街灯').hash}`,
      t0_show: 'yes',
      t0_text: '街灯が暗い',
      t1_id: `${question}-${found('090').hash}`,
      t1_show: 'yes',
      t1_text: '電話は ○○ です',
      t2_id: `${question}-${found('暑').hash}`,
      t2_show: 'no',
      t2_text: '',
    }
    await reviewTexts(chair, id, textsForm.parse(fields))
    expect((await resultsOf(reader(), id)).texts.map((one) => one.texts.toSorted())).toEqual([
      ['街灯が暗い', '電話は ○○ です'].toSorted(),
    ])
    expect((await textsToReview(chair, id, 'waiting', '')).texts.map(({ text }) => text)).toEqual([
      '楽しかった',
    ])
    expect(await resultsFile(reader(), id, t)).not.toMatch(/090|暑かった|楽しかった/)
    const [entry] = await db.auditEntry.findMany({ where: { action: 'survey.texts' } })
    expect(entry?.after).toEqual({ shown: 2, hidden: 1 })
    // Taken back.
    await reviewTexts(chair, id, textsForm.parse({ ...fields, t0_show: 'no', t1_show: '', t2_show: '' }))
    expect((await resultsOf(reader(), id)).texts.flatMap((one) => one.texts)).toEqual(['電話は ○○ です'])
  })

  test('are read by whoever runs the survey alone', async () => {
    const { id } = await prepare()
    expect(await refusal(textsToReview(reader(), id, 'waiting', ''))).toBeInstanceOf(SignInNeeded)
    expect(await refusal(textsToReview(await person(), id, 'waiting', ''))).toBeInstanceOf(NotAllowed)
    const elsewhere = await officer('chair', town.other)
    expect(await refusal(textsToReview(elsewhere, id, 'waiting', ''))).toBeInstanceOf(NotFound)
    const decision = { questionId: 1, hash: '0'.repeat(64), show: true, text: 'x' }
    expect(await refusal(reviewTexts(elsewhere, id, [decision]))).toBeInstanceOf(NotFound)
  })

  test('that nobody has written are not shown, whatever a form says', async () => {
    const { id, question, chair } = await prepare()
    const made = { questionId: question, hash: 'a'.repeat(64), show: true, text: '市長は辞めろ' }
    await reviewTexts(chair, id, [made])
    expect((await resultsOf(reader(), id)).texts).toEqual([])
    expect(await db.surveyTextReview.count()).toBe(0)
  })

  test('a form that decides nothing or says nonsense is refused', () => {
    const id = `1-${'a'.repeat(64)}`
    for (const fields of [
      {},
      { t0_id: id, t0_show: '' },
      { t0_id: id, t0_show: 'perhaps', t0_text: 'x' },
      { t0_id: '1-zz', t0_show: 'yes', t0_text: 'x' },
      { t0_id: id, t0_show: 'yes', t0_text: ' ' },
      { t0_id: id, t0_show: 'yes', t0_text: 'あ'.repeat(1001) },
    ]) {
      expect(textsForm.safeParse(fields).success, JSON.stringify(fields)).toBe(false)
    }
  })
})

describe('the file of answers', () => {
  test('has names where names were announced, for those who run it, and never of an anonymous survey', async () => {
    const chair = await officer('chair', town.home)
    const home = await household(town.groupA, [], { name: '片桐' })
    const { id, questions } = await openSurvey(
      town.home,
      [{ kind: 'multiple', options: 2 }, { kind: 'text' }],
      {
        anonymous: false,
      },
    )
    const [first, second] = questions
    const roll = await db.surveyRoll.create({
      data: { surveyId: id, voterKey: voterKey(id, 'household', home), onPaper: true },
    })
    await db.surveyBallot.create({
      data: {
        surveyId: id,
        rollId: roll.id,
        onPaper: true,
        answers: {
          [first?.id ?? 0]: (first?.options ?? []).map((option) => option.id),
          [second?.id ?? 0]: '=HYPERLINK("x")',
        },
      },
    })
    const file = await answersFile(chair, id, t)
    // A cell that a spreadsheet would take for a formula is text.
    expect(file).toContain(`片桐,紙,選択肢1 / 選択肢2,"'=HYPERLINK(""x"")"`)
    expect(await refusal(answersFile(reader(), id, t))).toBeInstanceOf(SignInNeeded)
    expect(await refusal(answersFile(await officer('chair', town.other), id, t))).toBeInstanceOf(NotFound)
    const secret = await openSurvey(town.home, [{ kind: 'text' }])
    expect(await refusal(answersFile(chair, secret.id, t))).toBeInstanceOf(NotFound)
  })
})

test('a cell of the mesh bears the name of the nearest town', async () => {
  await db.town.createMany({
    data: [
      { name: '北町', latitude: 34.83, longitude: 135.65 },
      { name: '南町', latitude: 34.79, longitude: 135.65 },
    ],
  })
  const cell = (latitude: number) => ({
    row: Math.floor(latitude * MESH.rows),
    column: Math.floor(135.65 * MESH.columns),
    count: 5,
  })
  expect((await namedCells([cell(34.831), cell(34.791)])).map(({ town: name }) => name)).toEqual([
    '北町',
    '南町',
  ])
})

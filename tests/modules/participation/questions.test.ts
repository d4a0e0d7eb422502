/** 質問: who is told, what waits for the centre, and what is not kept. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { ask, forgetQuestions, settleQuestion } from '~/modules/participation/commands/questions.server'
import { centreQuestions, placeQuestions, threadOf } from '~/modules/participation/queries/questions.server'
import { QUESTION_KEPT_DAYS, QUESTION_MOST_DAYS } from '~/modules/participation/rules'
import { questionForm } from '~/modules/participation/schema'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { guest, session } from './support'

let place: number
let host: Actor
let centre: Actor
const HOST = 'host@people.example'

async function person(email = `${randomUUID()}@people.example`): Promise<Actor> {
  const { id } = await db.user.create({ data: { email, familyName: '名', givenName: '無' } })
  return {
    ...guest(),
    user: { id, name: '名 無', language: 'ja', demonstration: false },
    capacity: 'resident',
  }
}

beforeEach(async () => {
  await resetDatabase()
  const made = await session(5)
  place = made.placeId
  host = await person(HOST)
  centre = { ...(await person()), staff: ['coordinator'] }
  await db.volunteerHostMember.create({ data: { hostId: made.hostId, userId: host.user?.id ?? '' } })
  await db.staffAppointment.create({
    data: { userId: centre.user?.id ?? '', role: 'coordinator', startsOn: new Date('2020-01-01') },
  })
})

const asks = (more: Record<string, string>, language = 'ja', by: Actor = guest()) =>
  ask(by, '10.0.0.1', place, questionForm.parse({ audience: 'place', ...more }), language)
const CONTACT = '090-1234-5678 に電話してください'
const newest = async () => {
  const [question] = await centreQuestions(centre)
  if (!question) throw new Error('no question')
  return question
}
async function settle(by: Actor, intent: 'show' | 'hide' | 'answer', answer = '') {
  const { id, version } = await newest()
  return settleQuestion(by, by === centre ? null : place, { question: id, version, intent, answer })
}

describe('in the thread', () => {
  test('the host is told of a question, and not of one to the centre', async () => {
    await asks({ text: '雨の日はどうしますか' })
    expect(await db.mail.count({ where: { recipient: HOST } })).toBe(1)
    await asks({ text: '相談です', audience: 'centre', reply_to: 'asker@people.example' })
    expect(await db.mail.count({ where: { recipient: HOST } })).toBe(1)
  })

  test('what was hidden can be shown again', async () => {
    await asks({ text: '雨の日はどうしますか' })
    await settle(host, 'answer', '中止です')
    await settle(host, 'hide')
    expect(await threadOf(place)).toEqual([])
    expect((await placeQuestions(host, place)).questions[0]).toMatchObject({ mayShow: true, settled: true })
    await settle(host, 'show')
    expect(await threadOf(place)).toMatchObject([{ answer: '中止です' }])
    expect((await placeQuestions(host, place)).questions[0]?.mayShow).toBe(false)
  })

  test('a question that holds a contact is shown by the centre alone, answered or not', async () => {
    await asks({ text: CONTACT, certain: 'on' })
    await expect(settle(host, 'show')).rejects.toThrow(NotAllowed)
    expect(await settle(host, 'answer', '受付でお待ちください')).toBe('question_waits')
    expect(await threadOf(place)).toEqual([])
    expect((await placeQuestions(host, place)).questions[0]).toMatchObject({ waits: true, mayShow: false })
    expect(await newest()).toMatchObject({ waits: true, mayShow: true, settled: false })
    expect(await settle(centre, 'show')).toBe('question_settled')
    expect(await threadOf(place)).toMatchObject([{ answer: '受付でお待ちください' }])
  })

  test('an answer that holds a contact waits for the centre, who is told; the question that stood there stays', async () => {
    await asks({ text: 'どこに集まりますか' })
    await settle(host, 'show')
    const before = await db.mail.count()
    expect(await settle(host, 'answer', CONTACT)).toBe('question_waits')
    expect(await db.mail.count()).toBe(before + 1)
    expect(await threadOf(place)).toMatchObject([{ text: 'どこに集まりますか', answer: '' }])
    // Showing it again is no way round.
    expect((await placeQuestions(host, place)).questions[0]?.mayShow).toBe(false)
    await settle(host, 'show')
    expect(await threadOf(place)).toMatchObject([{ answer: '' }])
    await settle(centre, 'show')
    expect(await threadOf(place)).toMatchObject([{ answer: CONTACT }])
    // Another one waits again; the centre's own does not.
    await settle(host, 'answer', 'LINE ID: yamada1')
    expect(await threadOf(place)).toMatchObject([{ answer: '' }])
    expect(await settle(centre, 'answer', 'センター 072-000-0000 へ')).toBe('question_settled')
    expect(await threadOf(place)).toMatchObject([{ answer: 'センター 072-000-0000 へ' }])
  })
})

describe('to the centre', () => {
  const reply = { audience: 'centre', reply_to: 'asker@people.example' }

  test('words are sealed, also those of the answer, and answered in the language of whoever asked', async () => {
    await asks({ ...reply, text: '車いすで参加できますか' }, 'en')
    await settle(centre, 'answer', 'はい、できます')
    const row = await db.volunteerQuestion.findFirstOrThrow()
    expect(JSON.stringify(row)).not.toMatch(/車いす|できます|asker/)
    expect(await newest()).toMatchObject({
      text: '車いすで参加できますか',
      answer: 'はい、できます',
      settled: true,
    })
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: 'asker@people.example' } })
    expect(mail.text).toContain('はい、できます')
    expect(mail.text).toContain('車いす')
    expect(mail.subject).toMatch(/^[\x20-\x7e]*公園の清掃/)
  })

  test('are deleted some time after the answer, or after a year; those in a thread are not', async () => {
    await asks({ text: '雨の日はどうしますか' })
    await settle(host, 'answer', '中止です')
    for (const text of ['答えた', '前に答えた', '古い', 'まだ']) await asks({ ...reply, text })
    const [open, old, before, answered] = (await centreQuestions(centre)).map(({ id }) => id)
    const ago = (days: number) => new Date(now().getTime() - days * 86_400_000)
    const set = (id = 0, data: { answeredAt?: Date; createdAt?: Date }) =>
      db.volunteerQuestion.update({ where: { id }, data })
    await set(answered, { answeredAt: ago(QUESTION_KEPT_DAYS - 1) })
    await set(before, { answeredAt: ago(QUESTION_KEPT_DAYS + 1) })
    await set(old, { createdAt: ago(QUESTION_MOST_DAYS + 1) })
    await db.volunteerQuestion.updateMany({
      where: { audience: 'place' },
      data: { createdAt: ago(QUESTION_MOST_DAYS + 1), answeredAt: ago(QUESTION_MOST_DAYS) },
    })
    expect(await forgetQuestions()).toBe(2)
    const left = await centreQuestions(centre)
    expect(left.filter(({ audience }) => audience === 'centre').map(({ id }) => id)).toEqual([open, answered])
    expect(left).toHaveLength(3)
  })

  test('are tied to the person of an account, so that they go with them', async () => {
    const asker = await person()
    const { id } = await db.volunteer.create({
      data: {
        person: 'x',
        keyHash: 'k',
        stage: 'adult',
        userId: asker.user?.id,
        deleteOn: new Date('2030-03-31'),
      },
    })
    await asks({ ...reply, text: '相談です' }, 'ja', asker)
    await asks({ ...reply, text: '相談です' })
    const rows = await db.volunteerQuestion.findMany({
      orderBy: { id: 'asc' },
      select: { volunteerId: true },
    })
    expect(rows).toEqual([{ volunteerId: id }, { volunteerId: null }])
  })
})

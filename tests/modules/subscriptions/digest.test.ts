/** The digest of a day, and what comes back from mail servers. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { digest } from '~/modules/subscriptions/commands/digest.server'
import { sendDue } from '~/modules/subscriptions/commands/send.server'
import { progressOf } from '~/modules/subscriptions/queries/progress.server'
import { messageIdOf } from '~/modules/subscriptions/tokens.server'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { action as bounceAction } from '~/routes/mail.bounces'
import { resetDatabase } from '../../setup/database'
import { asking, makeUser, travel } from '../accounts/support'
import { actorOf, anybody, type City, makeCity } from '../associations/support'
import { notification } from './notification'
import { makeNotice, makeSubscriber, openMailServer, states, tell } from './support'

let city: City
let server: Awaited<ReturnType<typeof openMailServer>>
const SECRET = 'what only the mail server knows'

beforeAll(async () => {
  server = await openMailServer()
  // Read once, at the first mail.
  process.env.SMTP_URL = server.url
  process.env.MAIL_BOUNCE_SECRET = SECRET.replaceAll(' ', '-')
})
afterAll(() => server.close())

const MORNING = '2026-11-23T07:00:00+09:00'
const at = (local: string) => new Date(`${local}:00+09:00`)

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  server.received.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the digest', () => {
  const since = { rhythm: 'daily', digestedUntil: at('2026-11-22T07:00') } as const
  const published = (title: string, when: string, data = {}) =>
    makeNotice(city.own.id, city.own.id, { title, publishedAt: at(when), ...data })

  test('is one mail with what was published since the last one, once a day', async () => {
    travel(MORNING)
    const reader = await makeSubscriber([{ associationId: city.own.id }], since)
    await makeSubscriber([{ associationId: city.other.id }], since)
    await makeSubscriber([{ associationId: city.own.id }])
    await published('昨日の朝より前', '2026-11-22T06:59')
    await published('ごみの日', '2026-11-22T07:01')
    await published('祭りの日', '2026-11-23T06:00')
    await Promise.all([digest({}), digest({})])
    await digest({})
    await sendDue()
    expect(server.to()).toEqual([reader.email])
    const [mail] = server.received
    expect(mail?.subject).toBe('今日のお知らせ 2件')
    expect(mail?.text).toContain('ごみの日')
    expect(mail?.text).toContain('祭りの日')
    expect(mail?.text).not.toContain('昨日の朝より前')
    expect(await db.announcement.count()).toBe(1)
    travel('2026-11-24T07:00:00+09:00')
    await digest({})
    await sendDue()
    expect(server.received).toHaveLength(1)
  })

  test('leaves out what came at once, was withdrawn since, or is not for this reader', async () => {
    travel(MORNING)
    await makeSubscriber([{}], since)
    const urgent = await published('避難', '2026-11-22T20:00', { importance: 'urgent' })
    await tell({ noticeId: urgent, kind: 'published' })
    await published('会員だけ', '2026-11-22T20:00', { visibility: 'members' })
    const gone = await published('中止', '2026-11-22T20:00')
    await published('残り', '2026-11-22T20:00')
    await digest({})
    await db.notice.update({
      where: { id: gone },
      data: { state: 'withdrawn', withdrawnAt: new Date(), withdrawnReason: '雨' },
    })
    await sendDue()
    const mail = server.received.find(({ subject }) => subject.startsWith('今日'))
    expect(mail?.text).toContain('残り')
    for (const not of ['避難', '会員だけ', '中止']) expect(mail?.text).not.toContain(not)
  })

  test('of notices that are all gone is not sent; nobody is told again by a passing-on what a digest told', async () => {
    travel(MORNING)
    const user = await makeUser()
    await db.household.create({
      data: {
        associationId: city.own.id,
        name: '髙橋',
        delivery: 'mail',
        members: { create: { userId: user.id, role: 'head' } },
      },
    })
    await makeSubscriber([{}], { ...since, email: user.email })
    const noticeId = await published('ごみの日', '2026-11-22T20:00')
    await digest({})
    const passing = await db.passingOn.create({ data: { noticeId, associationId: city.own.id, line: '' } })
    await tell({ noticeId, kind: 'passed_on', passingOnId: passing.id })
    expect(await db.delivery.count()).toBe(1)
    await db.notice.update({
      where: { id: noticeId },
      data: { state: 'withdrawn', withdrawnAt: new Date(), withdrawnReason: '雨' },
    })
    await sendDue()
    expect(server.received).toEqual([])
    expect(await states()).toEqual(['cancelled'])
  })

  test('waits for the end of longer quiet hours', async () => {
    travel(MORNING)
    await makeSubscriber([{}], { ...since, quietFrom: 22, quietUntil: 9 })
    await published('ごみの日', '2026-11-22T20:00')
    await digest({})
    expect((await db.delivery.findFirstOrThrow()).notBefore).toEqual(at('2026-11-23T09:00'))
  })
})

describe('what comes back', () => {
  const handIn = (text: string, secret = SECRET.replaceAll(' ', '-')) => {
    const args = asking('/mail/bounces', { body: text, type: 'message/rfc822' })
    args.request.headers.set('Authorization', `Bearer ${secret}`)
    return bounceAction(args as never)
  }

  test('switches the address off and marks the message', async () => {
    const { email } = await makeSubscriber()
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await sendDue()
    const { id } = await db.delivery.findFirstOrThrow()
    const answer = await handIn(notification({ to: email?.toUpperCase() ?? '', messageId: messageIdOf(id) }))
    expect(await answer.json()).toEqual({ switchedOff: 1 })
    expect(await db.deadAddress.findMany({ select: { email: true } })).toEqual([{ email }])
    expect(await states()).toEqual(['failed'])
    expect(await db.deliveryAttempt.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      succeeded: false,
      detail: 'came back: 5.1.1',
    })
  })

  test('of strangers, of a delay or of a policy switches nobody off', async () => {
    const { email } = await makeSubscriber()
    for (const text of [
      notification({ to: 'stranger@mail.example' }),
      notification({ to: email ?? '', action: 'delayed', status: '4.4.1' }),
      notification({ to: email ?? '', status: '5.7.1' }),
      notification({ to: email ?? '', status: '5.2.2' }),
    ])
      expect(await (await handIn(text)).json()).toEqual({ switchedOff: 0 })
    expect(await db.deadAddress.count()).toBe(0)
    expect((await handIn('hello')).status).toBe(422)
  })

  test('is taken only with the secret, and not without end', async () => {
    const { email } = await makeSubscriber()
    expect((await handIn(notification({ to: email ?? '' }), 'wrong')).status).toBe(403)
    expect((await handIn('x'.repeat(1_000_001))).status).toBe(413)
    expect(await db.deadAddress.count()).toBe(0)
  })
})

test('the progress of a sending is for those who publish there, and counts', async () => {
  for (let i = 0; i < 3; i++) await makeSubscriber()
  await makeSubscriber([{}], { quietFrom: 0, quietUntil: 23 })
  await makeSubscriber([{}], { email: 'reader@demo.example' })
  travel('2026-11-22T12:00:00+09:00')
  const noticeId = await makeNotice(city.own.id)
  await tell({ noticeId, kind: 'published' })
  const chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  expect(await progressOf(chair, noticeId)).toMatchObject({ total: 5, done: 0, waiting: 1, running: true })
  await sendDue()
  expect(await progressOf(chair, noticeId)).toMatchObject({
    total: 5,
    done: 4,
    sent: 3,
    waiting: 1,
    running: false,
    reasons: [{ reason: 'portal:no_server', number: 1 }],
  })
  const other = await actorOf({ seat: { post: 'chair', at: city.other } })
  await expect(progressOf(other, noticeId)).rejects.toThrow(NotFound)
  const treasurer = await actorOf({ seat: { post: 'treasurer', at: city.own } })
  await expect(progressOf(treasurer, noticeId)).rejects.toThrow(NotAllowed)
  await expect(progressOf(anybody(), noticeId)).rejects.toThrow(SignInNeeded)
})

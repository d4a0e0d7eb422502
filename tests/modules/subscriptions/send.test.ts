/** Sending through a real SMTP server on loopback: once each, in spite of refusals, withdrawals and killed workers. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendDue, sweepDue } from '~/modules/subscriptions/commands/send.server'
import { messageIdOf, tokenOf } from '~/modules/subscriptions/tokens.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { makeUser, today, travel } from '../accounts/support'
import { type City, makeCity } from '../associations/support'
import { jobs, makeNotice, makeSubscriber, openMailServer, states, tell } from './support'

let city: City
let server: Awaited<ReturnType<typeof openMailServer>>

beforeAll(async () => {
  server = await openMailServer()
  // Read once, at the first mail.
  process.env.SMTP_URL = server.url
})
afterAll(() => server.close())

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  server.received.length = 0
  server.behaviour.rcpt = undefined
  server.behaviour.data = undefined
  server.behaviour.onMessage = undefined
})
afterEach(() => {
  vi.useRealTimers()
})

const attempts = () =>
  db.deliveryAttempt.findMany({ orderBy: { id: 'asc' }, select: { succeeded: true, detail: true } })

/** What waits becomes due: its claim or its waiting is over. */
const pass = () => db.delivery.updateMany({ where: { state: 'queued' }, data: { notBefore: new Date(0) } })

test('each is sent once, with what to do, the way to the notice and the ways out', async () => {
  const subscriber = await makeSubscriber([{ associationId: city.own.id }])
  const noticeId = await makeNotice(city.own.id, city.own.id, {
    title: '髙橋さんの畑 <見学>',
    actionText: '申し込む',
    actionBy: dayToDate('2026-12-01'),
  })
  await tell({ noticeId, kind: 'published' })
  await sendDue()
  await sendDue()
  expect(server.to()).toEqual([subscriber.email])
  const [mail] = server.received
  const { id } = await db.delivery.findFirstOrThrow()
  const token = tokenOf({ kind: 'subscriber', id: subscriber.id })
  expect(mail?.subject).toBe('髙橋さんの畑 <見学>(楠葉花園町自治会)')
  expect(mail?.messageId).toBe(messageIdOf(id))
  expect(mail?.headers).toContain(`List-Unsubscribe: <http://localhost:3000/unsubscribe/${token}>`)
  expect(mail?.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(mail?.headers).toContain('Auto-Submitted: auto-generated')
  for (const words of [
    'していただくこと: 申し込む(期限: 2026年12月1日(火))',
    '第二火曜に集めます。',
    `http://localhost:3000/notices/${noticeId}\n`,
    `http://localhost:3000/subscriptions/manage?token=${token}`,
  ])
    expect(mail?.text.replaceAll('\r\n', '\n')).toContain(words)
  expect(await states()).toEqual(['sent'])
  expect(await attempts()).toEqual([{ succeeded: true, detail: '' }])
})

test('a member is told in the language of the account, with the way out of the account', async () => {
  const user = await makeUser({ language: 'en' })
  await db.household.create({
    data: {
      associationId: city.own.id,
      name: '髙橋',
      delivery: 'mail',
      members: { create: { userId: user.id, role: 'head' } },
    },
  })
  const noticeId = await makeNotice(city.own.id, city.own.id, { importance: 'urgent' })
  await tell({ noticeId, kind: 'published' })
  await sendDue()
  const [mail] = server.received
  expect(mail?.subject).toBe('[URGENT] 資源ごみの日 (楠葉花園町自治会)')
  expect(mail?.text).toContain('Read the whole notice')
  expect(mail?.headers).toContain(`/unsubscribe/${tokenOf({ kind: 'user', id: user.id })}>`)
})

describe('at the moment of sending', () => {
  test('a notice that was withdrawn is not sent any more, also in the middle', async () => {
    for (let i = 0; i < 30; i++) await makeSubscriber()
    const noticeId = await makeNotice(city.own.id)
    await tell({ noticeId, kind: 'published' })
    server.behaviour.onMessage = async () => {
      if (server.received.length !== 9) return
      const withdrawn = { state: 'withdrawn', withdrawnAt: new Date(), withdrawnReason: '中止' } as const
      await db.notice.update({ where: { id: noticeId }, data: withdrawn })
    }
    await sendDue()
    // Those on their way over the other connections have left already.
    expect(server.received.length).toBeGreaterThanOrEqual(10)
    expect(server.received.length).toBeLessThanOrEqual(15)
    const done = await states()
    expect(done.filter((state) => state === 'sent')).toHaveLength(server.received.length)
    expect(done.filter((state) => state === 'cancelled')).toHaveLength(30 - server.received.length)
    expect((await attempts()).filter(({ detail }) => detail === 'portal:withdrawn').length).toBe(
      30 - server.received.length,
    )
  })

  test('a subscription that has ended, and a household that has confirmed, are left alone', async () => {
    const subscriber = await makeSubscriber()
    const user = await makeUser()
    const { id: householdId } = await db.household.create({
      data: {
        associationId: city.own.id,
        name: '髙橋',
        delivery: 'mail',
        members: { create: { userId: user.id, role: 'head' } },
      },
    })
    const noticeId = await makeNotice(city.own.id, city.own.id, { confirmBy: dayToDate(addDays(today(), 3)) })
    await tell({ noticeId, kind: 'published' })
    await db.subscriber.update({
      where: { id: subscriber.id },
      data: { state: 'ended', endedAt: new Date() },
    })
    // At whatever hour this runs: nobody waits for the end of their quiet hours.
    travel(`${today()}T12:00:00+09:00`)
    await pass()
    await sendDue()
    expect(server.to()).toEqual([user.email])
    await tell({ noticeId, kind: 'reminder', day: today() })
    await db.confirmation.create({ data: { noticeId, householdId, channel: 'paper' } })
    await pass()
    await sendDue()
    expect(server.to()).toEqual([user.email])
    expect(await states()).toEqual(['cancelled', 'sent', 'cancelled'])
  })
})

describe('quiet hours', () => {
  const NIGHT = '2026-11-22T23:30:00+09:00'

  test('put off what is not urgent; the round of the clock sends it when they end', async () => {
    travel(NIGHT)
    await makeSubscriber([{}], { quietFrom: 21, quietUntil: 7 })
    const awake = await makeSubscriber([{}], { quietFrom: 1, quietUntil: 5 })
    const noticeId = await makeNotice(city.own.id)
    await tell({ noticeId, kind: 'published' })
    await sendDue()
    expect(server.to()).toEqual([awake.email])
    travel('2026-11-23T06:59:00+09:00')
    await db.$executeRaw`DELETE FROM pgboss.job`
    await sweepDue()
    expect(await jobs()).toEqual([])
    travel('2026-11-23T07:00:00+09:00')
    await sweepDue()
    expect(await jobs()).toEqual(['deliver'])
    await sendDue()
    expect(await states()).toEqual(['sent', 'sent'])
  })

  test('do not hold up what is urgent, which overtakes what was there before', async () => {
    travel(NIGHT)
    await makeSubscriber([{}], { quietFrom: 21, quietUntil: 7 })
    const normal = await makeNotice(city.own.id)
    await tell({ noticeId: normal, kind: 'published' })
    travel('2026-11-23T07:00:00+09:00')
    const urgent = await makeNotice(city.own.id, city.own.id, { importance: 'urgent', title: '避難' })
    await tell({ noticeId: urgent, kind: 'published' })
    const [first] = await db.delivery.findMany({ orderBy: { notBefore: 'asc' }, select: { dedupeKey: true } })
    expect(first?.dedupeKey).toMatch(new RegExp(`^n${urgent}:`))
    travel(NIGHT)
    await sendDue()
    expect(server.received.map(({ subject }) => subject)).toEqual(['【緊急】避難(楠葉花園町自治会)'])
  })

  test('that have begun meanwhile hold a late message back, without counting an attempt', async () => {
    travel('2026-11-22T20:59:59+09:00')
    await makeSubscriber([{}], { quietFrom: 21, quietUntil: 7 })
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    travel('2026-11-22T21:00:10+09:00')
    await sendDue()
    expect(server.received).toEqual([])
    const delivery = await db.delivery.findFirstOrThrow()
    expect(delivery).toMatchObject({ state: 'queued', attempts: 0 })
    expect(delivery.notBefore.toISOString()).toBe('2026-11-22T22:00:00.000Z')
  })
})

describe('a worker', () => {
  test('that is killed after the server took a message sends it again with the same Message-ID, and loses none', async () => {
    for (let i = 0; i < 3; i++) await makeSubscriber()
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await sendDue()
    // As it stands when the process dies between the answer and the mark: claimed, and not marked.
    const [{ id } = { id: 0 }] = await db.delivery.findMany({ orderBy: { id: 'asc' } })
    await db.delivery.update({
      where: { id },
      data: { state: 'queued', sentAt: null, notBefore: new Date(Date.now() + 60_000) },
    })
    await sendDue()
    expect(server.received).toHaveLength(3)
    travel({ minutes: 5 })
    await sweepDue()
    await sendDue()
    const ids = server.received.map(({ messageId }) => messageId)
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(3)
    expect(ids.filter((one) => one === messageIdOf(id))).toHaveLength(2)
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
  })

  test('never holds what another holds: two at once send each message once', async () => {
    for (let i = 0; i < 60; i++) await makeSubscriber()
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await Promise.all([sendDue(), sendDue(), sendDue()])
    expect(server.received).toHaveLength(60)
    expect(new Set(server.to()).size).toBe(60)
  })
})

describe('a mail server that', () => {
  test('refuses an address for good switches it off: no second attempt, nor for the next notice', async () => {
    const { email } = await makeSubscriber()
    await makeSubscriber()
    server.behaviour.rcpt = (address) =>
      address === email ? { code: 550, message: `5.1.1 <${address}> no such user` } : undefined
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await sendDue()
    await pass()
    await sendDue()
    expect((await states()).sort()).toEqual(['failed', 'sent'])
    const [dead] = await db.deadAddress.findMany()
    expect(dead).toMatchObject({ email, reason: expect.stringContaining('no such user') })
    expect(dead?.reason).not.toContain('@')
    for (const { detail } of await attempts()) expect(detail).not.toContain('@')
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    expect(await db.delivery.count()).toBe(3)
  })

  test('blames the sender, or the message, switches nobody off', async () => {
    await makeSubscriber()
    await makeSubscriber()
    server.behaviour.rcpt = () => ({ code: 554, message: '5.7.1 relay access denied' })
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await sendDue()
    expect(await states()).toEqual(['failed', 'failed'])
    server.behaviour.rcpt = undefined
    server.behaviour.data = () => ({ code: 552, message: '5.3.4 message too big' })
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    await sendDue()
    expect((await states()).slice(2)).toEqual(['failed', 'failed'])
    expect(await db.deadAddress.count()).toBe(0)
  })

  test('is busy is asked again later, each time later, and at last given up', async () => {
    await makeSubscriber()
    let busy = true
    server.behaviour.rcpt = () => (busy ? { code: 450, message: '4.2.0 greylisted' } : undefined)
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    const waits: number[] = []
    for (let i = 0; i < 2; i++) {
      await sendDue()
      const { notBefore, state } = await db.delivery.findFirstOrThrow()
      expect(state).toBe('queued')
      waits.push(Math.round((notBefore.getTime() - Date.now()) / 60_000))
      await pass()
    }
    expect(waits).toEqual([1, 3])
    busy = false
    await sendDue()
    expect(await states()).toEqual(['sent'])
    expect((await attempts()).map(({ succeeded }) => succeeded)).toEqual([false, false, true])

    await db.delivery.updateMany({ data: { state: 'queued', attempts: 10, notBefore: new Date(0) } })
    busy = true
    await sendDue()
    expect(await states()).toEqual(['failed'])
  })

  test('breaks off costs nothing but time', async () => {
    for (let i = 0; i < 12; i++) await makeSubscriber()
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    server.behaviour.rcpt = () => ({ code: 421, message: '4.3.2 shutting down' })
    await sendDue()
    expect(server.received).toEqual([])
    expect(new Set(await states())).toEqual(new Set(['queued']))
    server.behaviour.rcpt = undefined
    await pass()
    await sendDue()
    expect(new Set(server.to()).size).toBe(12)
    expect(new Set(await states())).toEqual(new Set(['sent']))
  })
})

test('an invented address of the demonstration is kept for the administrator', async () => {
  await makeSubscriber([{}], { email: 'resident@demo.example' })
  await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
  await sendDue()
  expect(server.received).toEqual([])
  expect(await states()).toEqual(['failed'])
  expect(await attempts()).toEqual([{ succeeded: false, detail: 'portal:no_server' }])
  expect(await db.mail.findFirst()).toMatchObject({ state: 'kept', recipient: 'resident@demo.example' })
})

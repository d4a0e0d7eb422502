/** Messages to devices, through a push service that reads them. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendDue } from '~/modules/subscriptions/commands/send.server'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { openPushService, type PushService } from '../../setup/push-service'
import { type City, makeCity } from '../associations/support'
import { makeNotice, makeSubscriber, states, tell } from './support'

let city: City
let service: PushService

beforeAll(async () => {
  service = await openPushService()
  // Read once, at the first message.
  Object.assign(process.env, service.settings)
})
afterAll(() => service.close())

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  service.received.length = 0
  service.answer = 201
})

const withDevice = async () => {
  const { id } = await makeSubscriber([{ associationId: city.own.id }], { email: null })
  return db.pushEndpoint.create({ data: { subscriberId: id, ...service.device() }, select: { id: true } })
}

test('a device is told once, and what is urgent is said to be so', async () => {
  await withDevice()
  const noticeId = await makeNotice(city.own.id, city.own.id, { importance: 'urgent', title: '避難' })
  await tell({ noticeId, kind: 'published' })
  await sendDue()
  await sendDue()
  expect(service.received).toHaveLength(1)
  expect(service.received[0]?.message).toMatchObject({
    title: '避難',
    url: `http://localhost:3000/notices/${noticeId}`,
    tag: `notice-${noticeId}`,
    urgent: true,
  })
  expect(service.received[0]?.headers.urgency).toBe('high')
  expect(await states()).toEqual(['sent'])
})

test('a device that is gone is forgotten; the next notice is not sent there', async () => {
  const { id } = await withDevice()
  service.answer = 410
  await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
  await sendDue()
  expect(await states()).toEqual(['failed'])
  expect((await db.pushEndpoint.findUniqueOrThrow({ where: { id } })).goneAt).not.toBeNull()
  await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
  expect(await db.delivery.count()).toBe(1)
})

test('a service that is busy is asked again when it says; one that refuses is not', async () => {
  await withDevice()
  service.answer = { status: 429, headers: { 'Retry-After': '600' } }
  await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
  await sendDue()
  const waiting = await db.delivery.findFirstOrThrow()
  expect(waiting.state).toBe('queued')
  expect(waiting.notBefore.getTime() - Date.now()).toBeGreaterThan(590_000)
  service.answer = 413
  await db.delivery.updateMany({ data: { notBefore: new Date(0) } })
  await sendDue()
  expect(await states()).toEqual(['failed'])
})

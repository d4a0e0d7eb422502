/** Asking for notices, proving the address, changing and ending: as the pages do it, without an account and with one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { stopMails } from '~/modules/accounts/commands/account.server'
import { guest } from '~/modules/accounts/rules'
import { cleanUp } from '~/modules/subscriptions/commands/clean-up.server'
import {
  addTopic,
  changeSettings,
  endSubscription,
  removeTopic,
  unsubscribe,
} from '~/modules/subscriptions/commands/manage.server'
import {
  confirmSubscription,
  subscribe,
  subscribeOwn,
} from '~/modules/subscriptions/commands/subscribe.server'
import { subscriptionOf } from '~/modules/subscriptions/queries/subscriber.server'
import { ownSubscription, subscription } from '~/modules/subscriptions/schema'
import { tokenOf } from '~/modules/subscriptions/tokens.server'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotFound, SignInNeeded, TooMany } from '~/platform/errors'
import { action as unsubscribeAction, loader as unsubscribeLoader } from '~/routes/unsubscribe.$token'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, asking, mailTo, makeUser, today, tokenIn, travel } from '../accounts/support'
import { type City, makeCity } from '../associations/support'
import { makeNotice, makeSubscriber, recipients, tell } from './support'

let city: City
const asker = { address: '203.0.113.77', origin: '203.0.113.0/24' }
const EMAIL = 'hanako@mail.example'

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
})
afterEach(() => {
  vi.useRealTimers()
})

const form = (fields: Record<string, string> = {}) =>
  subscription.parse({ email: EMAIL, rhythm: 'at_once', quiet_from: '21', quiet_until: '7', ...fields })
const own = (fields: Record<string, string> = {}) => ownSubscription.parse({ rhythm: 'at_once', ...fields })
const nobody = guest(today())
const byLink = (id: string) => ({ actor: nobody, token: tokenOf({ kind: 'subscriber', id }) })
const one = () => db.subscriber.findFirstOrThrow({ include: { topics: true } })

describe('without an account', () => {
  test('nothing is sent before the link in the mail is used; then it is, and the link is spent', async () => {
    await subscribe(asker, form({ association: String(city.own.id) }), 'ja')
    expect(await one()).toMatchObject({ state: 'pending', email: EMAIL, userId: null })
    const noticeId = await makeNotice(city.own.id)
    expect(await recipients(await tell({ noticeId, kind: 'published' }))).toEqual([])
    const mail = await mailTo(EMAIL)
    expect(mail?.text).toContain('/subscriptions/confirm?token=')
    const token = tokenIn(mail)
    await confirmSubscription(asker, token)
    expect(await one()).toMatchObject({ state: 'active', tokenHash: null, quietFrom: 21, quietUntil: 7 })
    await expect(confirmSubscription(asker, token)).rejects.toThrow(Gone)
    const next = await makeNotice(city.own.id)
    expect(await recipients(await tell({ noticeId: next, kind: 'published' }))).toEqual([EMAIL])
    expect(await actions()).toEqual(['subscription.requested', 'subscription.started'])
    expect(
      JSON.stringify(await db.auditEntry.findMany(), (_, v) => (typeof v === 'bigint' ? 0 : v)),
    ).not.toContain('@')
  })

  test('a link is good for two days; asking again makes a new one and the old one worthless', async () => {
    await subscribe(asker, form(), 'ja')
    const first = tokenIn(await mailTo(EMAIL))
    await subscribe(asker, form({ category: 'event' }), 'ja')
    await expect(confirmSubscription(asker, first)).rejects.toThrow(Gone)
    expect((await one()).topics).toHaveLength(1)
    const second = tokenIn(await mailTo(EMAIL))
    travel({ hours: 49 })
    await expect(confirmSubscription(asker, second)).rejects.toThrow(Gone)
  })

  test('an address that subscribes already is told by mail only, and nothing of it changes', async () => {
    const { id } = await makeSubscriber([{ associationId: city.own.id }], { email: EMAIL })
    await subscribe(asker, form({ category: 'event', rhythm: 'daily' }), 'ja')
    expect(await one()).toMatchObject({ state: 'active', rhythm: 'at_once', tokenHash: null })
    expect((await one()).topics).toHaveLength(1)
    const token = tokenOf({ kind: 'subscriber', id })
    expect((await mailTo(EMAIL))?.text).toContain(`/subscriptions/manage?token=${token}&category=event`)
  })

  test('two at once leave one request', async () => {
    await Promise.all([subscribe(asker, form(), 'ja'), subscribe(asker, form(), 'ja')])
    expect(await db.subscriber.count()).toBe(1)
  })

  test('too many requests for one address are refused', async () => {
    for (let i = 0; i < 5; i++) await subscribe(asker, form(), 'ja')
    await expect(subscribe(asker, form(), 'ja')).rejects.toThrow(TooMany)
  })

  test('a place that is not there is refused, as are half quiet hours and two places', async () => {
    await expect(subscribe(asker, form({ association: '999999' }), 'ja')).rejects.toThrow(Invalid)
    await expect(subscribe(asker, form({ district: '999999' }), 'ja')).rejects.toThrow(Invalid)
    const mistakes: Record<string, string>[] = [
      { quiet_from: '' },
      { quiet_from: '7' },
      { quiet_from: '24' },
      { association: '1', district: '1' },
      { rhythm: 'weekly' },
      { category: 'x' },
    ]
    for (const wrong of mistakes) expect(() => form(wrong)).toThrow()
  })

  test('an address that was refused is proven anew by its link, and then written to again', async () => {
    await makeSubscriber([{}], { email: EMAIL })
    await db.deadAddress.create({ data: { email: EMAIL, reason: 'no such user' } })
    await subscribe(asker, form({ rhythm: 'daily' }), 'ja')
    await confirmSubscription(asker, tokenIn(await mailTo(EMAIL)))
    expect(await db.deadAddress.count()).toBe(0)
    expect(await one()).toMatchObject({ state: 'active', rhythm: 'at_once' })
    expect(
      await recipients(await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })),
    ).toEqual([EMAIL])
  })
})

describe('with an account', () => {
  test('no second proof is needed; a subscription from before becomes part of it', async () => {
    await makeSubscriber([{ districtId: city.west.id }], { email: EMAIL })
    const user = await makeUser({ email: EMAIL })
    const actor = await actorOf(user.id)
    expect(await subscribeOwn(actor, asker, own({ association: String(city.own.id) }), 'ja')).toBe(true)
    expect(await one()).toMatchObject({ state: 'active', userId: user.id })
    expect((await one()).topics).toHaveLength(2)
    expect(await db.subscriber.count()).toBe(1)
    expect(await mailTo(EMAIL)).toBeUndefined()
    expect((await subscriptionOf({ actor, token: undefined }))?.topics).toHaveLength(2)
  })

  test('what a stranger asked for with the same address does not begin with it', async () => {
    await subscribe(asker, form({ category: 'event' }), 'ja')
    const user = await makeUser({ email: EMAIL })
    await subscribeOwn(await actorOf(user.id), asker, own({ category: 'waste' }), 'ja')
    expect((await one()).topics.map(({ category }) => category)).toEqual(['waste'])
  })

  test('a device and an address become one', async () => {
    const user = await makeUser({ email: EMAIL })
    const device = await makeSubscriber([{ associationId: city.own.id }], { userId: user.id, email: null })
    await makeSubscriber([{ associationId: city.own.id }, { category: 'event' }], { email: EMAIL })
    await subscribeOwn(await actorOf(user.id), asker, own(), 'ja')
    expect(await one()).toMatchObject({ id: device.id, email: EMAIL })
    expect((await one()).topics).toHaveLength(3)
  })

  test('an address that was refused is proven first', async () => {
    const user = await makeUser({ email: EMAIL })
    await db.deadAddress.create({ data: { email: EMAIL, reason: 'no such user' } })
    expect(await subscribeOwn(await actorOf(user.id), asker, own(), 'ja')).toBe(false)
    await confirmSubscription(asker, tokenIn(await mailTo(EMAIL)))
    expect(await db.deadAddress.count()).toBe(0)
  })

  test('a guest is asked to sign in', async () => {
    await expect(subscribeOwn(nobody, asker, own(), 'ja')).rejects.toThrow(SignInNeeded)
    await expect(subscriptionOf({ actor: nobody, token: undefined })).rejects.toThrow(SignInNeeded)
  })
})

describe('by the link in a mail', () => {
  test('topics and settings are changed, of its own subscriber only', async () => {
    const { id } = await makeSubscriber([{ associationId: city.own.id }])
    const other = await makeSubscriber([{}])
    const subject = byLink(id)
    await addTopic(subject, { association: null, district: city.east.id, category: 'waste' })
    await addTopic(subject, { association: null, district: city.east.id, category: 'waste' })
    const view = await subscriptionOf(subject)
    expect(view?.topics).toHaveLength(2)
    expect(JSON.stringify(view)).not.toContain('@')
    await removeTopic(subject, view?.topics[0]?.id ?? 0)
    const foreign = await db.subscriptionTopic.findFirstOrThrow({ where: { subscriberId: other.id } })
    await removeTopic(subject, foreign.id)
    expect(await db.subscriptionTopic.count()).toBe(2)
    const before = await db.subscriber.findUniqueOrThrow({ where: { id } })
    await changeSettings(subject, { rhythm: 'daily', quiet_from: null, quiet_until: null })
    const after = await db.subscriber.findUniqueOrThrow({ where: { id } })
    expect(after).toMatchObject({ rhythm: 'daily', quietFrom: null, quietUntil: null })
    expect(after.digestedUntil.getTime()).toBeGreaterThan(before.digestedUntil.getTime())
    await endSubscription(subject)
    expect(await subscriptionOf(subject)).toBeNull()
    await expect(addTopic(subject, { association: null, district: null, category: null })).rejects.toThrow(
      NotFound,
    )
  })

  test('a link that was not made here opens nothing', async () => {
    const { id } = await makeSubscriber()
    const forged = { actor: nobody, token: `s${id.replaceAll('-', '')}${'A'.repeat(32)}` }
    await expect(subscriptionOf(forged)).rejects.toThrow(NotFound)
    await expect(endSubscription(forged)).rejects.toThrow(NotFound)
    const user = await makeUser()
    const asUser = { actor: nobody, token: tokenOf({ kind: 'user', id: user.id }) }
    await expect(subscriptionOf(asUser)).rejects.toThrow(NotFound)
  })
})

describe('one press ends it (RFC 8058)', () => {
  const press = (token: string) =>
    unsubscribeAction(
      asking(`/unsubscribe/${token}`, {
        fields: { 'List-Unsubscribe': 'One-Click' },
        params: { token },
      }) as never,
    )

  test('without cookies; looking does nothing, pressing twice nothing more; what waits is not sent', async () => {
    const { id } = await makeSubscriber()
    await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
    const token = tokenOf({ kind: 'subscriber', id })
    await unsubscribeLoader(asking(`/unsubscribe/${token}`, { params: { token } }) as never)
    expect((await one()).state).toBe('active')
    expect(await press(token)).toEqual({ ended: true })
    expect(await press(token)).toEqual({ ended: true })
    expect(await one()).toMatchObject({ state: 'ended', topics: [] })
    expect(await db.delivery.findFirstOrThrow()).toMatchObject({ state: 'cancelled' })
    expect(await actions()).toEqual(['subscription.ended'])
  })

  test('of a member it ends the mails to the account', async () => {
    const user = await makeUser()
    await press(tokenOf({ kind: 'user', id: user.id }))
    expect((await db.user.findUniqueOrThrow({ where: { id: user.id } })).delivery).toBe('none')
    await stopMails(user.id, '')
    expect(await actions()).toEqual(['profile.changed'])
  })

  test('the devices of a subscriber go on', async () => {
    const { id } = await makeSubscriber()
    await db.pushEndpoint.create({
      data: { subscriberId: id, endpoint: 'https://push.example/1', p256dh: 'x', auth: 'y' },
    })
    await unsubscribe(tokenOf({ kind: 'subscriber', id }), '')
    expect(await one()).toMatchObject({ state: 'active', email: null, topics: [{}] })
  })

  test('with a token that was not made here nothing is said', async () => {
    await expect(unsubscribe('s'.padEnd(65, '0'), '')).rejects.toThrow(NotFound)
  })
})

test('every night: what was never proven goes after two days, ended ones after 30, deliveries after 60', async () => {
  await subscribe(asker, form(), 'ja')
  await makeSubscriber([], { state: 'ended', endedAt: new Date() })
  await makeSubscriber()
  await db.deadAddress.create({ data: { email: 'gone@mail.example', reason: '' } })
  await tell({ noticeId: await makeNotice(city.own.id), kind: 'published' })
  await cleanUp()
  expect(await db.deadAddress.count()).toBe(0)
  expect(await db.subscriber.count()).toBe(3)
  travel({ hours: 49 })
  await cleanUp()
  expect(await db.subscriber.count()).toBe(2)
  travel({ days: 30 })
  await cleanUp()
  expect(await db.subscriber.count()).toBe(1)
  expect(await db.delivery.count()).toBe(1)
  travel({ days: 30 })
  await cleanUp()
  expect(await db.delivery.count()).toBe(0)
})

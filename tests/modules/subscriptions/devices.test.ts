/** Devices that take messages: whose they are, what they are told of, and who may put one in another's place. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest, type SignedIn } from '~/modules/accounts/rules'
import {
  endDevice,
  MAX_DEVICES,
  renewDevice,
  saveDevice,
} from '~/modules/subscriptions/commands/devices.server'
import { devicesOf, markOf } from '~/modules/subscriptions/queries/devices.server'
import type { TopicForm } from '~/modules/subscriptions/schema'
import { holderOf, tokenOf } from '~/modules/subscriptions/tokens.server'
import { dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotFound, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { type Device, openPushService, type PushService } from '../../setup/push-service'

let service: PushService
const asker = { address: '192.0.2.1', origin: '192.0.2.0/24' }
const everything: TopicForm = { association: null, district: null, category: null }
const nobody = guest(dayOf(new Date()))

beforeAll(async () => {
  service = await openPushService()
  Object.assign(process.env, service.settings)
})
afterAll(async () => {
  await service.close()
  for (const name of Object.keys(service.settings)) delete process.env[name]
})
beforeEach(resetDatabase)

async function person(email = `${randomUUID()}@people.example`): Promise<SignedIn> {
  const { id } = await db.user.create({ data: { email, familyName: '名', givenName: '無' } })
  return {
    ...nobody,
    user: { id, name: '名 無', language: 'ja', demonstration: false },
    capacity: 'resident',
  }
}

const save = (
  actor: Actor,
  device: Device,
  wanted: TopicForm | null = everything,
  token?: string,
): Promise<string | null> =>
  saveDevice({ actor, token }, asker, { ...device, device: 'Chrome, Android' }, wanted, 'ja')
const subscriberOf = (token: string | null) =>
  db.subscriber.findUniqueOrThrow({
    where: { id: holderOf(token)?.id ?? '' },
    include: { endpoints: true, topics: true },
  })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('should have been refused'),
    (error) => error,
  )

describe('a device', () => {
  test('of a browser without an account has a subscriber of its own, without an address', async () => {
    const device = service.device()
    const token = await save(nobody, device)
    const subscriber = await subscriberOf(token)
    expect(subscriber).toMatchObject({ email: null, userId: null, state: 'active', language: 'ja' })
    expect(subscriber.endpoints).toMatchObject([{ ...device, device: 'Chrome, Android', goneAt: null }])
    expect(subscriber.topics).toMatchObject([everything].map(() => ({ associationId: null, category: null })))
    const { devices, topics } = await devicesOf({ actor: nobody, token: token ?? '' })
    expect(devices.map(({ mark, device: name }) => [mark, name])).toEqual([
      [markOf(device.endpoint), 'Chrome, Android'],
    ])
    expect(JSON.stringify(devices)).not.toContain(device.endpoint)
    expect(topics).toHaveLength(1)
  })

  test('is found by its own token only', async () => {
    const token = (await save(nobody, service.device())) ?? ''
    expect((await devicesOf({ actor: nobody, token: undefined })).devices).toEqual([])
    expect((await devicesOf({ actor: nobody, token: `${token.slice(0, -1)}~` })).devices).toEqual([])
    expect((await devicesOf({ actor: await person(), token })).devices).toEqual([])
  })

  test('saved twice, or by five tabs at once, is one', async () => {
    const device = service.device()
    const token = (await save(nobody, device)) ?? undefined
    expect(await save(nobody, device, null, token)).toBe(token)
    expect(await db.pushEndpoint.count()).toBe(1)
    expect(await db.subscriber.count()).toBe(1)
    const actor = await person()
    const other = service.device()
    await Promise.all(Array.from({ length: 5 }, () => save(actor, other)))
    expect(await db.pushEndpoint.count()).toBe(2)
    expect(await db.subscriber.count()).toBe(2)
  })

  test('of an account belongs to it, and brings no mail with it', async () => {
    const actor = await person()
    expect(await save(actor, service.device())).toBeNull()
    expect(await db.subscriber.findMany()).toMatchObject([{ userId: actor.user.id, email: null }])
  })

  test('of an account that subscribes by mail already joins that subscription', async () => {
    const actor = await person('hanako@people.example')
    const { id } = await db.subscriber.create({ data: { email: 'hanako@people.example', state: 'active' } })
    await save(actor, service.device())
    expect(await db.subscriber.findMany()).toMatchObject([
      { id, userId: actor.user.id, email: 'hanako@people.example' },
    ])
  })

  test('does not begin anew the mails that an account has ended', async () => {
    const actor = await person('hanako@people.example')
    const { id } = await db.subscriber.create({
      data: { email: 'hanako@people.example', userId: actor.user.id, state: 'ended', endedAt: new Date() },
    })
    await save(actor, service.device())
    expect(await db.subscriber.findMany()).toMatchObject([{ id, email: null, state: 'active' }])
  })

  test('goes with the browser’s choice to the account that is used there next', async () => {
    const device = service.device()
    const token = await save(nobody, device, { ...everything, category: 'waste' })
    const actor = await person()
    await save(actor, device, everything, token ?? undefined)
    const own = await db.subscriber.findUniqueOrThrow({
      where: { userId: actor.user.id },
      include: { endpoints: true, topics: { orderBy: { id: 'asc' } } },
    })
    expect(own.endpoints).toHaveLength(1)
    expect(own.topics.map((topic) => topic.category)).toEqual(['waste', null])
    expect(await subscriberOf(token)).toMatchObject({ state: 'ended', topics: [] })
  })

  test('is no longer the account’s when somebody else uses it; their choices stay apart', async () => {
    const device = service.device()
    const [one, other] = [await person(), await person()]
    await save(one, device, { ...everything, category: 'waste' })
    await save(other, device, { ...everything, category: 'event' })
    expect((await devicesOf({ actor: one, token: undefined })).devices).toEqual([])
    const { topics } = await devicesOf({ actor: other, token: undefined })
    expect(topics.map((topic) => topic.category)).toEqual(['event'])
  })

  test('leaves a trail that does not tell its address', async () => {
    const device = service.device('a-secret-address')
    await save(await person(), device)
    const trail = await db.auditEntry.findMany()
    expect(trail.map((entry) => entry.action)).toEqual(['subscription.changed'])
    const text = JSON.stringify(trail, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(text).not.toContain('a-secret-address')
  })
})

describe('what is refused', () => {
  test.each(['http://localhost/x', 'https://169.254.169.254/latest', 'https://evil.example/x', ''])(
    '%s as an address',
    async (endpoint) => {
      expect(await refusal(save(nobody, { ...service.device(), endpoint }))).toBeInstanceOf(Invalid)
      expect(await db.subscriber.count()).toBe(0)
    },
  )

  test('keys that cannot be used, and another secret for an address that is known', async () => {
    const device = service.device()
    expect(await refusal(save(nobody, { ...device, p256dh: 'AAAA' }))).toBeInstanceOf(Invalid)
    await save(nobody, device)
    const stranger = service.device()
    expect(await refusal(save(nobody, { ...stranger, endpoint: device.endpoint }))).toBeInstanceOf(Invalid)
    expect(await db.pushEndpoint.findMany()).toMatchObject([device])
  })

  test('a place that there is not, and no choice at all; nothing is left behind', async () => {
    expect(await refusal(save(nobody, service.device(), { ...everything, association: 999 }))).toBeInstanceOf(
      Invalid,
    )
    expect(await refusal(save(nobody, service.device(), null))).toBeInstanceOf(Invalid)
    expect(await db.subscriber.count()).toBe(0)
    expect(await db.pushEndpoint.count()).toBe(0)
  })

  test('more devices than anybody has, and more tries than anybody makes', async () => {
    const actor = await person()
    for (let n = 0; n < MAX_DEVICES; n++) await save(actor, service.device())
    expect(await refusal(save(actor, service.device()))).toBeInstanceOf(Invalid)
    await Promise.allSettled(Array.from({ length: 60 }, () => save(nobody, service.device())))
    expect(await refusal(save(nobody, service.device()))).toBeInstanceOf(TooMany)
  })
})

describe('ending', () => {
  test('takes away the device, what waits for it, and a subscriber to whom nothing is left', async () => {
    const token = (await save(nobody, service.device())) ?? ''
    const { endpoints, id } = await subscriberOf(token)
    const endpointId = endpoints[0]?.id ?? 0
    const { id: announcementId } = await db.announcement.create({ data: { kind: 'digest', day: new Date() } })
    await db.delivery.create({
      data: {
        announcementId,
        channel: 'push',
        subscriberId: id,
        endpointId,
        dedupeKey: 'x',
        notBefore: new Date(),
      },
    })
    await endDevice({ actor: nobody, token }, asker, endpointId)
    expect(await db.pushEndpoint.count()).toBe(0)
    expect(await db.delivery.findMany()).toMatchObject([{ state: 'cancelled' }])
    expect(await subscriberOf(token)).toMatchObject({ state: 'ended', topics: [] })
    expect(await refusal(endDevice({ actor: nobody, token }, asker, endpointId))).toBeInstanceOf(NotFound)
  })

  test('leaves the mails of an account as they are', async () => {
    const actor = await person('hanako@people.example')
    await db.subscriber.create({ data: { email: 'hanako@people.example', state: 'active' } })
    await save(actor, service.device())
    const [device] = (await devicesOf({ actor, token: undefined })).devices
    await endDevice({ actor, token: undefined }, asker, device?.id ?? 0)
    expect(await db.subscriber.findMany({ include: { topics: true } })).toMatchObject([
      { state: 'active', email: 'hanako@people.example', topics: [{}] },
    ])
  })

  test('is for the holder only', async () => {
    await save(await person(), service.device())
    const [{ id = 0 } = {}] = await db.pushEndpoint.findMany()
    const stranger = (await save(nobody, service.device())) ?? ''
    for (const holder of [
      { actor: nobody, token: undefined },
      { actor: nobody, token: stranger },
      { actor: await person(), token: undefined },
    ])
      expect(await refusal(endDevice(holder, asker, id))).toBeInstanceOf(NotFound)
    expect(await db.pushEndpoint.count()).toBe(2)
  })

  test('a token of a mail does not open the devices of an account', async () => {
    const actor = await person()
    await save(actor, service.device())
    const { id } = await db.subscriber.findUniqueOrThrow({ where: { userId: actor.user.id } })
    const token = tokenOf({ kind: 'subscriber', id })
    expect((await devicesOf({ actor: nobody, token })).devices).toEqual([])
  })
})

describe('a browser with a new address', () => {
  const before = { old_endpoint: '', old_auth: '' }

  test('shows the old one with its secret', async () => {
    const device = service.device()
    await save(await person(), device)
    const renewed = service.device()
    const shown = { old_endpoint: device.endpoint, old_auth: device.auth }
    await renewDevice({ actor: nobody, token: undefined }, asker, { ...renewed, ...shown })
    expect(await db.pushEndpoint.findMany()).toMatchObject([renewed])
  })

  test('or is the only one of its holder', async () => {
    const token = (await save(nobody, service.device())) ?? ''
    const renewed = service.device()
    await renewDevice({ actor: nobody, token }, asker, { ...renewed, ...before })
    expect(await db.pushEndpoint.findMany()).toMatchObject([renewed])
  })

  test('and is otherwise nobody’s', async () => {
    const device = service.device()
    const actor = await person()
    await save(actor, device)
    const renewed = service.device()
    const wrong = { old_endpoint: device.endpoint, old_auth: 'AAAAAAAAAAAAAAAAAAAAAA' }
    const stranger = { actor: nobody, token: undefined }
    expect(await refusal(renewDevice(stranger, asker, { ...renewed, ...wrong }))).toBeInstanceOf(NotFound)
    expect(await refusal(renewDevice(stranger, asker, { ...renewed, ...before }))).toBeInstanceOf(NotFound)
    const second = service.device()
    await save(actor, second)
    const holder = { actor, token: undefined }
    expect(await refusal(renewDevice(holder, asker, { ...renewed, ...before }))).toBeInstanceOf(NotFound)
    const taken = { ...second, old_endpoint: device.endpoint, old_auth: device.auth }
    expect(await refusal(renewDevice(holder, asker, taken))).toBeInstanceOf(Invalid)
    const elsewhere = { ...renewed, endpoint: 'https://evil.example/x', ...before }
    expect(await refusal(renewDevice(holder, asker, elsewhere))).toBeInstanceOf(Invalid)
  })
})

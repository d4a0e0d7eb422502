/** Messages to devices, over the real protocol: a push service that checks who sends and reads what was sent. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/platform/db.server'
import {
  arePushKeys,
  isPushEndpoint,
  PushFailure,
  type PushPayload,
  preparePush,
  publicPushKey,
  sendPush,
} from '~/platform/push.server'
import { resetDatabase } from '../setup/database'
import { openPushService, type PushService } from '../setup/push-service'

const run = promisify(execFile)
let service: PushService

beforeAll(async () => {
  service = await openPushService()
  Object.assign(process.env, service.settings)
})
afterAll(async () => {
  await service.close()
  for (const name of Object.keys(service.settings)) delete process.env[name]
})
beforeEach(() => {
  service.received.length = 0
  service.answer = 201
})

const payload: PushPayload = {
  title: '断水のお知らせ',
  body: '明日9時から 断水します 🚰',
  url: '/notices/12',
  tag: 'notice-12',
  urgent: true,
}
const options = { ttlSeconds: 3600, urgency: 'high' } as const
const failure = (work: Promise<unknown>): Promise<PushFailure> =>
  work.then(
    () => expect.unreachable('should have failed'),
    (error) => error,
  )

describe('a message', () => {
  test('arrives so that only the device can read it, with the proof of who sent it', async () => {
    const device = service.device()
    expect(await sendPush(device, payload, options)).toBe('sent')
    const [received] = service.received
    expect(received?.message).toEqual(payload)
    expect(received?.body.includes('断水')).toBe(false)
    expect(received?.headers).toMatchObject({
      ttl: '3600',
      urgency: 'high',
      'content-encoding': 'aes128gcm',
      topic: expect.stringMatching(/^[\w-]{1,32}$/),
    })
    // The service itself has checked the signature (ES256) with the key that the proof names.
    expect(received?.publicKey).toBe(await publicPushKey())
    const { aud, exp, sub } = received?.token ?? {}
    expect(aud).toBe(service.origin)
    expect(sub).toBe('mailto:portal@localhost')
    const seconds = Date.now() / 1000
    expect(exp).toBeGreaterThan(seconds)
    expect(exp).toBeLessThanOrEqual(seconds + 24 * 3600)
  })

  test('is written anew for each device: another cannot read it', async () => {
    const [one, other] = [service.device(), service.device()]
    await sendPush(one, payload, options)
    expect(await failure(sendPush({ ...one, endpoint: other.endpoint }, payload, options))).toMatchObject({
      status: 400,
    })
  })

  test('is cut to what a push service takes', async () => {
    await sendPush(
      service.device(),
      { ...payload, title: '題'.repeat(500), body: '本文👍'.repeat(5000) },
      options,
    )
    const { message, body } = service.received[0] ?? {}
    expect(body?.length).toBeLessThanOrEqual(4096)
    expect([...String(message?.body)]).toHaveLength(300)
    expect(message?.body).toMatch(/…$/)
  })

  test('of one tag has one topic, so that the latest replaces what waits', async () => {
    const device = service.device()
    await sendPush(device, payload, options)
    await sendPush(device, { ...payload, title: '訂正' }, options)
    await sendPush(device, { ...payload, tag: 'notice-13' }, options)
    const [first, second, third] = service.received.map(({ headers }) => headers.topic)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })
})

describe('what the service answers', () => {
  test.each([404, 410])('%i means that the device is gone', async (status) => {
    service.answer = status
    expect(await sendPush(service.device(), payload, options)).toBe('gone')
  })

  test.each([
    [429, { 'Retry-After': '120' }, 120],
    [503, {}, undefined],
    [400, {}, undefined],
    [302, { Location: 'https://localhost:1/elsewhere' }, undefined],
  ])('%i is a failure that tells nobody the address', async (status, headers, retryAfter) => {
    service.answer = { status, headers: { ...headers } }
    const device = service.device('a-secret-address')
    const error = await failure(sendPush(device, payload, options))
    expect(error).toBeInstanceOf(PushFailure)
    expect(error).toMatchObject({ status, retryAfter })
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain('a-secret-address')
    expect(service.received).toHaveLength(1)
  })

  test('nothing at all is a failure after ten seconds, also when a byte comes now and then', async () => {
    const started = Date.now()
    service.answer = () => {}
    const silent = failure(sendPush(service.device('one'), payload, options))
    const trickling = new Promise<PushFailure>((resolve) => {
      service.answer = (response) => {
        const drip = setInterval(() => response.socket?.write('HTTP/1.1 100 Continue\r\n\r\n'), 500)
        response.on('close', () => clearInterval(drip))
      }
      setTimeout(() => resolve(failure(sendPush(service.device('two'), payload, options))), 100)
    })
    for (const error of await Promise.all([silent, trickling])) {
      expect(error.message).toBe('the push service did not answer in time')
    }
    expect(Date.now() - started).toBeLessThan(13_000)
  })

  test('an endless answer holds nobody up', async () => {
    service.answer = (response) => {
      response.writeHead(201, { 'Content-Length': String(2 ** 40) })
      const pour = setInterval(() => response.write(Buffer.alloc(65_536)), 5)
      response.on('close', () => clearInterval(pour))
    }
    const started = Date.now()
    expect(await sendPush(service.device(), payload, options)).toBe('sent')
    expect(Date.now() - started).toBeLessThan(2000)
  })

  test('no connection is a failure without the address', async () => {
    const device = { ...service.device(), endpoint: 'https://localhost:1/push/a-secret-address' }
    const error = await failure(sendPush(device, payload, options))
    expect(error.message).toBe('the push service could not be reached (ECONNREFUSED)')
  })
})

const LONG = `https://localhost/${'x'.repeat(1000)}`

describe('an address', () => {
  test.each([
    'http://localhost/push/1',
    'https://127.0.0.1/push/1',
    'https://[::1]/push/1',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost.evil.example/push',
    'https://evillocalhost/push',
    'https://localhost@evil.example/push',
    'https://user:pass@localhost/push',
    'https://evil.example#localhost',
    'https://evil.example\\@localhost/',
    'https://localhost./push',
    'ftp://localhost/push',
    'file:///etc/passwd',
    'localhost/push',
    '',
    LONG,
  ])('number %# is never asked', async (endpoint) => {
    expect(isPushEndpoint(endpoint)).toBe(false)
    const error = await failure(sendPush({ ...service.device(), endpoint }, payload, options))
    expect(error).toBeInstanceOf(PushFailure)
    expect(error.message).toBe('not the address of a known push service')
  })

  test('without a setting is of the makers of browsers', async () => {
    vi.resetModules()
    const { PUSH_HOSTS } = process.env
    delete process.env.PUSH_HOSTS
    try {
      const fresh = await import('~/platform/push.server')
      for (const endpoint of [
        'https://fcm.googleapis.com/fcm/send/abc',
        'https://updates.push.services.mozilla.com/wpush/v2/abc',
        'https://wns2-par02p.notify.windows.com/w/?token=abc',
        'https://web.push.apple.com/abc',
      ])
        expect(fresh.isPushEndpoint(endpoint), endpoint).toBe(true)
      for (const endpoint of [
        'https://localhost/push',
        'https://push.apple.com.evil.example/abc',
        'https://evilpush.apple.com/abc',
        'https://x.fcm.googleapis.com/abc',
        'https://www.googleapis.com/abc',
      ])
        expect(fresh.isPushEndpoint(endpoint), endpoint).toBe(false)
    } finally {
      process.env.PUSH_HOSTS = PUSH_HOSTS
    }
  })

  test('has keys that can be used', () => {
    const { p256dh, auth } = service.device()
    expect(arePushKeys({ p256dh, auth })).toBe(true)
    expect(arePushKeys({ p256dh: `${p256dh.slice(0, -4)}AAAA`, auth })).toBe(false)
    expect(arePushKeys({ p256dh, auth: 'AAAA' })).toBe(false)
    expect(arePushKeys({ p256dh: '', auth: '' })).toBe(false)
    expect(arePushKeys({ p256dh: 'あ'.repeat(87), auth })).toBe(false)
  })
})

describe('the keys of the portal', () => {
  test('are kept encrypted', async () => {
    await resetDatabase()
    vi.resetModules()
    const fresh = await import('~/platform/push.server')
    expect(await fresh.publicPushKey()).toBeNull()
    await fresh.preparePush()
    const [kept] = await db.pushKey.findMany()
    const { decrypt } = await import('~/platform/crypto.server')
    const privateKey = decrypt('push-key', kept?.privateKey ?? '')
    expect(Buffer.from(privateKey ?? '', 'base64url')).toHaveLength(32)
    expect(kept?.privateKey).not.toContain(privateKey)
  })

  test('are one pair, also when six processes make them at once', async () => {
    await resetDatabase()
    const answers = await Promise.all(Array.from({ length: 6 }, () => inAnotherProcess()))
    const kept = await db.pushKey.findMany()
    expect(kept).toHaveLength(1)
    expect(new Set(answers)).toEqual(new Set([kept[0]?.publicKey]))
  })

  test('are not replaced when they cannot be read: devices would be cut off in silence', async () => {
    await resetDatabase()
    await db.pushKey.create({ data: { publicKey: 'x', privateKey: 'sealed with another secret' } })
    vi.resetModules()
    const fresh = await import('~/platform/push.server')
    await expect(fresh.preparePush()).rejects.toThrow('APP_SECRET')
    expect(await db.pushKey.count()).toBe(1)
    await resetDatabase()
  })

  test('are read once', async () => {
    await preparePush()
    await resetDatabase()
    expect(await sendPush(service.device(), payload, options)).toBe('sent')
  })
})

/** The public key that another process ends up with. */
async function inAnotherProcess(): Promise<string> {
  const program = `
    const { preparePush, publicPushKey } = await import('./app/platform/push.server.ts')
    await preparePush()
    process.stdout.write(await publicPushKey(), () => process.exit(0))`
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
  return stdout
}

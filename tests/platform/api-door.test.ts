/** The door of the open interface: whom it lets in, how often, and in which words it refuses. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '~/server'
import { network } from '~/start/api'

let base: string
let close: () => void

beforeAll(async () => {
  const app = createApp({
    build: () => Promise.reject(new Error('no pages here')),
    publicUrl: 'https://portal.test',
    tileUrl: '/tiles/{z}/{x}/{y}.png',
    // Each asker below names an address of their own.
    trustProxy: 1,
    apiPerMinute: 3,
    // Stands where the pages would, and says what reached it.
    vite: ({ headers }, response) =>
      void response.json({ cookie: headers.cookie ?? null, via: headers.authorization ?? null }),
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
})

afterAll(() => close())

const ask = (from: string, init: RequestInit = {}, path = '/api/v1/notices') =>
  fetch(base + path, { ...init, headers: { ...init.headers, 'X-Forwarded-For': from } })

describe('the door', () => {
  test('counts each address for itself, and says what is left', async () => {
    for (const left of ['2', '1', '0']) {
      const response = await ask('192.0.2.1')
      expect(response.status).toBe(200)
      expect(response.headers.get('RateLimit-Limit')).toBe('3')
      expect(response.headers.get('RateLimit-Policy')).toBe('3;w=60')
      expect(response.headers.get('RateLimit-Remaining')).toBe(left)
    }
    const refused = await ask('192.0.2.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(60)
    expect(await refused.json()).toMatchObject({
      status: 429,
      title: '回数が多すぎます',
      title_en: 'Too many requests',
    })
    expect((await ask('192.0.2.2')).status).toBe(200)
  })

  test('counts nothing but the interface', async () => {
    for (let n = 0; n < 5; n++) expect((await ask('192.0.2.3', {}, '/apiary')).status).toBe(200)
    expect((await ask('192.0.2.3', {}, '/notices')).headers.get('RateLimit-Limit')).toBeNull()
  })

  test('takes what would tell who is asking', async () => {
    const headers = { Cookie: 'session=x', Authorization: 'Bearer x' }
    expect(await (await ask('192.0.2.4', { headers })).json()).toEqual({ cookie: null, via: null })
    expect(await (await ask('192.0.2.4', { headers }, '/notices')).json()).toMatchObject({
      cookie: 'session=x',
    })
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s as a problem, from any site', async (method) => {
    const response = await ask('192.0.2.5', { method, headers: { Origin: 'https://elsewhere.example' } })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS')
    expect(await response.json()).toMatchObject({ status: 405, type: 'about:blank' })
  })

  test('lets pages of other sites ask with a tag', async () => {
    const response = await ask('192.0.2.6', {
      method: 'OPTIONS',
      headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Headers': 'if-none-match' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(response.headers.get('Access-Control-Allow-Headers')).toContain('If-None-Match')
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull()
  })
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:0DB8::6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s belongs to %s', (address, whose) => expect(network(address)).toBe(whose))

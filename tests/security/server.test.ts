/** What the server says with every answer, and whom it turns away before any page is asked. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as rawRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieName, readCookie, writeCookie } from '~/platform/cookies.server'
import { type Settings, settings } from '~/platform/settings.server'
import { createApp } from '~/server'
import { contentSecurityPolicy } from '~/start/headers'

const TILES = 'https://tiles.example/xyz/{z}/{x}/{y}.png'
const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-client-'))
let base: string
let close: () => void

beforeAll(async () => {
  mkdirSync(path.join(folder, 'client/assets'), { recursive: true })
  writeFileSync(path.join(folder, 'client/assets/a.js'), 'public')
  writeFileSync(path.join(folder, 'client/.hidden'), 'hidden secret')
  writeFileSync(path.join(folder, 'secret.txt'), 'outside secret')
  const app = createApp({
    // Stands where the pages would: whoever comes this far is let in.
    build: () => Promise.reject(Object.assign(new Error('reached'), { status: 418 })),
    client: path.join(folder, 'client'),
    publicUrl: 'https://portal.test',
    tileUrl: TILES,
    trustProxy: 0,
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
})

afterAll(() => {
  close()
  rmSync(folder, { recursive: true })
})

type Raw = { status: number; text: string; headers: Record<string, string | string[] | undefined> }

/** A request just as it is written: nothing in its address is tidied up. */
function raw(at: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ hostname, port, path: at, headers, method }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

const REACHED = 418
const ours = { Origin: 'https://portal.test' }

describe('the policy of a page', () => {
  const rules = (policy: string) =>
    new Map(policy.split('; ').map((rule) => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1)]))

  test('stands on every answer, with a nonce that never comes twice', async () => {
    const nonces = new Set<string>()
    for (let n = 0; n < 50; n++) {
      for (const at of ['/', '/assets/a.js', '/assets/none.js', '/%E0%A4%A']) {
        const policy = String((await raw(at)).headers['content-security-policy'])
        const nonce = /'nonce-([\w+/]{22}==)'/.exec(policy)?.[1]
        expect(nonce, at).toBeTruthy()
        nonces.add(`${nonce}`)
      }
    }
    expect(nonces.size).toBe(200)
  })

  test('lets nothing of a page run or load that is not the portal’s', () => {
    const policy = contentSecurityPolicy('abc', { publicUrl: 'https://portal.test', tileUrl: TILES })
    expect(policy).not.toMatch(/unsafe|\*|https:(?!\/\/tiles\.example)|ws:/)
    const of = rules(policy)
    expect(of.get('default-src')).toEqual(["'none'"])
    expect(of.get('script-src')).toEqual(["'self'", "'nonce-abc'"])
    expect(of.get('style-src')).toEqual(["'self'", "'nonce-abc'"])
    expect(of.get('img-src')).toEqual(["'self'", 'data:', 'blob:', 'https://tiles.example'])
    expect(of.get('connect-src')).toEqual(["'self'"])
    expect(of.get('base-uri')).toEqual(["'none'"])
    expect(of.get('form-action')).toEqual(["'self'"])
    expect(of.get('frame-ancestors')).toEqual(["'none'"])
    for (const kind of ['object-src', 'frame-src', 'media-src']) expect(of.has(kind)).toBe(false)
  })

  test.each([
    ['/tiles/{z}/{x}/{y}.png', ["'self'", 'data:', 'blob:']],
    [
      'https://{s}.tiles.example:8443/{z}/{x}/{y}',
      ["'self'", 'data:', 'blob:', 'https://*.tiles.example:8443'],
    ],
  ])('names the host of %s for pictures', (tileUrl, from) => {
    const policy = contentSecurityPolicy('abc', { publicUrl: 'https://portal.test', tileUrl })
    expect(rules(policy).get('img-src')).toEqual(from)
  })

  test('is kept by the small pages of the server itself', async () => {
    const { text, headers } = await raw('/', {}, 'DELETE')
    const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
    expect(text).toContain(`<style nonce="${nonce}">`)
    expect(text).not.toMatch(/ style=|<script/)
  })
})

test('no other site may frame, open, embed or spy on a page, and the line stays encrypted', async () => {
  const { headers } = await raw('/')
  expect(headers).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'x-permitted-cross-domain-policies': 'none',
  })
  const permitted = String(headers['permissions-policy'])
  expect(permitted).toContain('geolocation=(self), camera=(self), ')
  expect(permitted).toContain('microphone=()')
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers.server).toBeUndefined()
})

describe('a write from elsewhere', () => {
  const statusOf = async (headers: Record<string, string>, at = '/language') =>
    (await raw(at, headers, 'POST')).status

  test('is refused, however it is dressed', async () => {
    for (const headers of [
      {},
      { Origin: 'null' },
      { Origin: 'https://portal.test.elsewhere.example' },
      { Origin: 'https://elsewhere.example/?https://portal.test' },
      { Origin: 'https://portal.test@elsewhere.example' },
      { Origin: 'https://xportal.test' },
      { Origin: 'https://portal.test:8443' },
      { Origin: 'http://portal.test' },
      { Origin: 'http://portal.test', Host: 'portal.test' },
      { Origin: 'javascript://portal.test' + '/%0a' },
      { Referer: 'https://portal.test/' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'same-origin' },
      { Origin: 'https://elsewhere.example', 'X-Forwarded-Host': 'elsewhere.example' },
      { Origin: 'https://elsewhere.example', 'Content-Type': 'text/plain' },
    ])
      expect(await statusOf(headers as Record<string, string>), JSON.stringify(headers)).toBe(403)
  })

  test('is refused at any address that only looks like one of the open ones', async () => {
    for (const at of [
      '/unsubscribe/',
      '/unsubscribe/x/y',
      '/mail/bounces/x',
      '/help/1',
      '/x/help',
      '/desk/help/new',
    ])
      expect(await statusOf({ Origin: 'https://elsewhere.example' }, at), at).toBe(403)
    expect(await statusOf({ Origin: 'https://elsewhere.example' }, '/mail/bounces')).toBe(REACHED)
  })

  test('of the portal itself passes', async () => {
    expect(await statusOf(ours)).toBe(REACHED)
    expect(await statusOf({ 'Sec-Fetch-Site': 'same-origin' })).toBe(REACHED)
  })
})

test('a host that is no name of a host, or a forwarded one that nobody vouches for, is not believed', async () => {
  for (const Host of [
    'a b',
    'x@elsewhere.example',
    'elsewhere.example/path',
    'a"b',
    "a'b",
    'a<b>',
    'a:b',
    '[::1',
    'a,b',
  ])
    expect((await raw('/', { Host })).status, Host).toBe(400)
  for (const headers of [
    { 'X-Forwarded-Host': 'elsewhere.example"><x' },
    { 'X-Forwarded-Host': 'elsewhere.example' },
  ]) {
    const { status, text } = await raw('/', headers)
    expect(status).toBe(REACHED)
    expect(text).not.toContain('elsewhere')
  }
  for (const at of ['http://elsewhere.example/', 'elsewhere.example:443', '*'])
    expect((await raw(at)).status, at).toBe(400)
})

test('no address leads out of the folder of files', async () => {
  const up = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..\\',
    '..%5c',
    '%252e%252e%252f',
    '..;/',
    '....//',
    '.%00./',
  ]
  const addresses = up.flatMap((step) => [
    `/assets/${step}../secret.txt`,
    `/assets/${step}${step}secret.txt`,
    `/${step}secret.txt`,
    `/assets/${step}.hidden`,
  ])
  for (const at of [
    ...addresses,
    '/.hidden',
    '/assets',
    '/assets/',
    '//etc/passwd',
    '/assets//etc/passwd',
    folder,
  ]) {
    const { status, text } = await raw(at)
    expect(text, at).not.toContain('secret')
    expect([301, 400, 403, 404, REACHED], at).toContain(status)
  }
  expect((await raw('/assets/a.js')).text).toBe('public')
})

test('only reading and sending are done', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])
    expect((await raw('/', ours, method)).status, method).toBe(405)
})

describe('cookies that are keys', () => {
  const chosen = settings() as { -readonly [K in keyof Settings]: Settings[K] }
  const asking = (Cookie: string) => new Request('https://portal.test/', { headers: { Cookie } })

  test('carry names over https that no other host can plant', () => {
    const before = chosen.PUBLIC_URL
    chosen.PUBLIC_URL = 'https://portal.test'
    try {
      expect(cookieName('session')).toBe('__Host-session')
      expect(writeCookie('kept', 'abc', 60)).toBe(
        '__Host-kept=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
      )
      // A browser refuses __Host- with any other path than the root.
      expect(writeCookie('kept', 'abc', 60, '/below')).toBe(
        '__Secure-kept=abc; Path=/below; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
      )
      expect(readCookie(asking('kept=planted'), 'kept', /^\w+$/)).toBeUndefined()
      expect(readCookie(asking('a=b; __Host-kept=true1'), 'kept', /^\w+$/)).toBe('true1')
    } finally {
      chosen.PUBLIC_URL = before
    }
  })

  test('are read only in their own form, and only whole', () => {
    const read = (header: string) => readCookie(asking(header), 'kept', /^[a-z]{3}$/)
    expect(read('kept=abc')).toBe('abc')
    expect(read('x=1;kept=abc')).toBe('abc')
    for (const header of [
      'kept=abcd',
      'xkept=abc',
      'kept=',
      'kept',
      'x="kept=abc"',
      'kept=abc%00',
      'KEPT=abc',
    ])
      expect(read(header), header).toBeUndefined()
  })
})

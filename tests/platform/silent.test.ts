/** Pages of which nobody learns who has read them: what the server sends with them, takes from them and writes of them. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSilent, loggedPath } from '~/platform/silent'
import { createApp } from '~/server'

let base: string
let close: () => void

beforeAll(async () => {
  const app = createApp({
    build: () => Promise.reject(new Error('no pages here')),
    publicUrl: 'https://portal.test',
    tileUrl: '/tiles/{z}/{x}/{y}.png',
    trustProxy: 0,
    // Stands where the pages would, and says what reached it.
    vite: (request, response) => void response.json({ origin: request.headers.origin ?? null }),
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
})

afterAll(() => close())

test.each(['/help', '/help/3', '/help/print', '/help/copy', '/HELP', '/help?lang=en'])(
  '%s is no referrer',
  async (path) => {
    const { headers } = await fetch(base + path)
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  },
)

test.each(['/', '/helpers', '/desk/help', '/notices/help'])('%s is one within the portal', async (path) => {
  const { headers } = await fetch(base + path)
  expect(headers.get('Referrer-Policy')).toBe('same-origin')
})

test('a search from a page that hides its origin arrives, without the origin that the framework would refuse', async () => {
  for (const origin of ['null', 'https://elsewhere.test', base]) {
    const answer = await fetch(`${base}/help`, { method: 'POST', headers: { Origin: origin }, body: 'q=x' })
    expect([answer.status, await answer.json()]).toEqual([200, { origin: null }])
  }
})

test('any other write with a hidden origin is refused as before', async () => {
  for (const path of ['/help/3', '/desk/help/3', '/language', '/help/print']) {
    const answer = await fetch(base + path, { method: 'POST', headers: { Origin: 'null' }, body: 'q=x' })
    expect([path, answer.status]).toEqual([path, 403])
  }
})

test('the log holds neither which service nor a token', () => {
  expect(loggedPath('/help/12')).toBe('/help/…')
  expect(loggedPath('/Help/12')).toBe('/help/…')
  expect(loggedPath('/help.data')).toBe('/help/…')
  expect(loggedPath('/desk/help/12')).toBe('/desk/help/12')
  expect(loggedPath(`/s/${'a'.repeat(32)}/x`)).toBe('/s/…/x')
  expect(isSilent('/helpers')).toBe(false)
})

/** The worker that keeps the emergency view: what it takes for no network, and when it lets go of an older store. */
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, test } from 'vitest'

const ORIGIN = 'https://portal.test'
const code = readFileSync('public/sw.js', 'utf8')
const full = (address: string | { url: string }) =>
  new URL(typeof address === 'string' ? address : address.url, ORIGIN).href

class Store {
  readonly held = new Map<string, Response>()
  match = async (address: string) => this.held.get(full(address))?.clone()
  put = async (address: string, answer: Response) => void this.held.set(full(address), answer)
  delete = async (address: { url: string }) => this.held.delete(full(address))
  keys = async () => [...this.held.keys()].map((url) => ({ url }))
}

/** In a worker an address without an origin is one of its own. */
class WholeAddresses extends Response {
  static override redirect(to: string) {
    return Response.redirect(full(to))
  }
}

type Handler = (event: Record<string, unknown>) => void
let stores: Map<string, Store>
let handlers: Map<string, Handler>
let network: (address: string) => Response

const page = (words: string) =>
  new Response(words, { headers: { 'X-Language': 'ja', 'X-Kept-At': '2026-11-23' } })

beforeEach(() => {
  stores = new Map()
  handlers = new Map()
  network = () => {
    throw new TypeError('no network')
  }
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Store()
    stores.set(name, store)
    return store
  }
  runInNewContext(code, {
    self: {
      location: { origin: ORIGIN },
      addEventListener: (name: string, handler: Handler) => handlers.set(name, handler),
      skipWaiting: () => {},
      clients: { claim: async () => {}, matchAll: async () => [] },
    },
    caches: {
      open,
      keys: async () => [...stores.keys()],
      has: async (name: string) => stores.has(name),
      delete: async (name: string) => stores.delete(name),
    },
    fetch: async (address: string | { url: string }) => network(full(address).slice(ORIGIN.length)),
    Response: WholeAddresses,
    URL,
    Headers,
    AbortSignal,
    setTimeout,
  })
})

/** Sends an event, and waits for what it answers and for all that it began. */
async function send(name: string, event: Record<string, unknown>): Promise<Response | undefined> {
  let answer: Promise<Response> | undefined
  const begun: Promise<unknown>[] = []
  handlers.get(name)?.({
    ...event,
    respondWith: (given: Promise<Response>) => {
      answer = given
    },
    waitUntil: (given: Promise<unknown>) => begun.push(given),
  })
  const found = await answer
  await Promise.all(begun)
  return found
}

const visit = (address: string) =>
  send('fetch', { request: { url: ORIGIN + address, method: 'GET', mode: 'navigate', referrer: '' } })
const keepPage = async (store = 'nearest-1') => {
  const kept = stores.get(store) ?? new Store()
  stores.set(store, kept)
  await kept.put('/aeds/nearest?lang=ja', page('kept'))
}

test.each([
  ['an error of the server', () => new Response('down', { status: 502, headers: { 'X-Language': 'ja' } })],
  ['an answer of somebody else', () => new Response('sign in to this network')],
])('%s counts as no network for the emergency view', async (_name, answer) => {
  await keepPage()
  network = answer
  expect(await (await visit('/aeds/nearest?lang=ja&town=a'))?.text()).toBe('kept')
  network = () => page('fresh')
  expect(await (await visit('/aeds/nearest?lang=ja&town=a'))?.text()).toBe('fresh')
})

test('the start leads to the emergency view when the server does not work, and only then', async () => {
  network = () => new Response('down', { status: 503 })
  expect((await visit('/'))?.status).toBe(503)
  await keepPage()
  expect((await visit('/'))?.headers.get('Location')).toBe(`${ORIGIN}/aeds/nearest`)
  network = () => new Response('busy', { status: 429 })
  expect((await visit('/'))?.status).toBe(429)
})

test('an older store answers until the new one is filled, and is deleted then', async () => {
  await keepPage('nearest-0')
  await stores.get('nearest-0')?.put('/aeds/nearest/language', new Response('ja'))
  await send('activate', {})
  // Without a network nothing is filled, and nothing is lost.
  await send('message', { data: { type: 'nearest' } })
  expect(await (await visit('/aeds/nearest'))?.text()).toBe('kept')
  network = (address) =>
    address.startsWith('/aeds/nearest.json')
      ? new Response('{}', { headers: { 'Content-Type': 'application/json', ETag: 'a' } })
      : page('fresh')
  await send('message', { data: { type: 'nearest' } })
  expect([...stores.keys()]).toEqual(['nearest-1'])
  network = () => {
    throw new TypeError('no network')
  }
  expect(await (await visit('/aeds/nearest'))?.text()).toBe('fresh')
})

test('the directory of help comes from the portal, and without a network from the copy that its reader has put there', async () => {
  network = () => page('now')
  expect(await (await visit('/help'))?.text()).toBe('now')
  expect([...stores.keys()]).toEqual([])
  network = () => {
    throw new TypeError('no network')
  }
  // None was wished for: the browser says that there is no network, and no store is made by looking.
  await expect(visit('/help/3')).rejects.toThrow('no network')
  expect([...stores.keys()]).toEqual([])
  const copies = new Store()
  stores.set('copy-1', copies)
  await copies.put('/help/copy', page('copy'))
  expect(await (await visit('/help'))?.text()).toBe('copy')
  expect(await (await visit('/help/3'))?.text()).toBe('copy')
  // Another page is never answered with the copy.
  await expect(visit('/helpers')).rejects.toThrow('no network')
})

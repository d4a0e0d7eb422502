/** The door of the open interface (`/api`): who may ask for what, and how often. It answers guests alone. */
import { isIPv6 } from 'node:net'
import type { RequestHandler, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { OPEN_HEADERS, type Problem, problemBody, problemHeaders } from '../platform/problem'

const MINUTE = 60_000
/** So many addresses are counted at once; of more, those that were not heard of the longest begin anew. */
const MOST_ADDRESSES = 20_000

const method: Problem = {
  status: 405,
  ja: { title: 'この操作はできません', detail: '読むこと（GET と HEAD）だけができます。' },
  en: { title: 'This is not possible', detail: 'It can only be read (GET and HEAD).' },
}

const tooMany = (seconds: number): Problem => ({
  status: 429,
  ja: { title: '回数が多すぎます', detail: `${seconds}秒ほど待ってから、もう一度読んでください。` },
  en: { title: 'Too many requests', detail: `Wait about ${seconds} seconds and read again.` },
})

type Window = { count: number; ends: number }

/**
 * Counts each address in windows of a minute, in the memory of this process: a count that all instances share would cost
 * a write to the database for each read, which is more than most reads. Of n instances somebody may so get up to n times
 * as much; what the limit protects is each single one.
 * @param perMinute requests of one address in a minute; 0: any number
 */
export function api(perMinute: number, clock: () => number = Date.now): RequestHandler {
  const windows = new LRUCache<string, Window>({ max: MOST_ADDRESSES })
  return (request, response, next) => {
    // Whoever asks is nobody in particular, whatever their browser sends along.
    delete request.headers.cookie
    delete request.headers.authorization
    if (request.method === 'OPTIONS') return preflight(response)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // What was sent with it is not read.
      response.set({ Allow: 'GET, HEAD, OPTIONS', Connection: 'close' })
      return refuse(response, method)
    }
    if (perMinute > 0) {
      const now = clock()
      const key = network(request.ip ?? '')
      let window = windows.get(key)
      if (!window || window.ends <= now) {
        window = { count: 0, ends: now + MINUTE }
        windows.set(key, window)
      }
      window.count++
      const seconds = Math.ceil((window.ends - now) / 1000)
      response.set({
        'RateLimit-Policy': `${perMinute};w=60`,
        'RateLimit-Limit': String(perMinute),
        'RateLimit-Remaining': String(Math.max(0, perMinute - window.count)),
        'RateLimit-Reset': String(seconds),
      })
      if (window.count > perMinute) {
        response.set('Retry-After', String(seconds))
        return refuse(response, tooMany(seconds))
      }
    }
    next()
  }
}

/** What belongs to one subscriber: an address of version 4, and of version 6 the first 64 bits. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.toLowerCase().replace(/%.*$/, '').split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - before.length - after.length)).fill('0') : []
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')
}

function preflight(response: Response): void {
  response.set({
    ...OPEN_HEADERS,
    Allow: 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Accept, If-None-Match',
    'Access-Control-Max-Age': '86400',
  })
  response.status(204).end()
}

function refuse(response: Response, problem: Problem): void {
  response.status(problem.status).set(problemHeaders).send(problemBody(problem))
}

/**
 * Public pages for guests, rendered once and served from memory until what they show changes (decision 0035).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { Response as Answer, Request as Asked, NextFunction, RequestHandler } from 'express'
import { Changes } from '../../platform/changes.server'
import { formatInstant } from '../../platform/clock'
import { type Language, languages } from '../../platform/i18n'
import { goneSince } from '../../platform/lost.server'
import { plain } from '../../platform/plain'
import { readsOf } from '../../platform/reads.server'
import { byAddress } from '../parts'
import { encodingFor } from '../precompressed'
import { keptRoute } from './routes'
import { type Kept, Store } from './store'

type KeptPagesOptions = {
  build: ServerBuild
  databaseUrl: string
  publicUrl: string
  /** How much memory the pages may take. */
  megabytes: number
}

export type KeptPages = {
  handler: RequestHandler
  /** Bytes taken, and how many pages. */
  readonly size: { bytes: number; pages: number }
  close(): Promise<void>
}

/** Cookies of the portal that may stand with a request whose answer is kept: what they choose is part of the key. */
const CHOICES = ['lang', 'ruby', 'place']
/** With one of these a page may show what is for one reader alone. */
export const PERSONAL_COOKIES = ['session', 'volunteer', 'device', 'kept_form']
/** A chosen place: a number or two, signed by nobody. Anything longer is no choice of ours. */
const PLACE = /^[\w%=+/.-]{1,80}$/

/** What people need when everything fails: notices, AEDs, places to go to, whom to call. */
const EMERGENCY = ['/', '/notices', '/aeds', '/halls', '/help']
/** Milliseconds after which they are asked for again, and between two of them. */
const WARM_MS = 600_000
const WARM_PAUSE_MS = 100
/** A page that was last known to be true longer before the database went is not shown any more. */
const OLDEST_MS = 3_600_000

type Reading = { language: string; ruby: boolean }
type Asking = { key: string; kind: string; isTyped: boolean; cookie: string; language: string }
type Rendered = { response: Response; kept: Kept | null; body: Buffer }

export function keepPages({ build, databaseUrl, publicUrl, megabytes }: KeptPagesOptions): KeptPages {
  const changes = new Changes(databaseUrl)
  const store = new Store(megabytes)
  const renderAt = byAddress(build, (part) => createRequestHandler(part, process.env.NODE_ENV))
  const readingOf = readings(build)
  const making = new Map<string, Promise<Rendered>>()
  /** By language and path; beside the room of the others, as they must not go for what is asked for more often */
  const emergency = new Map<string, Kept>()
  let warmAt = 0
  let toWarm: [Language, string][] = []
  let isClosed = false

  const find = ({ key, isTyped }: Asking): Kept | undefined => {
    const kept = store.get(key, isTyped)
    const at = Date.now()
    // A clock that was put back would let it live on. It stays, as what is known last, until it is made anew.
    const isOver = !kept || kept.until <= at || kept.trueAt > at
    if (isOver || !changes.isUnchanged(kept.common.tables, kept.since)) return undefined
    kept.trueAt = at
    return kept
  }

  /** Makes the page from what its key says and nothing else, and keeps it if nothing has changed meanwhile. */
  async function make(url: string, asking: Asking, nonce: string): Promise<Rendered> {
    const since = changes.now
    const request = new Request(publicUrl + url, {
      headers: { 'Accept-Language': asking.language, ...(asking.cookie ? { Cookie: asking.cookie } : {}) },
    })
    const context = { cache: new Map<string, unknown>(), address: '', nonce }
    const { made, reads } = await readsOf(async () => {
      const response = await renderAt(url.replace(/\?.*$/s, ''))(request, context)
      return { response, body: Buffer.from(await response.arrayBuffer()) }
    })
    const { response, body } = made
    const tables = [...reads.tables].sort()
    const isKept =
      response.status === 200 &&
      !response.headers.has('Set-Cookie') &&
      !/no-store/.test(response.headers.get('Cache-Control') ?? '') &&
      !body.includes(nonce) &&
      reads.until > Date.now() &&
      changes.isSure &&
      changes.isUnchanged(tables, since)
    // What is no longer shown to guests is not shown again either, while the database is gone.
    if (response.status < 500 && response.status !== 200) store.delete(asking.key, asking.isTyped)
    if (!isKept) return { response, body, kept: null }
    const headers = [...response.headers].filter(([name]) => !/^(?:content-length|vary|etag)$/.test(name))
    const { key, isTyped, kind } = asking
    return {
      response,
      body,
      kept: store.set(key, isTyped, kind, { html: body, headers, tables, since, until: reads.until }),
    }
  }

  async function answer(request: Asked, response: Answer, next: NextFunction): Promise<void> {
    const asking = await askingOf(request, readingOf)
    if (!asking) return withoutReader(request, response, next)
    if (goneSince() !== undefined) return serveLast(response, asking) ? undefined : next()
    if (!changes.isSure) return makeOrLast(request, response, asking, next)
    let kept = find(asking)
    if (kept) response.setHeader('Server-Timing', 'kept')
    else {
      const others = making.get(asking.key)
      if (others) {
        // What another reader's page has read may be older than this question: it must be good still.
        await others.catch(() => {})
        kept = changes.isSure ? find(asking) : undefined
        if (!kept) return next()
      } else {
        const mine = make(request.originalUrl, asking, response.locals.nonce ?? '-')
        making.set(asking.key, mine)
        let rendered: Rendered
        try {
          rendered = await mine
        } finally {
          making.delete(asking.key)
        }
        if (isLost(rendered) && serveLast(response, asking)) return
        if (!rendered.kept) return send(response, rendered)
        kept = rendered.kept
      }
    }
    serve(request, response, asking.key, kept)
  }

  /** Between hearing nothing and knowing that the database is gone: made anew, or what is known last where that fails. */
  async function makeOrLast(request: Asked, response: Answer, asking: Asking, next: NextFunction) {
    if (!lastOf(asking)) return next()
    const rendered = await make(request.originalUrl, asking, response.locals.nonce ?? '-')
    if (!isLost(rendered) || !serveLast(response, asking)) send(response, rendered)
  }

  /** `/help` leaves no trace and is never kept for its readers; what everybody gets of it the portal asks for itself. */
  async function withoutReader(request: Asked, response: Answer, next: NextFunction): Promise<void> {
    if (goneSince() === undefined) return next()
    const asking = await emergencyAsking(request)
    if (!asking || !serveLast(response, asking)) next()
  }

  async function emergencyAsking({ originalUrl, headers }: Asked): Promise<Asking | null> {
    if (!EMERGENCY.includes(originalUrl) || isPersonal(headers.cookie)) return null
    const { language } = await readingOf(originalUrl, headers.cookie ?? '', headers['accept-language'] ?? '')
    return emergencyPage(originalUrl, language)
  }

  const lastOf = ({ key, kind, isTyped, language }: Asking): Kept | undefined => {
    const gone = goneSince() ?? Date.now()
    const kept = store.get(key, isTyped) ?? emergency.get(`${language} ${kind.slice(kind.indexOf(' ') + 1)}`)
    return kept && gone - kept.trueAt < OLDEST_MS ? kept : undefined
  }

  /** The page as it was last known, which says so at its top; false where none is known. */
  function serveLast(response: Answer, asking: Asking): boolean {
    const kept = lastOf(asking)
    if (!kept) return false
    const html = withWord(store.html(kept).toString('utf8'), asking.language as Language, kept.trueAt)
    for (const [name, value] of kept.common.headers) response.setHeader(name, value)
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Server-Timing', 'last')
    response.setHeader('Vary', 'Cookie, Accept-Language')
    // `send` would give it an ETag: nobody shall be told later that it has not changed.
    response.end(html)
    return true
  }

  /** Asks for the emergency pages in every language, so that they are known also where nobody has looked at them. */
  async function warm(): Promise<void> {
    for (let next = toWarm[0]; next && !isClosed && changes.isSure; next = toWarm[0]) {
      const [language, path] = next
      const asking = emergencyPage(path, language)
      const { response, body, kept } = await make(path, asking, '-')
      // The database went meanwhile: what is left is asked for when it is back.
      if (response.status === 503) return
      const headers = [...response.headers].filter(
        ([name]) => !/^(?:content-length|vary|etag|set-cookie)$/.test(name),
      )
      if (kept || response.status === 200)
        emergency.set(
          `${language} ${path}`,
          kept ?? store.make(asking.kind, { html: body, headers, tables: [], since: 0, until: 0 }),
        )
      toWarm.shift()
      await sleep(WARM_PAUSE_MS, undefined, { ref: false })
    }
  }

  let isWarming = false
  const warming = setInterval(() => {
    if (isWarming || !changes.isSure) return
    if (performance.now() >= warmAt) {
      warmAt = performance.now() + WARM_MS
      toWarm = languages.flatMap((language) => EMERGENCY.map((path): [Language, string] => [language, path]))
    }
    isWarming = true
    void warm()
      .catch(() => {})
      .finally(() => {
        isWarming = false
      })
  }, 1000).unref()

  function serve(request: Asked, response: Answer, key: string, kept: Kept): void {
    for (const [name, value] of kept.common.headers) response.setHeader(name, value)
    response.setHeader('Vary', 'Cookie, Accept-Language, Accept-Encoding')
    response.setHeader('ETag', kept.etag)
    if (isKnown(request.headers['if-none-match'], kept.etag)) {
      response.removeHeader('Content-Type')
      response.statusCode = 304
      return void response.end()
    }
    const encoding = encodingFor(request.headers['accept-encoding'])
    const body = store.body(key, kept, encoding)
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding)
    response.setHeader('Content-Length', body.length)
    response.end(body)
  }

  return {
    handler: (request, response, next) => {
      if (request.method === 'GET') return void answer(request, response, next).catch(next)
      if (request.method !== 'POST') return next()
      // What somebody has written they see at the next page, also where it was kept.
      const { writeHead } = response
      response.writeHead = ((...args: Parameters<typeof writeHead>) => {
        changes.wrote()
        return writeHead.apply(response, args)
      }) as typeof writeHead
      next()
    },
    get size() {
      return store.size
    },
    close: () => {
      isClosed = true
      clearInterval(warming)
      return changes.close()
    },
  }
}

/** The database did not answer. A fault of the portal is no such thing: it shows its number (decision 0030). */
const isLost = ({ response }: Rendered): boolean => response.status === 503

const isPersonal = (cookies = ''): boolean =>
  cookies.split(/;\s*/).some((pair) =>
    PERSONAL_COOKIES.includes(
      pair
        .replace(/=.*$/s, '')
        .trim()
        .replace(/^__(?:Host|Secure)-/, ''),
    ),
  )

/** What an emergency page is asked for as: plain, without readings and places. */
const emergencyPage = (path: string, language: string): Asking => ({
  key: `${language}${language === 'ja-easy' ? '+' : ' '}${path}`,
  kind: `${language} ${path}`,
  isTyped: false,
  cookie: '',
  language,
})

/** Fills the place that the frame of every page has for it. */
function withWord(html: string, language: Language, trueAt: number): string {
  const { title, text } = plain.last_known[language]
  const time = formatInstant(new Date(trueAt), language)
  const word = `<div class="banner banner-warning" role="status"><p class="banner-title">${title}</p><p>${text.replace('{{time}}', time)}</p></div>`
  return html.replace(/<div data-last="[^"]*">/, (place) => place + word)
}

/** What decides about the page that a guest gets; null for anybody and anything that is not to be kept. */
async function askingOf(
  { originalUrl, headers }: Asked,
  readingOf: (url: string, cookie: string, accepted: string) => Promise<Reading>,
): Promise<Asking | null> {
  const route = keptRoute(originalUrl)
  if (!route || headers.authorization || headers.range) return null
  const chosen: string[] = []
  for (const pair of (headers.cookie ?? '').split(/;\s*/)) {
    const at = pair.indexOf('=')
    const name = pair
      .slice(0, Math.max(at, 0))
      .trim()
      .replace(/^__(?:Host|Secure)-/, '')
    if (PERSONAL_COOKIES.includes(name)) return null
    // Those of other programs under the same name of host are nothing to the portal, and reach no page that is kept.
    if (CHOICES.includes(name)) chosen.push(pair)
  }
  const place = chosen.filter((pair) => /^(?:__\w+-)?place=/.test(pair)).join('; ')
  if (place && !PLACE.test(place.replace(/^.*?place=/, ''))) return null
  const { language, ruby } = await readingOf(originalUrl, chosen.join('; '), headers['accept-language'] ?? '')
  const readings = chosen.filter((pair) => !/^(?:__\w+-)?(?:place|lang)=/.test(pair))
  return {
    key: `${language}${ruby ? '+' : ' '}${originalUrl}${place && `\n${place}`}`,
    kind: `${language} ${route.path}`,
    isTyped: route.isTyped,
    cookie: [...readings, ...(place ? [place] : [])].join('; '),
    language,
  }
}

const MOST_READINGS = 2_000

/** The reader's language as the pages themselves find it, remembered by all that it depends on. */
function readings(build: ServerBuild) {
  const { readingOf } = build.entry.module as unknown as {
    readingOf(request: Request): Promise<Reading>
  }
  const known = new Map<string, Reading>()
  return async (url: string, cookie: string, accepted: string): Promise<Reading> => {
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : ''
    const lang = query && new URLSearchParams(query).getAll('lang').join()
    const cookies = cookie.replace(/(?:^|; )(?:__\w+-)?place=[^;]*/, '')
    const key = `${lang}\n${cookies}\n${accepted}`
    let reading = known.get(key)
    if (!reading) {
      reading = await readingOf(
        new Request(`http://portal.invalid/${query}`, {
          headers: { Cookie: cookies, 'Accept-Language': accepted },
        }),
      )
      if (known.size >= MOST_READINGS) known.clear()
      known.set(key, reading)
    }
    return reading
  }
}

function send(response: Answer, { response: made, body }: Rendered): void {
  response.status(made.status)
  for (const [name, value] of made.headers) response.append(name, value)
  response.end(body)
}

function isKnown(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.slice(2)) ?? false
}

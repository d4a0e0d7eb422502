/** One reader at a browser without a screen: keeps connections and cookies, follows redirections, sends forms. */
import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** One answer, as it arrived. */
export type Answer = {
  method: 'GET' | 'POST'
  path: string
  status: number
  /** From the first byte sent to the last byte received */
  ms: number
  type: string
  text: string
  /** The `Server-Timing` of a page that came out of memory is `kept` */
  timing: string
}

/** A form of a page, with what its fields hold. */
export type Form = { action: string; fields: [name: string, value: string][] }

type ReaderOptions = {
  origin: string
  /** What the browser says its person reads */
  accepts: string
  /** The network address they come from, as a proxy would say it */
  address: string
  keepsCookies: boolean
  /** Told of every answer, also of those that lead on to another address */
  onAnswer(answer: Answer): void
}

/** As long as the slowest page may take; what does not come by then counts as an error. */
const LONGEST_MS = 60_000
const MOST_REDIRECTIONS = 5

export class Reader {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 })
  readonly #cookies = new Map<string, string>()
  readonly #options: ReaderOptions

  constructor(options: ReaderOptions) {
    this.#options = options
  }

  /** The page at a path, and where redirections have led. @throws Error when no whole answer comes */
  async open(path: string): Promise<Answer> {
    return this.#follow(await this.#ask('GET', path))
  }

  /** The page that sending a form leads to. @throws Error when no whole answer comes */
  async send({ action, fields }: Form): Promise<Answer> {
    return this.#follow(await this.#ask('POST', action, new URLSearchParams(fields).toString()))
  }

  /** Goes away: lines are closed, cookies are forgotten. */
  leave(): void {
    this.#agent.destroy()
    this.#cookies.clear()
  }

  async #follow(first: Answer & { location?: string }): Promise<Answer> {
    let answer = first
    for (let times = 0; answer.status >= 301 && answer.status <= 303; times++) {
      if (times === MOST_REDIRECTIONS) throw new Error(`${first.path} leads in a circle`)
      const target = new URL(answer.location ?? '', this.#options.origin + answer.path)
      if (target.origin !== this.#options.origin) return answer
      answer = await this.#ask('GET', target.pathname + target.search)
    }
    return answer
  }

  #ask(method: Answer['method'], path: string, body?: string): Promise<Answer & { location?: string }> {
    const { origin, accepts, address, onAnswer } = this.#options
    const headers: Record<string, string> = {
      'Accept-Encoding': 'br, gzip',
      'Accept-Language': accepts,
      'X-Forwarded-For': address,
    }
    if (this.#cookies.size > 0)
      headers.Cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (body !== undefined) {
      headers.Origin = origin
      headers['Content-Type'] = 'application/x-www-form-urlencoded'
      headers['Content-Length'] = String(Buffer.byteLength(body))
    }
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const asked = request(origin + path, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = []
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const ms = performance.now() - began
          try {
            const type = response.headers['content-type'] ?? ''
            const bytes = decoded(Buffer.concat(chunks), response.headers['content-encoding'])
            if (this.#options.keepsCookies) this.#keep(response.headers['set-cookie'] ?? [])
            const answer = {
              ...{ method, path, ms, type, status: response.statusCode ?? 0 },
              text: /text|json|xml|calendar/.test(type) ? bytes.toString('utf8') : '',
              timing: String(response.headers['server-timing'] ?? ''),
              location: response.headers.location,
            }
            onAnswer(answer)
            resolve(answer)
          } catch (error) {
            reject(error)
          }
        })
      })
      asked.setTimeout(LONGEST_MS, () => asked.destroy(new Error(`no answer in ${LONGEST_MS} ms`)))
      asked.on('error', reject)
      asked.end(body)
    })
  }

  #keep(lines: string[]) {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0\b|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

const decoded = (bytes: Buffer, encoding = 'identity'): Buffer =>
  encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
}
const plain = (text: string) => text.replace(/&(?:amp|quot|#x27|lt|gt);/g, (entity) => ENTITIES[entity] ?? '')
const attribute = (tag: string, name: string) => {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? []
  return value === undefined ? undefined : plain(value)
}

/** Where the links of a page or of a JSON answer lead within the portal, each once. */
export function linksOf({ text, type }: Answer, origin: string): string[] {
  const found = type.includes('html')
    ? [...text.matchAll(/<a\s(?:[^>]*?\s)?href="([^"#]+)/g)].map(([, href = '']) => plain(href))
    : [...text.matchAll(/"((?:https?:\/\/[^"/]+)?\/api\/v1\/[^"\\#{}]+)"/g)].map(([, href = '']) => href)
  const inside = found.flatMap((href) => {
    const target = URL.canParse(href, origin) ? new URL(href, origin) : undefined
    return target?.origin === origin && /^\/(?!\/)/.test(target.pathname)
      ? [target.pathname + target.search]
      : []
  })
  return [...new Set(inside)]
}

/** The forms of a page that are sent by POST, filled as they arrive, without their buttons. */
export function formsOf({ text, path }: Answer): Form[] {
  return [...text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, opening = '', inner = '']) =>
    attribute(opening, 'method') === 'post'
      ? [{ action: attribute(opening, 'action') ?? path, fields: fieldsOf(inner) }]
      : [],
  )
}

function fieldsOf(html: string): Form['fields'] {
  const fields: Form['fields'] = []
  const tags = /<input\b[^>]*>|<textarea\b[^>]*>([^<]*)<\/textarea>|<select\b[^>]*>(.*?)<\/select>/gs
  for (const [tag, letters, options] of html.matchAll(tags)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type') ?? 'text'
    if (!name || type === 'file' || type === 'submit') continue
    if ((type === 'radio' || type === 'checkbox') && !/\schecked=""/.test(tag)) continue
    fields.push([name, chosen(options) ?? (letters ? plain(letters) : attribute(tag, 'value')) ?? ''])
  }
  return fields
}

function chosen(options: string | undefined): string | undefined {
  if (options === undefined) return undefined
  const tags = options.match(/<option\b[^>]*>/g) ?? []
  const tag = tags.find((option) => /\sselected=""/.test(option)) ?? tags[0]
  return tag ? attribute(tag, 'value') : ''
}

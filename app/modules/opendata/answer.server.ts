/** From an operation of the open interface to its answer: JSON with licence, tag and the address of the next page. */
import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'
import { NotFound, PortalError } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { licenceUrl } from '~/platform/licence'
import { OPEN_HEADERS, type Problem, problemBody, problemHeaders } from '~/platform/problem'
import { portalUrl, settings } from '~/platform/settings.server'
import { describeApi } from './describe'
import { answerOf, BASE, type Operation, type OperationName, operations } from './operations'
import { readers } from './queries.server'

/** Guests alone are answered, so that anything in between may keep an answer for a minute. */
const KEPT = 'public, max-age=60'

const OWN_KEYS = new Set(['definition', 'hours', 'area'])

/** The same with snake_case names and instants as text; what has a language of its own stays as it is. */
function snake(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(snake)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      OWN_KEYS.has(key) ? inner : snake(inner),
    ]),
  )
}

const licence = () => {
  const name = settings().OPEN_DATA_LICENCE
  return { name, url: licenceUrl(name) }
}

/** The loader of an operation's route. */
export function operation(name: OperationName): (args: LoaderFunctionArgs) => Promise<Response> {
  const spec: Operation = operations[name]
  return open(async ({ request, params }) => {
    const url = new URL(request.url)
    const named = spec.params?.safeParse(params)
    if (named && !named.success) throw new NotFound()
    const query = readQuery(spec.query, url.searchParams)
    if ('q' in query && 'updated_since' in query) throw wrong(['updated_since'])
    const found = await readers[name]({ ...query, ...named?.data })
    const about = {
      licence: licence(),
      attribution: `${translator('ja')('portal.name')} (${settings().PUBLIC_URL})`,
    }
    const body =
      'items' in found
        ? { data: found.items, next: found.cursor === undefined ? null : nextOf(url, found.cursor) }
        : { data: found.item }
    const answer = answerOf(spec).parse({ ...(snake(body) as object), ...about })
    return json(request, answer, 'next' in answer ? (answer.next as string | null) : null)
  })
}

/** The loader of the description. */
export const description = open(async ({ request }) => {
  return json(
    request,
    describeApi(settings().PUBLIC_URL, licence(), translator('ja'), translator('en')),
    null,
  )
})

/** The loader of every other address below `/api`. */
export const nothing = open(async () => {
  throw new NotFound()
})

function nextOf(url: URL, cursor: string): string {
  const query = new URLSearchParams(url.searchParams)
  query.set('cursor', cursor)
  return portalUrl(`${url.pathname}?${query}`)
}

class WrongParameters extends Error {
  constructor(readonly names: readonly string[]) {
    super('wrong parameters')
  }
}
const wrong = (names: readonly string[]) => new WrongParameters(names)

/** The query as the schema reads it; a name that stands twice cannot be read. @throws WrongParameters */
function readQuery(schema: z.ZodObject, given: URLSearchParams): Record<string, unknown> {
  const twice = [...new Set(given.keys())].filter((name) => given.getAll(name).length > 1)
  if (twice.length > 0) throw wrong(twice)
  // An empty one is as if it were not there, as a form sends it. PostgreSQL knows no NUL.
  const filled = [...given].filter(([, value]) => value !== '')
  const broken = filled.filter(([, value]) => value.includes('\u0000')).map(([name]) => name)
  if (broken.length > 0) throw wrong(broken)
  const read = schema.safeParse(
    Object.fromEntries(filled.map(([name, value]) => [name, value.toWellFormed()])),
  )
  if (read.success) return read.data
  const names = read.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1).map(String),
  )
  throw wrong([...new Set(names)])
}

function json(request: Request, answer: unknown, next: string | null): Response {
  const body = `${JSON.stringify(answer)}\n`
  // Weak, as the answer may be compressed on its way.
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = new Headers({ ...OPEN_HEADERS, ETag: etag, 'Cache-Control': KEPT })
  const changed = lastChange(answer)
  if (changed) headers.set('Last-Modified', new Date(changed).toUTCString())
  headers.append('Link', `<${portalUrl(`${BASE}/openapi.json`)}>; rel="service-desc"`)
  if (next) headers.append('Link', `<${next}>; rel="next"`)
  const { url } = licence()
  if (url) headers.append('Link', `<${url}>; rel="license"`)
  const known = request.headers.get('If-None-Match')?.split(/\s*,\s*/) ?? []
  if (known.some((tag) => tag === '*' || tag.replace(/^(W\/)?/, 'W/') === etag))
    return new Response(null, { status: 304, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  return new Response(request.method === 'HEAD' ? null : body, { headers })
}

/**
 * When the one thing that was asked for was changed. Told only; whether an answer is the same the tag alone decides, as
 * what stands beside it may change without it.
 */
function lastChange(answer: unknown): string | null {
  const { data } = answer as { data?: { updated_at?: string } }
  return data?.updated_at ?? null
}

/** Refusals as problems; an error of the portal is told in the log, and not to the asker. */
function open(work: (args: LoaderFunctionArgs) => Promise<Response>) {
  return async (args: LoaderFunctionArgs): Promise<Response> => {
    try {
      return await work(args)
    } catch (error) {
      if (error instanceof WrongParameters) return refused(400, 'opendata_parameter', error.names)
      if (error instanceof PortalError) return refused(error.status, error.key, [], error.params)
      console.error('open interface failed', new URL(args.request.url).pathname, error)
      return refused(500, 'opendata_failed')
    }
  }
}

function refused(
  status: number,
  key: string,
  names: readonly string[] = [],
  params: Record<string, string | number> = {},
): Response {
  const words = (language: string) => {
    const t = translator(language)
    return { title: t(`errors.${key}.title`, params), detail: t(`errors.${key}.why`, params) }
  }
  const problem: Problem = { status, ja: words('ja'), en: words('en') }
  if (names.length > 0)
    problem.errors = names.map((name) => ({ name, ja: problem.ja.detail, en: problem.en.detail }))
  return new Response(problemBody(problem), { status, headers: problemHeaders })
}

/** Where a module's answer becomes a response: the one place that turns refusals into 4xx. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { wordDays } from './clock'
import { Invalid, NotFound, PortalError, SignInNeeded, TooMany } from './errors'
import type { FormAnswer } from './forms'
import { fieldsOf, forgetKeptForm, keepForm, withoutSecrets } from './forms.server'
import { htmlLang, type Language } from './i18n'
import { languageOf, translator } from './i18n.server'

type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs

/** What the error page is told. */
type ErrorAnswer = { key: string; params: Record<string, string | number> }

/**
 * Wraps a loader: refusals of the modules become 403, 404, 409, 410, 413, 429, or the sign-in page.
 */
export function page<A extends RouteArgs, R>(work: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    try {
      return await work(args)
    } catch (error) {
      if (error instanceof SignInNeeded) throw redirect(signInPath(here(args.request)))
      throw refusal(error)
    }
  }
}

/**
 * Wraps an action: as `page`; besides, `Invalid` answers 422 with the errors and everything that was typed, and a
 * form sent after the session had ended is kept and given back after signing in.
 */
export function formAction<R>(
  work: (args: ActionFunctionArgs) => Promise<R>,
): (args: ActionFunctionArgs) => Promise<R | ReturnType<typeof data<FormAnswer>>> {
  return async (args) => {
    try {
      const result = await work(args)
      if (result instanceof Response && result.status >= 300 && result.status < 400) {
        const forget = await forgetKeptForm(args.request)
        if (forget) result.headers.append('Set-Cookie', forget)
      }
      return result
    } catch (error) {
      if (error instanceof Invalid) {
        return data({ errors: error.errors, values: fieldsOf(args.context) }, { status: 422 })
      }
      if (error instanceof SignInNeeded) {
        const { pathname } = new URL(args.request.url)
        const kept = await keepForm(pathname, fieldsOf(args.context)).catch((refused) => {
          throw refusal(refused)
        })
        throw redirect(`${signInPath(here(args.request))}&kept=1`, { headers: { 'Set-Cookie': kept } })
      }
      // What could not be taken for want of room can be sent again as it is.
      if (error instanceof PortalError && error.status === 507) {
        const { pathname, search } = new URL(args.request.url)
        const kept = withoutSecrets(fieldsOf(args.context))
        throw data({ key: error.key, params: error.params, kept, at: pathname + search }, { status: 507 })
      }
      throw refusal(error)
    }
  }
}

/**
 * Wraps the loader of a file, a feed or data: there is no page around it, so a refusal becomes a small page of its own.
 */
export function resource<A extends RouteArgs>(
  work: (args: A) => Promise<Response>,
): (args: A) => Promise<Response> {
  return async (args) => {
    try {
      return await work(args)
    } catch (error) {
      if (error instanceof SignInNeeded) throw redirect(signInPath(here(args.request)))
      if (!(error instanceof PortalError)) throw error
      const language = await languageOf(args.request)
      return new Response(refusalPage(language, error), {
        status: error.status,
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' },
      })
    }
  }
}

function refusalPage(language: Language, { key, params }: PortalError): string {
  const t = translator(language)
  const html = (text: string) => text.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
  const [title, why, next] = ['title', 'why', 'next'].map((part) =>
    html(t(`errors.${key}.${part}`, wordDays(params, language))),
  )
  return `<!doctype html><html lang="${htmlLang(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<h1>${title}</h1><p>${why}</p><p>${next}</p><p><a href="/">${html(t('errors.to_home'))}</a></p></html>`
}

function here(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

/** The sign-in page that comes back to `next` afterwards. */
export function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`
}

/** A path of this portal to go on to, never another site; `/` when it is anything else. */
export function safePath(next: string | null | undefined): string {
  if (!next || next.length > 500 || !/^\/(?![/\\])[^\s\\]*$/.test(next)) return '/'
  const base = 'http://portal.invalid'
  try {
    const url = new URL(next, base)
    const path = url.pathname + url.search + url.hash
    // Of `/.//elsewhere` the dot goes, and what is left would name another host.
    return url.origin === base && !path.startsWith('//') ? path : '/'
  } catch {
    return '/'
  }
}

function refusal(error: unknown): unknown {
  if (!(error instanceof PortalError)) return error
  const headers: HeadersInit = error instanceof TooMany ? { 'Retry-After': String(error.retryAfter) } : {}
  const answer: ErrorAnswer = { key: error.key, params: error.params }
  return data(answer, { status: error.status, headers })
}

/**
 * The number in a path such as `/notices/12`.
 * @throws NotFound when it is not the id of any row
 */
export function idParam(value: string | undefined): number {
  if (!value || !/^[1-9]\d{0,8}$/.test(value)) throw new NotFound()
  return Number(value)
}

/** A text parameter of the query, cleaned and cut; undefined when absent or empty. */
export function queryParam(request: Request, name: string, max = 100): string | undefined {
  const value = new URL(request.url).searchParams.get(name)?.trim().slice(0, max)
  return value ? value.toWellFormed().replaceAll('\u0000', '') : undefined
}

/** By what a browser without an account finds its own device again: a signed token that names nobody. */
import { readCookie, writeCookie } from '~/platform/cookies.server'

const NAME = 'device'
const PATH = '/subscriptions'
const DAYS = 400

/** The token that the browser keeps; undefined when it keeps none. */
export function deviceToken(request: Request): string | undefined {
  return readCookie(request, NAME, /^[\w-]{40,100}$/, PATH)
}

/** The cookie that keeps the token, for the pages below /subscriptions only; with null it is forgotten. */
export function deviceCookie(token: string | null): string {
  return writeCookie(NAME, token ?? '', token ? DAYS * 86_400 : 0, PATH)
}

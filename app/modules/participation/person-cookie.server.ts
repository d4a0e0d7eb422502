/**
 * By what a browser without an account is known on the next form: the key of the page of one's own that was opened
 * last. It stands in no address that somebody might pass on, and goes away by itself, as computers of schools and
 * libraries are shared.
 */
import { readCookie, writeCookie } from '~/platform/cookies.server'

const NAME = 'volunteer'
const PATH = '/volunteering'
const MINUTES = 60

/** The key that the browser carries; undefined when it carries none. */
export function carriedKey(request: Request): string | undefined {
  return readCookie(request, NAME, /^[\w.-]{20,150}$/, PATH)
}

/** The cookie that carries the key, for the pages below /volunteering only; with null it is forgotten. */
export function personCookie(key: string | null): string {
  return writeCookie(NAME, key ?? '', key ? MINUTES * 60 : 0, PATH)
}

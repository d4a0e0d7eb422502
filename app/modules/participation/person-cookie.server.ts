/**
 * By what a browser without an account is known on the next form: the key of the page of one's own that was opened
 * last. It stands in no address that somebody might pass on, and goes away by itself, as computers of schools and
 * libraries are shared.
 */
import { settings } from '~/platform/settings.server'

const NAME = 'volunteer'
const MINUTES = 60

/** The key that the browser carries; undefined when it carries none. */
export function carriedKey(request: Request): string | undefined {
  return /(?:^|;\s*)volunteer=([\w.-]{20,150})(?:;|$)/.exec(request.headers.get('Cookie') ?? '')?.[1]
}

/** The cookie that carries the key, for the pages below /volunteering only; with null it is forgotten. */
export function personCookie(key: string | null): string {
  const secure = settings().PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  const age = key ? MINUTES * 60 : 0
  return `${NAME}=${key ?? ''}; Path=/volunteering; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
}

/** By what a browser without an account finds its own device again: a signed token that names nobody. */
import { settings } from '~/platform/settings.server'

const NAME = 'device'
const DAYS = 400

/** The token that the browser keeps; undefined when it keeps none. */
export function deviceToken(request: Request): string | undefined {
  return /(?:^|;\s*)device=([\w-]{40,100})(?:;|$)/.exec(request.headers.get('Cookie') ?? '')?.[1]
}

/** The cookie that keeps the token, for the pages below /subscriptions only; with null it is forgotten. */
export function deviceCookie(token: string | null): string {
  const secure = settings().PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  const age = token ? DAYS * 86_400 : 0
  return `${NAME}=${token ?? ''}; Path=/subscriptions; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
}

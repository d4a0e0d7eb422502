/** Cookies that are keys: by their name a browser itself refuses one that another host or an open line has planted. */
import { settings } from './settings.server'

/** Whether people reach the portal by https alone. */
export const isSecure = (): boolean => settings().PUBLIC_URL.startsWith('https:')

/**
 * The name of a cookie as it is sent: over https with `__Host-`, or `__Secure-` for pages below a path (RFC 6265bis
 * 4.1.3). Over http, as on a laptop, browsers would not take these.
 */
export function cookieName(name: string, path = '/'): string {
  if (!isSecure()) return name
  return `${path === '/' ? '__Host-' : '__Secure-'}${name}`
}

/** What the browser carries under a name; undefined when it is not of the form `shape`. */
export function readCookie(request: Request, name: string, shape: RegExp, path = '/'): string | undefined {
  const start = `${cookieName(name, path)}=`
  for (const part of (request.headers.get('Cookie') ?? '').split(/;\s*/)) {
    if (part.startsWith(start) && shape.test(part.slice(start.length))) return part.slice(start.length)
  }
  return undefined
}

/** The `Set-Cookie` of a key that no script reads. @param maxAge in seconds; 0 forgets it */
export function writeCookie(name: string, value: string, maxAge: number, path = '/'): string {
  const secure = isSecure() ? '; Secure' : ''
  return `${cookieName(name, path)}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`
}

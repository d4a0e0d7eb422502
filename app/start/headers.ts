/** What every answer tells the browser besides its content: from where a page may load, and what it may do. */
import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import { isSilent } from '../platform/silent'

const YEAR_SECONDS = 365 * 24 * 3600

type HeaderOptions = {
  /** The address that people use */
  publicUrl: string
  /** The pattern of addresses of map tiles, the only pictures that come from elsewhere */
  tileUrl: string
  /** Whether Vite serves the files and tells the browser of changes */
  isDevelopment?: boolean
  /** Whether the portal is about to stop: then no connection is kept for a next request. */
  isStopping?: () => boolean
}

/** Asked of nobody but the finder of AEDs (where am I?) and the desk of an activity (reading a code). */
const PERMISSIONS = [
  'geolocation=(self)',
  'camera=(self)',
  ...['accelerometer', 'autoplay', 'display-capture', 'encrypted-media', 'gyroscope', 'hid'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
  'browsing-topics',
]
  .map((one) => (one.includes('=') ? one : `${one}=()`))
  .join(', ')

/**
 * The policy of a page. Scripts and styles are files of the portal; what stands in the page itself counts only with
 * the nonce of this answer, which nobody who writes into the portal can know.
 */
export function contentSecurityPolicy(nonce: string, options: HeaderOptions): string {
  const { publicUrl, tileUrl, isDevelopment = false } = options
  const tiles = originOf(tileUrl)
  const rules: Record<string, (string | null)[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:', tiles],
    'font-src': ["'self'"],
    'connect-src': ["'self'", isDevelopment ? 'ws:' : null],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(publicUrl.startsWith('https:') ? { 'upgrade-insecure-requests': [] } : {}),
  }
  return Object.entries(rules)
    .map(([rule, from]) => [rule, ...from.filter(Boolean)].join(' '))
    .join('; ')
}

/** The origin of the tiles; null where the portal serves them itself. `{s}` stands for any of several hosts. */
function originOf(tileUrl: string): string | null {
  const [, origin] = /^(https?:\/\/[^/]+)/.exec(tileUrl) ?? []
  return origin?.replace(/^(https?:\/\/)\{s\}/, '$1*') ?? null
}

/** Sets the headers of every answer, and makes its nonce: `response.locals.nonce`. */
export function headers(options: HeaderOptions): RequestHandler {
  const { publicUrl, isStopping } = options
  const isHttps = publicUrl.startsWith('https:')
  return (request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(nonce, options),
      'X-Content-Type-Options': 'nosniff',
      // For browsers that do not know `frame-ancestors`.
      'X-Frame-Options': 'DENY',
      'Permissions-Policy': PERMISSIONS,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Origin-Agent-Cluster': '?1',
      'X-Permitted-Cross-Domain-Policies': 'none',
      // Which advice service somebody has looked at is told to no page, not even the portal's own.
      'Referrer-Policy': isSilent(request.path) ? 'no-referrer' : 'same-origin',
    })
    if (isHttps) response.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`)
    if (isStopping?.()) response.set('Connection', 'close')
    next()
  }
}

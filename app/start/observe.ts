/** Around every request: its id, its line in the log, its figures and its span. */
import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { type Doing, during } from '../platform/doing.server'
import { noteRequest } from '../platform/figures.server'
import { log } from '../platform/log.server'
import { isSilent } from '../platform/silent'
import { tracer } from '../platform/trace.server'

/** An id that a proxy may hand in: letters and figures of a machine, no words. */
const ID = /^[\w-]{8,64}$/

/** Short enough to be read out on the telephone. */
const newId = () => randomUUID().slice(0, 13)

/** Files with names of their own: counted together, and not told one by one. */
const FILES = /^\/(?:assets\/|[\w-]+\.(?:js|css|svg|png|ico|webmanifest|woff2)$)/

/**
 * Gives each request an id and tells in one line what became of it. The line names the route, never the address;
 * of pages of which nobody is to learn who has read them it tells nothing at all.
 * @param trustProxy how many proxies stand before the portal: only theirs may hand in an id
 */
export function observe(trustProxy: number): RequestHandler {
  return (request, response, next) => {
    if (isSilent(request.path)) return during({ id: '', silent: true }, next)
    const given = trustProxy > 0 ? request.get('X-Request-Id') : undefined
    const now: Doing = { id: given && ID.test(given) ? given : newId() }
    if (FILES.test(request.path)) now.route = 'files'
    response.set('X-Request-Id', now.id)
    const { socket, method } = request
    now.span = tracer()?.start(
      method,
      'server',
      { 'http.request.method': method, 'request.id': now.id },
      trustProxy > 0 ? request.get('traceparent') : undefined,
    )
    const started = performance.now()
    const before = socket.bytesWritten
    response.once('close', () => {
      const ms = performance.now() - started
      const route = now.route ?? 'none'
      // A reader who has gone away is no fault of ours.
      const aborted = !response.writableFinished
      const status = response.statusCode
      noteRequest(route, method, status, ms)
      now.span?.set({ 'http.route': route, 'http.response.status_code': status })
      now.span?.end(status >= 500 && !aborted ? new Error('answered with a fault') : undefined)
      const fields = { method, status, ms: Math.round(ms), bytes: socket.bytesWritten - before }
      if (route === 'files') return
      during({ id: now.id, route }, () => log.info('request', aborted ? { ...fields, aborted } : fields))
    })
    during(now, next)
  }
}

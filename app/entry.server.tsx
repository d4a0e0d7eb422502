/** Renders pages, reports what went wrong on our side, and starts the jobs of this process. */
import { Writable } from 'node:stream'
import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { startBeating, stopBeating } from '~/modules/operation/beat.server'
import { now } from '~/platform/clock'
import { doing } from '~/platform/doing.server'
import { PortalError } from '~/platform/errors'
import * as jobs from '~/platform/jobs.server'
import { log } from '~/platform/log.server'
import { AGAIN_SECONDS, isLost } from '~/platform/lost.server'
import { maintenance, retryAfter, unwatchMaintenance, watchMaintenance } from '~/platform/maintenance.server'
import { preparePush } from '~/platform/push.server'
import { FieldNames, FieldNamesContext } from '~/ui/form-values'
import { NonceProvider } from '~/ui/nonce'
import { RequestId } from '~/ui/request-id'
import { handlers, rounds } from './jobs.server'

export { readingOf } from '~/platform/i18n.server'

/** Milliseconds after which an unfinished page is given up. */
export const streamTimeout = 10_000

/**
 * Every page is sent whole, in one piece: nothing in it waits for later data, a failure while rendering can still
 * answer 500, and one write costs less than many.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  const names = new FieldNames()
  // A form that is shown again begins with what is wrong, in the names of fields that stand below: they are gathered
  // first. The data that goes to the browser can be read only once, and is left to the page that is sent.
  if (isShownAgain(context))
    await rendered(request, { ...context, serverHandoffStream: undefined, renderMeta: {} }, names, nonce)
  tellRoute(context)
  const page = await rendered(request, context, names, nonce)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  // A page depends on the reader's language and session: shared stores must not keep it.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  headers.set('Vary', 'Cookie, Accept-Language')
  // A refusal's own headers do not reach the page around it.
  if (status === 503) {
    const stands = maintenance()
    headers.set('Retry-After', String(stands.stage === 'off' ? AGAIN_SECONDS : retryAfter(stands, now())))
    headers.set('Cache-Control', 'no-store')
  }
  return new Response(page.body, { headers, status: page.failed ? 500 : status })
}

/** A page that reads nothing has told nobody yet that it is the one; an address without a page is none. */
function tellRoute({ staticHandlerContext: { matches } }: EntryContext): void {
  const asked = doing()
  const id = matches.at(-1)?.route.id.replace(/^routes\//, '')
  if (asked && !asked.silent) asked.route = id === 'root' ? 'none' : id
}

/** Whether an action has answered with what is wrong with its form. */
function isShownAgain({ staticHandlerContext: { actionData } }: EntryContext): boolean {
  return Object.values(actionData ?? {}).some(
    (answer) => typeof answer === 'object' && answer !== null && 'errors' in answer,
  )
}

/** The whole page; `failed` when a part of it could not be rendered. Throws where nothing of it could. */
function rendered(
  request: Request,
  context: EntryContext,
  names: FieldNames,
  nonce: string | undefined,
): Promise<{ body: Buffer<ArrayBuffer>; failed: boolean }> {
  return new Promise((resolve, reject) => {
    let failed = false
    const page = (
      <FieldNamesContext.Provider value={names}>
        <RequestId.Provider value={doing()?.id}>
          <NonceProvider value={nonce}>
            <RemixServer context={context} url={request.url} nonce={nonce} />
          </NonceProvider>
        </RequestId.Provider>
      </FieldNamesContext.Provider>
    )
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        const chunks: Buffer[] = []
        const whole = new Writable({
          write(chunk: Buffer, _encoding, done) {
            // Where a letter of several bytes no longer fits, react-dom 18.3 sends its view of 2,048 bytes whole: the
            // zeros at the end are no text, and would spoil the letters of a form's values and of pictures.
            let end = chunk.length
            while (end > 0 && chunk[end - 1] === 0) end--
            chunks.push(chunk.subarray(0, end))
            done()
          },
          final(done) {
            resolve({ body: Buffer.concat(chunks), failed })
            done()
          },
        })
        pipe(whole)
      },
      onShellError: reject,
      onError(error) {
        failed = true
        log.error('rendering failed', error)
      },
    })
    setTimeout(abort, streamTimeout + 1000).unref()
  })
}

/** Records what went wrong on our side, with the id of the request; its address opens doors, and is left out. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted || error instanceof PortalError) return
  // What the framework refuses by itself, such as a POST to a page without a form, is no fault of ours.
  if (isRouteErrorResponse(error) && error.status < 500) return
  if (isLost(error)) return log.warn('the database did not answer', undefined, { method: request.method })
  log.error('request failed', error, { method: request.method })
}

/** Starts the queue with the handlers of all modules; before it, what they send with is made ready. */
export async function startJobs() {
  await preparePush().catch((error) => log.error('push is not available', error))
  await jobs.startJobs(handlers, rounds)
  startBeating()
  await watchMaintenance((stage) => jobs.restJobs(stage !== 'off'))
}

/** Stops everything that `startJobs` has started. */
export async function stopJobs() {
  unwatchMaintenance()
  await stopBeating()
  await jobs.stopJobs()
}

export const queueState = jobs.queueState
export { refuseLost } from './lost.server'
export { guard, mayPass } from './maintenance.server'

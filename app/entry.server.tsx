/** Renders pages, reports what went wrong on our side, and starts the jobs of this process. */
import { Writable } from 'node:stream'
import type { EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { PortalError } from '~/platform/errors'
import * as jobs from '~/platform/jobs.server'
import { preparePush } from '~/platform/push.server'
import { loggedPath } from '~/platform/silent'
import { FieldNames, FieldNamesContext } from '~/ui/form-values'
import { handlers, rounds } from './jobs.server'
import '~/platform/i18n.server'

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
): Promise<Response> {
  const names = new FieldNames()
  // A form that is shown again begins with what is wrong, in the names of fields that stand below: they are gathered
  // first. The data that goes to the browser can be read only once, and is left to the page that is sent.
  if (isShownAgain(context))
    await rendered(request, { ...context, serverHandoffStream: undefined, renderMeta: {} }, names)
  const page = await rendered(request, context, names)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  // A page depends on the reader's language and session: shared stores must not keep it.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  headers.set('Vary', 'Cookie, Accept-Language')
  return new Response(page.body, { headers, status: page.failed ? 500 : status })
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
): Promise<{ body: Buffer<ArrayBuffer>; failed: boolean }> {
  return new Promise((resolve, reject) => {
    let failed = false
    const page = (
      <FieldNamesContext.Provider value={names}>
        <RemixServer context={context} url={request.url} />
      </FieldNamesContext.Provider>
    )
    const { pipe, abort } = renderToPipeableStream(page, {
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
        console.error('rendering failed', error)
      },
    })
    setTimeout(abort, streamTimeout + 1000).unref()
  })
}

/** Records what went wrong on our side: the path without its query and without tokens, which open doors. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted || error instanceof PortalError) return
  console.error('request failed', request.method, loggedPath(new URL(request.url).pathname), error)
}

/** Starts the queue with the handlers of all modules; before it, what they send with is made ready. */
export async function startJobs() {
  await preparePush().catch((error) => console.error('push is not available:', error))
  await jobs.startJobs(handlers, rounds)
}

export const stopJobs = jobs.stopJobs

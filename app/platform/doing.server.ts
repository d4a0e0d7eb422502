/** What this process is doing just now: the request or job in which a line of the log, a query or a span came about. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from './trace.server'

export type Doing = {
  /** The id of the request, told in `X-Request-Id`, or of the job */
  id: string
  /** The id of the route that answers, such as `notices.$id`: never the address, which may open a door */
  route?: string
  /** The kind of job */
  job?: string
  /** A page of which nobody is to learn who has read it: no id, no span (decision 24) */
  silent?: true
  span?: Span
}

const global = globalThis as { __portalDoing?: AsyncLocalStorage<Doing> }

// One a process, for the server around the pages and the built pages alike.
global.__portalDoing ??= new AsyncLocalStorage<Doing>()
const store = global.__portalDoing

/** The request or job in hand; undefined outside of both. */
export const doing = (): Doing | undefined => store.getStore()

/** Does something as a part of a request or job. */
export const during = <T>(what: Doing, work: () => T): T => store.run(what, work)

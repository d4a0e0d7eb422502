/**
 * The database that does not answer: whether it is gone, and which errors come of that. While it is gone nobody waits
 * for it: connections are broken off, and new questions are refused at once.
 */
import type pg from 'pg'

type Lost = {
  /** When it was found to be gone, as `Date.now()`; undefined while it answers */
  since?: number
  clients: Set<pg.PoolClient>
  /** Whoever waits for a connection, to be told that none comes */
  waiting: Set<() => void>
}

const global = globalThis as { __portalLost?: Lost }

// One for the process: the server and the built pages each have a copy of this file.
global.__portalLost ??= { clients: new Set(), waiting: new Set() }
const lost = global.__portalLost

/** Seconds after which it is worth asking again. */
export const AGAIN_SECONDS = 10

/** The database is gone: nothing was asked of it. */
export class DatabaseGone extends Error {
  override name = 'DatabaseGone'
}

/** Since when the database is gone, as `Date.now()`; undefined while it answers. */
export const goneSince = (): number | undefined => lost.since

/** From now on nobody waits for it: what was asked and not answered fails at once. */
export function declareGone(): void {
  if (lost.since !== undefined) return
  lost.since = Date.now()
  for (const giveUp of [...lost.waiting]) giveUp()
  for (const client of lost.clients)
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
}

/** It answers again. */
export function declareBack(): void {
  lost.since = undefined
}

/** Lets a pool refuse at once while the database is gone, and its connections be broken off then. */
export function guardPool(pool: pg.Pool): void {
  pool.on('connect', (client) => lost.clients.add(client))
  pool.on('remove', (client) => lost.clients.delete(client))
  type Given = (error: Error | undefined, client?: pg.PoolClient, release?: pg.PoolClient['release']) => void
  const connect = pool.connect.bind(pool) as (given: Given) => void
  const ask = (given: Given) => {
    if (lost.since !== undefined) return given(new DatabaseGone('the database is gone'))
    let isAnswered = false
    const answer: Given = (error, client, release) => {
      // One who waits no longer has no use for the connection.
      if (isAnswered) return release?.()
      isAnswered = true
      lost.waiting.delete(giveUp)
      given(error, client, release)
    }
    const giveUp = () => answer(new DatabaseGone('the database is gone'))
    lost.waiting.add(giveUp)
    connect(answer)
  }
  pool.connect = ((given?: Given) => {
    if (given) return ask(given)
    return new Promise((resolve, reject) =>
      ask((error, client) => (client ? resolve(client) : reject(error))),
    )
  }) as typeof pool.connect
}

/** What the network, PostgreSQL (class 08, 57P0x, 53300) and Prisma call a database that does not answer. */
const CODES =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|08\d{3}|57P0[1-3]|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/
const WORDS =
  /the database is (?:gone|too slow)|Connection terminated|connection is closed|timeout exceeded when trying to connect|not queryable|Client was closed/i
const DEEPEST = 5

/** Whether an error says that the database did not answer: then nobody has made a mistake. */
export function isLost(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false
  const { code, message, originalCode, cause, meta, errors } = error as Record<string, unknown>
  if ([code, originalCode].some((one) => typeof one === 'string' && CODES.test(one))) return true
  if (typeof message === 'string' && WORDS.test(message)) return true
  const inner = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError]
  return [...inner, ...(Array.isArray(errors) ? errors : [])].some((one) => isLost(one, depth + 1))
}

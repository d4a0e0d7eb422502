/**
 * Copies of the database for reading (`DATABASE_REPLICA_URL`). They follow a little behind: one is asked only for pages
 * of guests that are kept, and only while it has everything of which a change was told (decision 0039).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { mayReadCopy, readsCopyNoMore, watchPool } from './reads.server'

/** As long as the listener's own word counts (`changes.server`): together less than the second that is promised. */
const SURE_MS = 750
/** A copy that answers later is not asked: the primary is. */
const GIVEN_UP_MS = 1_000
/** How often a copy that is behind is asked again. */
const AGAIN_MS = 10

/** Whether a server follows another, and has replayed the log up to a place. What has become a primary no longer does. */
const FOLLOWS = `
  SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver)
    AND pg_last_wal_replay_lsn() >= $1::pg_lsn AS "isThere"`

type Copy = {
  pool: pg.Pool
  /** Which state of the changes it is known to have, and until when (`performance.now()`) that counts */
  has: number
  until: number
  checking: boolean
}

/** Where the primary's log ended after all changes up to a state were committed, and when it was asked. */
type Asked = { lsn: string; state: number; at: number }
type Shared = { copies: Copy[]; state: number; next: number; asked?: Asked }

const global = globalThis as { __portalCopies?: Shared }
// One for the process: the server listens to the changes, the built pages ask.
global.__portalCopies ??= { copies: [], state: 0, next: 0 }
const shared = global.__portalCopies

/** Names the copies, once a process: addresses with commas between them. */
export function openCopies(urls: string | undefined, options: pg.PoolConfig): void {
  if (shared.copies.length > 0) return
  for (const url of (urls ?? '').split(',').filter((one) => one.trim())) {
    const pool = new pg.Pool({
      ...options,
      connectionString: url.trim(),
      connectionTimeoutMillis: GIVEN_UP_MS,
      query_timeout: GIVEN_UP_MS,
    })
    pool.on('error', () => {})
    watchPool(pool)
    shared.copies.push({ pool, has: -1, until: 0, checking: false })
  }
}

/** Whether there are any. */
export const hasCopies = (): boolean => shared.copies.length > 0

/** A change was told, or may have been missed: no copy is asked until it is known to have it. */
export function copiesAreBehind(): void {
  shared.state++
}

/** The state of the changes as it is now, to be handed to `copiesMayHave`. */
export const copiesState = (): number => shared.state

/**
 * Where the primary's log ended after all changes of `state` were committed: finds out which copies have come so far.
 * @param at when the primary was asked (`performance.now()`)
 */
export function copiesMayHave(lsn: string, state: number, at: number): void {
  shared.asked = { lsn, state, at }
  for (const copy of shared.copies) if (!copy.checking) void check(copy)
}

async function check(copy: Copy): Promise<void> {
  copy.checking = true
  try {
    for (;;) {
      const { asked } = shared
      // What was told meanwhile is asked of the primary first; then this begins anew.
      if (!asked || asked.state !== shared.state || performance.now() - asked.at > SURE_MS) return
      const { rows } = await copy.pool.query(FOLLOWS, [asked.lsn])
      if (rows[0].isThere === true) {
        copy.has = asked.state
        copy.until = asked.at + SURE_MS
        if (asked === shared.asked) return
      } else await sleep(AGAIN_MS)
    }
  } catch {
    copy.until = 0
  } finally {
    copy.checking = false
  }
}

function chooseCopy(): Copy | undefined {
  const at = performance.now()
  const ready = shared.copies.filter((copy) => copy.has === shared.state && copy.until > at)
  return ready[shared.next++ % (ready.length || 1)]
}

/** Whether what the present reader asks goes to a copy just now. */
export const readsCopy = (): boolean => hasCopies() && mayReadCopy() && chooseCopy() !== undefined

const READS = /^[\s(]*(?:SELECT|WITH)\b/i
const NOT_ON_A_COPY =
  /\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+"?\w|FOR\s+(?:NO\s+KEY\s+|KEY\s+)?(?:UPDATE|SHARE)|nextval|setval|pg_\w*advisory\w*|pg_notify)\b/i

/**
 * Lets a pool's single questions go to a copy where the page that is being made may be read from one. Whatever a copy
 * does not answer is asked of the primary at once, and the rest of that page with it. Transactions stay where they are.
 */
export function withCopies(pool: pg.Pool): void {
  if (!hasCopies()) return
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>
  const readFirst = async (args: unknown[]): Promise<unknown> => {
    const [question] = args as [string | { text?: string }]
    const text = typeof question === 'string' ? question : (question?.text ?? '')
    const isPlain = !args.some((one) => typeof one === 'function') && READS.test(text)
    if (!isPlain || NOT_ON_A_COPY.test(text) || !mayReadCopy()) return ask(...args)
    const copy = chooseCopy()
    if (copy) {
      try {
        return await (copy.pool.query as (...args: unknown[]) => Promise<unknown>)(...args)
      } catch {
        copy.until = 0
      }
    }
    readsCopyNoMore()
    return ask(...args)
  }
  // A question with a callback is answered by the callback: it must not wait for a promise.
  pool.query = ((...args: unknown[]) =>
    args.some((one) => typeof one === 'function') ? ask(...args) : readFirst(args)) as typeof pool.query
}

/** Leaves them, at the end of the process. */
export async function closeCopies(): Promise<void> {
  await Promise.all(shared.copies.splice(0).map(({ pool }) => pool.end().catch(() => {})))
}

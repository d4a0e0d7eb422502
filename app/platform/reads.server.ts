/**
 * What a page has read while it was made: the tables, and until when what it took from the clock holds. Found out at
 * the door to the database and at the clock, so that nobody has to declare it.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import type pg from 'pg'

/** What the making of one page has read so far. */
type Reads = {
  tables: Set<string>
  /** Until when it holds, as `Date.now()`; 0: it must not be kept at all */
  until: number
  /** Questions in hand that the database client may ask together with those of other pages */
  shared: number
  /** Whether it may be read from a copy of the database; what was once asked of the primary goes on there */
  copy: boolean
}

type Statement = { watched: string[]; until: 'ever' | 'moment' | 'never' }

type Shared = {
  store: AsyncLocalStorage<Reads>
  /** Those being made just now */
  open: Set<Reads>
  /** All tables, and whether their changes are told */
  tables: Map<string, boolean>
  statements: Map<string, Statement>
}

const global = globalThis as { __portalReads?: Shared; __portalClock?: (until: number) => void }

// One for the process: the server and the built pages each have a copy of this file.
global.__portalReads ??= {
  store: new AsyncLocalStorage<Reads>(),
  open: new Set<Reads>(),
  tables: new Map<string, boolean>(),
  statements: new Map<string, Statement>(),
}
const shared = global.__portalReads
global.__portalClock ??= (until) => holdsUntil(until)

/** A page made from the moment itself is as good as new for less than the second that is promised. */
const MOMENT_MS = 900
const MAX_STATEMENTS = 5_000

/** Makes something, and tells what was read for it. */
export async function readsOf<T>(make: () => Promise<T>): Promise<{ made: T; reads: Reads }> {
  const reads: Reads = { tables: new Set(), until: Number.POSITIVE_INFINITY, shared: 0, copy: true }
  shared.open.add(reads)
  try {
    return { made: await shared.store.run(reads, async () => await make()), reads }
  } finally {
    shared.open.delete(reads)
  }
}

/** What is being made holds only until then (`Date.now()`); 0: it is not kept. */
export function holdsUntil(until: number): void {
  const reads = shared.store.getStore()
  if (reads) reads.until = Math.min(reads.until, until)
}

/** Whether what is asked now is for a page that a copy of the database may be asked for. */
export const mayReadCopy = (): boolean => shared.store.getStore()?.copy === true

/** The rest of the page is read from the primary: a copy may be behind what was already read. */
export function readsCopyNoMore(): void {
  const reads = shared.store.getStore()
  if (reads) reads.copy = false
}

/** Which tables there are, and of which the changes are told. */
export function knowTables(tables: Map<string, boolean>): void {
  shared.tables = tables
  shared.statements.clear()
}

/** Notes all that is asked through a pool, under the page for which it is asked. */
export function watchPool(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (callback?: unknown) => unknown
  // One who has waited for a connection is called by whoever gives it back: without this, under the other's page.
  pool.connect = ((callback?: (...args: unknown[]) => void) =>
    connect(callback && AsyncResource.bind(callback))) as typeof pool.connect
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      note(args[0])
      return query(...args)
    }) as typeof client.query
  })
}

/**
 * While this runs, what any page asks of the database counts for this one too: Prisma gathers the `findUnique` of
 * one moment and asks them together, in the name of whoever came first.
 */
export async function together<T>(ask: () => Promise<T>): Promise<T> {
  const reads = shared.store.getStore()
  if (!reads) return ask()
  reads.shared++
  try {
    return await ask()
  } finally {
    reads.shared--
  }
}

function note(question: unknown): void {
  if (shared.open.size === 0) return
  const own = shared.store.getStore()
  let statement: Statement | undefined
  for (const reads of shared.open) {
    if (reads !== own && reads.shared === 0) continue
    statement ??= statementOf(question)
    for (const table of statement.watched) reads.tables.add(table)
    if (statement.until === 'never') reads.until = 0
    else if (statement.until === 'moment') reads.until = Math.min(reads.until, Date.now() + MOMENT_MS)
  }
}

function statementOf(question: unknown): Statement {
  const text = typeof question === 'string' ? question : (question as { text?: unknown } | null)?.text
  if (typeof text !== 'string') return { watched: [], until: 'never' }
  let known = shared.statements.get(text)
  if (!known) {
    known = readStatement(text, shared.tables)
    if (shared.statements.size >= MAX_STATEMENTS) shared.statements.clear()
    shared.statements.set(text, known)
  }
  return known
}

const HARMLESS = /^[\s(]*(?:SELECT|WITH|BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)\b/i
const WRITES =
  /\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+"?\w|FOR\s+(?:NO\s+KEY\s+)?UPDATE|nextval|pg_\w*advisory\w*)\b/i
const CLOCK =
  /\b(?:now\s*\(|(?:clock|statement|transaction)_timestamp|current_(?:date|time|timestamp)|localtime|random\s*\(|age\s*\()/i

/**
 * What a statement reads. A name that is also that of a column counts as the table: better once too often. What no
 * change is told of, and anything that is no plain question, lets nothing be kept.
 */
export function readStatement(text: string, tables: ReadonlyMap<string, boolean>): Statement {
  const names = new Set(text.match(/\w+/g))
  const found = [...names].filter((name) => tables.has(name))
  const watched = found.filter((name) => tables.get(name))
  if (!HARMLESS.test(text) || WRITES.test(text) || watched.length < found.length || tables.size === 0)
    return { watched, until: 'never' }
  return { watched, until: CLOCK.test(text) ? 'moment' : 'ever' }
}

/** The one door to PostgreSQL. Only `*.server.ts` files may open it. */
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client'
import { closeCopies, hasCopies, openCopies, readsCopy, withCopies } from './copies.server'
import { guardPool } from './lost.server'
import { MeasuredClient } from './measured.server'
import { together, watchPool } from './reads.server'
import { traced } from './trace.server'

export { Prisma }

const global = globalThis as { __portalPool?: pg.Pool; __portalDb?: PrismaClient }

function makePool(): pg.Pool {
  const options = {
    Client: MeasuredClient,
    max: Number(process.env.DATABASE_POOL ?? 10),
    application_name: `portal:${process.pid}`,
    // Many small questions at once: workers and compiled plans cost more than they bring.
    options: '-c max_parallel_workers_per_gather=0 -c jit=off',
    idleTimeoutMillis: 30_000,
    // Whoever waits longer, for a connection or for its turn, is told so.
    connectionTimeoutMillis: 30_000,
  }
  const pool = new pg.Pool({ ...options, connectionString: process.env.DATABASE_URL })
  // An idle connection that the server drops is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  watchPool(pool)
  guardPool(pool)
  // After a change of leaders an old connection may stand on a server that only reads: it is not used again.
  pool.on('release', (_error: Error, client) => {
    if ((client as unknown as MeasuredClient).isReadOnly) void client.end().catch(() => {})
  })
  openCopies(process.env.DATABASE_REPLICA_URL, options)
  withCopies(pool)
  return pool
}

type Gathered = {
  model: string
  operation: 'findUnique' | 'findUniqueOrThrow'
  args: unknown
  query: (args: never) => Promise<unknown>
}

const asked = (client: PrismaClient, model: string) =>
  client[(model.charAt(0).toLowerCase() + model.slice(1)) as 'user'] as unknown as Record<
    Gathered['operation'],
    (args: unknown) => Promise<unknown>
  >

/** The client; what it asks together for several pages counts for each of them. */
function makeClient(): PrismaClient {
  const client = new PrismaClient({ adapter: new PrismaPg(pool) })
  // What is asked together is asked of one server: readers of a copy have a client, so a gathering, of their own.
  const copies = hasCopies() ? new PrismaClient({ adapter: new PrismaPg(pool) }) : client
  const gathered = ({ model, operation, args, query }: Gathered) =>
    together(() => (readsCopy() ? asked(copies, model)[operation](args) : query(args as never)))
  const extended = client.$extends({
    query: { $allModels: { findUnique: gathered, findUniqueOrThrow: gathered } },
  })
  // Nothing is added to it or to its answers: what the extension changes of its type is of no use to anybody.
  return extended as unknown as PrismaClient
}

// One pool a process, also when the development server loads this file anew.
global.__portalPool ??= makePool()
const pool = global.__portalPool

global.__portalDb ??= makeClient()
/** Prisma on the shared pool. */
export const db = global.__portalDb

/** The client inside a transaction. */
export type Tx = Prisma.TransactionClient

/**
 * Runs a command's one transaction; everything in `work` happens, or nothing.
 * @param seconds after which it is broken off
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>, seconds = 30): Promise<T> {
  return traced('transaction', {}, () => db.$transaction(work, { maxWait: 30_000, timeout: seconds * 1000 }))
}

const names = new Map<string, string>()

/**
 * A read in plain SQL as a prepared statement, for the few pages that everybody asks for: rows come back as the
 * driver reads them (`timestamptz` as Date), without Prisma's own planning. Values only through `$1`, `$2`, …
 */
export async function rows<T>(text: string, values: unknown[]): Promise<T[]> {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('hex')
    names.set(text, name)
  }
  const result = await pool.query({ name, text, values })
  return result.rows as T[]
}

/** Whether an error is the database refusing a second row with the same unique value. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Whether an error is the database refusing a row that overlaps another (23P01, an exclusion constraint). */
export const isExclusionViolation = (error: unknown): boolean => raisedDetail(error, '23P01') !== null

/** The name of the exclusion constraint that has refused a row; null for any other error. */
export function excludedBy(error: unknown): string | null {
  if (!isExclusionViolation(error)) return null
  const { driverAdapterError } = (error as Prisma.PrismaClientKnownRequestError).meta as {
    driverAdapterError: { cause: { originalMessage?: string; message?: string } }
  }
  const { originalMessage, message } = driverAdapterError.cause
  return /exclusion constraint "(\w+)"/.exec(originalMessage ?? message ?? '')?.[1] ?? null
}

/** The DETAIL of an exception that a trigger has raised with this SQLSTATE; null for any other error. */
export function raisedDetail(error: unknown, sqlState: string): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  const raised = error.meta?.driverAdapterError as { cause?: { code?: string; detail?: string } } | undefined
  return raised?.cause?.code === sqlState ? (raised.cause.detail ?? '') : null
}

/** Closes the pool, at the end of the process. */
export async function closeDatabase(): Promise<void> {
  await db.$disconnect()
  await pool.end().catch(() => {})
  await closeCopies()
}

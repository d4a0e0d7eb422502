/** The one door to PostgreSQL. Only `*.server.ts` files may open it. */
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client'

export { Prisma }

const global = globalThis as { __portalPool?: pg.Pool; __portalDb?: PrismaClient }

function makePool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: Number(process.env.DATABASE_POOL ?? 10),
    application_name: `portal:${process.pid}`,
    // Many small questions at once: workers and compiled plans cost more than they bring.
    options: '-c max_parallel_workers_per_gather=0 -c jit=off',
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that the server drops is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

// One pool a process, also when the development server loads this file anew.
global.__portalPool ??= makePool()
const pool = global.__portalPool

global.__portalDb ??= new PrismaClient({ adapter: new PrismaPg(pool) })
/** Prisma on the shared pool. */
export const db = global.__portalDb

/** The client inside a transaction. */
export type Tx = Prisma.TransactionClient

/**
 * Runs a command's one transaction; everything in `work` happens, or nothing.
 * @param seconds after which it is broken off
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>, seconds = 30): Promise<T> {
  return db.$transaction(work, { maxWait: 30_000, timeout: seconds * 1000 })
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
}

/**
 * The log: one line a request, a job or a fault. In service a line is JSON for whatever collects it (pino); at a
 * terminal, while developing and in tests it is text. No line holds what a person has typed, or who it was: requests
 * are named by their route, and of an error its kind and place are told, of its words only those of programs.
 */
import { createRequire } from 'node:module'
import type { Logger } from 'pino'
import { doing } from './doing.server'

type Fields = Record<string, string | number | boolean | null | undefined>

type Level = 'debug' | 'info' | 'warn' | 'error'
const levels: Record<string, number> = { debug: 20, info: 30, warn: 40, error: 50, silent: 100 }

const global = globalThis as { __portalPino?: Logger & { flushSync?(): void } }

/** Whether lines are JSON. */
function isJson(): boolean {
  const { LOG_FORMAT, NODE_ENV, VITEST } = process.env
  if (LOG_FORMAT) return LOG_FORMAT === 'json'
  return NODE_ENV === 'production' && !VITEST && !process.stdout.isTTY
}

const isLogged = (level: Level) =>
  (levels[level] ?? 0) >= (levels[process.env.LOG_LEVEL || 'info'] ?? levels.info ?? 0)

/** Loaded with the first line only: programs at a terminal never need it. */
function pinoLogger(): Logger {
  if (global.__portalPino) return global.__portalPino
  const { pino } = createRequire(import.meta.url)('pino') as typeof import('pino')
  // Written together, a second late at most: a line of its own for each request would cost more than it tells.
  const destination = pino.destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 1000 })
  destination.on('error', () => {})
  process.once('exit', () => {
    try {
      destination.flushSync()
    } catch {
      // Nobody reads any more.
    }
  })
  global.__portalPino = pino(
    {
      level: process.env.LOG_LEVEL || 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // No caller gives these; should one ever, they are cut.
      redact: {
        paths: [
          'email',
          'recipient',
          'name',
          'password',
          'token',
          'cookie',
          'address',
          'phone',
          'url',
          'path',
        ],
        remove: true,
      },
    },
    destination,
  )
  return global.__portalPino
}

/** Words of programs, without what might have come from a person: addresses, tokens, numbers, other letters than ours. */
export function scrubbed(message: string): string {
  return message
    .replace(/[^\s<>"']+@[^\s<>"']+/g, '…')
    .replace(/[^\x20-\x7e]+/g, '…')
    .replace(/[\w-]{20,}/g, '…')
    .replace(/\d{5,}/g, '…')
    .slice(0, 300)
}

/** Errors whose message repeats what was sent: values of a query, a piece of a file. */
const REPEATING = /^(Prisma|Zod|SyntaxError|Aggregate|Mail|DriverAdapter)/

type Fault = { kind: string; code?: string; words?: string; at?: string; by?: Fault }

/** An error as it may stand in the log. */
export function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, constraint, table, cause } = error as Error & Record<string, unknown>
  const kind = error.name || error.constructor.name
  const fault: Fault = { kind }
  if (typeof code === 'string' || typeof code === 'number') fault.code = String(code).slice(0, 40)
  // What PostgreSQL says repeats values as well; the names of its own things do not.
  const ofDatabase = 'severity' in error && 'routine' in error
  if (ofDatabase) fault.words = [table, constraint].filter((name) => typeof name === 'string').join(' ')
  else if (!REPEATING.test(kind)) fault.words = scrubbed(error.message)
  if (!fault.words) delete fault.words
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  if (frames?.length)
    fault.at = frames
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join('\n')
  if (cause && depth < 2) fault.by = faultOf(cause, depth + 1)
  return fault
}

function write(level: Level, event: string, fields: Fields, error?: unknown) {
  if (!isLogged(level)) return
  const now = doing()
  const within: Fields = now
    ? { ...(now.silent ? {} : { [now.job ? 'jobId' : 'requestId']: now.id }), route: now.route, job: now.job }
    : {}
  if (isJson()) {
    const fault = error === undefined ? undefined : faultOf(error)
    const logger = pinoLogger()
    logger[level]({ ...within, ...fields, fault }, event)
    if (level === 'error') logger.flush()
    return
  }
  const said = [event, ...Object.values({ ...within, ...fields }).filter((value) => value !== undefined)]
  const print = level === 'debug' ? console.log : console[level]
  if (error === undefined) print(said.join(' '))
  // Whoever develops sees everything; in service nobody does, at a terminal either.
  else print(said.join(' '), process.env.NODE_ENV === 'production' ? faultText(faultOf(error)) : error)
}

const faultText = ({ kind, code, words, at, by }: Fault): string =>
  `${[kind, code, words].filter(Boolean).join(' ')}\n${at ?? ''}${by ? `\nby ${faultText(by)}` : ''}`

/** Writes to the log. Events are fixed words; fields are ids, names of programs' things, and figures. */
export const log = {
  debug: (event: string, fields: Fields = {}) => write('debug', event, fields),
  info: (event: string, fields: Fields = {}) => write('info', event, fields),
  /** Something that mends itself, or that is tried again */
  warn: (event: string, error?: unknown, fields: Fields = {}) => write('warn', event, fields, error),
  /** Something that a person should look at */
  error: (event: string, error?: unknown, fields: Fields = {}) => write('error', event, fields, error),
}

/** What a person at a terminal is told, in two languages; in the log of a service a line like the others. */
export function say(ja: string, en: string): void {
  if (isJson()) pinoLogger().info({}, `${ja}\n${en}`.trim())
  else console.log(`${ja}\n${en}`)
}

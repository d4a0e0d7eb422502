/**
 * What machines ask of the portal: is it alive, may people be sent to it, and what does it count. Answered before
 * everything else, without cookies, and with a connection of its own, so that a busy portal is not taken for a dead one.
 */
import { timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import pg from 'pg'

/** The state of one part, as `/readyz` tells it. */
type Part = 'ok' | 'failed' | 'resting'

type Health = {
  databaseUrl: () => string
  /** Whether the queue is at work: rests during maintenance, which is no fault. */
  queue: () => Part
  isStopping: () => boolean
  /** The figures, and the word that whoever asks for them must know; undefined where nothing is counted. */
  metrics?: { token: string; text(): Promise<{ type: string; text: string }> }
}

/** Milliseconds for which an answer of the database counts for all who ask. */
const FRESH_MS = 1000
/** Milliseconds after which the database counts as gone. */
const LONGEST_MS = 3000

/** Answers `/healthz`, `/readyz` and `/metrics`. */
export function health(options: Health): RequestHandler {
  const ask = databaseCheck(options.databaseUrl)
  return async (request, response, next) => {
    const { path, method } = request
    if (path !== '/healthz' && path !== '/readyz' && path !== '/metrics') return next()
    if (method !== 'GET' && method !== 'HEAD') return next()
    response.set('Cache-Control', 'no-store')
    if (path === '/healthz') return response.type('text').send('ok\n')
    if (path === '/metrics') {
      // Without a token set there is no such address; with a wrong one there is none either.
      if (!options.metrics || !bears(request.get('Authorization'), options.metrics.token))
        return response.status(404).type('text').send('Not found\n')
      const { type, text } = await options.metrics.text()
      return response.type(type).send(text)
    }
    const { database, migrations } = await ask()
    const stopping = options.isStopping()
    const queue = options.queue()
    const isReady = !stopping && database === 'ok' && migrations === 'ok' && queue !== 'failed'
    response.status(isReady ? 200 : 503)
    if (stopping) response.set('Connection', 'close')
    return response.json({ ready: isReady, database, migrations, queue, stopping })
  }
}

function bears(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header?.replace(/^Bearer /, '') ?? '')
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

type Checked = { database: Part; migrations: Part }

/** Asks the database once for all who ask within a second. */
function databaseCheck(url: () => string): () => Promise<Checked> {
  let last: { at: number; answer: Promise<Checked> } | undefined
  let pool: pg.Pool | undefined
  const check = async (): Promise<Checked> => {
    pool ??= new pg.Pool({
      connectionString: url(),
      max: 1,
      application_name: `portal:${process.pid}:health`,
      connectionTimeoutMillis: LONGEST_MS,
      query_timeout: LONGEST_MS,
      idleTimeoutMillis: 60_000,
      allowExitOnIdle: true,
    }).on('error', () => {})
    try {
      const { rows } = await pool.query(
        `SELECT NOT EXISTS (
           SELECT FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL
         ) AS done`,
      )
      return { database: 'ok', migrations: rows[0]?.done ? 'ok' : 'failed' }
    } catch {
      return { database: 'failed', migrations: 'failed' }
    }
  }
  return () => {
    if (!last || Date.now() - last.at > FRESH_MS) last = { at: Date.now(), answer: check() }
    return last.answer
  }
}

/** Watches whether the database answers, with a connection of its own, so that a busy portal is not taken for a lost one. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { log } from '../platform/log.server'
import { declareBack, declareGone, goneSince } from '../platform/lost.server'

/** Milliseconds between two questions, after which an answer is none, and before a failure is confirmed. */
const BEAT_MS = 500
const LONGEST_MS = 2_000
const CONFIRM_MS = 250

/** Declares the database gone when it has failed to answer twice, and back at its first answer. */
export function watchDatabase(url: string): { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: `portal:${process.pid}:watch`,
    connectionTimeoutMillis: LONGEST_MS,
    query_timeout: LONGEST_MS + CONFIRM_MS,
    idleTimeoutMillis: 60_000,
  }).on('error', () => {})
  let isEnded = false
  const answers = () => {
    const answered = pool.query('SELECT').then(
      () => true,
      () => false,
    )
    // A portal that was busy for so long itself may have the answer at its door: it looks there before it gives up.
    const tooLate = sleep(LONGEST_MS, undefined, { ref: false }).then(
      () => new Promise<boolean>((say) => setImmediate(say, false)),
    )
    return Promise.race([answered, tooLate])
  }
  const run = async () => {
    while (!isEnded) {
      let isThere = await answers()
      if (!isThere && goneSince() === undefined) {
        await sleep(CONFIRM_MS)
        isThere = await answers()
      }
      const since = goneSince()
      if (isEnded) break
      if (isThere && since !== undefined) {
        declareBack()
        log.info('the database is back', { ms: Date.now() - since })
      } else if (!isThere && since === undefined) {
        declareGone()
        log.error('the database is gone')
      }
      await sleep(BEAT_MS)
    }
  }
  const running = run()
  return {
    close: async () => {
      isEnded = true
      await pool.end().catch(() => {})
      await running
    },
  }
}

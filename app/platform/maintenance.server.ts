/**
 * 保守: while it stands, nothing new is written (`writes`), or the whole portal is closed (`full`). It stands in the
 * database, so that all instances agree within a second; each keeps what it has last read, also while the database is
 * away.
 */
import { rows } from './db.server'
import { log } from './log.server'
import type { Stage } from './maintenance'
import { type Maintenance, watched } from './standing.server'

export { type Maintenance, maintenance, retryAfter } from './standing.server'

/** Milliseconds between looks at the database. */
const LOOK_MS = 1000

/** Reads what stands, and tells those who have to rest or go on. */
export async function lookAtMaintenance(): Promise<void> {
  const [row] = await rows<Maintenance>('SELECT stage::text AS stage, until, reason FROM maintenance', [])
  const before = watched.now.stage
  watched.now = row ?? { stage: 'off', until: null, reason: null }
  if (watched.now.stage === before) return
  log.info('maintenance', { stage: watched.now.stage })
  for (const tell of watched.told) await tell(watched.now.stage)
}

/**
 * Looks every second from now on.
 * @param tell asked whenever the stage has changed
 */
export async function watchMaintenance(tell: (stage: Stage) => Promise<void>): Promise<void> {
  watched.told = [tell]
  await lookAtMaintenance()
  let looking = false
  clearInterval(watched.timer)
  watched.timer = setInterval(async () => {
    // A slow database is not asked again before it has answered.
    if (looking) return
    looking = true
    try {
      await lookAtMaintenance()
    } catch {
      // What was last read goes on; that the database is away is told by others.
    } finally {
      looking = false
    }
  }, LOOK_MS)
  watched.timer.unref()
}

/** Looks no more, at the end of the process. */
export function unwatchMaintenance(): void {
  clearInterval(watched.timer)
  watched.told = []
}

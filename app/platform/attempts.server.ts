/** How often something may be tried. Counted in the database, so that all instances count together. */
import { now } from './clock'
import { keyedHash } from './crypto.server'
import { db } from './db.server'
import { TooMany } from './errors'

const MINUTE = 60_000

/** So many attempts in so many minutes. */
type Limit = { max: number; minutes: number }

/** The row of a limit and of whoever is limited; neither address nor e-mail can be read from it. */
export function attemptKey(name: string, whom: string): string {
  return `${name}:${keyedHash('rate-limit', `${name}:${whom}`)}`
}

/**
 * Counts one attempt before it is made, in one statement, so that attempts at the same time are all counted. Stands
 * outside any transaction: a refused attempt still counts.
 * @throws TooMany when there have been more than the limit in its window
 */
export async function limitAttempts(name: string, { max, minutes }: Limit, whom: string): Promise<void> {
  const at = now()
  const ends = new Date(at.getTime() + minutes * MINUTE)
  const [row] = await db.$queryRaw<{ count: number; window_ends: Date }[]>`
    INSERT INTO rate_limits AS r (key, count, window_ends) VALUES (${attemptKey(name, whom)}, 1, ${ends})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r.window_ends <= ${at} THEN 1 ELSE least(r.count + 1, 1000000) END,
      window_ends = CASE WHEN r.window_ends <= ${at} THEN excluded.window_ends ELSE r.window_ends END
    RETURNING count, window_ends`
  if (row && row.count > max) throw new TooMany(Math.ceil((row.window_ends.getTime() - at.getTime()) / 1000))
}

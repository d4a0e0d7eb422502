/** How often something may be tried. Counted in the database, so that all instances count together. */
import { now } from '~/platform/clock'
import { keyedHash } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { TooMany } from '~/platform/errors'

const MINUTE = 60_000

/** What is limited: so many in so many minutes. Per account, and looser per address, as a town hall shares one. */
export const limits = {
  'sign-in.account': { max: 10, minutes: 15 },
  'sign-in.address': { max: 60, minutes: 15 },
  'mail.account': { max: 5, minutes: 60 },
  'mail.address': { max: 60, minutes: 60 },
  'second-factor.account': { max: 10, minutes: 15 },
  'password.account': { max: 10, minutes: 15 },
  'join.account': { max: 10, minutes: 60 },
  'join.address': { max: 60, minutes: 60 },
  'invite.account': { max: 60, minutes: 60 },
} as const
export type LimitName = keyof typeof limits

function keyOf(name: LimitName, whom: string): string {
  return `${name}:${keyedHash('rate-limit', `${name}:${whom}`)}`
}

/**
 * Counts one attempt before it is made, in one statement, so that attempts at the same time are all counted. Stands
 * outside any transaction: a refused attempt still counts.
 * @throws TooMany when there have been more than the limit in its window
 */
export async function countAttempt(name: LimitName, whom: string): Promise<void> {
  const { max, minutes } = limits[name]
  const at = now()
  const ends = new Date(at.getTime() + minutes * MINUTE)
  const [row] = await db.$queryRaw<{ count: number; window_ends: Date }[]>`
    INSERT INTO rate_limits AS r (key, count, window_ends) VALUES (${keyOf(name, whom)}, 1, ${ends})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r.window_ends <= ${at} THEN 1 ELSE least(r.count + 1, 1000000) END,
      window_ends = CASE WHEN r.window_ends <= ${at} THEN excluded.window_ends ELSE r.window_ends END
    RETURNING count, window_ends`
  if (row && row.count > max) throw new TooMany(Math.ceil((row.window_ends.getTime() - at.getTime()) / 1000))
}

/** Takes an attempt back that turned out well: only failures add up. */
export async function forgetAttempt(name: LimitName, whom: string): Promise<void> {
  await db.$executeRaw`
    UPDATE rate_limits SET count = greatest(count - 1, 0) WHERE key = ${keyOf(name, whom)}`
}

/** Forgets all attempts of one account, after it has shown who it is. */
export async function forgetAttempts(name: LimitName, whom: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: keyOf(name, whom) } })
}

/** How often something of accounts may be tried. */
import { attemptKey, limitAttempts } from '~/platform/attempts.server'
import { db } from '~/platform/db.server'

/** What is limited: so many in so many minutes. Per account, and looser per address, as a town hall shares one. */
const limits = {
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
type LimitName = keyof typeof limits

/** @throws TooMany when there have been more than the limit in its window; see `limitAttempts` */
export async function countAttempt(name: LimitName, whom: string): Promise<void> {
  await limitAttempts(name, limits[name], whom)
}

/** Takes an attempt back that turned out well: only failures add up. */
export async function forgetAttempt(name: LimitName, whom: string): Promise<void> {
  await db.$executeRaw`
    UPDATE rate_limits SET count = greatest(count - 1, 0) WHERE key = ${attemptKey(name, whom)}`
}

/** Forgets all attempts of one account, after it has shown who it is. */
export async function forgetAttempts(name: LimitName, whom: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: attemptKey(name, whom) } })
}

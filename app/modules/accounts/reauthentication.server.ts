/** Asking once more for the password before something that cannot be taken back. */
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { verifyPassword } from './passwords.server'
import { countAttempt, forgetAttempts } from './rate-limit.server'

/**
 * Asks for the present password of somebody who has one; whoever signs in by links alone is not asked.
 * @param field the field of the form that holds it
 * @throws TooMany; Invalid when it is wrong
 */
export async function confirmPassword(userId: string, password: string, field: string): Promise<void> {
  const { passwordHash } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  })
  if (passwordHash === null) return
  if (password === '') throw new Invalid({ [field]: ['accounts.password.error.missing_current'] })
  await countAttempt('password.account', userId)
  if (!(await verifyPassword(passwordHash, password)))
    throw new Invalid({ [field]: ['accounts.password.error.wrong'] })
  await forgetAttempts('password.account', userId)
}

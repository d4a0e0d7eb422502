/** Argon2id with the first parameters that OWASP recommends: 19 MiB, two passes, one lane. */
import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_MAX, passwordForm } from './password-rule'

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password, with its salt and parameters in it. About 20 ms of work. */
export function hashPassword(password: string): Promise<string> {
  return hash(passwordForm(password), PARAMETERS)
}

let decoy: Promise<string> | undefined

/**
 * Whether the password is the one that was hashed. Without a hash (no such account, or one without a password) the
 * same work is done for nothing, so that the time does not tell.
 */
export async function verifyPassword(hashed: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const candidate = password.length > PASSWORD_MAX * 2 ? '' : passwordForm(password)
  const right = await verify(hashed ?? (await decoy), candidate)
  return right && hashed !== null && hashed !== undefined
}

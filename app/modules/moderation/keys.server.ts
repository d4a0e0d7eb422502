/**
 * The key with which an author without an account answers a hiding: its number and a keyed hash of it, so that the page
 * of what they wrote leads there as well as the mail. Not stored; once its hash is gone from the hiding it opens nothing.
 */
import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '~/platform/crypto.server'

export const appealKey = (hidingId: number): string =>
  `h${hidingId}-${keyedHash('content-appeal', String(hidingId))}`

/** The hiding of a key that this portal has made; null for any other text. */
export function hidingOfKey(key: string): number | null {
  const found = /^h([1-9]\d{0,8})-[\w-]{43}$/.exec(key)
  if (!found) return null
  const right = appealKey(Number(found[1]))
  return timingSafeEqual(Buffer.from(right), Buffer.from(key)) ? Number(found[1]) : null
}

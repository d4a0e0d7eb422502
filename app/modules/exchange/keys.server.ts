/** Keys of those without an account: of a follower's link, and of the author's own page. */
import { hashToken, keyedHash } from '~/platform/crypto.server'

/** With this word what an author without an account told of themselves is encrypted. */
export const CONTACT_PURPOSE = 'matter-author'

/**
 * The key in a follower's links. It is made from what stands in the row, so that each mail can carry the link that
 * ends it, though only its hash is kept; it stays good when the matter is joined to another.
 */
export const followerKey = (follower: { email: string; createdAt: Date }): string =>
  keyedHash('matter-follower', `${follower.createdAt.toISOString()} ${follower.email}`)

/** What the row keeps of the key. */
export const followerKeyHash = (follower: { email: string; createdAt: Date }): string =>
  hashToken(followerKey(follower))

/** The page that proves the address and that ends the mails. */
export const followerPath = (follower: { email: string; createdAt: Date }): string =>
  `/exchange/follow/${followerKey(follower)}`

/**
 * Links on paper with which somebody answers without an account: number of the voter, number of the link, and a keyed
 * hash of both. It is not stored but worked out anew for each print; its hash in the list of voters says which link is
 * the present one, and is gone when the decision is over.
 */
import { timingSafeEqual } from 'node:crypto'
import { hashToken, keyedHash } from '~/platform/crypto.server'
import { settings } from '~/platform/settings.server'

export function tokenOf(voter: { id: number; linkNumber: number }): string {
  const body = `${voter.id}-${voter.linkNumber}`
  return `${body}-${keyedHash('resolution-link', body)}`
}

export const tokenHashOf = (voter: { id: number; linkNumber: number }): string => hashToken(tokenOf(voter))

/** The voter of a link that this portal has made, whether or not it still leads anywhere; null for any other text. */
export function voterOfToken(token: string): number | null {
  const found = /^([1-9]\d{0,8})-([1-9]\d{0,5})-([\w-]{43})$/.exec(token)
  if (!found) return null
  const [id, linkNumber] = [Number(found[1]), Number(found[2])]
  const right = tokenOf({ id, linkNumber })
  return timingSafeEqual(Buffer.from(right), Buffer.from(token)) ? id : null
}

export const linkAddress = (voter: { id: number; linkNumber: number }): string =>
  `${settings().PUBLIC_URL}/r/${tokenOf(voter)}`

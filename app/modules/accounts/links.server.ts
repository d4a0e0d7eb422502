/** Links sent by e-mail: 256 random bits, kept as a hash, good once and for a while. */

import { now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'

/** How long a link works, in minutes. */
export const LINK_MINUTES = {
  sign_in: 30,
  register: 24 * 60,
  change_email: 24 * 60,
  administrator: 24 * 60,
} as const

/** Makes a link and returns its address. */
export async function makeLink(
  tx: Tx,
  link: {
    purpose: 'sign_in' | 'register' | 'change_email'
    email: string
    userId?: string
    next?: string
    payload?: string
    minutes?: number
  },
): Promise<string> {
  const { minutes = LINK_MINUTES[link.purpose], ...data } = link
  const token = newToken()
  await tx.emailLink.create({
    data: { ...data, tokenHash: hashToken(token), expiresAt: new Date(now().getTime() + minutes * 60_000) },
  })
  return portalUrl(`/sign-in/link?token=${token}`)
}

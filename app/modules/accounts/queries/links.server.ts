/** What a link from an e-mail would do. */
import { now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone } from '~/platform/errors'

/** Purpose and address of a link that still works; the token is the proof. @throws Gone */
export async function linkOf(token: string) {
  const link = await db.emailLink.findFirst({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now() } },
    select: { purpose: true, email: true },
  })
  if (!link) throw new Gone('link_expired')
  return link
}

/** Messages that come back: the mail server hands its notification in, and the address is switched off. */
import { timingSafeEqual } from 'node:crypto'
import { now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db, rows } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { settings } from '~/platform/settings.server'
import { failedRecipients } from '../dsn'
import { namesTheAddress } from '../rules'
import { deliveryIn } from '../tokens.server'
import { switchOff } from './send.server'

/** Bytes of a notification; more of the returned message says nothing more. */
export const MAX_BOUNCE = 1_000_000

/**
 * Whether whoever hands a notification in may.
 * @throws NotFound where no secret is set; NotAllowed with a wrong one
 */
export function checkBounceSecret(authorization: string | null): void {
  const { MAIL_BOUNCE_SECRET } = settings()
  if (!MAIL_BOUNCE_SECRET) throw new NotFound()
  const given = /^Bearer (\S{1,500})$/i.exec(authorization ?? '')?.[1] ?? ''
  // Compared as digests: they are of one length, and take the same time whatever was given.
  const [ours, theirs] = [MAIL_BOUNCE_SECRET, given].map((secret) => Buffer.from(hashToken(secret)))
  if (!ours || !theirs || !timingSafeEqual(ours, theirs)) throw new NotAllowed()
}

/**
 * Takes in a delivery status notification as the mail server sent it. Only addresses that the portal knows are switched
 * off, and only where the status speaks of the address, not of a policy or a full mailbox.
 * @returns how many addresses were switched off; null when the text is no notification
 */
export async function takeBounce(text: string): Promise<number | null> {
  const failed = failedRecipients(text)
  if (!failed) return null
  const dead = failed.filter(({ status }) => namesTheAddress(status))
  const known = await rows<{ email: string }>(
    `SELECT x.email FROM unnest($1::text[]) x(email)
     WHERE EXISTS (SELECT FROM subscribers s WHERE s.email = x.email) OR EXISTS (SELECT FROM users u WHERE u.email = x.email)`,
    [dead.map(({ address }) => address)],
  )
  for (const { email } of known) {
    const status = dead.find(({ address }) => address === email)?.status ?? ''
    await switchOff(email, `came back: ${status}`)
  }
  const delivery = deliveryIn(text)
  if (delivery && failed[0]) await comeBack(delivery, failed[0].status)
  return known.length
}

/** The delivery that the notification names did not arrive after all. */
async function comeBack(id: number, status: string): Promise<void> {
  const { count } = await db.delivery.updateMany({
    where: { id, channel: 'mail', state: { in: ['sent', 'queued'] } },
    data: { state: 'failed' },
  })
  if (count === 0) return
  await db.deliveryAttempt.create({
    data: { deliveryId: id, at: now(), succeeded: false, detail: `came back: ${status}` },
  })
}

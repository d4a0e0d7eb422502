/** The mails of the exchange. Their words stand under `exchange.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

/** Whom a mail is for. */
export type Receiver = { email: string; language: string }

/**
 * Writes a mail in the recipient's language: `exchange.mail.<kind>.subject` and `.text`, with the foot of all mails.
 * @param params in the language of the mail
 * @param end the link that ends such mails at a press; their foot says so
 */
export async function writeMail(
  tx: Tx,
  to: Receiver,
  kind: string,
  params: MailParams,
  end?: string,
): Promise<void> {
  const foot = end ? 'exchange.mail.foot_follow' : 'exchange.mail.foot'
  await queueWords(tx, to, { words: `exchange.mail.${kind}`, foot, endUrl: end }, (t, language) => ({
    ...params(t, language),
    end: end ?? '',
  }))
}

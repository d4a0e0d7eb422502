/** The mails of officers. Their words stand under `officers.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

type MailKind = 'given' | 'ending'

/** Writes a mail to somebody with an account, in their language. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `officers.mail.${kind}`, foot: 'officers.mail.foot' }, params)
}

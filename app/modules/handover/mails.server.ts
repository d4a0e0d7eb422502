/** The mails of a handover. Their words stand under `handover.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

type MailKind = 'opened' | 'given' | 'passed'

/** Writes a mail to somebody with an account, in their language. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `handover.mail.${kind}`, foot: 'handover.mail.foot' }, params)
}

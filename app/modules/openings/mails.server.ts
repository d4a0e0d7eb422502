/** The mails of openings and interest. Their words stand under `openings.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

type MailKind = 'thanks' | 'arrived' | 'nominated' | 'waiting'

/** Writes a mail in the receiver's language; whoever has no account gets Japanese first and English below. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `openings.mail.${kind}`, foot: 'openings.mail.foot' }, params)
}

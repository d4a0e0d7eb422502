/** The mails of custody. Their words stand under `custody.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

type MailKind = 'invited' | 'parts' | 'checks' | 'reports'

/** Writes a mail in the receiver's language; whoever has no account gets Japanese first and English below. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `custody.mail.${kind}`, foot: 'custody.mail.foot' }, params)
}

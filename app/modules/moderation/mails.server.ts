/** The mails of moderation. Their words stand under `moderation.mail.<kind>`. */
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'

type MailKind =
  | 'hidden'
  | 'lifted'
  | 'granted'
  | 'refused'
  | 'report_kept'
  | 'report_hidden'
  | 'moderators'
  | 'appealed'
  | 'passed_on'

/** Writes one mail in the recipient's language. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: MailParams,
): Promise<void> {
  await queueWords(tx, to, { words: `moderation.mail.${kind}`, foot: 'moderation.mail.foot' }, params)
}

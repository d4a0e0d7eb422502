/** The mails of surveys. Their words stand under `surveys.mail.<kind>`. */
import { queueWords } from '~/modules/notifications/commands.server'
import { type Day, formatDay } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'

export type MailKind = 'opened' | 'reminder' | 'cancelled' | 'link'

/**
 * Writes a mail in the recipient's language; whoever has no account, and so no language, gets Japanese first and
 * English below.
 */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  about: { title: string; association: string; until: Day; path: string; reason?: string },
): Promise<void> {
  await queueWords(tx, to, { words: `surveys.mail.${kind}` }, (_t, language) => ({
    title: about.title,
    association: about.association,
    until: formatDay(about.until, language),
    url: portalUrl(about.path),
    reason: about.reason ?? '',
  }))
}

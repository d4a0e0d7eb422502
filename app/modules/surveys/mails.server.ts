/** The mails of surveys. Their words stand under `surveys.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import { type Day, formatDay } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export type MailKind = 'opened' | 'reminder' | 'cancelled' | 'link'

/** The public address of a page of this portal. */
export const portalUrl = (path: string): string => `${settings().PUBLIC_URL}${path}`

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
  const known: readonly Language[] =
    to.language === null ? ['ja', 'en'] : [isLanguage(to.language) ? to.language : 'ja']
  const parts = known.map((language) => {
    const t = translator(language)
    const given = {
      title: about.title,
      association: about.association,
      until: formatDay(about.until, language),
      url: portalUrl(about.path),
      reason: about.reason ?? '',
      portal: t('portal.name'),
    }
    return { subject: t(`surveys.mail.${kind}.subject`, given), text: t(`surveys.mail.${kind}.text`, given) }
  })
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(parts[0]?.subject ?? '', 200),
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
  })
}

/** The mails of openings and interest. Their words stand under `openings.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export type MailKind = 'thanks' | 'arrived' | 'nominated' | 'waiting'

/** The public address of a page of this portal. */
export function portalUrl(path: string): string {
  return `${settings().PUBLIC_URL}${path}`
}

/**
 * Writes a mail in the recipient's language; whoever has no account, and so no language, gets Japanese first and
 * English below.
 */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  params: (t: Translate, language: Language) => Record<string, string | number>,
): Promise<void> {
  const known: readonly Language[] =
    to.language === null ? ['ja', 'en'] : [isLanguage(to.language) ? to.language : 'ja']
  const parts = known.map((language) => {
    const t = translator(language)
    const all = { ...params(t, language), portal: t('portal.name'), home: settings().PUBLIC_URL }
    const text = [t(`openings.mail.${kind}.text`, all), t('openings.mail.foot', all)].join('\n\n')
    return { subject: shorten(t(`openings.mail.${kind}.subject`, all), 200), text }
  })
  await queueMail(tx, {
    recipient: to.email,
    subject: parts[0]?.subject ?? '',
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
  })
}

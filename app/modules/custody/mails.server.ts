/** The mails of custody. Their words stand under `custody.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export type MailKind = 'invited' | 'parts' | 'checks' | 'reports'

/** The public address of a page of this portal. */
export function portalUrl(path: string): string {
  return `${settings().PUBLIC_URL}${path}`
}

/**
 * Writes a mail in the receiver's language; whoever has no account, and so no language, gets Japanese first and
 * English below.
 */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  params: (t: Translate, language: Language) => Record<string, string | number>,
): Promise<void> {
  const known =
    to.language === null ? (['ja', 'en'] as const) : [isLanguage(to.language) ? to.language : 'ja']
  const parts = known.map((language) => {
    const t = translator(language)
    const all = { ...params(t, language), portal: t('portal.name'), home: settings().PUBLIC_URL }
    const text = [t(`custody.mail.${kind}.text`, all), t('custody.mail.foot', all)].join('\n\n')
    return { subject: t(`custody.mail.${kind}.subject`, all), text }
  })
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(parts[0]?.subject ?? '', 200),
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
  })
}

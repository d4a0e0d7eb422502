/** The mails of moderation. Their words stand under `moderation.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

type MailKind =
  | 'hidden'
  | 'lifted'
  | 'granted'
  | 'refused'
  | 'report_kept'
  | 'report_hidden'
  | 'moderators'
  | 'appealed'

/** The public address of a page of this portal. */
export const portalUrl = (path: string): string => `${settings().PUBLIC_URL}${path}`

/** Writes one mail in the recipient's language. @param params in the language of the mail */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: (t: Translate, language: Language) => Record<string, string | number>,
): Promise<void> {
  const language: Language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const all = { ...params(t, language), portal: t('portal.name'), home: settings().PUBLIC_URL }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t(`moderation.mail.${kind}.subject`, all), 200),
    text: [t(`moderation.mail.${kind}.text`, all), t('moderation.mail.foot', all)].join('\n\n'),
  })
}

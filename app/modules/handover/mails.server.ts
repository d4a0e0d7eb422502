/** The mails of a handover. Their words stand under `handover.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export type MailKind = 'opened' | 'given' | 'passed'

/** The public address of a page of this portal. */
export const portalUrl = (path: string): string => `${settings().PUBLIC_URL}${path}`

/** Writes a mail to somebody with an account, in their language. */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  params: (t: Translate, language: Language) => Record<string, string | number>,
): Promise<void> {
  const language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const all = { ...params(t, language), portal: t('portal.name'), home: settings().PUBLIC_URL }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t(`handover.mail.${kind}.subject`, all), 200),
    text: [t(`handover.mail.${kind}.text`, all), t('handover.mail.foot', all)].join('\n\n'),
  })
}

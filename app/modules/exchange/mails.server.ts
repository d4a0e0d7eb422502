/** The mails of the exchange. Their words stand under `exchange.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

/** Whom a mail is for. */
export type Receiver = { email: string; language: string }

/**
 * Writes a mail in the recipient's language: `exchange.mail.<kind>.subject` and `.text`, with the foot of all mails.
 * @param params in the language of the mail
 * @param end the link that ends such mails at a press; their foot says so
 */
export async function writeMail(
  tx: Tx,
  to: Receiver,
  kind: string,
  params: (t: Translate, language: Language) => Record<string, string | number>,
  end?: string,
): Promise<void> {
  const language: Language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const all = {
    ...params(t, language),
    portal: t('portal.name'),
    home: settings().PUBLIC_URL,
    end: end ?? '',
  }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t(`exchange.mail.${kind}.subject`, all), 200),
    text: [
      t(`exchange.mail.${kind}.text`, all),
      t(end ? 'exchange.mail.foot_follow' : 'exchange.mail.foot', all),
    ].join('\n\n'),
    endUrl: end,
  })
}

/** The mails that accounts cause. Their words stand under `accounts.mail.<kind>`. */
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage, type Language, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

type MailKind =
  | 'sign_in_link'
  | 'no_account'
  | 'register_link'
  | 'already_registered'
  | 'email_link'
  | 'email_taken'
  | 'email_changing'
  | 'email_changed'
  | 'password_changed'
  | 'second_factor_set'
  | 'second_factor_removed'
  | 'second_factor_reset'
  | 'account_deleted'
  | 'membership_requested'
  | 'membership_confirmed'
  | 'membership_refused'
  | 'invitation'
  | 'invitation_accepted'
  | 'term_ended'
  | 'staff_appointed'
  | 'staff_ended'

type Params = Record<string, string>

/**
 * Writes a mail in the recipient's language. Whoever has no account, and so no language, gets Japanese first and
 * English below.
 * @param params what the text names; a function where that differs by language
 */
export async function writeMail(
  tx: Tx,
  to: { email: string; language: string | null },
  kind: MailKind,
  params: Params | ((t: Translate, language: Language) => Params) = {},
): Promise<void> {
  const known =
    to.language === null ? (['ja', 'en'] as const) : [isLanguage(to.language) ? to.language : 'ja']
  const parts = known.map((language) => {
    const t = translator(language)
    const given = typeof params === 'function' ? params(t, language) : params
    const all = { ...given, portal: t('portal.name'), home: settings().PUBLIC_URL }
    const text = [t(`accounts.mail.${kind}.text`, all), t('accounts.mail.foot', all)].join('\n\n')
    return { subject: t(`accounts.mail.${kind}.subject`, all), text }
  })
  await queueMail(tx, {
    recipient: to.email,
    subject: [...(parts[0]?.subject ?? '')].slice(0, 200).join(''),
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
  })
}

/** The mails of 意見交換会. Their words stand under `talks.mail.<kind>`; none holds a person or the online address. */
import { queueMail } from '~/modules/notifications/commands.server'
import { formatDay, formatSpan } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { lastDay } from './rules'

/** お知らせ, 変更, 中止, 明日です, 議事録ができました, 事前の質問が届きました, 期限を過ぎました */
export type MailKind = 'announced' | 'changed' | 'cancelled' | 'tomorrow' | 'minutes' | 'question' | 'overdue'

export type MailedTalk = {
  id: number
  title: string
  startsAt: Date
  endsAt: Date
  place: string
  answerBy: string | null
  cancelledReason: string
  host: string
}

/** Writes a mail about a talk in the words of whoever gets it. */
export async function writeTalkMail(
  tx: Tx,
  to: { email: string; language: string },
  kind: MailKind,
  talk: MailedTalk,
  more: Record<string, string> = {},
): Promise<void> {
  const language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const home = settings().PUBLIC_URL
  const words = {
    title: talk.title,
    host: talk.host,
    when: formatSpan(talk.startsAt, talk.endsAt, language),
    where: talk.place || t('talks.online_only'),
    until: formatDay(lastDay(talk), language),
    reason: talk.cancelledReason,
    url: `${home}/exchange/talks/${talk.id}`,
    portal: t('portal.name'),
    home,
    ...more,
  }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t(`talks.mail.${kind}.subject`, words), 200),
    text: [t(`talks.mail.${kind}.text`, words), t('talks.mail.foot', words)].join('\n\n'),
  })
}

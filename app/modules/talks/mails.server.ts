/** The mails of 意見交換会. Their words stand under `talks.mail.<kind>`; none holds a person or the online address. */
import { queueWords } from '~/modules/notifications/commands.server'
import { formatDay, formatSpan } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { lastDay } from './rules'

/** お知らせ, 変更, 中止, 明日です, 議事録ができました, 事前の質問が届きました, 期限を過ぎました, 質問した方へ */
export type MailKind =
  | 'announced'
  | 'changed'
  | 'cancelled'
  | 'tomorrow'
  | 'minutes'
  | 'question'
  | 'overdue'
  | 'asker_agenda'
  | 'asker_minutes'

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
  const words = `talks.mail.${kind}`
  await queueWords(tx, to, { words, foot: 'talks.mail.foot' }, (t, language) => ({
    title: talk.title,
    host: talk.host,
    when: formatSpan(talk.startsAt, talk.endsAt, language),
    where: talk.place || t('talks.online_only'),
    until: formatDay(lastDay(talk), language),
    reason: talk.cancelledReason,
    url: portalUrl(`/exchange/talks/${talk.id}`),
    ...more,
  }))
}

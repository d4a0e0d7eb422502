/** 役員へのお知らせ: a talk that is announced, or cancelled, stands among the notices for officers as well. */
import { randomUUID } from 'node:crypto'
import { may } from '~/modules/accounts/rules'
import { writeNotice } from '~/modules/notices/commands/write.server'
import { publishForm } from '~/modules/notices/schema'
import { dateToDay, formatDay, formatSpan } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { plainMarkdown, shorten } from '~/platform/text'
import { lastDay } from '../rules'
import type { HostedTalk } from '../scope.server'

/**
 * Writes the notice for the officers of those invited, in the transaction that announces or cancels. Whoever hosts and
 * writes no notices leaves it to the mails; where notices need a second person, it waits for one.
 * @param reason of a cancelled one
 */
export async function noticeToOfficers(
  tx: Tx,
  talk: HostedTalk,
  kind: 'announced' | 'cancelled',
  reason: string,
): Promise<void> {
  if (!may(talk.host, 'notice.draft', talk.association.path)) return
  // Notices are written in Japanese.
  const t = translator('ja')
  const words = {
    title: talk.title,
    when: formatSpan(talk.startsAt, talk.endsAt, 'ja'),
    where: talk.place || t('talks.online_only'),
    until: formatDay(lastDay({ ...talk, answerBy: talk.answerBy && dateToDay(talk.answerBy) }), 'ja'),
    reason,
    url: `/exchange/talks/${talk.id}`,
  }
  const plain = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, name === 'url' ? value : plainMarkdown(value)]),
  )
  const form = publishForm.parse({
    association: String(talk.association.id),
    audience: String(talk.audience.id),
    visibility: 'officers',
    importance: 'normal',
    category: 'event',
    title: shorten(t(`talks.notice.${kind}.title`, { title: talk.title }), 100),
    body: t(`talks.notice.${kind}.body`, plain),
    submission: randomUUID(),
  })
  await writeNotice(tx, talk.host, form, 'publish')
}

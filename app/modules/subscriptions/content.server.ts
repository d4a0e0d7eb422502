/** What a message says: as a mail, as HTML, and for a device. Words stand under `subscriptions.mail`. */

import { type Day, formatDay, formatInstant } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { isLanguage, type Translate } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { type BulkMessage, endingHeaders } from '~/platform/mail.server'
import type { PushPayload } from '~/platform/push.server'
import { portalUrl } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { messageIdOf, tokenOf } from './tokens.server'

type NoticeText = {
  id: number
  title: string
  excerpt: string
  actionText: string | null
  actionBy: Day | null
  confirmBy: Day | null
  importance: 'normal' | 'important' | 'urgent'
  eventStartsAt: Date | null
  eventPlace: string | null
  publisher: string
  publishedAt: Date
}

type Told = NoticeText & {
  kind: 'published' | 'passed_on' | 'reminder'
  passer: string | null
  line: string | null
}

const COLUMNS = `
  n.id, coalesce(tr.title, n.title) AS title, CASE WHEN tr.id IS NULL THEN n.excerpt ELSE '' END AS excerpt,
  n.action_text AS "actionText", n.action_by::text AS "actionBy", n.confirm_by::text AS "confirmBy", n.importance,
  n.event_starts_at AS "eventStartsAt", n.event_place AS "eventPlace", p.name AS publisher,
  n.published_at AS "publishedAt"`

/** A translation that follows the text as it stands; an older one would say what is no longer so. */
const TRANSLATED = (language: string) => `
  LEFT JOIN notice_translations tr ON tr.notice_id = n.id AND replace(tr.language::text, '_', '-') = ${language}
    AND tr.original_version = n.version`

const TOLD_SQL = `
  SELECT ${COLUMNS}, a.kind, q.name AS passer, o.line
  FROM announcements a JOIN notices n ON n.id = a.notice_id JOIN associations p ON p.id = n.association_id
  LEFT JOIN passings_on o ON o.id = a.passing_on_id LEFT JOIN associations q ON q.id = o.association_id
  ${TRANSLATED('$2')}
  WHERE a.id = $1`

const DIGEST_SQL = `
  SELECT ${COLUMNS}
  FROM notices n JOIN associations p ON p.id = n.association_id ${TRANSLATED('$2')}
  WHERE n.id = ANY($1::int[]) AND n.state = 'published'
  ORDER BY n.importance DESC, n.published_at, n.id`

/** What is the same for everybody who is told in one language. */
export type Content = { subject: string; blocks: Block[]; push: PushPayload }

/** A paragraph: a heading, lines, and perhaps an address to go on to. */
type Block = { heading?: string; lines: string[]; link?: { words: string; url: string } }

/** `ja-easy` reads Japanese dates. */
const dates = (language: string) => (language.startsWith('ja') ? 'ja' : language)

/** The words of an announcement about one notice; null when the notice is there no more. */
export async function toldContent(announcementId: number, language: string): Promise<Content | null> {
  const [told] = await rows<Told>(TOLD_SQL, [announcementId, language])
  if (!told) return null
  const t = translator(language)
  const day = (value: Day) => formatDay(value, dates(language))
  const urgent = told.importance === 'urgent'
  const subject = t(`subscriptions.mail.subject_${urgent ? 'urgent' : told.kind}`, {
    title: told.title,
    publisher: told.publisher,
  })
  const opening = [
    t('subscriptions.mail.from', { publisher: told.publisher }),
    ...(told.passer ? [t('subscriptions.mail.passed_on', { name: told.passer })] : []),
    ...(told.line ? [told.line] : []),
    ...(told.kind === 'reminder' ? [t('subscriptions.mail.reminder')] : []),
  ]
  const todo = doing(told, t, day)
  return {
    subject: shorten(subject, 150),
    blocks: [
      { lines: opening },
      {
        heading: told.title,
        lines: [...todo, ...event(told, t, language), told.excerpt].filter(Boolean),
        link: linkTo(told, t),
      },
    ],
    push: {
      title: told.title,
      body: [told.publisher, ...todo, told.excerpt].filter(Boolean).join('\n'),
      url: portalUrl(`/notices/${told.id}`),
      tag: `notice-${told.id}`,
      urgent,
    },
  }
}

/** The words of one subscriber's digest; null when none of its notices stands any more. */
export async function digestContent(noticeIds: number[], language: string): Promise<Content | null> {
  const notices = await rows<NoticeText>(DIGEST_SQL, [noticeIds, language])
  if (notices.length === 0) return null
  const t = translator(language)
  const day = (value: Day) => formatDay(value, dates(language))
  const subject = t('subscriptions.mail.subject_digest', { count: notices.length })
  return {
    subject,
    blocks: [
      { lines: [t('subscriptions.mail.digest', { count: notices.length })] },
      ...notices.map((notice) => ({
        heading: notice.title,
        lines: [t('subscriptions.mail.publisher', { publisher: notice.publisher }), ...doing(notice, t, day)],
        link: linkTo(notice, t),
      })),
    ],
    push: { title: subject, body: '', url: portalUrl('/notices'), tag: 'digest', urgent: false },
  }
}

function doing(notice: NoticeText, t: Translate, day: (value: Day) => string): string[] {
  const lines: string[] = []
  if (notice.actionText) {
    const by = notice.actionBy ? t('subscriptions.mail.by', { day: day(notice.actionBy) }) : ''
    lines.push(t('subscriptions.mail.todo', { text: notice.actionText }) + by)
  }
  if (notice.confirmBy) lines.push(t('subscriptions.mail.confirm', { day: day(notice.confirmBy) }))
  return lines
}

function event(notice: NoticeText, t: Translate, language: string): string[] {
  if (!notice.eventStartsAt) return []
  const when = t('subscriptions.mail.when', { when: formatInstant(notice.eventStartsAt, dates(language)) })
  return notice.eventPlace ? [when, t('subscriptions.mail.where', { place: notice.eventPlace })] : [when]
}

const linkTo = (notice: NoticeText, t: Translate) => ({
  words: t('subscriptions.mail.read'),
  url: portalUrl(`/notices/${notice.id}`),
})

const escaped = (text: string) => text.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)

/**
 * The mail of one delivery, with the links to change and to end what is sent, and the headers by which a mail program
 * offers the end at a press (RFC 2369, RFC 8058).
 * @param holder the subscriber; or the account that is told as a member, whose settings stand in its profile
 */
export function mailOf(
  content: Content,
  to: {
    deliveryId: number
    address: string
    language: string
    subscriberId: string | null
    userId: string | null
  },
): BulkMessage {
  const t = translator(to.language)
  const token = tokenOf(
    to.subscriberId ? { kind: 'subscriber', id: to.subscriberId } : { kind: 'user', id: to.userId ?? '' },
  )
  const end = portalUrl(`/unsubscribe/${token}`)
  const foot: Block[] = [
    {
      lines: [
        t(`subscriptions.mail.why_${to.subscriberId ? 'subscriber' : 'member'}`, {
          portal: t('portal.name'),
        }),
      ],
      link: to.subscriberId
        ? { words: t('subscriptions.mail.manage'), url: portalUrl(`/subscriptions/manage?token=${token}`) }
        : { words: t('subscriptions.mail.profile'), url: portalUrl('/account') },
    },
    { lines: [], link: { words: t('subscriptions.mail.end'), url: end } },
  ]
  return {
    to: to.address,
    subject: content.subject,
    text: [
      ...content.blocks.map(plainText),
      '----------------------------------------',
      ...foot.map(plainText),
    ].join('\n\n'),
    html: htmlOf(to.language, content.blocks, foot),
    messageId: messageIdOf(to.deliveryId),
    headers: { ...endingHeaders(end), Precedence: 'bulk' },
  }
}

function plainText({ heading, lines, link }: Block): string {
  return [
    ...(heading ? [`■ ${heading}`] : []),
    ...lines,
    ...(link ? [`${link.words}\n${link.url}`] : []),
  ].join('\n')
}

function htmlOf(language: string, blocks: Block[], foot: Block[]): string {
  const lang = isLanguage(language) ? dates(language) : 'ja'
  const block = ({ heading, lines, link }: Block) =>
    [
      heading ? `<h1 style="font-size:1.25em">${escaped(heading)}</h1>` : '',
      lines.length > 0
        ? `<p>${lines.map((line) => escaped(line).replaceAll('\n', '<br>')).join('<br>')}</p>`
        : '',
      link ? `<p><a href="${escaped(link.url)}">${escaped(link.words)}</a></p>` : '',
    ].join('')
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><body style="font-family:sans-serif;line-height:1.7">${blocks
    .map(block)
    .join('')}<hr>${foot.map(block).join('')}</body></html>`
}

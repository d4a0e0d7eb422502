/** RSS 2.0 and iCalendar (RFC 5545) as text. */
import type { Translate } from '~/platform/i18n'
import type { EventItem } from './queries/feeds.server'
import type { NoticeItem } from './queries/list.server'

function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** The feed of a list of notices. `origin` is the address of the portal, `path` that of the feed. */
export function rss(
  t: Translate,
  origin: string,
  path: string,
  name: string,
  notices: readonly NoticeItem[],
): string {
  const items = notices
    .map(
      (notice) => `<item>
<title>${xml(notice.title)}</title>
<link>${origin}/notices/${notice.id}</link>
<guid isPermaLink="true">${origin}/notices/${notice.id}</guid>
<pubDate>${notice.publishedAt.toUTCString()}</pubDate>
<category>${xml(t(`notices.category.${notice.category}`))}</category>
<description>${xml(`${notice.excerpt} (${notice.publisher})`)}</description>
</item>`,
    )
    .join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xml(t('notices.feed.title', { name }))}</title>
<link>${origin}/notices</link>
<description>${xml(t('notices.feed.description', { name }))}</description>
<language>ja</language>
<atom:link href="${origin}${path}" rel="self" type="application/rss+xml"/>
${items}
</channel></rss>
`
}

/** Lines of iCalendar are folded at 75 bytes, never inside a letter. */
function fold(line: string): string {
  const lines: string[] = []
  let current = ''
  let bytes = 0
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length
    if (bytes + size > (lines.length === 0 ? 75 : 74)) {
      lines.push(current)
      current = ''
      bytes = 0
    }
    current += letter
    bytes += size
  }
  return [...lines, current].join('\r\n ')
}

function calendarText(text: string): string {
  return text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r?\n/g, '\\n')
}

function utc(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** Dated notices for a calendar program. */
export function ical(t: Translate, origin: string, events: readonly EventItem[]): string {
  const host = new URL(origin).host
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//chiiki-portal//notices//JA',
    'CALSCALE:GREGORIAN',
  ]
  lines.push(`X-WR-CALNAME:${calendarText(t('notices.feed.calendar'))}`)
  for (const event of events) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:notice-${event.id}@${host}`,
      `DTSTAMP:${utc(event.updatedAt)}`,
      `SEQUENCE:${event.version}`,
      `DTSTART:${utc(event.startsAt)}`,
      ...(event.endsAt ? [`DTEND:${utc(event.endsAt)}`] : []),
      `SUMMARY:${calendarText(event.title)}`,
      `DESCRIPTION:${calendarText(`${event.excerpt} (${event.publisher})`)}`,
      ...(event.place ? [`LOCATION:${calendarText(event.place)}`] : []),
      `URL:${origin}/notices/${event.id}`,
      'END:VEVENT',
    )
  }
  return `${[...lines, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`
}

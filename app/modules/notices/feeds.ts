/** RSS 2.0 as text. */
import type { Translate } from '~/platform/i18n'
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

/** RSS 2.0 as text. */

type RssItem = {
  title: string
  url: string
  publishedAt: Date
  categories: readonly string[]
  description: string
}

function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** A feed in Japanese. @param self its own address, @param link the page that says the same */
export function rssText(
  feed: { title: string; description: string; self: string; link: string },
  items: readonly RssItem[],
): string {
  const entries = items.map(
    (item) => `<item>
<title>${xml(item.title)}</title>
<link>${xml(item.url)}</link>
<guid isPermaLink="true">${xml(item.url)}</guid>
<pubDate>${item.publishedAt.toUTCString()}</pubDate>
${item.categories.map((category) => `<category>${xml(category)}</category>`).join('\n')}
<description>${xml(item.description)}</description>
</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xml(feed.title)}</title>
<link>${xml(feed.link)}</link>
<description>${xml(feed.description)}</description>
<language>ja</language>
<atom:link href="${xml(feed.self)}" rel="self" type="application/rss+xml"/>
${entries.join('\n')}
</channel></rss>
`
}

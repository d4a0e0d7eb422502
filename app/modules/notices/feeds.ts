/** A list of notices as a feed. */
import type { Translate } from '~/platform/i18n'
import { rssText } from '~/platform/rss'
import type { NoticeItem } from './queries/list.server'

/** The feed of a list of notices. `origin` is the address of the portal, `path` that of the feed. */
export function rss(
  t: Translate,
  origin: string,
  path: string,
  name: string,
  notices: readonly NoticeItem[],
): string {
  return rssText(
    {
      title: t('notices.feed.title', { name }),
      description: t('notices.feed.description', { name }),
      self: `${origin}${path}`,
      link: `${origin}/notices`,
    },
    notices.map((notice) => ({
      title: notice.title,
      url: `${origin}/notices/${notice.id}`,
      publishedAt: notice.publishedAt,
      categories: [t(`notices.category.${notice.category}`)],
      description: `${notice.excerpt} (${notice.publisher})`,
    })),
  )
}

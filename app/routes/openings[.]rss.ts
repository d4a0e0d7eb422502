/** 担い手の募集: the newest that are open, as a feed. */
import { feedOpenings } from '~/modules/openings/queries/list.server'
import { dayOf, now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { rssText } from '~/platform/rss'
import { portalUrl } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export const loader = resource(async () => {
  const t = translator('ja')
  const openings = await feedOpenings(dayOf(now()))
  const body = rssText(
    {
      title: `${t('openings.list.title')} | ${t('portal.name')}`,
      description: t('opendata.resource.openings.text'),
      self: portalUrl('/openings.rss'),
      link: portalUrl('/openings'),
    },
    openings.map(({ id, title, body, association, publishedAt }) => ({
      title,
      url: portalUrl(`/openings/${id}`),
      publishedAt,
      categories: [],
      description: `${shorten(body.replace(/\s+/g, ' '), 140)} (${association})`,
    })),
  )
  return new Response(body, {
    headers: { 'Content-Type': 'application/rss+xml; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  })
})

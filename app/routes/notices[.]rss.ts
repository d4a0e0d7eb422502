/** The newest public notices as a feed. */
import { rss } from '~/modules/notices/feeds'
import { feedNotices } from '~/modules/notices/queries/feeds.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async () => {
  const t = translator('ja')
  const body = rss(t, settings().PUBLIC_URL, '/notices.rss', t('portal.name'), await feedNotices())
  return new Response(body, { headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' } })
})

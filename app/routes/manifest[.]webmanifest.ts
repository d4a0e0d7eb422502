/** What a phone needs to put the portal on its home screen. */
import { city } from '~/platform/city.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

const picture = (size: number) => ({ src: `/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png' })
/** With ground enough around the mark that a phone may cut it to a circle. */
const cuttable = { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' }

export const loader = resource(async () => {
  const t = translator('ja')
  const shortcut = (name: string, url: string) => ({ name, url, icons: [picture(192)] })
  const manifest = {
    id: '/',
    name: t('portal.name'),
    short_name: t('portal.short_name'),
    lang: 'ja',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: city().colours?.main ?? '#0017c1',
    // What is asked about violence at home has none: a home screen is seen by others.
    shortcuts: [
      shortcut(t('aeds.nearest.title'), '/aeds/nearest'),
      shortcut(t('portal.doors.notices'), '/notices'),
      shortcut(t('offline.shelters'), '/offline#shelters'),
    ],
    icons: [picture(192), picture(512), cuttable],
  }
  return Response.json(manifest, {
    headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'public, max-age=3600' },
  })
})

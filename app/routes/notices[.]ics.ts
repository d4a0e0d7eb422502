/** Dated public notices for a calendar program. */
import { ical } from '~/modules/notices/feeds'
import { feedEvents } from '~/modules/notices/queries/feeds.server'
import { now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

const MONTH_MS = 30 * 86_400_000

export const loader = resource(async () => {
  const events = await feedEvents(new Date(now().getTime() - MONTH_MS))
  return new Response(ical(translator('ja'), settings().PUBLIC_URL, events), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="notices.ics"',
    },
  })
})

/** Dated public notices for a calendar program. */
import { calendarAnswer } from '~/modules/events/calendar-answer.server'
import { publicEntries } from '~/modules/events/queries/feeds.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async () => {
  const t = translator('ja')
  const entries = await publicEntries(t, settings().PUBLIC_URL)
  return calendarAnswer(t('events.feed.all'), entries, { file: 'notices' })
})

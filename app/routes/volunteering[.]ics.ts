/** ボランティアの活動日 for a calendar program. */
import { findPlaces } from '~/modules/volunteering/queries/find.server'
import { findQuery } from '~/modules/volunteering/schema'
import { dayOf, now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { calendarText, textValue, utc } from '~/platform/ical'
import { portalUrl, settings } from '~/platform/settings.server'

/** So many places are told of, the next to happen first. */
const MOST = 200

export const loader = resource(async () => {
  const at = now()
  const { items } = await findPlaces(findQuery.parse({}), at, dayOf(at), MOST)
  const { host } = new URL(settings().PUBLIC_URL)
  const entries = items.flatMap((place) =>
    place.sessions.map((session) => [
      'BEGIN:VEVENT',
      `UID:volunteering-${session.id}@${host}`,
      `DTSTAMP:${utc(at)}`,
      `DTSTART:${utc(session.startsAt)}`,
      `DTEND:${utc(session.endsAt)}`,
      `SUMMARY:${textValue(place.title)}`,
      `DESCRIPTION:${textValue(place.host.name)}`,
      `LOCATION:${textValue(place.venue)}`,
      `URL:${portalUrl(`/volunteering/${place.id}`)}`,
      'END:VEVENT',
    ]),
  )
  return new Response(calendarText('volunteering', translator('ja')('volunteering.title'), entries), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  })
})

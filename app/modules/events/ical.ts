/** Events of notices as entries of a calendar. */
import { calendarText, textValue, utc } from '~/platform/ical'

export type CalendarEntry = {
  /** Id of the notice: the UID stays the same through every correction */
  id: number
  /** Version of the notice, the SEQUENCE */
  version: number
  title: string
  description: string
  startsAt: Date
  endsAt: Date | null
  place: string | null
  latitude: number | null
  longitude: number | null
  updatedAt: Date
  cancelled: boolean
}

function entryLines(origin: string, entry: CalendarEntry): string[] {
  const { latitude, longitude } = entry
  return [
    'BEGIN:VEVENT',
    `UID:notice-${entry.id}@${new URL(origin).host}`,
    `DTSTAMP:${utc(entry.updatedAt)}`,
    `LAST-MODIFIED:${utc(entry.updatedAt)}`,
    `SEQUENCE:${entry.version}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART:${utc(entry.startsAt)}`,
    ...(entry.endsAt ? [`DTEND:${utc(entry.endsAt)}`] : []),
    `SUMMARY:${textValue(entry.title)}`,
    ...(entry.description ? [`DESCRIPTION:${textValue(entry.description)}`] : []),
    ...(entry.place ? [`LOCATION:${textValue(entry.place)}`] : []),
    ...(latitude !== null && longitude !== null
      ? [`GEO:${latitude.toFixed(6)};${longitude.toFixed(6)}`]
      : []),
    `URL:${origin}/notices/${entry.id}`,
    'END:VEVENT',
  ]
}

/**
 * A calendar of events for a calendar program.
 * @param origin the address of the portal, without a slash at its end
 * @param name of a calendar that is looked up again and again; null for a single event, which makes no calendar of its own
 */
export function calendarFile(origin: string, name: string | null, entries: readonly CalendarEntry[]): string {
  return calendarText(
    'notices',
    name,
    entries.map((entry) => entryLines(origin, entry)),
  )
}

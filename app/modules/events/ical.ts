/** iCalendar (RFC 5545) as text. Instants stand in UTC, so that no description of a time zone is needed. */

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

/** Lines of iCalendar are folded at 75 bytes, never inside a letter. */
function fold(line: string): string {
  const lines: string[] = []
  let current = ''
  let bytes = 0
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length
    if (bytes + size > (lines.length === 0 ? 75 : 74)) {
      lines.push(current)
      current = ''
      bytes = 0
    }
    current += letter
    bytes += size
  }
  return [...lines, current].join('\r\n ')
}

/** A value of type TEXT: its four special letters are marked, and nothing can begin a line of its own. */
function textValue(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, (c) => `\\${c}`)
      .replace(/\n/g, '\\n')
  )
}

/** `20261205T003000Z` */
function utc(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, '')
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
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//chiiki-portal//notices//JA',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...(name === null
      ? []
      : [
          `NAME:${textValue(name)}`,
          `X-WR-CALNAME:${textValue(name)}`,
          'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
          'X-PUBLISHED-TTL:PT6H',
        ]),
    ...entries.flatMap((entry) => entryLines(origin, entry)),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

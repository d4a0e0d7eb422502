/** A calendar as the answer to a request. */
import { settings } from '~/platform/settings.server'
import { type CalendarEntry, calendarFile } from './ical'

/**
 * The response with the file. `secret`: it is for this reader alone and kept by nobody on the way; `download`: a
 * browser offers to keep it.
 */
export function calendarAnswer(
  name: string | null,
  entries: readonly CalendarEntry[],
  options: { file: string; secret?: boolean; download?: boolean },
): Response {
  const { file, secret, download } = options
  return new Response(calendarFile(settings().PUBLIC_URL, name, entries), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `${download ? 'attachment' : 'inline'}; filename="${file}.ics"`,
      ...(secret ? { 'Cache-Control': 'private, no-store' } : {}),
    },
  })
}

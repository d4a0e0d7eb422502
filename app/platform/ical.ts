/** iCalendar (RFC 5545) as text. Instants stand in UTC, so that no description of a time zone is needed. */

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
export function textValue(text: string): string {
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
export function utc(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/**
 * A calendar with its entries, each the lines of a VEVENT.
 * @param product what of the portal made it, a word
 * @param name of a calendar that is looked up again and again; null for entries that make no calendar of their own
 */
export function calendarText(product: string, name: string | null, entries: readonly string[][]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//chiiki-portal//${product}//JA`,
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
    ...entries.flat(),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

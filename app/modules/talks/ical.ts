/** 意見交換会 as entries of a calendar. The address of the online room never stands in one: a calendar is handed on. */
import { calendarText, textValue, utc } from '~/platform/ical'
import type { TalkEntry } from './queries/list.server'

/** @param name of a calendar that is looked up again and again; null for a single talk */
export function talkCalendar(
  origin: string,
  name: string | null,
  entries: readonly TalkEntry[],
  at: Date,
): string {
  return calendarText(
    'talks',
    name,
    entries.map((talk) => [
      'BEGIN:VEVENT',
      `UID:talk-${talk.id}@${new URL(origin).host}`,
      `DTSTAMP:${utc(at)}`,
      `SEQUENCE:${talk.version}`,
      `STATUS:${talk.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
      `DTSTART:${utc(talk.startsAt)}`,
      `DTEND:${utc(talk.endsAt)}`,
      `SUMMARY:${textValue(talk.title)}`,
      ...(talk.introduction ? [`DESCRIPTION:${textValue(talk.introduction)}`] : []),
      ...(talk.place ? [`LOCATION:${textValue(talk.place)}`] : []),
      ...(talk.latitude !== null && talk.longitude !== null
        ? [`GEO:${talk.latitude.toFixed(6)};${talk.longitude.toFixed(6)}`]
        : []),
      `URL:${origin}/exchange/talks/${talk.id}`,
      'END:VEVENT',
    ]),
  )
}

/** Hours in words. */
import type { Translate } from '~/platform/i18n'
import type { Hours, Spans, Weekday } from '../schema'

/** The hours of one day in words: 9:00～17:00, 終日, 休み, 不明. */
export function describeSpans(spans: Spans, t: Translate): string {
  const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  if (spans === null) return t('aeds.hours.unknown')
  if (spans.length === 0) return t('aeds.hours.closed')
  return spans.map((s) => `${clock(s.from)}～${clock(s.until)}`).join(' ')
}

/** The usual week: the hours of each day of the week, Monday first, without what holds on some weeks only. */
export function weekOf(hours: Hours): { day: Weekday; spans: Spans }[] {
  return ([1, 2, 3, 4, 5, 6, 0] as const).map((day) => ({
    day,
    spans: hours.weekly.findLast((rule) => !rule.nth && rule.days.includes(day))?.spans ?? [],
  }))
}

/** Hours in words, a line for each thing that they say. */
export function describeHours(hours: Hours, t: Translate): string[] {
  return weekOf(hours).map(({ day, spans }) => `${t(`aeds.hours.day_${day}`)} ${describeSpans(spans, t)}`)
}

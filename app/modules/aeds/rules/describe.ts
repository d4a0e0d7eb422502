/** Hours in words, in the language of the page. */
import { formatDay, formatEnd } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import type { Hours, Spans, Usability, Weekday } from '../schema'
import { DAY } from '../time'
import { WEEK } from './normal'
import { alwaysOpen } from './usability'

/** 17:00まで, 明日の9:00から: what the state says of later; empty when nothing is known. */
export function usabilityDetail(usability: Usability, at: Date, t: Translate, language: Language): string {
  const { state, until, opensAt } = usability
  const time = (instant: Date) => formatEnd(at, instant, language)
  if (state === 'usable') {
    return until ? t('aeds.state.usable_until', { time: time(until) }) : t('aeds.state.usable_always')
  }
  if (!opensAt) return ''
  return t(state === 'closed' ? 'aeds.state.opens_at' : 'aeds.state.known_from', { time: time(opensAt) })
}

function clock(minute: number, t: Translate): string {
  const words = (m: number) => `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`
  return minute > DAY ? t('aeds.hours.next_day', { time: words(minute - DAY) }) : words(minute)
}

/** The hours of one day in words: 9:00～17:00, 終日, 使えません, 不明. */
export function describeSpans(spans: Spans, t: Translate): string {
  if (spans === null) return t('aeds.hours.unknown')
  if (spans.length === 0) return t('aeds.hours.closed')
  return spans
    .map((s) =>
      s.from === 0 && s.until === DAY
        ? t('aeds.hours.all_day')
        : t('aeds.hours.span', { from: clock(s.from, t), until: clock(s.until, t) }),
    )
    .join(t('aeds.hours.join'))
}

/** The usual week: the hours of each day of the week, Monday first, without what holds in some weeks or months only. */
export function weekOf(hours: Hours): { day: Weekday; spans: Spans }[] {
  return WEEK.map((day) => {
    const rule = hours.weekly.findLast((one) => !one.nth && !one.season && one.days.includes(day))
    return { day, spans: rule ? rule.spans : [] }
  })
}

/** 月曜日～金曜日, 火曜日・木曜日 */
function describeDays(days: readonly Weekday[], t: Translate): string {
  if (days.length === 7) return t('aeds.hours.every_day')
  const places = WEEK.map((day, place) => (days.includes(day) ? place : -1)).filter((place) => place >= 0)
  const name = (place: number | undefined) => t(`aeds.hours.day_${WEEK[place ?? 0]}`)
  const [first = 0, last = 0] = [places[0], places.at(-1)]
  if (places.length > 2 && last - first === places.length - 1) {
    return t('aeds.hours.days_range', { from: name(first), to: name(last) })
  }
  return places.map(name).join(t('aeds.hours.days_join'))
}

/** 12月29日, 29 December: a day of every year. */
function monthDay(text: string, language: Language): string {
  const [month = 1, day = 1] = text.split('-').map(Number)
  const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : htmlLang(language), {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
  return words.format(Date.UTC(2024, month - 1, day))
}

/** What stands in words only: conditions, the night, and that not all could be read. */
function described(hours: Hours, t: Translate): string[] {
  return [
    ...(hours.conditions ? [t('aeds.hours.conditions', { text: hours.conditions })] : []),
    ...(hours.night ? [t('aeds.hours.night', { text: hours.night })] : []),
    ...(hours.uncertain ? [t('aeds.hours.uncertain')] : []),
  ]
}

/** What differs from the usual week: 第3水曜日, 祝日, 年末年始, single days. A line each. */
export function describeExceptions(hours: Hours, t: Translate, language: Language): string[] {
  const line = (days: string, spans: Spans) => t('aeds.hours.line', { days, times: describeSpans(spans, t) })
  const label = (text: string) => (text ? t('aeds.hours.label', { label: text }) : '')
  const some = hours.weekly.flatMap(({ nth, season, days, spans }) => {
    if (!nth && !season) return []
    const which = nth?.map((n) => t(`aeds.hours.nth_${n}`)).join(t('aeds.hours.days_join'))
    const named = describeDays(days, t)
    const onDays = which ? t('aeds.hours.nth', { nth: which, days: named }) : named
    if (!season) return [line(onDays, spans)]
    const [from, until] = [monthDay(season.from, language), monthDay(season.until, language)]
    return [line(t('aeds.hours.season', { from, until, days: onDays }), spans)]
  })
  const yearly = hours.yearly.map((rule) => {
    const from = monthDay(rule.from, language)
    const key = rule.from === rule.until ? 'aeds.hours.yearly_day' : 'aeds.hours.yearly'
    return line(t(key, { from, until: monthDay(rule.until, language), label: label(rule.label) }), rule.spans)
  })
  const dates = hours.dates.map((rule) => {
    const from = formatDay(rule.from, language)
    const key = rule.from === rule.until ? 'aeds.hours.one_date' : 'aeds.hours.dates'
    return line(
      t(key, { from, until: formatDay(rule.until, language), label: label(rule.label) }),
      rule.spans,
    )
  })
  const holidays = t('aeds.hours.line', {
    days: t('aeds.hours.holidays_label'),
    times: t(`aeds.hours.holidays_${hours.holidays}`),
  })
  return [
    ...some,
    holidays,
    ...(hours.shifts ? [t('aeds.hours.shifts')] : []),
    ...yearly,
    ...dates,
    ...described(hours, t),
  ]
}

/** Hours in words, a line for each thing that they say: days of the same hours together, then what differs. */
export function describeHours(hours: Hours, t: Translate, language: Language = 'ja'): string[] {
  if (alwaysOpen(hours)) return [t('aeds.hours.always'), ...described(hours, t)]
  const groups: { days: Weekday[]; times: string }[] = []
  for (const { day, spans } of weekOf(hours)) {
    if (spans?.length === 0) continue
    const times = describeSpans(spans, t)
    const same = groups.find((group) => group.times === times)
    if (same) same.days.push(day)
    else groups.push({ days: [day], times })
  }
  return [
    ...groups.map(({ days, times }) => t('aeds.hours.line', { days: describeDays(days, t), times })),
    ...describeExceptions(hours, t, language),
  ]
}

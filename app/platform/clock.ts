/** The clock is Japan Standard Time (UTC+9, no summer time); days are `YYYY-MM-DD`, instants are `Date`. */

const JST_OFFSET = 9 * 3600_000

/** A day in Japan, `YYYY-MM-DD`. */
export type Day = string

const offsetMs = Number(typeof process === 'undefined' ? 0 : (process.env.CLOCK_OFFSET_SECONDS ?? 0)) * 1000

/** Told how long what is taken from the clock holds, as `Date.now()` (`reads.server`). */
const holdsUntil = (until: number) =>
  (globalThis as { __portalClock?: (until: number) => void }).__portalClock?.(until)

const untilNext = (real: number, length: number, shift = 0) =>
  real + length - ((real + offsetMs + shift) % length)

/**
 * The present instant. `CLOCK_OFFSET_SECONDS` moves it, so that a test can live through the turn of a year.
 * A page made from it is not kept for others: where the minute or the day is enough, ask for that.
 */
export function now(): Date {
  const real = Date.now()
  holdsUntil(real + 900)
  return new Date(real + offsetMs)
}

/** The beginning of the present minute: enough to compare with what people have set, which is in minutes. */
export function thisMinute(): Date {
  const real = Date.now()
  holdsUntil(untilNext(real, 60_000))
  return new Date(Math.floor((real + offsetMs) / 60_000) * 60_000)
}

/** The present day in Japan. */
export function today(): Day {
  const real = Date.now()
  holdsUntil(untilNext(real, 86_400_000, JST_OFFSET))
  return dayOf(new Date(real + offsetMs))
}

/** The day in Japan at an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + JST_OFFSET).toISOString().slice(0, 10)
}

/** A day as the `Date` that Prisma stores in a `date` column (midnight UTC). */
export function dayToDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** The day in a `date` column read by Prisma. */
export function dateToDay(date: Date): Day {
  return date.toISOString().slice(0, 10)
}

/** The instant of a local time `YYYY-MM-DDTHH:mm` in Japan; null when it is not one. */
export function instantOfLocal(local: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const instant = new Date(`${local}:00+09:00`)
  return Number.isNaN(instant.getTime()) || localOf(instant) !== local ? null : instant
}

/** The local time in Japan at an instant, `YYYY-MM-DDTHH:mm`: the value of a `datetime-local` field. */
export function localOf(instant: Date): string {
  return new Date(instant.getTime() + JST_OFFSET).toISOString().slice(0, 16)
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = dayToDate(text)
  return !Number.isNaN(date.getTime()) && dateToDay(date) === text
}

/** The day `days` later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return dateToDay(new Date(dayToDate(day).getTime() + days * 86_400_000))
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dayToDate(to).getTime() - dayToDate(from).getTime()) / 86_400_000)
}

/** The months of a fiscal year (年度), April first. */
export const FISCAL_MONTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3] as const

/** 年度: the year in which the fiscal year of a day began on 1 April. */
export function fiscalYear(day: Day): number {
  const year = Number(day.slice(0, 4))
  return Number(day.slice(5, 7)) >= 4 ? year : year - 1
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : language, {
      timeZone: 'Asia/Tokyo',
      ...options,
    })
    formats.set(key, made)
  }
  return made
}

const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
} as const

/**
 * A day in words: `2026年11月22日(日)`, in easy Japanese `2026年11月22日 日曜日`, `Sun, 22 November 2026`,
 * `2026年11月22日 星期日`, `2026년 11월 22일(일)`, `CN, 22 tháng 11, 2026`.
 */
export function formatDay(day: Day, language: string): string {
  const date = dayToDate(day)
  const [y, m, d] = day.split('-').map(Number)
  const weekday = date.getUTCDay()
  if (language === 'ja') return `${y}年${m}月${d}日(${WEEKDAYS.ja[weekday]})`
  if (language === 'ja-easy') return `${y}年${m}月${d}日 ${WEEKDAYS.ja[weekday]}曜日`
  if (language === 'zh') return `${y}年${m}月${d}日 ${WEEKDAYS.zh[weekday]}`
  if (language === 'ko') return `${y}년 ${m}월 ${d}일(${WEEKDAYS.ko[weekday]})`
  return format(language, 'day', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }).format(
    date,
  )
}

/**
 * An instant in words, to the minute: `2026年11月22日(日) 9:05`, in easy Japanese
 * `2026年11月22日 日曜日 午前9時5分`, elsewhere `…, 09:05`.
 */
export function formatInstant(instant: Date, language: string): string {
  const comma = language === 'en' || language === 'vi' ? ',' : ''
  return `${formatDay(dayOf(instant), language)}${comma} ${formatTime(instant, language)}`
}

/** The time of day of an instant: `9:05`, in easy Japanese `午前9時5分`, elsewhere `09:05`. */
function formatTime(instant: Date, language: string): string {
  const time = localOf(instant).slice(11)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  if (language === 'ja-easy')
    return `${hour < 12 ? '午前' : '午後'}${hour % 12}時${minute > 0 ? `${minute}分` : ''}`
  return language === 'ja' ? `${hour}${time.slice(2)}` : time
}

/** The end of something that began at `starts`: a time alone where it is on the same day. */
export function formatEnd(starts: Date, ends: Date, language: string): string {
  return dayOf(starts) === dayOf(ends) ? formatTime(ends, language) : formatInstant(ends, language)
}

/** From an instant to another, or the first alone. */
export function formatSpan(starts: Date, ends: Date | null, language: string): string {
  const start = formatInstant(starts, language)
  return ends ? `${start} – ${formatEnd(starts, ends, language)}` : start
}

/** Parameters of a text with their days in the words of the language, as a refusal may name a day to any reader. */
export function wordDays<T extends string | number>(
  params: Record<string, T>,
  language: string,
): Record<string, T | string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && isDay(value) ? formatDay(value, language) : value,
    ]),
  )
}

/** 令和8年度(2026年度) in Japanese; in other languages the Gregorian year in which it began, in their words. */
export function formatFiscalYear(year: number, language: string): string {
  if (language === 'zh' || language === 'ja-easy') return `${year}年度`
  if (language === 'ko') return `${year}년도`
  if (language === 'vi') return `năm tài chính ${year}`
  if (language !== 'ja') return `fiscal ${year}`
  const era = year >= 2019 ? `令和${year - 2018 === 1 ? '元' : year - 2018}` : `平成${year - 1988}`
  return `${era}年度(${year}年度)`
}

/** A day as official letters write it: `令和8年11月22日`, `平成31年4月30日`; years of an era begin with 元. */
export function formatEraDay(day: Day): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [era, first] = day >= '2019-05-01' ? ['令和', 2019] : ['平成', 1989]
  const count = year - first + 1
  return `${era}${count === 1 ? '元' : count}年${month}月${date}日`
}

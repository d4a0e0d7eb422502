/** A month of the calendar, `YYYY-MM`. Pure. */
import { addDays, type Day, dayToDate } from '~/platform/clock'

/** A month, `YYYY-MM` */
type Month = string

/** Whether the text is a month for which somebody may look: 2000 to 2099. */
export function isMonth(text: string): text is Month {
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(text)
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** The month so many later (earlier when negative). */
export function addMonths(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = year * 12 + (number - 1) + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** The first and the last day of a month. */
export function boundsOf(month: Month): { first: Day; last: Day } {
  return { first: `${month}-01`, last: addDays(`${addMonths(month, 1)}-01`, -1) }
}

/** The weeks of a month from Sunday to Saturday; null where a week reaches into another month. */
export function weeksOf(month: Month): (Day | null)[][] {
  const { first, last } = boundsOf(month)
  const weeks: (Day | null)[][] = []
  let sunday = addDays(first, -dayToDate(first).getUTCDay())
  while (sunday <= last) {
    const start = sunday
    weeks.push(
      Array.from({ length: 7 }, (_, i) => addDays(start, i)).map((day) =>
        day < first || day > last ? null : day,
      ),
    )
    sunday = addDays(sunday, 7)
  }
  return weeks
}

/** A month in words: `2026年12月`, `December 2026`. */
export function formatMonth(month: Month, language: string): string {
  const [year, number] = month.split('-').map(Number)
  if (language.startsWith('ja') || language === 'zh') return `${year}年${number}月`
  if (language === 'ko') return `${year}년 ${number}월`
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    dayToDate(`${month}-01`),
  )
}

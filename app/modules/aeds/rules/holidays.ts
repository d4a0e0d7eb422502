/** 国民の祝日, from @holiday-jp/holiday_jp (until 2050): days in Japan, not instants. */
import holidayJp from '@holiday-jp/holiday_jp'
import type { Day } from '~/platform/clock'

/** Whether a day is a national holiday, 振替休日 and 国民の休日 included. */
export function isHoliday(day: Day): boolean {
  return Object.hasOwn(holidayJp.holidays, day)
}

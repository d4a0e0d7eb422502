/** The days of the exchange with the country's holidays, which are too many for a browser. */
import { isHoliday } from '~/modules/aeds/rules'
import type { Day } from '~/platform/clock'
import { dueAfter as dueAfterWith, nextWorkingDay } from './rules'

/** 期限 so many days of the calendar later, on a day on which the city works. */
export const dueAfter = (from: Day, days: number): Day => dueAfterWith(from, days, isHoliday)

/** The day itself, or the next on which the city works. */
export const workingDay = (day: Day): Day => nextWorkingDay(day, isHoliday)

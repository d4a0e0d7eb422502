/** 募集の時間 in words. Pure. */
import type { Translate } from '~/platform/i18n'
import { hoursOf } from './rules'

/** 月に2時間くらい; of a help on one day, the hours of that day */
export const hoursInWords = (t: Translate, opening: { kind: string; minutes: number }): string =>
  t(opening.kind === 'event' ? 'openings.hours_on_day' : 'openings.hours_a_month', {
    hours: hoursOf(opening.minutes),
  })

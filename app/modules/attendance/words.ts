/** Words for the values of this module. */
import type { Translate } from '~/platform/i18n'
import { hoursAndMinutes } from './rules/certificate'

/** 3時間, 1時間30分, 45分 */
export function hoursInWords(minutes: number, t: Translate): string {
  const [hours, rest] = hoursAndMinutes(minutes)
  if (rest === 0) return t('attendance.hours.whole', { hours })
  return hours === 0
    ? t('attendance.hours.minutes', { minutes: rest })
    : t('attendance.hours.both', { hours, minutes: rest })
}

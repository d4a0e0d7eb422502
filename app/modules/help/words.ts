/** What a page says of a service, in the reader's language. */
import { describeHours as describeAedHours } from '~/modules/aeds/rules'
import type { Hours } from '~/modules/aeds/schema'
import { formatEnd } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import type { Standing } from './rules'

/** The words for hours of AEDs, but those that speak of an AED: one is open, the other can be used. */
const OWN = new Set([
  'aeds.hours.always',
  'aeds.hours.closed',
  'aeds.hours.holidays_closed',
  'aeds.hours.uncertain',
])

/** The hours in words, a line for each thing that they say. */
export function describeHours(hours: Hours, t: Translate, language: Language): string[] {
  const own: Translate = (key, params) => t(OWN.has(key) ? key.replace('aeds.', 'help.') : key, params)
  return describeAedHours(hours, own, language)
}

/** 今開いています(17:00まで): where it stands at an instant. Empty where the hours are not known. */
export function standingWords(standing: Standing, at: Date, t: Translate, language: Language): string {
  const time = (instant: Date) => formatEnd(at, instant, language)
  const { state, until, opensAt } = standing
  if (state === 'open') {
    return until ? t('help.standing.open_until', { time: time(until) }) : t('help.standing.open_always')
  }
  if (state === 'unknown') return t('help.standing.unknown')
  return opensAt ? t('help.standing.opens_at', { time: time(opensAt) }) : t('help.standing.closed')
}

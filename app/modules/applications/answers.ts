/** The answers of an application in words, for the screen and for paper. */
import { factLabel } from '~/modules/subsidies/describe'
import type { Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { yenText } from '~/modules/subsidies/words'
import { formatDay, isDay } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { askedOf } from './rules'

export type Ink = { t: Translate; language: Language }

/** Each question of the programme with its answer; an open one says so. */
export function answeredFacts(
  programme: Programme,
  works: readonly string[],
  facts: Facts,
  { t, language }: Ink,
): [string, string][] {
  return askedOf(programme, works).map((asked) => {
    const value = facts[asked.key]
    const label = factLabel(asked, t)
    if (value === undefined || value === '') return [label, t('applications.check.not_answered')]
    if (typeof value === 'boolean')
      return [label, t(value ? 'subsidies.estimate.yes' : 'subsidies.estimate.no')]
    if (asked.kind === 'yen') return [label, yenText(Number(value), t)]
    if (asked.kind === 'choice') {
      const option = asked.options.find((one) => one.value === value)
      return [label, option?.label ?? t(`subsidies.fact.${asked.key}_${value}`)]
    }
    return [label, isDay(String(value)) ? formatDay(String(value), language) : String(value)]
  })
}

/** The name of a work; its key where the programme has it no more. */
export const workName = (programme: Programme, work: string): string =>
  programme.works.find(({ key }) => key === work)?.name ?? work

/** The size of a file: 120 KB, 1.4 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

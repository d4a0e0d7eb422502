/** Figures of indicators in the words of a language. */
import type { Language, Translate } from '~/platform/i18n'
import { type Amount, groupedNumber, ON_THE_WAY, type Unit } from './rules'

/** `470人`, `279,346,300円`, `99.2%` */
export const wordFigure = (t: Translate, of: Amount): string =>
  t(`indicators.figure.${of.unit}`, { number: groupedNumber(of.milli) })

/** A figure, or that there is none. */
export const wordFigureOr = (t: Translate, of: Amount | null): string =>
  of ? wordFigure(t, of) : t('indicators.none')

/** What is said beside the figure of the year before. */
export const wordPreviousNote = (t: Translate, note: string): string =>
  note === ON_THE_WAY ? t('indicators.on_the_way') : note

/** Where the figure of a month comes from; the portal's own count is said in the reader's language. */
export const wordSource = (t: Translate, of: { source: string; byPortal: boolean }): string =>
  of.byPortal ? t('indicators.head.counted') : of.source

export const wordUnit = (t: Translate, unit: Unit): string => t(`indicators.unit.${unit}`)

/** A value of an axis, as short as the language has it: `5億`, `500M`. */
export function shortFigure(value: number, language: Language): string {
  const locale = language === 'ja-easy' ? 'ja' : language === 'zh' ? 'zh-Hans' : language
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

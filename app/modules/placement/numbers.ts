/** Numbers in words of the page's language. */
import { useLanguage, useT } from '~/ui/i18n'

/** Words for people, shares, metres, yen and points. */
export function useNumbers() {
  const t = useT()
  const language = useLanguage()
  const tag = language === 'ja-easy' ? 'ja' : language
  const written = (value: number, digits = 0) =>
    value.toLocaleString(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return {
    written,
    people: (value: number) =>
      t(value === 1 ? 'placement.unit.person' : 'placement.unit.people', { n: written(value) }),
    /** A share of all; in words where there is nobody of whom it could be one. */
    share: (part: number, whole: number) =>
      whole > 0
        ? t('placement.unit.percent', { n: written((part / whole) * 100, 1) })
        : t('placement.unit.no_share'),
    metres: (value: number) => t('placement.unit.metres', { n: written(Math.round(value)) }),
    yen: (value: number | null) =>
      value === null ? t('placement.unit.undetermined') : t('placement.unit.yen', { n: written(value) }),
    points: (value: number) => t('placement.unit.points', { n: written(value, 1) }),
  }
}

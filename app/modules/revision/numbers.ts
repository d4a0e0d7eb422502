/** Numbers and names of the simulation in words of the page's language. */
import { useLanguage, useT } from '~/ui/i18n'
import type { RevisionData } from './queries/revision.server'
import { WHOLE } from './rules'

type From = { least: number; most: number }

/** Money in thousands of yen, as budgets are written; from–to where it is not determined. */
export function useNumbers() {
  const t = useT()
  const language = useLanguage()
  const tag = language === 'ja-easy' ? 'ja' : language
  const written = (value: number, digits = 0) =>
    value.toLocaleString(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const thousands = (yen: number) => Math.round(yen / 1000)
  const money = (yen: number) => t('revision.unit.thousand_yen', { n: written(thousands(yen)) })
  const range = (least: string, most: string) =>
    least === most ? least : t('revision.unit.range', { least, most })
  const signed = (yen: number) => {
    const n = thousands(yen)
    return t('revision.unit.signed', { sign: n > 0 ? '+' : n < 0 ? '−' : '±', n: written(Math.abs(n)) })
  }
  return {
    written,
    money,
    yen: (value: number) => t('revision.unit.yen', { n: written(value) }),
    moneyRange: ({ least, most }: From) => range(money(least), money(most)),
    /** How much more or less than `than`, each end against its like */
    difference: (of: From, than: From) => range(signed(of.least - than.least), signed(of.most - than.most)),
    /** Expected halls, to a tenth: shares of halls are no whole ones */
    takes: (millionths: number) => t('revision.unit.works', { n: written(millionths / WHOLE, 1) }),
    halls: (n: number) => t('revision.unit.halls', { n: written(n) }),
    hallRange: (sure: number, perhaps: number) =>
      t('revision.unit.halls', { n: range(written(sure), written(perhaps)) }),
    percent: (millionths: number) => t('revision.unit.percent', { n: String((millionths * 100) / WHOLE) }),
    /** Millions of yen for the top of a bar */
    millions: (yen: number) => written(yen / 1_000_000, 1),
  }
}

type Named = Pick<RevisionData['variants'][number], 'id' | 'kind' | 'number' | 'state'>

/** 今の制度, 第4版(下書き), 案A */
export function useVariantName() {
  const t = useT()
  return ({ id, kind, number, state }: Named) => {
    if (kind === 'plan') return t(`revision.variant.plan_${id}`)
    const name = t('revision.variant.version', { number: number ?? 0 })
    if (kind === 'today') return t('revision.variant.today', { version: name })
    return state === 'draft' ? t('revision.variant.draft', { version: name }) : name
  }
}

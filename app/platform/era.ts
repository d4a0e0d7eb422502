/** Years and days as people and files write them, by the Western calendar or by era (元号). */
import { type Day, isDay } from './clock'

/** The year before the first of each era */
const ERAS: Record<string, number> = {
  明治: 1867,
  M: 1867,
  大正: 1911,
  T: 1911,
  昭和: 1925,
  S: 1925,
  平成: 1988,
  H: 1988,
  令和: 2018,
  R: 2018,
}

/** A year as people write it: `1978`, `1978年`, `昭和53年`, `S53`, `平成元年`, in any width. Null when it is none. */
export function readYear(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '').replace(/年$/, '')
  if (/^\d{4}$/.test(text)) return Number(text)
  const [, era = '', year = ''] = /^(明治|大正|昭和|平成|令和|[MTSHR])\.?(\d{1,2}|元)$/i.exec(text) ?? []
  const before = ERAS[era.toUpperCase()]
  if (before === undefined || year === '0' || year === '00') return null
  return before + (year === '元' ? 1 : Number(year))
}

/**
 * A whole day as people write it: `2026-04-01`, `2026/4/1`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`, in any width.
 * Null when it is none, also when the day or the month is missing.
 */
export function readDay(typed: string): Day | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  const [, y = '', m = '', d = ''] =
    /^((?:明治|大正|昭和|平成|令和|[MTSHR])?\.?(?:\d{1,4}|元))[年./-](\d{1,2})[月./-](\d{1,2})日?$/i.exec(
      text,
    ) ?? []
  const year = readYear(y)
  if (year === null) return null
  const day = `${String(year).padStart(4, '0')}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(day) ? day : null
}

/** Single fields of the form of a programme: what a person may type, and what the language writes instead. */
import { isDay } from '~/platform/clock'
import { message } from '~/platform/forms'
import { cleanText, letterCount } from '~/platform/text'
import { compare, FRACTION_TEXT, fraction, parseFraction } from '../rules/fraction'

/** `text` one line, `long` several, `yen`, `whole` and `number` figures, `rate` 率, `day` a date, `monthDay` 月日 */
export type LeafKind = 'text' | 'long' | 'yen' | 'whole' | 'number' | 'rate' | 'day' | 'monthDay'

/** What was understood, or the key of what is wrong with it. */
type Read = { value: string | number } | { error: string }

/** 千億円: more than any programme has */
const MAX_YEN = 99_999_999_999
const UNITS = { 億: 100_000_000, 万: 10_000, 千: 1_000 } as const

/** `3,000,000`, `300万円`, `1億2千万` as a whole number; null for anything else. */
export function yenOf(typed: string): number | null {
  let rest = typed.normalize('NFKC').replace(/[,\s¥円]/g, '')
  if (/^\d{1,15}$/.test(rest)) return Number(rest)
  let sum = 0
  // 1億2千万: what stands before 万 may itself hold 千.
  for (const unit of ['億', '万', '千'] as const) {
    const [before, after] = rest.split(unit)
    if (after === undefined || before === undefined) continue
    const inner = unit === '万' && before.endsWith('千') ? Number(before.slice(0, -1)) * 1000 : Number(before)
    if (!/^\d{1,6}(\.\d{1,4})?千?$/.test(before) || !Number.isFinite(inner)) return null
    sum += Math.round(inner * UNITS[unit])
    rest = after
    if (rest === '') return sum
  }
  return /^\d{1,8}$/.test(rest) && sum > 0 ? sum + Number(rest) : null
}

/** `2/3`, `3分の2`, `50%` or `0.7` as the language writes it; null for what is not above 0 and at most 1. */
export function rateOf(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/⁄/g, '/').replace(/\s/g, '')
  const [, parts, whole] = /^(\d{1,6})分の(\d{1,6})$/.exec(plain) ?? []
  const written = parts && whole ? `${whole}/${parts}` : plain
  if (!FRACTION_TEXT.test(written)) return null
  const rate = parseFraction(written)
  return rate.n > 0n && compare(rate, fraction(1)) <= 0 ? written : null
}

/** `10月31日`, `10/31` or `10-31` as `MM-DD`; null for a day that no year has. */
export function monthDayOf(typed: string): string | null {
  const [, month, day] =
    /^(\d{1,2})[月/.-](\d{1,2})日?$/.exec(typed.normalize('NFKC').replace(/\s/g, '')) ?? []
  if (!month || !day) return null
  const written = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // A leap year has every day.
  return isDay(`2028-${written}`) ? written : null
}

/** Reads what was typed into one field; an empty one is the caller's matter. */
export function readLeaf(kind: LeafKind, typed: string, max: number): Read {
  const text = cleanText(typed).trim()
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  switch (kind) {
    case 'text':
    case 'long': {
      const length = letterCount(text)
      if (length > max) return { error: message('form.too_long', { max, length }) }
      return { value: kind === 'text' ? text.replace(/\s*\n\s*/g, ' ') : text }
    }
    case 'yen': {
      const yen = yenOf(text)
      if (yen === null) return { error: 'programmes.problem.yen' }
      return yen <= MAX_YEN ? { value: yen } : { error: 'programmes.problem.yen_too_much' }
    }
    case 'whole':
      return /^\d{1,9}$/.test(plain) ? { value: Number(plain) } : { error: 'form.number' }
    case 'number': {
      if (/^\d{1,12}(\.\d{1,6})?$/.test(plain)) return { value: Number(plain) }
      if (/^\d{1,9}\/0*[1-9]\d{0,8}$/.test(plain)) return { value: plain }
      const yen = yenOf(text)
      return yen === null ? { error: 'form.number' } : { value: yen }
    }
    case 'rate': {
      const rate = rateOf(text)
      return rate === null ? { error: 'programmes.problem.rate' } : { value: rate }
    }
    case 'day':
      return isDay(plain) ? { value: plain } : { error: 'form.day' }
    case 'monthDay': {
      const found = monthDayOf(text)
      return found === null ? { error: 'programmes.problem.month_day' } : { value: found }
    }
  }
}

/** What stands in the field for a value of the language; null when this kind of field cannot show it. */
export function printLeaf(kind: LeafKind, value: unknown): string | null {
  if (value === undefined || value === null) return ''
  switch (kind) {
    case 'yen':
      return typeof value === 'number' ? value.toLocaleString('en') : null
    case 'whole':
      return typeof value === 'number' ? String(value) : null
    case 'number':
      if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 9 })
      return typeof value === 'string' && FRACTION_TEXT.test(value) && !value.includes('%') ? value : null
    case 'monthDay':
      return typeof value === 'string' ? `${Number(value.slice(0, 2))}/${Number(value.slice(3))}` : null
    default:
      return typeof value === 'string' ? value : null
  }
}

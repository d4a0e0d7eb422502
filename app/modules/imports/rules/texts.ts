/** Single cells made fit to store: what was put right is noted, what cannot be is kept as it is, or said to be left out. */
import { cleanText, letterCount, normalisePhone } from '~/platform/text'
import type { AedValues, Field, Note } from '../schema'

/** A value with what there is to say of it. */
export type Read<T> = { value: T; notes: Note[] }

/** Lengths of the columns of `aeds`, in letters. */
export const LENGTHS = {
  name: 200,
  nameKana: 200,
  nameEnglish: 200,
  address: 300,
  building: 200,
  position: 300,
  phone: 40,
  extension: 40,
  organisation: 200,
  url: 500,
  note: 2000,
  daysText: 200,
  startText: 60,
  endText: 60,
  hoursText: 1000,
} as const satisfies Partial<Record<keyof AedValues, number>>

/** A mark that a spreadsheet (and the portal's own export) sets before what it might take for a formula. */
const TEXT_MARK = /^'(?=[=+\-@＝＋－＠])/

/** What a cell says: cleaned, without blanks around it, '' for marks that mean nothing. */
export function said(cell: string | undefined): string {
  const text = cleanText(cell ?? '')
    .trim()
    .replace(TEXT_MARK, '')
    .trim()
  return /^([-‐－―ー]+|null|nan|n\/a|#n\/a)$/i.test(text) ? '' : text
}

/** A text on one line, cut to the length of its column. */
export function line(field: Field, text: string, max: number): Read<string> {
  return cutTo(field, text.replace(/\s*\n\s*/g, ' '), max)
}

/** A text that may have several lines, cut to the length of its column. */
export function cutTo(field: Field, text: string, max: number): Read<string> {
  if (letterCount(text) <= max) return { value: text, notes: [] }
  return { value: [...text].slice(0, max).join('').trim(), notes: [{ field, key: 'cut', params: { max } }] }
}

const HALF_KANA = /[\uff61-\uff9f]+/g

/** Half-width katakana (ﾔｸｼｮ) as full-width ones. */
export function wideKana(field: Field, text: string): Read<string> {
  const value = text.replace(HALF_KANA, (part) => part.normalize('NFKC')).normalize('NFC')
  return { value, notes: value === text ? [] : [{ field, key: 'kana_widened' }] }
}

/** In a column of phone numbers or addresses, that there is none. */
const isNone = (text: string) => /^(|なし|無し?|不明|未定|[×xX])$/.test(text)

/** 電話番号 with half-width digits and hyphens; brackets around the area code are as good, and say nothing. */
export function phone(text: string): Read<string> {
  if (isNone(text)) return { value: '', notes: [] }
  const numbersOnly = normalisePhone(text)
  // (代表) and the like stay as they stand.
  const written = /^[+\d-]*$/.test(numbersOnly) ? numbersOnly : text.replace(/\s+/g, ' ').normalize('NFKC')
  const { value } = cutTo('phone', written.trim(), LENGTHS.phone)
  const digits = value.replace(/\D/g, '')
  const none = (key: string) => ({ field: 'phone', key, params: { text: short(text) } }) as const
  if (/^0*$/.test(digits) && letterCount(value) <= 3) return { value: '', notes: [none('phone_dropped')] }
  // A spreadsheet took the number for one to count with.
  if (/^[1-9][\d-]*$/.test(value) && digits.length === 9) {
    return { value: `0${value}`, notes: [none('phone_zero')] }
  }
  const numbers = value.match(/\+?[(\d][\d()-]{7,}\d/g) ?? []
  const sound = (one: string) => /^(0\d{9,10}|81\d{9,10})$/.test(one.replace(/\D/g, ''))
  if (numbers.length === 0 || !numbers.every(sound)) return { value, notes: [none('phone_unclear')] }
  return { value, notes: value === text ? [] : [none('phone_format')] }
}

/** 郵便番号 as seven digits. */
export function postalCode(text: string): Read<string> {
  if (text === '') return { value: '', notes: [] }
  const digits = text.normalize('NFKC').replace(/[〒\s‐‑–—―−ーｰ-]/g, '')
  const note = (key: string): Note => ({ field: 'postalCode', key, params: { text: short(text) } })
  if (/^\d{7}$/.test(digits)) return { value: digits, notes: [] }
  // A spreadsheet took the code for a number.
  if (/^\d{6}$/.test(digits)) return { value: `0${digits}`, notes: [note('postal_code_zero')] }
  return { value: '', notes: [note('postal_code_dropped')] }
}

/** The check digit of a 法人番号: 9 − (Σ mod 9), weights 1 and 2 from the right. */
export function corporateCheckDigit(twelve: string): number {
  const digits = [...twelve].reverse().map(Number)
  return 9 - (digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 2), 0) % 9)
}

/** 法人番号: 13 digits. A wrong check digit is reported; what is no such number is left out. */
export function corporateNumber(text: string): Read<string> {
  if (text === '') return { value: '', notes: [] }
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  const note = (key: string): Note => ({ field: 'corporateNumber', key, params: { text: short(text) } })
  if (!/^\d{13}$/.test(digits)) return { value: '', notes: [note('corporate_number_dropped')] }
  const right = corporateCheckDigit(digits.slice(1)) === Number(digits[0])
  return { value: digits, notes: right ? [] : [note('corporate_number_wrong')] }
}

/** The check digit of a local-government code: 11 − (Σ mod 11), weights 6 5 4 3 2, last digit. */
export function cityCheckDigit(five: string): number {
  const sum = [...five].reduce((total, digit, at) => total + Number(digit) * (6 - at), 0)
  return (11 - (sum % 11)) % 10
}

/** 全国地方公共団体コード: five digits get their check digit; a wrong one is reported. */
export function cityCode(text: string): Read<string> {
  if (text === '') return { value: '', notes: [] }
  const code = text.normalize('NFKC').replace(/\s/g, '')
  const right = (six: string) => cityCheckDigit(six.slice(0, 5)) === Number(six[5])
  const completed = (value: string): Read<string> => ({
    value,
    notes: [{ field: 'cityCode', key: 'city_code_completed', params: { from: code, to: value } }],
  })
  if (/^\d{6}$/.test(code) && right(code)) return { value: code, notes: [] }
  // 011002 (Sapporo) without its nought, which a spreadsheet drops, or 27210 without its check digit.
  if (/^[1-9]\d{4}$/.test(code) && right(`0${code}`)) return completed(`0${code}`)
  if (/^(0[1-9]|[1-4]\d)\d{3}$/.test(code)) return completed(`${code}${cityCheckDigit(code)}`)
  return {
    value: text,
    notes: [{ field: 'cityCode', key: 'city_code_wrong', params: { text: short(code) } }],
  }
}

/** An address on the web; one without its scheme gets `https://`, what is none is left out. */
export function webAddress(text: string): Read<string> {
  if (isNone(text)) return { value: '', notes: [] }
  const bare = text.split(/\s/)[0] ?? ''
  const note = (key: string): Note => ({ field: 'url', key, params: { text: short(text) } })
  const withScheme = /^https?:\/\//i.test(bare)
  const url = withScheme ? bare : `https://${bare.replace(/^\/\//, '')}`
  const looksRight = withScheme || /^(\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}([/:?#]|$)/i.test(bare)
  if (!looksRight || !URL.canParse(url) || url.length > LENGTHS.url)
    return { value: '', notes: [note('url_dropped')] }
  return { value: url, notes: withScheme ? [] : [note('url_scheme')] }
}

const YES =
  /^(有り?|あり|[○〇◯●◎✓✔]|はい|yes|y|true|t|1|対応|可能?|設置|小児(用|対応)?.*|子ども.*|両用|成人・?小児.*)$/i
const NO = /^(無し?|なし|[×✕✗xX]|いいえ|no|n|false|f|0|非対応|不可|未設置|成人(用|のみ)?|大人(用|のみ)?)$/i

/** 小児対応設備の有無; null when the file does not say. */
export function childPads(text: string): Read<boolean | null> {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (plain === '') return { value: null, notes: [] }
  // 小児非対応 and 小児用なし begin like a yes.
  if (NO.test(plain) || /(非対応|不可|なし|無し?|ない)$/.test(plain)) return { value: false, notes: [] }
  if (YES.test(plain) || text === '○') return { value: true, notes: [] }
  return {
    value: null,
    notes: [{ field: 'childPads', key: 'child_pads_unclear', params: { text: short(text) } }],
  }
}

/** 外部利用不可: whether it is not for the public. What is not said is taken as for everybody. */
export function notForPublic(text: string): Read<boolean> {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (plain === '' || /^(可|利用可|開放)/.test(plain) || (NO.test(plain) && plain !== '不可'))
    return { value: false, notes: [] }
  if (/不可/.test(plain) || YES.test(plain)) return { value: true, notes: [] }
  return {
    value: true,
    notes: [{ field: 'notForPublic', key: 'not_for_public_unclear', params: { text: short(text) } }],
  }
}

/** Whether it is outdoors: from a column of its own, else only where the position says so in that word. */
export function outdoors(column: string, position: string): Read<boolean | null> {
  const told = column.normalize('NFKC')
  if (/屋内|室内|館内|indoor|なし|無/i.test(told) && !/屋外|室外/.test(told))
    return { value: false, notes: [] }
  if (/屋外|室外|館外|outdoor/i.test(told) || YES.test(told)) {
    return { value: /屋内/.test(told) ? null : true, notes: [] }
  }
  const outside = /屋外(?!(体育|運動|競技|プール|遊|施設|階段|ステージ))/.test(position)
  if (outside === /屋内(?!外)/.test(position)) return { value: null, notes: [] }
  return {
    value: outside,
    notes: [{ field: 'outdoors', key: outside ? 'outdoors_stated' : 'indoors_stated' }],
  }
}

/** Enough of a text to find it again in the file. */
export function short(text: string): string {
  return [...text.replace(/\s+/g, ' ')].slice(0, 60).join('')
}

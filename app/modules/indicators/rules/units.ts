/**
 * Amounts with their unit. Thousandths as whole numbers, never a float; amounts of different units are never added:
 * it does not compile, and where a unit is known only at run time it is refused.
 */
import type { Same } from '~/platform/same'
import type { IndicatorMethod as DbMethod, IndicatorUnit as DbUnit } from '../../../../prisma/generated/enums'

/** 指標の単位: 件, 人 (実人数), 延べ人, 円, % */
export const units = ['count', 'people', 'attendances', 'yen', 'percent'] as const
export type Unit = (typeof units)[number]

/** How the months make the year: 累計, or the latest one stands (a rate) */
export const methods = ['sum', 'latest'] as const
export type Method = (typeof methods)[number]

const _units: Same<Unit, DbUnit> = true
const _methods: Same<Method, DbMethod> = true
void _units
void _methods

/** Units whose months can be added to one another: a rate of a rate means nothing. */
type Additive = Exclude<Unit, 'percent'>

/** An amount: `milli` thousandths of its unit. */
export type Amount<U extends Unit = Unit> = { readonly unit: U; readonly milli: number }

/** The largest amount that can be entered, in whole units; twelve months of it are still exact. */
export const MOST = 99_999_999_999

/** @throws RangeError for what is no exact number of thousandths */
export function amount<U extends Unit>(unit: U, milli: number): Amount<U> {
  if (!Number.isSafeInteger(milli)) throw new RangeError(`${milli} is not exact`)
  return { unit, milli }
}

/** @param whole whole units */
export const whole = <U extends Unit>(unit: U, value: number): Amount<U> => amount(unit, value * 1000)

export const isAdditive = (unit: Unit): unit is Additive => unit !== 'percent'

/**
 * The sum of amounts of one unit.
 * @throws TypeError when one is of another unit, or when they are rates
 */
export function sum<U extends Additive>(unit: U, amounts: readonly Amount<NoInfer<U>>[]): Amount<U> {
  // The types say so already; a unit that comes from the database is checked again.
  if (!isAdditive(unit)) throw new TypeError(`${unit} is never added`)
  let total = 0
  for (const one of amounts) {
    if (one.unit !== unit) throw new TypeError(`${one.unit} is never added to ${unit}`)
    total += one.milli
  }
  return amount(unit, total)
}

/** The difference of two amounts of one unit. @throws TypeError when they are of different units */
export function difference<U extends Unit>(a: Amount<U>, b: Amount<NoInfer<U>>): Amount<U> {
  if (a.unit !== b.unit) throw new TypeError(`${b.unit} is never taken from ${a.unit}`)
  return amount(a.unit, a.milli - b.milli)
}

/** `-1234.5` as thousandths; null for what is no number of at most three decimals, or beyond what is taken. */
export function readMilli(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[,\s]/g, '')
    .replace(/^¥|[円人件%]$/g, '')
  const [, sign = '', ones = '', behind = ''] = /^([-−]?)(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text) ?? []
  if (ones === '') return null
  const milli = Number(ones) * 1000 + Number(behind.padEnd(3, '0'))
  if (milli > MOST * 1000) return null
  return sign ? -milli : milli
}

/** Thousandths from what the database hands over (`1234.500`), exact. */
export function milliOf(decimal: { toString(): string }): number {
  const read = readMilli(decimal.toString())
  if (read === null) throw new RangeError(`${decimal} is no amount of an indicator`)
  return read
}

/** Thousandths as the database takes them: `1234.5` → `1234.500`. */
export function decimalOf(milli: number): string {
  const digits = String(Math.abs(milli)).padStart(4, '0')
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
}

/** As it is typed again and as it stands in a file: `1234.5`, no commas. */
export const plainNumber = (milli: number): string => decimalOf(milli).replace(/\.?0+$/, '')

/** With commas: `1,234.5`. */
export function groupedNumber(milli: number): string {
  const [ones = '0', behind] = plainNumber(milli).split('.')
  const grouped = ones.replace(/\B(?=(\d{3})+$)/g, ',')
  return behind ? `${grouped}.${behind}` : grouped
}

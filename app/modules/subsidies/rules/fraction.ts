/** Exact fractions: no step of a subsidy is ever a float. */

/** Always in lowest terms, with a positive denominator. */
export type Fraction = { readonly n: bigint; readonly d: bigint }

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b)
}

/**
 * n / d in lowest terms.
 * @throws RangeError for a denominator of 0
 */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)]
  if (bottom === 0n) throw new RangeError('A fraction with the denominator 0')
  const by = divisor(top, bottom) || 1n
  const sign = bottom < 0n ? -1n : 1n
  return { n: (sign * top) / by, d: (sign * bottom) / by }
}

export const ZERO = fraction(0)

/** What a fraction may be written as: `2/3`, `0.7`, `15`; percent as `50%`. */
export const FRACTION_TEXT = /^-?\d{1,15}(?:\.\d{1,9}|\/0*[1-9]\d{0,14})?%?$/

/**
 * Reads `2/3`, `0.7`, `15` or `50%`.
 * @throws RangeError for anything else
 */
export function parseFraction(text: string | number): Fraction {
  const written = String(text).trim()
  if (!FRACTION_TEXT.test(written)) throw new RangeError(`Not a fraction: ${written}`)
  const percent = written.endsWith('%') ? 100n : 1n
  const [first = '', second] = written.replace('%', '').split('/')
  if (second) return fraction(BigInt(first), BigInt(second) * percent)
  const [whole = '', decimals = ''] = first.split('.')
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * percent)
}

export const add = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtract = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
export const multiply = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d)

/** Below 0, 0 or above 0 as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const least = (a: Fraction, b: Fraction) => (compare(b, a) < 0 ? b : a)

/** The greatest multiple of `unit` that is not above a fraction of 0 or more. */
export function roundDown(a: Fraction, unit: number): Fraction {
  const by = a.d * BigInt(unit)
  return fraction((a.n / by) * BigInt(unit))
}

const isWhole = (a: Fraction) => a.d === 1n

/** `2000000/3`, or `800000` for a whole number: how a step is kept. */
export function fractionText(a: Fraction): string {
  return isWhole(a) ? String(a.n) : `${a.n}/${a.d}`
}

/** A whole number of yen as a number; the part below one yen is cut off. */
export function toYen(a: Fraction): number {
  return Number(a.n / a.d)
}

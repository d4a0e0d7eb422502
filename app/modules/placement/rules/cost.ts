/**
 * 概算の費用. Every figure is an estimate under what the page assumes: whole yen, exact fractions. This is the one place
 * that says what the city would give; the programme of subsidies answers here once there is one for AEDs.
 */

/** A share of 1 as an exact fraction. */
type Rate = { over: number; under: number }

/** 端数の扱い: the city's share is cut down to whole multiples of this, yen */
export const roundings = [1, 100, 1000, 10_000] as const
type Rounding = (typeof roundings)[number]

export type Assumptions = {
  /** One AED with its outdoor box, put up; yen */
  price: number
  /** Pads, batteries and checks of one AED, yen a year; not subsidised */
  upkeep: number
  /** 補助率; null: the city has not said */
  rate: Rate | null
  /** 上限額 for one AED, yen; null: none */
  cap: number | null
  rounding: Rounding
}

type Estimate = {
  /** Yen for all sites */
  price: number
  upkeepPerYear: number
  /** The city's part and the rest; null: 未定, which is not the same as nothing */
  city: number | null
  own: number | null
}

/** What so many AEDs would cost. */
export function estimate(sites: number, assumptions: Assumptions): Estimate {
  const { price, upkeep } = assumptions
  const each = share(assumptions)
  return {
    price: price * sites,
    upkeepPerYear: upkeep * sites,
    city: each === null ? null : each * sites,
    own: each === null ? null : (price - each) * sites,
  }
}

/** The city's part of one AED: rate, then rounding, then cap. */
function share({ price, rate, cap, rounding }: Assumptions): number | null {
  if (!rate) return null
  const exact = Number((BigInt(price) * BigInt(rate.over)) / BigInt(rate.under))
  const rounded = Math.floor(exact / rounding) * rounding
  return cap === null ? rounded : Math.min(rounded, cap)
}

/**
 * A rate as people write it: 2/3, 3分の2, 50%, 0.5.
 * @returns null unless it is more than 0 and not more than 1
 */
export function readRate(typed: string): Rate | null {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').replaceAll('⁄', '/')
  const fraction = /^(\d{1,4})\/(\d{1,4})$/.exec(text)
  const reversed = /^(\d{1,4})分の(\d{1,4})$/.exec(text)
  const percent = /^(\d{1,3})(?:\.(\d{1,2}))?[%％]$/.exec(text)
  const decimal = /^([01])\.(\d{1,4})$|^1$/.exec(text)
  let rate: Rate | null = null
  if (fraction) rate = { over: Number(fraction[1]), under: Number(fraction[2]) }
  else if (reversed) rate = { over: Number(reversed[2]), under: Number(reversed[1]) }
  else if (percent) rate = scaled(percent[1], percent[2], 100)
  else if (decimal) rate = text === '1' ? { over: 1, under: 1 } : scaled(decimal[1], decimal[2], 1)
  return rate && rate.over > 0 && rate.under > 0 && rate.over <= rate.under ? rate : null
}

function scaled(whole = '0', places = '', under: number): Rate {
  return { over: Number(whole + places), under: under * 10 ** places.length }
}

/** A rate as it is shown: 2/3. */
export function writeRate(rate: Rate): string {
  return `${rate.over}/${rate.under}`
}

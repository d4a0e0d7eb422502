/** 予算: the year's commitments and payments. Yen, whole. Pure. */
import type { Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { SubsidyEntryKind } from '../../../prisma/generated/enums'

/** 予算の動き */
export const entryKinds = [
  'appropriate', // 当初・補正予算
  'carry_in', // 前年度からの繰越
  'carry_out', // 翌年度への繰越
  'reserve', // 申請
  'decide', // 交付決定
  'change', // 変更承認
  'finalise', // 額の確定
  'advance', // 概算払
  'pay', // 支払
  'repay', // 返還(戻入)
  'release', // 取下げ・不交付・廃止・取消し
] as const
export type EntryKind = (typeof entryKinds)[number]
const _kinds: Same<EntryKind, SubsidyEntryKind> = true
void _kinds

/** The sums of a budget, or what an entry adds to each, yen. */
export type Sums = {
  appropriated: number
  reserved: number
  decided: number
  finalised: number
  paid: number
}

/** 予算の五つの額, in the order in which money goes through them */
export const sumNames = ['appropriated', 'reserved', 'decided', 'finalised', 'paid'] as const
export type SumName = (typeof sumNames)[number]

export const NO_SUMS: Sums = { appropriated: 0, reserved: 0, decided: 0, finalised: 0, paid: 0 }

/** 残額: what can still be decided, yen. What is only applied for does not lessen it. */
export function leftOf({ appropriated, decided, finalised, paid }: Omit<Sums, 'reserved'>): number {
  return appropriated - decided - finalised - paid
}

/** 支出負担行為: a budget is committed within its fiscal year alone, 1 April to 31 March (Local Autonomy Act, art. 208). */
export function mayCommit(year: number, today: Day): boolean {
  return today >= `${year}-04-01` && today <= `${year + 1}-03-31`
}

/** 出納整理期間: what was committed is paid until 31 May (Local Autonomy Act, art. 235-5). */
export function mayPay(year: number, today: Day): boolean {
  return today >= `${year}-04-01` && today <= `${year + 1}-05-31`
}

/** 記帳の事由: why an appropriation was entered, or under which article money was carried over */
const entryCauses = [
  '',
  'initial', // 当初予算
  'supplementary', // 補正予算
  'transfer', // 流用・予備費充用
  'correction', // 訂正: entries are never changed, so that a wrong one is put right by another
  'permitted', // 繰越明許 (Local Autonomy Act, art. 213)
  'accident', // 事故繰越 (Local Autonomy Act, art. 220 (3))
] as const
export type EntryCause = (typeof entryCauses)[number]

export const appropriationCauses = ['initial', 'supplementary', 'transfer', 'correction'] as const
export type AppropriationCause = (typeof appropriationCauses)[number]

export const carryCauses = ['permitted', 'accident'] as const

/**
 * Whether an appropriation of a year may be entered on a day. After 31 March a year's budget is amended no more (Order
 * for Enforcement of the Local Autonomy Act, art. 148); what was entered wrongly is put right until the accounts close.
 */
export function mayAppropriate(cause: AppropriationCause, year: number, today: Day): boolean {
  return today <= (cause === 'correction' ? `${year + 1}-05-31` : `${year + 1}-03-31`)
}

/** 繰越: from a year that has begun until its accounts close, as the carry-over statement is due by 31 May. */
export const mayCarry = (year: number, today: Day): boolean => mayPay(year, today)

/**
 * The fiscal year whose end lies ahead: until 31 May the one before, whose payments still run, else the present one.
 */
export function yearToClose(today: Day): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) <= '05-31' ? year - 1 : year
}

/** What two sets of sums come to together. */
export function addSums(one: Sums, other: Sums): Sums {
  const sums = { ...NO_SUMS }
  for (const name of sumNames) sums[name] = one[name] + other[name]
  return sums
}

/** 執行率: paid of what there is, in tenths of a percent, rounded half up; null without a budget. Whole numbers only. */
export function tenthsSpent({ appropriated, paid }: Pick<Sums, 'appropriated' | 'paid'>): number | null {
  if (appropriated <= 0) return null
  const doubled = 2000 * paid + appropriated
  const whole = 2 * appropriated
  return (doubled - (((doubled % whole) + whole) % whole)) / whole
}

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

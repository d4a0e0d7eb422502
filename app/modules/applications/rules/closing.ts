/** 年度末: what must be finished by 31 March and paid by 31 May. Pure. */
import type { Day } from '~/platform/clock'
import type { ApplicationState } from './procedure'
import { closingOfAccounts, yearEnd } from './warnings'

/** What an application still waits for before its year can be closed, in the order of urgency of the procedure */
export const closingGroups = [
  'decide', // 交付決定
  'finish', // 完了・実績報告
  'inspect', // 検査
  'settle', // 額の確定
  'pay', // 請求・支払
  'return', // 取消し・返還
] as const
export type ClosingGroup = (typeof closingGroups)[number]

export const closingStates: Record<ClosingGroup, readonly ApplicationState[]> = {
  decide: ['submitted', 'reviewing', 'correcting', 'proposed'],
  finish: ['decided', 'started', 'changing'],
  inspect: ['reported', 'report_correcting'],
  settle: ['inspected', 'finalising'],
  pay: ['finalised', 'claimed'],
  return: ['cancelling', 'cancelled', 'stopped', 'repaying'],
}

const BY_YEAR_END: readonly ClosingGroup[] = ['decide', 'finish', 'inspect']

/** The last day for a group in the accounts of a fiscal year: its end, or the closing of the accounts. */
export function closingDay(group: ClosingGroup, year: number): Day {
  return BY_YEAR_END.includes(group) ? yearEnd(year) : closingOfAccounts(year)
}

/**
 * The first of the days of completion and inspection that lies after the year whose budget pays: both belong within it,
 * unless the grant was carried over.
 */
export function dayAfterYear(days: readonly (Day | null)[], year: number): Day | null {
  return days.find((day) => day !== null && day > yearEnd(year)) ?? null
}

/** The states in which the money of a work can be carried over to the next year: promised, and the work not done. */
export const CARRIED: readonly ApplicationState[] = closingStates.finish

/** 会計の引継ぎ: what is in the cash box and in the bank, against what the books say. Whole yen. Pure. */
import type { Day } from '~/platform/clock'

/** Rows of the form: more accounts or open sums than these no association was seen to have. */
export const MONEY_ROWS = 6

export type Money = {
  /** The day of counting */
  asOf: Day
  /** 現金, yen */
  cash: number
  /** 通帳: name and balance, never the number of the account */
  accounts: { name: string; balance: number }[]
  /** 未払い・未収: below zero what is still to be paid, above what is still to come */
  outstanding: { name: string; amount: number }[]
  /** 帳簿の残高 */
  book: number
  note: string
}

export type MoneySums = {
  bank: number
  /** Cash and bank */
  counted: number
  outstanding: number
  /** Counted less the books; 0 where they are equal */
  difference: number
}

export function moneySums(money: Pick<Money, 'cash' | 'accounts' | 'outstanding' | 'book'>): MoneySums {
  const bank = money.accounts.reduce((sum, { balance }) => sum + balance, 0)
  const counted = money.cash + bank
  return {
    bank,
    counted,
    outstanding: money.outstanding.reduce((sum, { amount }) => sum + amount, 0),
    difference: counted - money.book,
  }
}

/**
 * What somebody may do with the sheet. It is written until the incoming 会計 has signed, as the books are closed after
 * most of the rest was handed over; it is checked by a 監事 who has not written it, also after that. A sheet that is changed must be checked again.
 */
export function moneyActs(of: {
  writes: boolean
  auditor: boolean
  written: boolean
  writtenByReader: boolean
  audited: boolean
  signedIn: boolean
}): { write: boolean; audit: boolean } {
  return {
    write: of.writes && !of.signedIn,
    audit: of.auditor && of.written && !of.audited && !of.writtenByReader,
  }
}

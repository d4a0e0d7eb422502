/** 会計の引継ぎ: the form, with rows that may be left empty. */
import { z } from 'zod'
import { day } from '~/modules/officers/schema'
import { message, optional, text, wholeNumber, yen } from '~/platform/forms'
import { MONEY_ROWS } from '../rules/money'

const LIMIT = 9_999_999_999

const amount = optional(yen({ min: -LIMIT, max: LIMIT }))
const name = text({ max: 60, required: false })
const rows = Array.from({ length: MONEY_ROWS }, (_, i) => i + 1)

const rowFields = Object.fromEntries(
  rows.flatMap((row) => [
    [`account${row}`, name],
    [`balance${row}`, amount],
    [`open${row}`, name],
    [`amount${row}`, amount],
  ]),
) as Record<`account${number}` | `open${number}`, typeof name> &
  Record<`balance${number}` | `amount${number}`, typeof amount>

type Pair = { name: string; amount: number }

/** Rows with both a name and an amount; a row with one of them says what is missing. */
function pairs(
  form: Record<string, unknown>,
  names: string,
  amounts: string,
  refuse: (field: string, error: string) => void,
): Pair[] {
  return rows.flatMap((row): Pair[] => {
    const called = String(form[`${names}${row}`] ?? '')
    const sum = form[`${amounts}${row}`] as number | null
    if (called === '' && sum === null) return []
    if (called === '') refuse(`${names}${row}`, 'handover.money.error.name')
    if (sum === null) refuse(`${amounts}${row}`, 'handover.money.error.amount')
    return [{ name: called, amount: sum ?? 0 }]
  })
}

/** Read into the sheet as it is kept; what does not agree with the books needs a word. Yen. */
export const moneyForm = z
  .object({
    version: wholeNumber({ min: 1, max: 1_000_000 }),
    asOf: day,
    cash: yen({ min: 0, max: LIMIT }),
    book: yen({ min: -LIMIT, max: LIMIT }),
    note: text({ max: 1000, required: false }),
    ...rowFields,
  })
  .transform((form, ctx) => {
    const refuse = (field: string, error: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message: error })
    const accounts = pairs(form, 'account', 'balance', refuse)
    const outstanding = pairs(form, 'open', 'amount', refuse)
    const { version, asOf, cash, book, note } = form
    const counted = accounts.reduce((sum, one) => sum + one.amount, cash)
    if (counted !== book && note === '') {
      const yenText = (sum: number) => sum.toLocaleString('en-US')
      refuse(
        'note',
        message('handover.money.error.difference', { counted: yenText(counted), book: yenText(book) }),
      )
    }
    return {
      version,
      money: {
        asOf,
        cash,
        book,
        note,
        accounts: accounts.map((one) => ({ name: one.name, balance: one.amount })),
        outstanding: outstanding.map((one) => ({ name: one.name, amount: one.amount })),
      },
    }
  })
export type MoneyForm = z.output<typeof moneyForm>

export const auditForm = z.object({ version: wholeNumber({ min: 1, max: 1_000_000 }) })

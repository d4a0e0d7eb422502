/** 予算: what the forms and the addresses of the budget pages may say. */
import { z } from 'zod'
import { choice, rowId, text, wholeNumber, yen } from '~/platform/forms'
import { appropriationCauses, sumNames } from './rules'

/** Yen; less than a hundred thousand million */
export const MOST_YEN = 99_999_999_999

/** 増減 */
export const directions = ['add', 'cut'] as const

/** What an appropriation says, of whichever budget. `seen`: the last one that the form showed, 0 for none. */
const appropriation = {
  cause: choice(appropriationCauses),
  direction: choice(directions),
  amount: yen({ min: 1, max: MOST_YEN }),
  note: text({ max: 200 }),
}

/** 予算を立てる: the first appropriation of a programme in a fiscal year */
export const newBudgetSchema = z.object({
  programme: rowId,
  year: wholeNumber({ min: 1989, max: 2200 }),
  amount: appropriation.amount,
  note: appropriation.note,
})
export type NewBudgetForm = z.output<typeof newBudgetSchema>

/** 補正・流用・訂正 of a budget that stands */
export const appropriationSchema = z.object({
  ...appropriation,
  seen: wholeNumber({ min: 0, max: 2_147_483_647 }),
})
export type AppropriationForm = z.output<typeof appropriationSchema>

const year = z.coerce.number().int().min(1989).max(2200).optional().catch(undefined)
const key = z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined)

/** `/desk/subsidies/budgets`: years before this one */
export const overviewQuery = z.object({ before: year })

/** `/desk/subsidies/budgets/:id`: which entries, and until which one; or application by application, after which one */
export const ledgerQuery = z.object({
  view: z.enum(['entries', 'applications']).catch('entries'),
  only: z.enum(sumNames).optional().catch(undefined),
  before: key,
  after: key,
})
export type LedgerQuery = z.output<typeof ledgerQuery>

/** `/desk/subsidies.csv` */
export const ledgerFileQuery = z.object({
  year,
  budget: key,
  encoding: z.enum(['utf-8', 'cp932']).catch('utf-8'),
})
export type LedgerFileQuery = z.output<typeof ledgerFileQuery>

/** From columns of the database to the types of the rules. */
import { type Day, dateToDay } from '~/platform/clock'

/** Yen of a `bigint` column; far below what a number holds exactly. */
export const yen = (amount: bigint | null): number | null => (amount === null ? null : Number(amount))

/** The day of a `date` column. */
export const day = (date: Date | null): Day | null => date && dateToDay(date)

/** The days of an opening as the rules read them; and the same as a condition of the database. */
import { type Day, dateToDay, dayOf, dayToDate } from '~/platform/clock'
import type { Prisma } from '~/platform/db.server'

/** What decides until when somebody can come forward, and what is kept until when. */
export const daysSelect = {
  state: true,
  closesOn: true,
  electionOn: true,
  endsOn: true,
  closedAt: true,
} as const satisfies Prisma.OpeningSelect

type Row = {
  state: string
  closesOn: Date | null
  electionOn: Date | null
  endsOn: Date | null
  closedAt: Date | null
}

/** The columns as days, for `takesInterest` and `keptUntil`. */
export const daysOf = ({ state, closesOn, electionOn, endsOn, closedAt }: Row) => ({
  state,
  closesOn: closesOn && dateToDay(closesOn),
  electionOn: electionOn && dateToDay(electionOn),
  endsOn: endsOn && dateToDay(endsOn),
  closedOn: closedAt && dayOf(closedAt),
})

/** The `where` of `takesInterest`. */
export function takesWhere(today: Day): Prisma.OpeningWhereInput {
  const notOver = { gte: dayToDate(today) }
  return {
    state: 'open',
    AND: [
      { OR: [{ closesOn: null }, { closesOn: notOver }] },
      { OR: [{ electionOn: null }, { electionOn: notOver }] },
      { OR: [{ endsOn: null }, { endsOn: notOver }] },
    ],
  }
}

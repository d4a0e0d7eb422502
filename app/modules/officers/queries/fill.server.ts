/** What a year that was written down would change of a card: worked out anew for the page and for the writing. */
import { createHash } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayToDate, fiscalYear } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import {
  type CardTask,
  type Happening,
  MOST_RECORDS,
  monthsAhead,
  type Proposal,
  proposals,
  yearDays,
} from '../rules'
import { cardToKeep } from './tasks.server'

/** The year from which lines are taken over: the last whole one, or this one when it is asked for. */
export function fillYear(asked: string | undefined, today: Day): number {
  const present = fiscalYear(today)
  return asked === String(present) ? present : present - 1
}

export type FillPlan = { proposals: Proposal[]; digest: string }

/** The proposals of a fiscal year, with a digest: a plan that came out differently has another. */
export async function planFill(
  client: Tx | typeof db,
  postId: number,
  tasks: readonly CardTask[],
  given: { year: number; today: Day; happenings: readonly Happening[] },
): Promise<FillPlan> {
  const { year, today, happenings } = given
  const { from, to } = yearDays(year)
  const records = await client.officerRecord.findMany({
    where: { postId, doneOn: { gte: dayToDate(from), lte: dayToDate(to) } },
    orderBy: [{ doneOn: 'asc' }, { id: 'asc' }],
    take: MOST_RECORDS,
    select: { taskId: true, title: true, doneOn: true, minutes: true },
  })
  const done = records.map(({ doneOn, ...rest }) => ({ ...rest, doneOn: dateToDay(doneOn) }))
  const found = proposals(tasks, done, happenings, monthsAhead(year, today))
  return { proposals: found, digest: createHash('sha256').update(JSON.stringify(found)).digest('hex') }
}

/** The page of the proposals. @throws SignInNeeded, NotAllowed, NotFound */
export async function fillDesk(
  actor: Actor,
  slug: string,
  postId: number,
  year: number,
  happeningsOf: (associationId: number, year: number) => Promise<Happening[]>,
) {
  const card = await cardToKeep(actor, slug, postId)
  const happenings = await happeningsOf(card.association.id, year)
  return {
    ...card,
    happenings,
    plan: await planFill(db, postId, card.tasks, { year, today: actor.today, happenings }),
  }
}

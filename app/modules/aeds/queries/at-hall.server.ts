/** The AEDs that stand at a hall. */
import { thisMinute } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import type { ListedAed } from '../schema'
import { Judge, LISTED, type ListedRow } from './listed.server'

/** The AEDs at a hall, judged at this moment; those that were removed are left out. */
export async function aedsAtHall(hallId: number): Promise<ListedAed[]> {
  const found = await rows<ListedRow>(
    `SELECT ${LISTED} FROM aeds a WHERE a.hall_id = $1 AND a.condition <> 'removed' ORDER BY a.id`,
    [hallId],
  )
  const judge = new Judge(thisMinute())
  return found.map((row) => judge.listed(row))
}

/** Names that nobody needs any more. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { NAMES_KEPT_DAYS } from '../rules'

/** What stands in place of the name of a household that moved out long ago; its answers and confirmations stay countable. */
const NAMELESS = '—'

/**
 * A year after 転出 a household loses its name and its people; a year after somebody left, that tie is deleted.
 * @returns how many households and ties
 */
export async function forgetNames(): Promise<{ households: number; ties: number }> {
  const at = now()
  const day = dayToDate(addDays(dayOf(at), -NAMES_KEPT_DAYS))
  const left = new Date(at.getTime() - NAMES_KEPT_DAYS * 86_400_000)
  return transaction(async (tx) => {
    const gone = { movedOutOn: { lt: day } }
    const [ties, people] = [
      await tx.householdMember.deleteMany({ where: { leftAt: { lt: left } } }),
      await tx.householdMember.deleteMany({ where: { household: gone } }),
    ]
    const households = await tx.household.updateMany({
      where: { ...gone, name: { not: NAMELESS } },
      data: { name: NAMELESS, codeHash: null, codeExpiresAt: null },
    })
    const done = { households: households.count, ties: ties.count + people.count }
    if (done.households + done.ties > 0) {
      await record(tx, JOB, {
        action: 'household.names_forgotten',
        subjectType: 'household',
        subjectId: 0,
        after: done,
      })
    }
    return done
  })
}

/** 役員の氏名 of people without an account: gone some years after their term, with the term. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { NAMES_KEPT_DAYS } from '../rules/contacts'

/**
 * Deletes terms of people without an account that ended long ago: nobody else would ever take their names away, as they
 * cannot sign in. How many seats were held in a year is counted for three years back, so that no figure changes.
 * @returns how many
 */
export async function forgetNames(): Promise<number> {
  const before = dayToDate(addDays(dayOf(now()), -NAMES_KEPT_DAYS))
  return transaction(async (tx) => {
    const { count } = await tx.term.deleteMany({ where: { userId: null, endsOn: { lt: before } } })
    if (count > 0) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'officers',
        after: { names: count },
      })
    }
    return count
  })
}

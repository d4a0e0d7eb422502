/** 保存期間: who is in charge on the day is known as long as somebody may ask about that day. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, dayToDate, instantOfLocal, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { SUPERVISOR_KEPT_DAYS } from '../rules'

/**
 * Empties name and telephone of the supervisor a year after the last session of a place; where it never had one, a
 * year after the activities of its programme.
 * @returns of how many places
 */
export async function forgetSupervisors(): Promise<number> {
  const last = addDays(dayOf(now()), -SUPERVISOR_KEPT_DAYS)
  const before = instantOfLocal(`${last}T00:00`)
  return transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE volunteer_places p SET supervisor = '', supervisor_phone = NULL
      FROM volunteer_programmes g
      WHERE g.id = p.programme_id AND (p.supervisor <> '' OR p.supervisor_phone IS NOT NULL)
        AND CASE WHEN EXISTS (SELECT 1 FROM volunteer_sessions s WHERE s.place_id = p.id)
          THEN NOT EXISTS (SELECT 1 FROM volunteer_sessions s WHERE s.place_id = p.id AND s.ends_at >= ${before})
          ELSE g.activity_until < ${dayToDate(last)}::date END`
    if (count > 0)
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'volunteering',
        after: { supervisors: count },
      })
    return count
  })
}

/** 免除・順延の理由 that nobody needs any more. */
import { JOB, record } from '~/modules/audit/commands.server'
import { dayOf, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { periodOf } from '../rules'

/**
 * Deletes the reasons of absences whose time is over, of households that have moved out, and of rotations that have
 * ended. That somebody was excused stays; why does not. Absences that a decision ended go as a whole once it cannot be
 * taken back any more.
 * @returns how many
 */
export async function forgetReasons(): Promise<number> {
  const today = dayOf(now())
  return transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE duty_absences a SET reason = NULL
      FROM duty_places p JOIN duty_rotations r ON r.id = p.rotation_id LEFT JOIN households h ON h.id = p.household_id
      WHERE p.id = a.place_id AND a.reason IS NOT NULL
        AND (a.until_period < CASE r.period WHEN 'year' THEN ${periodOf('year', today)}::int
            ELSE ${periodOf('month', today)}::int END
          OR h.moved_out_on <= ${today}::date OR r.closed_on <= ${today}::date)`
    const ended = await tx.$executeRaw`
      DELETE FROM duty_absences a USING duty_places p, duty_rotations r
      WHERE p.id = a.place_id AND r.id = p.rotation_id AND a.ended_in <
        CASE r.period WHEN 'year' THEN ${periodOf('year', today)}::int ELSE ${periodOf('month', today)}::int END`
    if (count + ended > 0) {
      await record(tx, JOB, {
        action: 'duty.reasons_forgotten',
        subjectType: 'duty',
        subjectId: 0,
        after: { reasons: count, absences: ended },
      })
    }
    return count + ended
  })
}

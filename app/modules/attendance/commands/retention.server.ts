/** 保存期間: what is emptied once its time is over. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, fiscalYear, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { CERTIFICATE_YEARS, LATE_DAYS } from '../rules'
import { emptyCertificates } from './certify.server'

/**
 * Empties certificates five years after their fiscal year; deletes reflections of people whose names are deleted,
 * unless they may be shown; ends what they had offered to help; and forgets the keys of days that are over.
 */
export async function forgetAfterwards(): Promise<void> {
  const today = dayOf(now())
  await transaction(async (tx) => {
    const certificates = await emptyCertificates(tx, `${fiscalYear(today) - CERTIFICATE_YEARS}-04-01`)
    const reflections = await tx.volunteerReflection.deleteMany({
      where: { mayShow: false, member: { volunteer: { deletedAt: { not: null } } } },
    })
    const helpers = await tx.volunteerHelper.deleteMany({
      where: { volunteer: { deletedAt: { not: null } } },
    })
    const before = new Date(`${addDays(today, -LATE_DAYS)}T00:00:00+09:00`)
    await tx.volunteerSession.updateMany({
      where: { endsAt: { lt: before }, deskKeyHash: { not: null } },
      data: { deskKeyHash: null },
    })
    const count = certificates + reflections.count + helpers.count
    if (count === 0) return
    await record(tx, JOB, {
      action: 'retention.cleared',
      subjectType: 'portal',
      subjectId: 'attendance',
      after: { certificates, reflections: reflections.count, helpers: helpers.count },
    })
  })
}

/** What moderation forgets by itself: who reported, the words of appeals, and the keys with which somebody could appeal. */
import { addDays, type Day, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { APPEAL_DAYS, APPEAL_KEPT_DAYS, REPORT_KEPT_DAYS } from '../rules'

/** Days for which the page of a key is open after the last day for an appeal: the answer stands on it. */
const KEY_KEPT_DAYS = APPEAL_DAYS + 60

/**
 * Deletes reports and the words of appeals a year after their decision, and the keys of old hidings; the trace itself
 * stays.
 */
export async function forgetReports(today: Day): Promise<{ reports: number; appeals: number; keys: number }> {
  const reports = await db.contentReport.deleteMany({
    where: { state: { not: 'open' }, decidedAt: { lt: dayToDate(addDays(today, -REPORT_KEPT_DAYS)) } },
  })
  const appeals = await db.contentAppeal.updateMany({
    where: {
      decidedAt: { lt: dayToDate(addDays(today, -APPEAL_KEPT_DAYS)) },
      OR: [{ text: { not: '' } }, { decision: { not: '' } }],
    },
    data: { text: '', decision: '' },
  })
  const keys = await db.contentHiding.updateMany({
    where: {
      keyHash: { not: null },
      hiddenAt: { lt: dayToDate(addDays(today, -KEY_KEPT_DAYS)) },
      appeals: { none: { state: 'open' } },
    },
    data: { keyHash: null },
  })
  return { reports: reports.count, appeals: appeals.count, keys: keys.count }
}

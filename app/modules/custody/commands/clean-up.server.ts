/** What nobody needs any more: names of former inspectors, strangers' texts and photos, names on old checks. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { removeFiles } from '~/platform/files.server'
import {
  CHECKER_KEPT_DAYS,
  KEEPER_INVITATION_DAYS,
  KEEPER_KEPT_DAYS,
  OPEN_REPORT_KEPT_DAYS,
  REPORT_KEPT_DAYS,
} from '../rules'

const DAY_MS = 86_400_000

/** So many reports at a time. */
const BATCH = 1000

/**
 * Deletes appointments that ended long ago and invitations that led to nothing, texts and photos of reports that were
 * answered long ago, or that nobody has answered for a year (the kind and the days stay, and so does what is open), and
 * names on checks from paper.
 * @returns how many of each
 */
export async function forgetCustody(): Promise<{ keepers: number; reports: number; names: number }> {
  const at = now()
  const ago = (days: number) => new Date(at.getTime() - days * DAY_MS)
  const { files, ...done } = await transaction(async (tx) => {
    const keepers = await tx.aedKeeper.deleteMany({
      where: {
        OR: [
          { endedAt: { lt: ago(KEEPER_KEPT_DAYS) } },
          { acceptedAt: null, invitedAt: { lt: ago(KEEPER_KEPT_DAYS + KEEPER_INVITATION_DAYS) } },
        ],
      },
    })
    const old = await tx.aedReport.findMany({
      where: {
        AND: [
          {
            OR: [
              { state: { not: 'open' }, answeredAt: { lt: ago(REPORT_KEPT_DAYS) } },
              { state: 'open', createdAt: { lt: ago(OPEN_REPORT_KEPT_DAYS) } },
            ],
          },
          { OR: [{ text: { not: '' } }, { answer: { not: '' } }, { photoKey: { not: null } }] },
        ],
      },
      select: { id: true, photoKey: true, thumbnailKey: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    await tx.aedReport.updateMany({
      where: { id: { in: old.map(({ id }) => id) } },
      data: { text: '', answer: '', photoKey: null, thumbnailKey: null, photoType: null },
    })
    const names = await tx.aedCheck.updateMany({
      where: { checkedBy: { not: '' }, checkedOn: { lt: dayToDate(addDays(dayOf(at), -CHECKER_KEPT_DAYS)) } },
      data: { checkedBy: '' },
    })
    const counts = { keepers: keepers.count, reports: old.length, names: names.count }
    if (Object.values(counts).some((count) => count > 0)) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'aed_keeping',
        after: counts,
      })
    }
    return { ...counts, files: old.flatMap(({ photoKey, thumbnailKey }) => [photoKey, thumbnailKey]) }
  })
  await removeFiles(files)
  return done
}

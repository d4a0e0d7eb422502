/** Keepers are told of reports, of several at once where they come close together. */

import { dayOf, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { receiverBook } from '../receivers.server'
import { TOLD_MINUTES } from '../rules'

/** So many kinds are named in one mail. */
const NAMED = 10

/**
 * Tells the keepers of one AED of the reports that they have not been told of; not more than once in an hour: what
 * comes earlier waits for its end. The mail names kinds only; what a stranger wrote stays in the portal.
 * @returns how many reports were told of
 */
export async function tellReports(aedId: number): Promise<number> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM aeds WHERE id = ${aedId} FOR NO KEY UPDATE`
    const aed = await tx.aed.findFirst({
      where: { id: aedId, condition: { not: 'removed' } },
      select: {
        id: true,
        name: true,
        position: true,
        association: { select: { id: true, kind: true, path: true } },
      },
    })
    const untold = { aedId, state: 'open', toldAt: null } as const
    const reports = await tx.aedReport.findMany({
      where: untold,
      select: { id: true, kind: true },
      orderBy: { id: 'asc' },
    })
    if (!aed || reports.length === 0) return 0
    const at = now()
    const { _max } = await tx.aedReport.aggregate({ where: { aedId }, _max: { toldAt: true } })
    const next = _max.toldAt && new Date(_max.toldAt.getTime() + TOLD_MINUTES * 60_000)
    if (next && next > at) {
      await queue(tx, 'tell-aed-reports', { aedId }, { startAfter: next })
      return 0
    }
    await tx.aedReport.updateMany({
      where: { ...untold, id: { in: reports.map(({ id }) => id) } },
      data: { toldAt: at },
    })
    // The place on the map is corrected by those who keep it by office.
    const way = reports.some(({ kind }) => kind === 'moved') ? 'office' : 'any'
    for (const receiver of await receiverBook(tx, dayOf(at), way)(aed)) {
      await writeMail(tx, receiver, 'reports', (t) => ({
        aed: aed.name,
        place: aed.position || t('custody.mail.no_position'),
        count: reports.length,
        kinds: reports
          .slice(0, NAMED)
          .map(({ kind }) => `- ${t(`custody.kind.${kind}`)}`)
          .join('\n'),
        url: portalUrl(`/aeds/${aedId}/upkeep#reports`),
      }))
    }
    return reports.length
  })
}

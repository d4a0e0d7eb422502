/** One report with what the stranger wrote, for those who keep the AED alone. */
import type { Actor } from '~/modules/accounts/rules'
import { dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { keptAed } from '../scope.server'
import { headOf } from './upkeep.server'

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function reportOf(actor: Actor, aedId: number, reportId: number) {
  const aed = await keptAed(db, actor, aedId)
  const found = await db.aedReport.findFirst({
    where: { id: reportId, aedId },
    select: {
      id: true,
      kind: true,
      text: true,
      photoKey: true,
      state: true,
      answer: true,
      answeredAt: true,
      createdAt: true,
    },
  })
  if (!found) throw new NotFound()
  const { photoKey, createdAt, answeredAt, ...report } = found
  return {
    aed: headOf(aed),
    report: {
      ...report,
      hasPhoto: photoKey !== null,
      at: createdAt.toISOString(),
      answeredOn: answeredAt && dayOf(answeredAt),
    },
  }
}

/** The photo of a report. @throws SignInNeeded, NotAllowed, NotFound also when it has been deleted */
export async function reportPhoto(actor: Actor, aedId: number, reportId: number, small: boolean) {
  await keptAed(db, actor, aedId)
  const found = await db.aedReport.findFirst({
    where: { id: reportId, aedId },
    select: { photoKey: true, thumbnailKey: true, photoType: true },
  })
  if (!found?.photoKey || !found.photoType) throw new NotFound()
  if (small && found.thumbnailKey)
    return { key: found.thumbnailKey, type: 'image/webp', name: 'thumbnail.webp', shared: false }
  const ending = found.photoType.split('/')[1] ?? ''
  return { key: found.photoKey, type: found.photoType, name: `report-${reportId}.${ending}`, shared: false }
}

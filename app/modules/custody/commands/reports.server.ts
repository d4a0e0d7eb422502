/** 通報: anyone says that something is not as it is shown; a keeper answers. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { db, isUniqueViolation, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { queue } from '~/platform/jobs.server'
import { readUpload, type Upload } from '~/platform/uploads.server'
import { moveCondition } from '../condition.server'
import { MAX_PHOTO_BYTES, moveOf, photoTypes, reportLimits } from '../rules'
import type { AnswerForm, ReportForm } from '../schema'
import { lockKeptAed } from '../scope.server'
import { audit, settleRemoval } from './condition.server'

/**
 * Takes a report of anybody. The same form sent twice is one report. Nothing is kept of who sent it.
 * @param address of the network, for the limit alone
 * @throws NotFound when there is no such AED, or it has been taken away; TooMany; Invalid naming what is wrong with
 * the photo
 */
export async function sendReport(
  address: string,
  aedId: number,
  form: ReportForm,
  photo: UploadedFile | undefined,
): Promise<void> {
  const aed = await db.aed.findFirst({
    where: { id: aedId, condition: { not: 'removed' } },
    select: { id: true },
  })
  if (!aed) throw new NotFound()
  const sent = { submissionId: form.submission }
  if (await db.aedReport.findUnique({ where: sent, select: { id: true } })) return
  await limitAttempts('aed-report.address', reportLimits.address, address)
  const read = photo ? await readPhoto(photo) : null
  // Whoever picks another photo, since this one cannot be taken, has not reported yet.
  await limitAttempts('aed-report.same-aed', reportLimits.sameAed, `${address} ${aedId}`)
  const stored = read ? await storePhoto(read) : null
  try {
    await transaction(async (tx) => {
      // Reports on one AED are counted one after the other, and nobody reports on what is being taken away.
      await tx.$executeRaw`SELECT 1 FROM aeds WHERE id = ${aedId} FOR NO KEY UPDATE`
      const there = { id: aedId, condition: { not: 'removed' } } as const
      if (!(await tx.aed.findFirst({ where: there, select: { id: true } }))) throw new NotFound()
      const { kind, text } = form
      await tx.aedReport.create({ data: { aedId, kind, text, ...sent, ...stored, createdAt: now() } })
      await queue(tx, 'tell-aed-reports', { aedId })
    })
  } catch (error) {
    await removeFiles([stored?.photoKey ?? null, stored?.thumbnailKey ?? null])
    if (!isUniqueViolation(error)) throw error
  }
}

async function readPhoto(photo: UploadedFile): Promise<Upload> {
  if (photo.tooLarge)
    throw new Invalid({
      photo: [message('custody.report.photo.too_large', { mb: MAX_PHOTO_BYTES / 1048576 })],
    })
  const upload = await readUpload(photo.path, photoTypes)
  if ('refused' in upload) throw new Invalid({ photo: [`custody.report.photo.${upload.refused}`] })
  return upload
}

async function storePhoto({ content, thumbnail, type }: Upload) {
  const id = randomUUID()
  const photoKey = `aed-reports/${id.slice(0, 2)}/${id}`
  const thumbnailKey = thumbnail ? `${photoKey}-thumbnail` : null
  await putFile(photoKey, content)
  if (thumbnail && thumbnailKey) await putFile(thumbnailKey, thumbnail)
  return { photoKey, thumbnailKey, photoType: type }
}

/**
 * Answers a report, or dismisses it with a reason; with an answer the AED can be taken out of service or away in the
 * same step.
 * @throws SignInNeeded, NotAllowed (also an inspector who would take it away), NotFound; Stale when somebody has
 * answered it
 */
export async function answerReport(
  actor: Actor,
  aedId: number,
  reportId: number,
  form: AnswerForm,
): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    const byId = aed.keeper.user.id
    if (!(await tx.aedReport.findFirst({ where: { id: reportId, aedId }, select: { id: true } })))
      throw new NotFound()
    const { count } = await tx.aedReport.updateMany({
      where: { id: reportId, aedId, state: 'open' },
      data: { state: form.as, answer: form.answer, answeredById: byId, answeredAt: now() },
    })
    if (count !== 1) throw new Stale()
    if (form.outcome !== 'nothing') {
      const move = moveOf(form.outcome, aed.condition)
      // Somebody else has said so meanwhile: what was asked for is the case.
      if (move?.officeOnly && aed.as !== 'office') throw new NotAllowed()
      if (move) await moveCondition(tx, aed, form.outcome, { on: actor.today, note: '', byId })
      if (form.outcome === 'remove') await settleRemoval(tx, aed)
    }
    await audit(tx, actor, aed, `aed_keeping.report_${form.as}`, { reportId, outcome: form.outcome })
  })
}

/** 過去の様子の写真: taken in with the day on which those shown agreed, and removed. Pictures are written anew. */
import { randomUUID } from 'node:crypto'
import { type Actor, mayInPortal, requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { shorten } from '~/platform/text'
import { readUpload } from '~/platform/uploads.server'
import { tellCentre } from '../mails.server'
import { keepSubmitted, placesInScope, refusePlace } from '../queries/scope.server'
import { MAX_PHOTO_BYTES, MAX_PHOTOS, photoTypes } from '../rules'
import type { PhotoForm } from '../schema'

async function held(tx: Tx, actor: Actor, placeId: number) {
  requireUser(actor)
  const place = await tx.volunteerPlace.findFirst({
    where: { AND: [{ id: placeId }, placesInScope(actor)] },
    select: { state: true, title: true, host: { select: { associationId: true } } },
  })
  if (!place) return refusePlace(actor)
  keepSubmitted(actor, place.state)
  return { ...place, associationId: place.host.associationId }
}

/**
 * @throws SignInNeeded, NotFound; Invalid for a file that cannot be taken, one too many, or a consent to come
 */
export async function addPhoto(
  actor: Actor,
  placeId: number,
  form: PhotoForm,
  file: UploadedFile | undefined,
): Promise<void> {
  // Nobody's file is unpacked before it is known that they may send one.
  await transaction((tx) => held(tx, actor, placeId))
  if (form.consent_on > actor.today) throw new Invalid({ consent_on: ['volunteering.error.consent_future'] })
  if (!file) throw new Invalid({ file: ['halls.error.file_missing'] })
  const name = shorten(file.name, 100)
  if (file.tooLarge)
    throw new Invalid({ file: [message('halls.error.too_large', { name, mb: MAX_PHOTO_BYTES / 1_048_576 })] })
  const upload = await readUpload(file.path, photoTypes)
  if ('refused' in upload) throw new Invalid({ file: [message(`halls.error.${upload.refused}`, { name })] })
  const id = randomUUID()
  const key = `volunteering/${id.slice(0, 2)}/${id}`
  await putFile(key, upload.content)
  await putFile(`${key}-thumbnail`, upload.thumbnail ?? upload.content)
  try {
    await transaction(async (tx) => {
      const { associationId, ...place } = await held(tx, actor, placeId)
      await tx.$queryRaw`SELECT 1 FROM volunteer_places WHERE id = ${placeId} FOR UPDATE`
      if ((await tx.volunteerPhoto.count({ where: { placeId } })) >= MAX_PHOTOS)
        throw new Invalid({ file: [message('halls.error.too_many_files', { max: MAX_PHOTOS })] })
      const photo = await tx.volunteerPhoto.create({
        data: {
          placeId,
          file: key,
          name: shorten(upload.nameFor(file.name), 200),
          type: upload.type,
          size: upload.size,
          caption: form.caption,
          consentOn: dayToDate(form.consent_on),
          // Nothing is seen by everybody before the centre has looked at it.
          approvedAt: mayInPortal(actor, 'volunteer.run') ? now() : null,
        },
        select: { id: true },
      })
      await record(tx, actor, {
        action: 'volunteer.photo_added',
        subjectType: 'volunteer_place',
        subjectId: placeId,
        associationId,
        after: { photo: photo.id, consentOn: form.consent_on },
      })
      await tellCentre(tx, actor, placeId, place, 'photo_added')
    })
  } catch (error) {
    await removeFiles([key, `${key}-thumbnail`])
    throw error
  }
}

/** 写真を公開する, by the centre. @throws SignInNeeded, NotAllowed; NotFound for one that is gone, or seen already */
export async function approvePhoto(actor: Actor, placeId: number, photo: number): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    const { associationId } = await held(tx, actor, placeId)
    const { count } = await tx.volunteerPhoto.updateMany({
      where: { id: photo, placeId, approvedAt: null },
      data: { approvedAt: now() },
    })
    if (count !== 1) throw new NotFound()
    await record(tx, actor, {
      action: 'volunteer.photo_approved',
      subjectType: 'volunteer_place',
      subjectId: placeId,
      associationId,
      after: { photo },
    })
  })
}

/** @throws SignInNeeded, NotFound */
export async function removePhoto(actor: Actor, placeId: number, photo: number): Promise<void> {
  const gone: string[] = []
  await transaction(async (tx) => {
    const { associationId } = await held(tx, actor, placeId)
    const found = await tx.volunteerPhoto.findFirst({ where: { id: photo, placeId }, select: { file: true } })
    if (!found) throw new NotFound()
    await tx.volunteerPhoto.delete({ where: { id: photo } })
    gone.push(found.file, `${found.file}-thumbnail`)
    await record(tx, actor, {
      action: 'volunteer.photo_removed',
      subjectType: 'volunteer_place',
      subjectId: placeId,
      associationId,
      after: { photo },
    })
  })
  await removeFiles(gone)
}

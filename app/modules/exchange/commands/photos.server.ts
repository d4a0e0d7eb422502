/** 写真 of a matter: with the question or afterwards, written anew without what a camera writes into them. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { askAboutPersonal } from '~/modules/moderation/rules'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { readUpload } from '~/platform/uploads.server'
import { MAX_PHOTO_BYTES, type MatterState, MOST_PHOTOS, photoTypes } from '../rules'
import { audit, type OwnKey, ownMatter } from './own.server'

/** States in which something can still be added. */
const OPEN: readonly MatterState[] = ['waiting', 'received', 'routed']

/** A photo that was read, and lies in the store. */
type Stored = { storageKey: string; name: string; contentType: string; bytes: number; description: string }

/** A photo as it was sent, with the words for those who do not see it; `field` is where it is found fault with. */
export type SentPhoto = { field: string; file: UploadedFile | undefined; description: string }

/**
 * Reads all photos and puts them into the store; of a bad one none is kept.
 * @throws Invalid naming the field and what is wrong
 */
export async function storePhotos(sent: readonly SentPhoto[]): Promise<Stored[]> {
  const read = []
  for (const { field, file, description } of sent)
    read.push({ description, ...(await readPhoto(file, field)) })
  const stored: Stored[] = []
  try {
    for (const photo of read) {
      const storageKey = `exchange/${randomUUID()}`
      await putFile(storageKey, photo.content)
      // The name of a file on somebody's phone is theirs.
      const name = photo.nameFor('photo')
      stored.push({
        storageKey,
        name,
        contentType: photo.type,
        bytes: photo.size,
        description: photo.description,
      })
    }
    return stored
  } catch (error) {
    await dropPhotos(stored)
    throw error
  }
}

/** Takes photos out of the store of which no row came to be. */
export const dropPhotos = (stored: readonly Stored[]) =>
  removeFiles(stored.map(({ storageKey }) => storageKey))

/** Notes photos that lie in the store. */
export async function notePhotos(tx: Tx, matterId: number, stored: readonly Stored[]): Promise<void> {
  const createdAt = now()
  await tx.matterPhoto.createMany({ data: stored.map((photo) => ({ ...photo, matterId, createdAt })) })
}

/**
 * Adds a photo.
 * @throws NotFound; Stale once it is answered; Invalid naming what is wrong with the photo, also with the question about
 * data of others that were found in its words
 */
export async function addPhoto(
  actor: Actor,
  own: OwnKey,
  form: { description: string; personal_ok: boolean },
  file: UploadedFile | undefined,
): Promise<void> {
  // Before the file is read: only the author has work done with it.
  await transaction((tx) => ownMatter(tx, actor, own))
  const personalAsked = askAboutPersonal([form.description], form.personal_ok)
  const stored = await storePhotos([{ field: 'photo', file, description: form.description }])
  try {
    await transaction(async (tx) => {
      const matter = await ownMatter(tx, actor, own)
      if (!OPEN.includes(matter.state)) throw new Stale()
      if ((await tx.matterPhoto.count({ where: { matterId: matter.id } })) >= MOST_PHOTOS)
        throw new Invalid({ photo: [message('exchange.error.too_many_photos', { max: MOST_PHOTOS })] })
      await notePhotos(tx, matter.id, stored)
      if (personalAsked)
        await tx.matter.updateMany({ where: { id: matter.id }, data: { personalAsked: true } })
      await audit(tx, actor, 'photo_added', matter)
    })
  } catch (error) {
    await dropPhotos(stored)
    throw error
  }
}

async function readPhoto(photo: UploadedFile | undefined, field: string) {
  if (!photo) throw new Invalid({ [field]: ['exchange.error.photo'] })
  if (photo.tooLarge)
    throw new Invalid({
      [field]: [message('custody.report.photo.too_large', { mb: MAX_PHOTO_BYTES / 1048576 })],
    })
  const upload = await readUpload(photo.path, photoTypes)
  if ('refused' in upload) throw new Invalid({ [field]: [`custody.report.photo.${upload.refused}`] })
  return upload
}

/** Takes a photo away for good. @throws NotFound; Stale once it is answered */
export async function removePhoto(actor: Actor, own: OwnKey, photoId: number): Promise<void> {
  const storageKey = await transaction(async (tx) => {
    const matter = await ownMatter(tx, actor, own)
    if (!OPEN.includes(matter.state)) throw new Stale()
    const photo = await tx.matterPhoto.findFirst({
      where: { id: photoId, matterId: matter.id },
      select: { storageKey: true },
    })
    if (!photo) throw new NotFound()
    await tx.matterPhoto.deleteMany({ where: { id: photoId } })
    await audit(tx, actor, 'photo_removed', matter)
    return photo.storageKey
  })
  await removeFiles([storageKey])
}

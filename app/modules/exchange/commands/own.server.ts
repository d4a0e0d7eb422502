/** What an author does afterwards: photos, and taking it back. By account, office, or the key of a mail. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { readUpload } from '~/platform/uploads.server'
import { storedKey } from '../contact.server'
import { visibleMatters } from '../queries/matter.server'
import { MAX_PHOTO_BYTES, type MatterState, MOST_PHOTOS, moveOf, photoTypes, speaksFor } from '../rules'
import { happen } from './happen.server'
import { releaseJoined } from './release.server'

/** A matter by its id, for somebody who has signed in, or by the key of its author's own page. */
export type OwnKey = { id: number } | { key: string }

/** States in which something can still be added. */
const OPEN: readonly MatterState[] = ['waiting', 'received', 'routed']

/** The author's matter, held to the end. @throws NotFound for anybody else's */
async function ownMatter(tx: Tx, actor: Actor, own: OwnKey) {
  const select = {
    id: true,
    state: true,
    version: true,
    authorId: true,
    channel: true,
    receivedAt: true,
    associationId: true,
    joinedToId: true,
    association: { select: { path: true } },
  } as const
  const where =
    'key' in own
      ? { keyHash: storedKey(own.key), authorContact: { not: null } }
      : { AND: [{ id: own.id }, visibleMatters(actor)] }
  const found = await tx.matter.findFirst({ where, select: { id: true } })
  if (!found) throw new NotFound()
  await tx.$executeRaw`SELECT FROM matters WHERE id = ${found.id}::int FOR NO KEY UPDATE`
  const matter = await tx.matter.findUniqueOrThrow({ where: { id: found.id }, select })
  const { authorId, channel } = matter
  const associationPath = matter.association?.path ?? null
  if (!('key' in own) && !speaksFor(actor, { authorId, channel, associationPath })) throw new NotFound()
  return { ...matter, state: matter.state as MatterState }
}

const audit = (
  tx: Tx,
  actor: Actor,
  action: string,
  matter: { id: number; associationId: number | null },
  after?: { state: string },
) =>
  record(tx, actor, {
    action: `matter.${action}`,
    subjectType: 'matter',
    subjectId: matter.id,
    associationId: matter.associationId,
    after,
  })

/**
 * 取下げ by its author, as long as nobody has answered.
 * @throws NotFound; Stale when it was answered or changed meanwhile
 */
export async function withdrawMatter(actor: Actor, own: OwnKey, version: number): Promise<void> {
  await transaction(async (tx) => {
    const matter = await ownMatter(tx, actor, own)
    const move = moveOf('withdraw', matter.state, 'author')
    if (!move || matter.joinedToId !== null) throw new Stale()
    const { count } = await tx.matter.updateMany({
      where: { id: matter.id, version, state: matter.state },
      data: { state: move.to, closedAt: now(), version: version + 1 },
    })
    if (count !== 1) throw new Stale()
    await happen(tx, matter.id, { kind: 'withdrawn', byId: actor.user?.id })
    await releaseJoined(tx, actor, matter.id)
    await audit(tx, actor, 'withdrawn', matter, { state: matter.state })
  })
}

/**
 * Adds a photo, written anew without what a camera writes into it.
 * @throws NotFound; Stale once it is answered; Invalid naming what is wrong with the photo
 */
export async function addPhoto(
  actor: Actor,
  own: OwnKey,
  description: string,
  photo: UploadedFile | undefined,
): Promise<void> {
  // Before the file is read: only the author has work done with it.
  await transaction((tx) => ownMatter(tx, actor, own))
  const read = await readPhoto(photo)
  const storageKey = `exchange/${randomUUID()}`
  await putFile(storageKey, read.content)
  try {
    await transaction(async (tx) => {
      const matter = await ownMatter(tx, actor, own)
      if (!OPEN.includes(matter.state)) throw new Stale()
      if ((await tx.matterPhoto.count({ where: { matterId: matter.id } })) >= MOST_PHOTOS)
        throw new Invalid({ photo: [message('exchange.error.too_many_photos', { max: MOST_PHOTOS })] })
      await tx.matterPhoto.create({
        data: {
          matterId: matter.id,
          storageKey,
          // The name of a file on somebody's phone is theirs.
          name: read.nameFor('photo'),
          contentType: read.type,
          bytes: read.size,
          description,
          createdAt: now(),
        },
        select: { id: true },
      })
      await audit(tx, actor, 'photo_added', matter)
    })
  } catch (error) {
    await removeFiles([storageKey])
    throw error
  }
}

async function readPhoto(photo: UploadedFile | undefined) {
  if (!photo) throw new Invalid({ photo: ['exchange.error.photo'] })
  if (photo.tooLarge)
    throw new Invalid({
      photo: [message('custody.report.photo.too_large', { mb: MAX_PHOTO_BYTES / 1048576 })],
    })
  const upload = await readUpload(photo.path, photoTypes)
  if ('refused' in upload) throw new Invalid({ photo: [`custody.report.photo.${upload.refused}`] })
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

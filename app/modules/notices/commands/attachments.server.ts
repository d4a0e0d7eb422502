/** 添付: what is taken in, tied to its notice, and cleared away. */
import { randomUUID } from 'node:crypto'
import type { SignedIn } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { shorten } from '~/platform/text'
import { readUpload } from '~/platform/uploads.server'
import { attachmentTypes, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../rules'

type Taken = { id: string; name: string; type: string; size: number }

/**
 * Takes uploaded files in: the type is decided by the content, pictures are written anew without what the camera
 * noted. What is refused comes back as messages; the others wait for their notice for a day.
 */
export async function takeAttachments(
  actor: SignedIn,
  files: UploadedFile[],
): Promise<{ taken: Taken[]; refused: string[] }> {
  const taken: Taken[] = []
  const refused: string[] = []
  for (const file of files) {
    const name = shorten(file.name, 100)
    if (taken.length >= MAX_ATTACHMENTS) {
      refused.push(message('notices.attachments.too_many', { name, max: MAX_ATTACHMENTS }))
      continue
    }
    if (file.tooLarge) {
      refused.push(message('notices.attachments.too_large', { name, mb: MAX_ATTACHMENT_BYTES / 1048576 }))
      continue
    }
    const upload = await readUpload(file.path, attachmentTypes)
    if ('refused' in upload) {
      refused.push(message(`notices.attachments.${upload.refused}`, { name }))
      continue
    }
    const id = randomUUID()
    const key = `attachments/${id.slice(0, 2)}/${id}`
    const thumbnailKey = upload.thumbnail ? `${key}-thumbnail` : null
    await putFile(key, upload.content)
    if (upload.thumbnail && thumbnailKey) await putFile(thumbnailKey, upload.thumbnail)
    const { type, width, height } = upload
    const size = upload.size
    await db.attachment.create({
      data: {
        id,
        uploaderId: actor.user.id,
        name: upload.nameFor(file.name),
        type,
        size,
        key,
        thumbnailKey,
        width,
        height,
      },
    })
    taken.push({ id, name: upload.nameFor(file.name), type, size })
  }
  return { taken, refused }
}

/**
 * Ties the named attachments to a notice and drops those to be removed. Only what this person sent and what the
 * notice already has can be named.
 * @throws Invalid when there would be more than ten
 */
export async function attach(
  tx: Tx,
  actor: SignedIn,
  noticeId: number,
  form: { attachment: string[]; remove_attachment: string[] },
): Promise<void> {
  const wanted = form.attachment.filter((id) => !form.remove_attachment.includes(id))
  for (const [position, id] of wanted.entries()) {
    await tx.attachment.updateMany({
      where: { id, OR: [{ noticeId }, { noticeId: null, uploaderId: actor.user.id }] },
      data: { noticeId, position },
    })
  }
  // Cut loose, they wait like any other and are cleared away within a day: a file outlives a failed transaction.
  await tx.attachment.updateMany({
    where: { noticeId, id: { notIn: wanted } },
    data: { noticeId: null, createdAt: now() },
  })
  const count = await tx.attachment.count({ where: { noticeId } })
  if (count > MAX_ATTACHMENTS) {
    throw new Invalid({ files: [message('notices.attachments.count', { max: MAX_ATTACHMENTS })] })
  }
}

/** Deletes attachments that nobody has tied to a notice for a day, with their files. Returns how many. */
export async function clearWaiting(): Promise<number> {
  const dayAgo = new Date(now().getTime() - 24 * 3600_000)
  const gone = await transaction(async (tx) => {
    const waiting = await tx.attachment.findMany({
      where: { noticeId: null, createdAt: { lt: dayAgo } },
      select: { id: true, key: true, thumbnailKey: true },
      take: 1000,
    })
    await tx.attachment.deleteMany({ where: { id: { in: waiting.map((row) => row.id) }, noticeId: null } })
    return waiting
  })
  await removeFiles(gone.flatMap((row) => [row.key, row.thumbnailKey]))
  return gone.length
}

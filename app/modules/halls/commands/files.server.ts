/** 写真・図面: taken in, shown or hidden, removed. The type is decided by the content; pictures are written anew. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { shorten } from '~/platform/text'
import { readUpload } from '~/platform/uploads.server'
import { fileTypes, MAX_FILE_BYTES, MAX_FILES } from '../rules'
import type { FileAct, FileInput } from '../schema'
import { changeHall, keepHall } from './keep.server'

/**
 * Adds a photo or a drawing. A drawing is never public.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a file that cannot be taken, or one too many; Stale
 */
export async function addFile(
  actor: Actor,
  hallId: number,
  form: FileInput,
  file: UploadedFile | undefined,
): Promise<void> {
  const isPublic = form.kind === 'photo' && form.public
  if (form.kind === 'drawing' && form.public) throw new Invalid({ public: ['halls.error.drawing_private'] })
  // Nobody's file is unpacked before it is known that they may send one.
  await transaction((tx) => keepHall(tx, actor, hallId, form.version))
  if (!file) throw new Invalid({ file: ['halls.error.file_missing'] })
  const name = shorten(file.name, 100)
  if (file.tooLarge) {
    throw new Invalid({ file: [message('halls.error.too_large', { name, mb: MAX_FILE_BYTES / 1_048_576 })] })
  }
  const upload = await readUpload(file.path, fileTypes[form.kind])
  if ('refused' in upload) throw new Invalid({ file: [message(`halls.error.${upload.refused}`, { name })] })
  const id = randomUUID()
  const key = `halls/${id.slice(0, 2)}/${id}`
  const thumbnailKey = upload.thumbnail ? `${key}-thumbnail` : null
  await putFile(key, upload.content)
  if (upload.thumbnail && thumbnailKey) await putFile(thumbnailKey, upload.thumbnail)
  try {
    await transaction((tx) =>
      changeHall(tx, actor, hallId, form.version, 'hall.file_added', async () => {
        if ((await tx.hallFile.count({ where: { hallId } })) >= MAX_FILES) {
          throw new Invalid({ file: [message('halls.error.too_many_files', { max: MAX_FILES })] })
        }
        const { type, size, width, height } = upload
        await tx.hallFile.create({
          data: {
            id,
            hallId,
            kind: form.kind,
            public: isPublic,
            caption: form.caption,
            name: upload.nameFor(file.name),
            type,
            size,
            key,
            thumbnailKey,
            width,
            height,
          },
          select: { id: true },
        })
        return { file: id, kind: form.kind, public: isPublic }
      }),
    )
  } catch (error) {
    await removeFiles([key, thumbnailKey])
    throw error
  }
}

/**
 * Shows a photo in public, hides it, or removes a file for good.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid for a drawing that is to be shown
 */
export async function changeFile(actor: Actor, hallId: number, form: FileAct): Promise<void> {
  const action = form.intent === 'remove' ? 'hall.file_removed' : 'hall.file_changed'
  const gone: (string | null)[] = []
  await transaction((tx) =>
    changeHall(tx, actor, hallId, form.version, action, async () => {
      const file = await tx.hallFile.findFirst({
        where: { id: form.file, hallId },
        select: { kind: true, key: true, thumbnailKey: true },
      })
      if (!file) throw new NotFound()
      if (form.intent === 'remove') {
        await tx.hallFile.deleteMany({ where: { id: form.file, hallId } })
        gone.push(file.key, file.thumbnailKey)
        return { file: form.file }
      }
      if (file.kind === 'drawing') throw new Invalid({ public: ['halls.error.drawing_private'] })
      await tx.hallFile.updateMany({
        where: { id: form.file, hallId },
        data: { public: form.intent === 'show' },
      })
      return { file: form.file, public: form.intent === 'show' }
    }),
  )
  // After the commit: a file outlives a failed transaction, never the other way round.
  await removeFiles(gone)
}

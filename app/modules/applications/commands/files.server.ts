/** What is handed in as a file: read, stored, and put on the list of a document. */
import { createHash, randomUUID } from 'node:crypto'
import { now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { shorten } from '~/platform/text'
import { readUpload } from '~/platform/uploads.server'
import { fileTypes, MAX_FILE_BYTES } from '../schema'

/** A file that lies in the store and has no row yet. */
export type Stored = { id: string; key: string; name: string; type: string; size: number; hash: string }

/**
 * Reads uploaded files and stores those that are what they say; the type is decided by the content, and pictures are
 * written anew without what the camera noted. The others come back as messages.
 */
export async function storeFiles(files: readonly UploadedFile[]): Promise<{
  stored: Stored[]
  refused: string[]
}> {
  const stored: Stored[] = []
  const refused: string[] = []
  for (const file of files) {
    const name = shorten(file.name, 100)
    if (file.tooLarge) {
      refused.push(message('applications.documents.too_large', { name, mb: MAX_FILE_BYTES / 1_048_576 }))
      continue
    }
    const upload = await readUpload(file.path, fileTypes)
    if ('refused' in upload) {
      refused.push(message(`applications.documents.${upload.refused}`, { name }))
      continue
    }
    const { content, type, size } = upload
    stored.push(await store({ content, type, size, name: upload.nameFor(file.name) }))
  }
  return { stored, refused }
}

/** Puts a file into the store. @param file `name` with the ending of its type, `size` in bytes */
export async function store(file: {
  content: Uint8Array
  type: string
  size: number
  name: string
}): Promise<Stored> {
  const { content, type, size, name } = file
  const id = randomUUID()
  const key = `subsidies/${id.slice(0, 2)}/${id}`
  await putFile(key, content)
  return { id, key, name, type, size, hash: createHash('sha256').update(content).digest('hex') }
}

/** Takes files out of the store again whose rows were not written. */
export const unstore = (files: readonly Stored[]) => removeFiles(files.map(({ key }) => key))

/** Gives stored files their rows under a document. */
export async function fileUnder(
  tx: Tx,
  documentId: number,
  files: readonly Stored[],
  byId: string,
): Promise<void> {
  await tx.subsidyFile.createMany({
    data: files.map((file) => ({ ...file, documentId, uploadedById: byId, createdAt: now() })),
  })
}

/**
 * Takes files off a document. What the city has never seen is deleted; what was handed in stays in the trail.
 * @param instead the file that cost lines name from now on; null: none
 * @returns the keys to take out of the store after the commit
 */
export async function takeOff(
  tx: Tx,
  of: { handedIn: boolean; files: readonly string[]; instead: string | null },
): Promise<string[]> {
  const ids = [...of.files]
  await tx.subsidyCostLine.updateMany({ where: { fileId: { in: ids } }, data: { fileId: of.instead } })
  if (of.handedIn) {
    await tx.subsidyFile.updateMany({
      where: { id: { in: ids }, replacedAt: null },
      data: { replacedAt: now() },
    })
    return []
  }
  const rows = await tx.subsidyFile.findMany({ where: { id: { in: ids } }, select: { key: true } })
  await tx.subsidyFile.deleteMany({ where: { id: { in: ids } } })
  return rows.map(({ key }) => key)
}

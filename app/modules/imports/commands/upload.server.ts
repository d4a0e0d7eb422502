/** A file arrives: it is looked at, kept, and waits for its columns to be confirmed. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, PortalError } from '~/platform/errors'
import { putFile, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import { log } from '~/platform/log.server'
import { settings } from '~/platform/settings.server'
import { cleanText, shorten } from '~/platform/text'
import type { UploadForm } from '../forms'
import { mapping as mappingSchema } from '../schema'
import { openStates } from '../states'
import { lookAt } from '../table.server'

/**
 * Begins an import with a file that has arrived.
 * @param file its name, and where it lies
 * @returns the id of the import
 * @throws SignInNeeded, NotAllowed without `aed.import`; Invalid when the file cannot be read as a table, another
 * import of the source is under way, or a new source has a name that stands
 */
export async function startImport(
  actor: Actor,
  form: UploadForm,
  file: { name: string; path: string },
): Promise<number> {
  const { user } = requirePortalRight(actor, 'aed.import')
  const bytes = await readFile(file.path)
  const answer = await lookAt(bytes, settings().PUBLIC_URL).catch((error) => {
    if (error instanceof PortalError) throw error
    // A file that brings the program to its end, whatever it holds, is refused like any other that cannot be read.
    log.warn('a file of AEDs brought the program that reads it to its end')
    throw new Invalid({ file: ['imports.upload.unreadable'] })
  })
  if ('refused' in answer) {
    throw new Invalid({ file: [message(`imports.note.${answer.refused.key}`, answer.refused.params)] })
  }
  const { found } = answer
  const fileKey = `imports/${randomUUID()}`
  await putFile(fileKey, bytes)
  try {
    return await transaction(async (tx) => {
      const sourceId = await sourceOf(tx, form)
      const { id } = await tx.aedImport.create({
        data: {
          sourceId,
          fileName: shorten(cleanText(file.name).trim() || 'file', 200),
          fileKey,
          detected: found,
          mapping: mappingSchema.parse(found.mapping),
          total: found.rows,
          startedById: user.id,
        },
        select: { id: true },
      })
      await record(tx, actor, {
        action: 'aed_import.uploaded',
        subjectType: 'aed_import',
        subjectId: id,
        after: { rows: found.rows },
      })
      return id
    })
  } catch (error) {
    await removeFiles([fileKey])
    // Two people at once: the unique index decided.
    if (isUniqueViolation(error)) throw openRefusal(form)
    throw error
  }
}

const openRefusal = (form: UploadForm) =>
  form.source === null
    ? new Invalid({ name: ['imports.upload.name_taken'] })
    : new Invalid({ source: ['imports.upload.source_open'] })

/** The source that was chosen, or the new one. */
async function sourceOf(tx: Tx, form: UploadForm): Promise<number> {
  const { source, name, publisher, licence, url } = form
  if (source === null) {
    if (await tx.aedSource.findUnique({ where: { name }, select: { id: true } })) throw openRefusal(form)
    const made = await tx.aedSource.create({ data: { name, publisher, licence, url }, select: { id: true } })
    return made.id
  }
  const known = await tx.aedSource.findUnique({ where: { id: source }, select: { id: true } })
  if (!known) throw new Invalid({ source: ['imports.upload.no_such_source'] })
  const open = await tx.aedImport.count({ where: { sourceId: source, state: { in: [...openStates] } } })
  if (open > 0) throw openRefusal(form)
  return known.id
}

/** 書類を出す・外す, and what is not needed for this application */
import type { Actor } from '~/modules/accounts/rules'
import { hallFile } from '~/modules/halls/queries/hall.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { readStored, removeFiles } from '~/platform/files.server'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { hallFilesOf } from '../queries/prefill.server'
import { type DraftDocument, documentNeed, filesOf, openSteps } from '../rules'
import { type AddFilesInput, MAX_FILES } from '../schema'
import { fileUnder, type Stored, store, storeFiles, takeOff, unstore } from './files.server'
import { holdTask, keepTask, type Writing } from './keep.server'

/**
 * Locks the application for one of its documents.
 * @throws as `holdTask`; NotFound for a document that is not on its list; Stale `application_closed` when its step is
 *   not open
 */
async function holdDocument(
  tx: Tx,
  actor: Actor,
  id: number,
  form: { document: number; version?: number },
): Promise<{ writing: Writing; document: DraftDocument }> {
  const items = [`document:${form.document}`]
  const writing = await holdTask(tx, actor, id, { task: 'documents', version: form.version, items })
  const document = writing.view.draft.documents.find((one) => one.id === form.document)
  if (!document) throw new NotFound()
  if (!openSteps(writing.view.state).includes(document.step)) throw new Stale('application_closed')
  return { writing, document }
}

/** One more file takes nothing away from anybody; who replaces must have seen what stands. */
const guarded = ({ document, mode, version }: AddFilesInput) =>
  mode === 'add' ? { document } : { document, version }

/**
 * Hands files in for a document. Those that can be taken are kept also when others are refused.
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for none, too many, or one that is not what it says; Stale
 */
export async function addFiles(
  actor: Actor,
  id: number,
  form: AddFilesInput,
  files: readonly UploadedFile[],
): Promise<void> {
  // Nobody's file is unpacked before it is known that they may send one.
  await transaction((tx) => holdDocument(tx, actor, id, guarded(form)))
  if (files.length === 0) throw new Invalid({ file: ['applications.documents.file_missing'] })
  const { stored, refused } = await storeFiles(files)
  if (stored.length > 0) await keepFiles(actor, id, form, stored)
  if (refused.length > 0) {
    throw new Invalid({
      file: stored.length > 0 ? [...refused, 'applications.documents.others_taken'] : refused,
    })
  }
}

/**
 * Hands in photos and drawings of the hall's record, as copies: what changes there afterwards changes nothing here.
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for a file that is not of this hall, or too many; Stale
 */
export async function takeHallFiles(
  actor: Actor,
  id: number,
  form: { document: number; version: number; files: readonly string[] },
): Promise<void> {
  const { hallId } = await transaction(async (tx) => {
    const { writing } = await holdDocument(tx, actor, id, { document: form.document })
    return writing.view.draft
  })
  const known = await hallFilesOf(actor, hallId)
  if (form.files.some((file) => !known.some((one) => one.id === file)))
    throw new Invalid({ files: ['applications.documents.hall_files_choose'] })
  const stored: Stored[] = []
  for (const one of form.files) {
    const { key, type, name } = await hallFile(actor, one)
    const content = await readStored(key)
    if (content) stored.push(await store({ content, type, name, size: content.length }))
  }
  const { document, version } = form
  await keepFiles(actor, id, { document, version, mode: 'add' }, stored)
}

/** Writes the rows of stored files; what has no row afterwards is taken out of the store. */
async function keepFiles(
  actor: Actor,
  id: number,
  form: AddFilesInput,
  stored: readonly Stored[],
): Promise<void> {
  let gone: string[] = []
  let taken: readonly Stored[] = []
  try {
    await transaction(async (tx) => {
      const { writing, document } = await holdDocument(tx, actor, id, guarded(form))
      const standing = await tx.subsidyFile.findMany({
        where: { documentId: document.id, replacedAt: null },
        select: { id: true, hash: true },
      })
      // The same content again is a second click, or a slip of the finger.
      taken = stored.filter(
        ({ hash }, i) =>
          !standing.some((file) => file.hash === hash) &&
          stored.findIndex((other) => other.hash === hash) === i,
      )
      if (taken.length === 0) return
      const old = form.mode === 'replace' ? standing : []
      if (standing.length - old.length + taken.length > MAX_FILES)
        throw new Invalid({ file: [message('applications.documents.too_many', { max: MAX_FILES })] })
      await fileUnder(tx, document.id, taken, writing.person.user.id)
      gone = await takeOff(tx, {
        handedIn: writing.held.receiptNumber !== null,
        files: old.map((file) => file.id),
        instead: taken[0]?.id ?? null,
      })
      await setDocument(tx, document.id, 'handed_in')
      await keepTask(tx, writing, 'documents', { fields: [`document:${document.id}`] })
    })
  } catch (error) {
    await unstore(stored)
    throw error
  }
  await unstore(stored.filter((file) => !taken.includes(file)))
  // After the commit: a file outlives a failed transaction, never the other way round.
  await removeFiles(gone)
}

async function setDocument(
  tx: Tx,
  id: number,
  state: 'missing' | 'handed_in' | 'not_needed',
  note = '',
): Promise<void> {
  await tx.subsidyDocument.updateMany({ where: { id }, data: { state, note } })
}

/**
 * Takes a file back: it is deleted, or once it was handed in, kept in the trail alone.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale
 */
export async function removeFile(
  actor: Actor,
  id: number,
  form: { file: string; version: number },
): Promise<void> {
  const gone = await transaction(async (tx) => {
    const file = await tx.subsidyFile.findFirst({
      where: { id: form.file, replacedAt: null, document: { applicationId: id } },
      select: { documentId: true },
    })
    const { writing, document } = await holdDocument(tx, actor, id, {
      document: file?.documentId ?? 0,
      version: form.version,
    })
    const left = filesOf(document).filter((one) => one.id !== form.file)
    const keys = await takeOff(tx, {
      handedIn: writing.held.receiptNumber !== null,
      files: [form.file],
      instead: null,
    })
    if (left.length === 0 && document.state === 'handed_in') await setDocument(tx, document.id, 'missing')
    await keepTask(tx, writing, 'documents', { fields: [`document:${document.id}`] })
    return keys
  })
  await removeFiles(gone)
}

/**
 * Says that a document does not apply to this application, and why. One that the programme asks of everybody stays.
 * @throws SignInNeeded, NotFound, NotAllowed, Invalid, Stale
 */
export async function markNotNeeded(
  actor: Actor,
  id: number,
  form: { document: number; note: string; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const { writing, document } = await holdDocument(tx, actor, id, form)
    const { programme, draft } = writing.view
    const listed = programme.documents.find(
      ({ step, name }) => step === document.step && name === document.name,
    )
    if (listed && documentNeed(programme, draft.facts, listed) === 'needed')
      throw new Invalid({ note: ['applications.documents.always_needed'] })
    await setDocument(tx, document.id, 'not_needed', form.note)
    await keepTask(tx, writing, 'documents', { fields: [`document:${document.id}`] })
  })
}

/** Takes that back. @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function markNeeded(
  actor: Actor,
  id: number,
  form: { document: number; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const { writing, document } = await holdDocument(tx, actor, id, form)
    if (document.state !== 'not_needed') return
    await setDocument(tx, document.id, filesOf(document).length > 0 ? 'handed_in' : 'missing')
    await keepTask(tx, writing, 'documents', { fields: [`document:${document.id}`] })
  })
}

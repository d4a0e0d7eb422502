/** 経費の明細を書く, with the quote or the receipt of each */
import type { Actor } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import type { UploadedFile } from '~/platform/forms.server'
import { editsOf } from '../queries/edits.server'
import { filesOf, type LineStage, openStage, openSteps, proofOf } from '../rules'
import { type LineInput, MAX_FILES, MAX_LINES } from '../schema'
import { fileUnder, type Stored, storeFiles, unstore } from './files.server'
import { holdTask, keepTask, type Writing } from './keep.server'
import { hold } from './move.server'

/** A second click within so many milliseconds enters no second line. */
const DOUBLE_CLICK = 60_000

async function holdCosts(tx: Tx, actor: Actor, id: number, version: number) {
  const writing = await holdTask(tx, actor, id, { task: 'costs', version })
  const stage = openStage(writing.view.state)
  if (!stage) throw new Stale('application_closed')
  return { writing, stage }
}

/**
 * Enters a cost line, or corrects one. A paper that comes with it is put under the quotes (or the receipts) of the
 * document list.
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for a paper that cannot be taken, or a line too many; Stale
 */
export async function saveLine(
  actor: Actor,
  id: number,
  form: LineInput,
  file?: UploadedFile,
): Promise<void> {
  const repeated = await transaction(async (tx) => {
    if (await isRepeated(tx, actor, id, form)) return true
    // Nobody's file is unpacked before it is known that they may send one.
    await holdCosts(tx, actor, id, form.version)
    return false
  })
  if (repeated) return
  const { stored, refused } = await storeFiles(file ? [file] : [])
  if (refused.length > 0) throw new Invalid({ file: refused })
  try {
    await transaction(async (tx) => {
      const { writing, stage } = await holdCosts(tx, actor, id, form.version)
      const fields: string[] = []
      const fileId = await paperOf(tx, writing, stage, form, stored[0], fields)
      const { work, label, amount, eligible, payee } = form
      const data = { work, label, amount, eligible, payee, fileId }
      const lines = writing.view.draft.lines.filter((line) => line.stage === stage)
      if (form.id === null) {
        if (lines.length >= MAX_LINES)
          throw new Invalid({ label: [message('applications.costs.too_many', { max: MAX_LINES })] })
        const last = await tx.subsidyCostLine.aggregate({
          where: { applicationId: id, stage },
          _max: { position: true },
        })
        const made = await tx.subsidyCostLine.create({
          data: { ...data, applicationId: id, stage, position: (last._max.position ?? -1) + 1 },
          select: { id: true },
        })
        fields.unshift(`line:${made.id}`)
      } else {
        const before = lines.find((line) => line.id === form.id)
        if (!before) throw new NotFound()
        const same = (Object.keys(data) as (keyof typeof data)[]).every((key) => before[key] === data[key])
        if (!same) {
          await tx.subsidyCostLine.updateMany({ where: { id: form.id, applicationId: id }, data })
          fields.unshift(`line:${form.id}`)
        }
      }
      await keepTask(tx, writing, 'costs', { fields })
    })
  } catch (error) {
    await unstore(stored)
    throw error
  }
}

/** Whether this very line was entered by this person a moment ago: the second half of a double click. */
async function isRepeated(tx: Tx, actor: Actor, id: number, form: LineInput): Promise<boolean> {
  if (form.id !== null) return false
  await hold(tx, actor, id)
  const [last] = await editsOf(tx, id, { task: 'costs', after: form.version, take: 1 })
  if (!last || last.byId !== actor.user?.id || now().getTime() - last.at.getTime() > DOUBLE_CLICK)
    return false
  const line = Number(last.fields.find((field) => field.startsWith('line:'))?.slice('line:'.length))
  const { work, label, amount, payee } = form
  const where = { id: line || 0, applicationId: id, work, label, amount, payee }
  return (await tx.subsidyCostLine.count({ where })) > 0
}

/** The file that a line names: the one that came with it, or one of the application that was chosen. */
async function paperOf(
  tx: Tx,
  { view, person }: Writing,
  stage: LineStage,
  form: LineInput,
  stored: Stored | undefined,
  fields: string[],
): Promise<string | null> {
  if (!stored) {
    if (form.paper === null) return null
    const known = view.draft.documents.some((one) => filesOf(one).some(({ id }) => id === form.paper))
    if (!known) throw new Invalid({ paper: ['form.choose'] })
    return form.paper
  }
  const proof = proofOf(stage, view.draft.documents)
  if (!openSteps(view.state).includes(proof.step)) throw new Stale('application_closed')
  const { id, files } = await tx.subsidyDocument.upsert({
    where: { applicationId_step_name: { applicationId: view.id, ...proof } },
    create: { applicationId: view.id, ...proof },
    update: {},
    select: { id: true, files: { where: { replacedAt: null }, select: { id: true } } },
  })
  if (files.length >= MAX_FILES)
    throw new Invalid({ file: [message('applications.documents.too_many', { max: MAX_FILES })] })
  await fileUnder(tx, id, [stored], person.user.id)
  await tx.subsidyDocument.updateMany({ where: { id }, data: { state: 'handed_in', note: '' } })
  fields.push(`document:${id}`)
  return stored.id
}

/** Deletes a cost line; its paper stays among the documents. @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function removeLine(
  actor: Actor,
  id: number,
  form: { id: number; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const { writing, stage } = await holdCosts(tx, actor, id, form.version)
    const { count } = await tx.subsidyCostLine.deleteMany({
      where: { id: form.id, applicationId: id, stage },
    })
    if (count !== 1) throw new NotFound()
    await keepTask(tx, writing, 'costs', { fields: [`line:${form.id}`] })
  })
}

/**
 * Begins the actual costs with those of the quotes, so that only what came out differently is written.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale also where there are actual costs already
 */
export async function copyEstimates(actor: Actor, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const { writing, stage } = await holdCosts(tx, actor, id, form.version)
    const { lines } = writing.view.draft
    if (stage !== 'actual' || lines.some((line) => line.stage === 'actual')) throw new Stale()
    await tx.subsidyCostLine.createMany({
      data: lines.map(({ work, label, amount, eligible, payee }, position) => ({
        applicationId: id,
        stage,
        work,
        label,
        amount,
        eligible,
        payee,
        position,
      })),
    })
    await keepTask(tx, writing, 'costs', { fields: ['lines'] })
  })
}

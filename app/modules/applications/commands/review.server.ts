/** 審査: answering a consultation, taking up, asking for corrections, inspecting. */
import type { Actor } from '~/modules/accounts/rules'
import { addDays, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { message } from '~/platform/forms'
import { translator } from '~/platform/i18n.server'
import {
  checkedSteps,
  closingOfAccounts,
  correctableItems,
  type DocumentStep,
  openCorrections,
  stepOf,
  uncheckedDocuments,
} from '../rules'
import type { CorrectInput, InspectInput } from '../schema'
import { itemName } from '../words'
import { type Held, hold, move, requireMove } from './move.server'

/** 事前相談に答える @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function answerConsultation(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    await move(tx, holding, 'answer_consultation', { reason: form.reason })
  })
}

/** 審査を始める: whoever does is in charge, unless somebody is. @throws SignInNeeded, NotFound, NotAllowed, Stale */
export async function takeUp(actor: Actor, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    const { held, person } = holding
    await move(tx, holding, 'take_up', { data: { assignedToId: held.assignedToId ?? person.user.id } })
  })
}

/** A later day is a slip of the pen. */
const LATEST_DAYS = 180

/**
 * 補正を依頼する, item by item, of the application or of the report.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid without an item, or for a day that is past
 */
export async function askCorrections(actor: Actor, id: number, form: CorrectInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    const { held } = holding
    const verb = stepOf(held.state) === 'report' ? 'ask_report_correction' : 'ask_correction'
    requireMove(holding, verb)
    if (form.items.length === 0) throw new Invalid({ form: ['review.error.no_items'] })
    if (form.dueOn <= actor.today) throw new Invalid({ due_on: ['review.error.past'] })
    const latest = addDays(actor.today, LATEST_DAYS)
    if (form.dueOn > latest)
      throw new Invalid({ due_on: [message('review.error.too_late', { day: latest })] })
    const parts = await partsOf(tx, held)
    const { definition } = held.programme
    const known = correctableItems({ ...held, ...parts, programme: definition })
    const named = { ...parts, definition }
    const { _max } = await tx.subsidyCorrection.aggregate({
      where: { applicationId: id },
      _max: { round: true },
    })
    const round = (_max.round ?? 0) + 1
    const lines: string[] = []
    for (const { item, text } of form.items) {
      if (!known.includes(item)) throw new NotFound()
      await tx.subsidyCorrection.create({
        data: { applicationId: id, round, item, text, dueOn: dayToDate(form.dueOn), createdAt: now() },
        select: { id: true },
      })
      if (item.startsWith('document:')) {
        await tx.subsidyDocument.updateMany({
          where: { id: Number(item.slice('document:'.length)), applicationId: id },
          data: { state: 'to_correct', note: text.slice(0, 500) },
        })
      }
      lines.push(`${lines.length + 1} ${itemName(item, named, translator('ja'))}: ${text}`)
    }
    await move(tx, holding, verb, {
      dueOn: form.dueOn,
      snapshot: { round, items: form.items.map(({ item }) => item) },
      letter: { items: lines.join('\n') },
    })
  })
}

/**
 * Goes on without the corrections, where the association does not answer. What stands open is the reviewer's to judge.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale
 */
export async function closeCorrections(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    const report = stepOf(holding.held.state) === 'report'
    const verb = report ? 'close_report_correction' : 'close_correction'
    requireMove(holding, verb)
    await tx.subsidyCorrection.updateMany({
      where: { applicationId: id, state: 'open' },
      data: { state: 'answered', answeredAt: now() },
    })
    await move(tx, holding, verb, { reason: form.reason })
  })
}

/** The lines and documents of an application, with what they are called. */
async function partsOf(tx: Tx, held: Held) {
  const lines = await tx.subsidyCostLine.findMany({
    where: { applicationId: held.id },
    select: { id: true, stage: true, label: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const documents = await tx.subsidyDocument.findMany({
    where: { applicationId: held.id },
    select: { id: true, step: true, name: true, state: true },
    orderBy: { id: 'asc' },
  })
  return { lines, documents }
}

/**
 * Everything that was asked to be corrected is taken, and every document of these steps is looked through.
 * @throws Invalid with how much is still open
 */
export async function requireChecked(tx: Tx, held: Held, steps: readonly DocumentStep[]): Promise<void> {
  const { documents } = await partsOf(tx, held)
  const corrections = await tx.subsidyCorrection.findMany({
    where: { applicationId: held.id },
    select: { id: true, round: true, item: true, state: true },
  })
  const open = openCorrections(corrections).length
  const { definition } = held.programme
  const unchecked = steps.flatMap((step) =>
    uncheckedDocuments(definition, held.facts, documents, step),
  ).length
  const errors = [
    ...(open > 0 ? [message('review.error.open_corrections', { count: open })] : []),
    ...(unchecked > 0 ? [message('review.error.unchecked_documents', { count: unchecked })] : []),
  ]
  if (errors.length > 0) throw new Invalid({ form: errors })
}

/**
 * 検査: the work and its papers are as they were reported.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale; Invalid while a document or a correction is open, or for a day that
 *   cannot be
 */
export async function inspect(actor: Actor, id: number, form: InspectInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'inspect')
    const { held } = holding
    if (form.inspected_on > actor.today) throw new Invalid({ inspected_on: ['review.error.future'] })
    if (held.completedOn && form.inspected_on < held.completedOn)
      throw new Invalid({
        inspected_on: [message('review.error.before_completion', { day: held.completedOn })],
      })
    await requireChecked(tx, held, checkedSteps(held.state))
    // What was seen on the spot is for the city: the association hears of the final amount.
    await tx.subsidyNote.create({
      data: {
        applicationId: id,
        text: form.note,
        siteVisitOn: dayToDate(form.inspected_on),
        byId: holding.person.user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    await move(tx, holding, 'inspect', {
      snapshot: {
        inspected_on: form.inspected_on,
        score_after: form.score_after,
        diagnosis_method: form.diagnosis_method,
        diagnosis_result: form.diagnosis_result,
        diagnosis_score: form.diagnosis_score,
      },
    })
  })
}

/**
 * 請求を差し戻す: the association puts the account right, and claims again.
 * @throws SignInNeeded, NotFound, NotAllowed, Stale
 */
export async function returnClaim(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireMove(holding, 'return_claim')
    const { reason } = form
    await move(tx, holding, 'return_claim', { reason, dueOn: closingOfAccounts(holding.held.fundedIn) })
  })
}

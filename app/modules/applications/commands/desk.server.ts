/** 審査の机を整える: notes, site visits, who is in charge, the checklist of documents. No move of the procedure. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { openAccount } from '../account.server'
import { actsNow, openCorrections } from '../rules'
import type { Account, CheckInput, NoteInput, OrganiseInput } from '../schema'
import { type Holding, hold, requireParty } from './move.server'

/** Records an act on an application that is no move. Ids, counts and states only. */
function recordOn(
  tx: Tx,
  { held, person }: Holding,
  action: string,
  after: Prisma.InputJsonObject,
): Promise<void> {
  return record(tx, person, {
    action,
    subjectType: 'subsidy_application',
    subjectId: held.id,
    associationId: held.association.id,
    after,
  })
}

/**
 * 審査のメモ・現地調査の記録, seen by the city alone.
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for a visit to come
 */
export async function writeNote(actor: Actor, id: number, form: NoteInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    requireParty(holding, 'reviewer', 'approver')
    if (form.site_visit_on && form.site_visit_on > actor.today)
      throw new Invalid({ site_visit_on: ['review.error.future'] })
    await tx.subsidyNote.create({
      data: {
        applicationId: id,
        text: form.text,
        siteVisitOn: form.site_visit_on && dayToDate(form.site_visit_on),
        byId: holding.person.user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    await recordOn(tx, holding, 'subsidy.noted', { site_visit: form.site_visit_on !== null })
  })
}

/**
 * 担当・旗・緊急度
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for somebody who reviews nothing
 */
export async function organise(actor: Actor, id: number, form: OrganiseInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    requireParty(holding, 'reviewer')
    const reviewers = await staffWith(tx, 'subsidy.review', actor.today)
    // Whoever is in charge already may stay so, also when the role has ended: only a new name is asked about.
    const known = form.assigned_to === null || form.assigned_to === holding.held.assignedToId
    if (!known && !reviewers.some((one) => one.id === form.assigned_to))
      throw new Invalid({ assigned_to: ['form.choose'] })
    const { assigned_to: assignedToId, flagged, urgency } = form
    await tx.subsidyApplication.update({
      where: { id },
      data: { assignedToId, flagged, urgency },
      select: { id: true },
    })
    await recordOn(tx, holding, 'subsidy.organised', { assigned: assignedToId, flagged, urgency })
  })
}

/**
 * 書類の確認: what was handed in is accepted, wrong, or not needed; answers to corrections are taken. Nothing goes out:
 * what is wrong goes to the association with the next request for corrections.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale when the association has handed in something since
 */
export async function checkDocuments(actor: Actor, id: number, form: CheckInput): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, form.version)
    requireParty(holding, 'reviewer')
    const { held, person } = holding
    const may = actsNow({ ...held, parties: holding.as, userId: person.user.id, ...NOTHING_OPEN })
    if (!may.includes('check')) throw new Stale()
    const standing = await tx.subsidyDocument.findMany({
      where: { applicationId: id },
      select: { id: true, state: true, note: true },
    })
    const changed: number[] = []
    for (const { id: document, state, note } of judged(form, standing)) {
      const { count } = await tx.subsidyDocument.updateMany({
        where: { id: document, applicationId: id },
        data: { state, note },
      })
      if (count !== 1) throw new NotFound()
      changed.push(document)
    }
    const corrections = await tx.subsidyCorrection.findMany({
      where: { applicationId: id },
      select: { id: true, round: true, item: true, state: true },
    })
    const answered = openCorrections(corrections).filter(({ state }) => state === 'answered')
    const taken = answered.filter((one) => form.all || form.corrections.includes(one.id)).map((one) => one.id)
    await tx.subsidyCorrection.updateMany({ where: { id: { in: taken } }, data: { state: 'accepted' } })
    await recordOn(tx, holding, 'subsidy.checked', { documents: changed, corrections: taken, all: form.all })
  })
}

/** The checklist asks for the state alone, whatever lies before the approver. */
const NOTHING_OPEN = { proposal: null, advances: false, account: false } as const

/**
 * The documents that the form changes. With 「すべて受理」 all that lie there unchecked are accepted. What was wrong is not
 * said of a document any more once it is accepted.
 */
function judged(form: CheckInput, standing: readonly { id: number; state: string; note: string }[]) {
  if (form.all) {
    return standing
      .filter(({ state }) => state === 'handed_in')
      .map(({ id, note }) => ({ id, state: 'accepted' as const, note }))
  }
  return form.documents.flatMap(({ id, state, note }) => {
    const known = standing.find((one) => one.id === id)
    if (state === null || (known?.state === state && known.note === note)) return []
    const settled = state === 'accepted' && known?.state === 'to_correct' && known.note === note
    return [{ id, state, note: settled ? '' : note }]
  })
}

/**
 * 振込先, whole, for the person who pays. Each look is recorded.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale where no account is known
 */
export async function showAccount(actor: Actor, id: number): Promise<Account> {
  return transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    requireParty(holding, 'reviewer')
    const account = openAccount(holding.held.account)
    if (!account) throw new Stale()
    await recordOn(tx, holding, 'subsidy.account_shown', { state: holding.held.state })
    return account
  })
}

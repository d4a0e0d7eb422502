/** 下書き: what is decided by which way, its items, and its end before anybody was asked. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { MOST_ITEMS, type Need, presets, waysFor } from '../rules'
import type { ItemForm, ResolutionForm } from '../schema'
import { type Locked, lockForOfficer, runningAssociation, sayFrozen } from '../scope.server'
import { fillVoters } from './voters.server'

function columns(form: ResolutionForm, today: string) {
  const { version: _, quorum, consent_until, vote_from, vote_until, ...rest } = form
  if (vote_until < today) throw new Invalid({ vote_until: ['resolutions.error.past'] })
  if (consent_until !== null && consent_until < today)
    throw new Invalid({ consent_until: ['resolutions.error.past'] })
  const [num = 0, den = 1] = quorum.split('/').map(Number)
  const asksConsent = form.way === 'consent_then_majority'
  const all = form.way === 'all_agree'
  return {
    ...rest,
    // All have to agree: a number that is enough would say nothing.
    quorumNum: all ? 0 : num,
    quorumDen: all ? 1 : den,
    consentUntil: asksConsent && consent_until ? dayToDate(consent_until) : null,
    voteFrom: vote_from ? dayToDate(vote_from) : null,
    voteUntil: dayToDate(vote_until),
  }
}

async function checkWay(tx: Tx, associationId: number, form: ResolutionForm): Promise<void> {
  const { legalPersonalitySince } = await tx.association.findUniqueOrThrow({
    where: { id: associationId },
    select: { legalPersonalitySince: true },
  })
  if (!waysFor(legalPersonalitySince !== null).includes(form.way)) {
    throw new Invalid({
      way: [legalPersonalitySince ? 'resolutions.error.way_legal' : 'resolutions.error.way_rules'],
    })
  }
}

/**
 * Begins a decision: a draft with the list of voters as the register of households stands today.
 * @returns its id
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a way that the association does not have, or days gone by
 */
export async function createResolution(actor: Actor, slug: string, form: ResolutionForm): Promise<number> {
  return transaction(async (tx) => {
    const { association, officer } = await runningAssociation(tx, actor, slug)
    await checkWay(tx, association.id, form)
    const { id } = await tx.resolution.create({
      data: {
        ...columns(form, actor.today),
        associationId: association.id,
        createdById: officer.user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    const voters = await fillVoters(tx, { id, unit: form.unit, path: association.path, today: actor.today })
    await record(tx, officer, {
      action: 'resolution.created',
      subjectType: 'resolution',
      subjectId: id,
      associationId: association.id,
      after: { way: form.way, secret: form.secret, unit: form.unit, voters },
    })
    return id
  })
}

/** @throws Stale unless it is a draft that nobody has changed since; Invalid, so that nothing typed is lost, if `typed` */
function asDraft(resolution: Locked, version: number | null, typed = false): void {
  if (resolution.state !== 'draft') throw new Stale('resolution_frozen')
  if (resolution.version === version) return
  throw typed ? new Invalid({ form: ['resolutions.error.changed'] }) : new Stale()
}

/** One change of a draft: in scope, locked, not changed by somebody else, counted up. */
function changing(
  actor: Actor,
  id: number,
  { version, typed }: { version: number | null; typed: boolean },
  work: (tx: Tx, resolution: Locked) => Promise<void>,
): Promise<void> {
  return transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    asDraft(resolution, version, typed)
    await work(tx, resolution)
    await tx.resolution.update({
      where: { id },
      data: { version: resolution.version + 1 },
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'resolution.edited',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
    })
  }).catch(sayFrozen)
}

/**
 * Changes what is decided and how. Another unit makes the list of voters anew.
 * @throws SignInNeeded, NotFound; Invalid, also after somebody else's change; Stale once members have been asked
 */
export function editResolution(actor: Actor, id: number, form: ResolutionForm): Promise<void> {
  return changing(actor, id, { version: form.version, typed: true }, async (tx, { association, unit }) => {
    await checkWay(tx, association.id, form)
    await tx.resolution.update({ where: { id }, data: columns(form, actor.today), select: { id: true } })
    if (form.unit !== unit) {
      await fillVoters(tx, { id, unit: form.unit, path: association.path, today: actor.today })
    }
  })
}

function needColumns(form: ItemForm) {
  const need: Need =
    form.preset === 'own'
      ? { num: form.num ?? 0, den: form.den ?? 1, kind: form.kind, base: form.base }
      : presets[form.preset]
  return { needNum: need.num, needDen: need.den, needKind: need.kind, base: need.base }
}

/**
 * Adds an item, or changes one.
 * @throws as `editResolution`; Invalid when there are too many
 */
export function saveItem(actor: Actor, id: number, form: ItemForm): Promise<void> {
  return changing(actor, id, { version: form.version, typed: true }, async (tx, { items }) => {
    const data = { title: form.item_title, text: form.item_text, ...needColumns(form) }
    if (form.item !== null) {
      if (!items.some((item) => item.id === form.item)) throw new NotFound()
      await tx.resolutionItem.update({ where: { id: form.item }, data, select: { id: true } })
      return
    }
    if (items.length >= MOST_ITEMS)
      throw new Invalid({ item_title: [message('resolutions.error.too_many', { max: MOST_ITEMS })] })
    const position = Math.max(0, ...items.map((item) => item.position)) + 1
    await tx.resolutionItem.create({ data: { ...data, resolutionId: id, position }, select: { id: true } })
  })
}

/** Takes an item out, or moves it up or down. @throws as `editResolution` */
export function moveItem(
  actor: Actor,
  id: number,
  act: { intent: 'remove_item' | 'move_up' | 'move_down'; item: number; version: number },
): Promise<void> {
  return changing(actor, id, { version: act.version, typed: false }, async (tx, { items }) => {
    const index = items.findIndex((item) => item.id === act.item)
    if (index < 0) throw new NotFound()
    if (act.intent === 'remove_item') {
      await tx.resolutionItem.delete({ where: { id: act.item }, select: { id: true } })
      return
    }
    const order = items.map((item) => item.id)
    const other = act.intent === 'move_up' ? index - 1 : index + 1
    if (other < 0 || other >= order.length) return
    ;[order[index], order[other]] = [order[other] as number, order[index] as number]
    for (const [position, one] of order.entries())
      await tx.resolutionItem.update({
        where: { id: one },
        data: { position: position + 1 },
        select: { id: true },
      })
  })
}

/** Deletes a draft. @throws SignInNeeded, NotFound; Stale once members have been asked */
export async function deleteDraft(actor: Actor, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    asDraft(resolution, version)
    // By hand: rows that go with their parent pass no trigger that asks for its state.
    await tx.resolutionVoter.deleteMany({ where: { resolutionId: id } })
    await tx.resolutionItem.deleteMany({ where: { resolutionId: id } })
    await tx.resolution.delete({ where: { id }, select: { id: true } })
    await record(tx, officer, {
      action: 'resolution.deleted',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
    })
  }).catch(sayFrozen)
}

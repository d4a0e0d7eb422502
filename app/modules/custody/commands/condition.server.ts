/** 故障, 復旧, 使用, 移動, 撤去: what keepers say of an AED as it happens. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Day, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { queue } from '~/platform/jobs.server'
import { moveCondition, noteIncident } from '../condition.server'
import { type ConditionAct, type KeptAs, moveOf } from '../rules'
import type { ConditionForm, UsedForm } from '../schema'
import { type KeptAed, lockKeptAed } from '../scope.server'

/** @throws Invalid */
export function refuseFuture(field: string, day: Day | null, today: Day): void {
  if (day && day > today) throw new Invalid({ [field]: ['custody.error.future'] })
}

/**
 * Says that an AED cannot be used, can be used again, has been taken away, or has been put up again.
 * @throws SignInNeeded, NotAllowed (also an inspector who would take it away), NotFound; Invalid when nobody said that
 * it is meant; Stale when it is no longer in the condition that was shown
 */
export async function changeCondition(
  actor: Actor,
  aedId: number,
  act: ConditionAct,
  form: ConditionForm,
): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    const move = moveOf(act, form.condition)
    if (!move || aed.condition !== form.condition) throw new Stale()
    if (move.officeOnly && aed.as !== 'office') throw new NotAllowed()
    if (act === 'remove' && !form.sure) throw new Invalid({ sure: ['custody.upkeep.error.sure'] })
    await moveCondition(tx, aed, act, { on: actor.today, note: form.note, byId: aed.keeper.user.id })
    if (act === 'remove') await settleRemoval(tx, aed)
    await audit(tx, actor, aed, actions[act], { condition: move.to })
  })
}

const actions: Record<ConditionAct, string> = {
  fault: 'aed_keeping.fault',
  back: 'aed_keeping.back_in_service',
  remove: 'aed_keeping.removed',
  put_up: 'aed_keeping.put_up',
}

/** What was reported of an AED that has gone is answered by that, and nobody inspects it any more or is invited to. */
export async function settleRemoval(tx: Tx, aed: KeptAed): Promise<void> {
  const at = now()
  await tx.aedReport.updateMany({
    where: { aedId: aed.id, state: 'open' },
    data: { state: 'answered', answeredById: aed.keeper.user.id, answeredAt: at },
  })
  await tx.aedKeeper.updateMany({
    where: { aedId: aed.id, endedAt: null },
    data: { endedAt: at, tokenHash: null },
  })
}

export async function audit(
  tx: Tx,
  actor: Actor,
  aed: KeptAed,
  action: string,
  after?: Record<string, string | number | boolean>,
): Promise<void> {
  await record(tx, actor, {
    action,
    subjectType: 'aed',
    subjectId: aed.id,
    associationId: aed.associationId,
    after,
  })
}

/**
 * Says that an AED was used. Its pads are good for one use: without a spare in place it is out of service until they
 * have been replaced.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has been taken away or these pads are no longer in it;
 * Invalid for a day to come
 */
export async function reportUse(actor: Actor, aedId: number, form: UsedForm): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    if (aed.condition === 'removed') throw new Stale()
    refuseFuture('used_on', form.used_on, actor.today)
    const byId = aed.keeper.user.id
    if (form.pads) {
      const { count } = await tx.aedPart.updateMany({
        where: { id: form.pads, aedId, replacedAt: null, kind: { in: ['pads', 'child_pads'] } },
        data: { replacedAt: now() },
      })
      if (count !== 1) throw new Stale()
    }
    await noteIncident(tx, { aedId, kind: 'used', on: form.used_on, note: form.note, byId })
    if (form.ready === 'none' && aed.condition === 'in_service') {
      await moveCondition(tx, aed, 'fault', { on: actor.today, note: '', byId })
    }
    await audit(tx, actor, aed, 'aed_keeping.used', { usedOn: form.used_on, ready: form.ready === 'spare' })
  })
}

/**
 * Says that an AED hangs elsewhere now. By office its new place is entered on the page on which it is edited; what an
 * inspector says is a report, so that the map shows a doubt and those who can correct the place are told.
 * @returns in which way the actor keeps it: by office the place can be edited
 * @throws as `reportUse`
 */
export async function reportMove(actor: Actor, aedId: number, note: string): Promise<KeptAs> {
  return transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    if (aed.condition === 'removed') throw new Stale()
    await noteIncident(tx, { aedId, kind: 'moved', on: actor.today, note, byId: aed.keeper.user.id })
    if (aed.as === 'inspector') await reportMoved(tx, aed.id, note)
    await audit(tx, actor, aed, 'aed_keeping.moved')
    return aed.as
  })
}

/** An open report that says the same stands for this one too. */
async function reportMoved(tx: Tx, aedId: number, text: string): Promise<void> {
  const report = { aedId, kind: 'moved', state: 'open', text } as const
  if (await tx.aedReport.findFirst({ where: report, select: { id: true } })) return
  await tx.aedReport.create({ data: { ...report, submissionId: randomUUID(), createdAt: now() } })
  await queue(tx, 'tell-aed-reports', { aedId })
}

/** Makes the label on the box void and another one printable. @throws SignInNeeded, NotAllowed, NotFound */
export async function renewLabel(actor: Actor, aedId: number): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    await tx.aed.updateMany({ where: { id: aed.id }, data: { boxCode: randomUUID() } })
    await audit(tx, actor, aed, 'aed_keeping.label_renewed')
  })
}

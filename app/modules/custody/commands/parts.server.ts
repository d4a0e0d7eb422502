/** 消耗品: parts with the dates that stand on them. What was replaced stays in the history. */
import type { Actor } from '~/modules/accounts/rules'
import { dateToDay, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { moveCondition } from '../condition.server'
import type { CorrectionForm, PartForm } from '../schema'
import { lockKeptAed } from '../scope.server'
import { audit, refuseFuture } from './condition.server'

/**
 * Puts a part in, in place of an old one when `replaces` names it; with `back` the AED is ready again at the same time.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has been taken away or the old part is no longer in it;
 * Invalid for a day to come
 */
export async function addPart(actor: Actor, aedId: number, form: PartForm): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    if (aed.condition === 'removed') throw new Stale()
    refuseFuture('installed_on', form.installed_on, actor.today)
    const at = now()
    if (form.replaces) {
      const { count } = await tx.aedPart.updateMany({
        where: { id: form.replaces, aedId, replacedAt: null, kind: form.kind },
        data: { replacedAt: at },
      })
      if (count !== 1) throw new Stale()
    }
    await tx.aedPart.create({
      data: {
        aedId,
        kind: form.kind,
        expiresOn: dayToDate(form.expires_on),
        installedOn: form.installed_on && dayToDate(form.installed_on),
        note: form.note,
        enteredById: aed.keeper.user.id,
        createdAt: at,
      },
    })
    if (form.back && aed.condition === 'out_of_service') {
      await moveCondition(tx, aed, 'back', { on: actor.today, note: '', byId: aed.keeper.user.id })
    }
    const action = form.replaces ? 'aed_keeping.part_replaced' : 'aed_keeping.part_added'
    await audit(tx, actor, aed, action, { kind: form.kind, expiresOn: form.expires_on })
  })
}

/**
 * Corrects what was written down of a part. With another date it is reminded of anew.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the part is no longer in the box; Invalid for a day to come
 */
export async function correctPart(actor: Actor, aedId: number, form: CorrectionForm): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    refuseFuture('installed_on', form.installed_on, actor.today)
    const part = await tx.aedPart.findFirst({
      where: { id: form.part, aedId, replacedAt: null },
      select: { id: true, kind: true, expiresOn: true },
    })
    if (!part) throw new Stale()
    await tx.aedPart.updateMany({
      where: { id: part.id, replacedAt: null },
      data: {
        expiresOn: dayToDate(form.expires_on),
        installedOn: form.installed_on && dayToDate(form.installed_on),
        note: form.note,
      },
    })
    const before = dateToDay(part.expiresOn)
    if (before !== form.expires_on) await tx.aedReminder.deleteMany({ where: { partId: part.id } })
    await audit(tx, actor, aed, 'aed_keeping.part_corrected', {
      kind: part.kind,
      expiresBefore: before,
      expiresOn: form.expires_on,
    })
  })
}

/** Takes a part out without a new one. @throws SignInNeeded, NotAllowed, NotFound; Stale when it is out already */
export async function takeOutPart(actor: Actor, aedId: number, partId: number): Promise<void> {
  await transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    const { count } = await tx.aedPart.updateMany({
      where: { id: partId, aedId, replacedAt: null },
      data: { replacedAt: now() },
    })
    if (count !== 1) throw new Stale()
    await audit(tx, actor, aed, 'aed_keeping.part_taken_out')
  })
}

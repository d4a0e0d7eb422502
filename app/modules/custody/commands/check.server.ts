/** 日常点検: what was seen at the box, on a phone or entered from paper. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { addDays, type Day, dateToDay, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { moveCondition } from '../condition.server'
import type { CheckForm } from '../schema'
import { lockKeptAed } from '../scope.server'

/** What came of a check: all well, something to do, the AED is shown as out of use, or as ready again. */
type CheckOutcome = 'ok' | 'noted' | 'out_of_service' | 'back'

/** The same check sent twice by a nervous thumb is one. */
const TWICE_MS = 10 * 60_000

/** A check on paper is entered within a year. */
const OLDEST_DAYS = 366

/**
 * Takes a check. A wholly good one is the day on which the AED was last seen; a bad indicator, no pads that are in date,
 * or a box that nobody can open takes it out of service at once, unless there is a later check.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has been taken away; Invalid for a day that cannot be
 */
export async function recordCheck(actor: Actor, aedId: number, form: CheckForm): Promise<CheckOutcome> {
  return transaction(async (tx) => {
    const aed = await lockKeptAed(tx, actor, aedId)
    if (aed.condition === 'removed') throw new Stale()
    refuseDay(form.checked_on, actor.today)
    const byId = aed.keeper.user.id
    const seen = {
      checkedOn: dayToDate(form.checked_on),
      checkedById: byId,
      checkedBy: form.checked_by,
      indicatorOk: form.indicator === 'yes',
      padsOk: form.pads === 'yes',
      reachable: form.reachable === 'yes',
      signOk: form.sign === 'yes',
      note: form.note,
    }
    const ok = seen.indicatorOk && seen.padsOk && seen.reachable && seen.signOk
    const unusable = !(seen.indicatorOk && seen.padsOk && seen.reachable)
    const at = now()
    const twice = await tx.aedCheck.findFirst({
      where: { aedId, ...seen, createdAt: { gt: new Date(at.getTime() - TWICE_MS) } },
      select: { id: true },
    })
    if (twice) return aed.condition === 'out_of_service' && unusable ? 'out_of_service' : ok ? 'ok' : 'noted'
    const later = await tx.aedCheck.findFirst({
      where: { aedId, checkedOn: { gt: seen.checkedOn } },
      select: { id: true },
    })
    await tx.aedCheck.create({ data: { aedId, ...seen, createdAt: at } })
    if (ok && (!aed.checkedOn || dateToDay(aed.checkedOn) < form.checked_on)) {
      await tx.aed.updateMany({ where: { id: aedId }, data: { checkedOn: seen.checkedOn } })
    }
    const incident = { on: form.checked_on, note: form.note, byId }
    let outcome: CheckOutcome = ok ? 'ok' : 'noted'
    if (unusable && !later) {
      if (aed.condition === 'in_service') await moveCondition(tx, aed, 'fault', incident)
      outcome = 'out_of_service'
    } else if (ok && form.back && aed.condition === 'out_of_service') {
      await moveCondition(tx, aed, 'back', incident)
      outcome = 'back'
    }
    await record(tx, actor, {
      action: 'aed_keeping.checked',
      subjectType: 'aed',
      subjectId: aedId,
      associationId: aed.associationId,
      after: { checkedOn: form.checked_on, outcome },
    })
    return outcome
  })
}

function refuseDay(day: Day, today: Day): void {
  if (day > today) throw new Invalid({ checked_on: ['custody.error.future'] })
  if (day < addDays(today, -OLDEST_DAYS)) throw new Invalid({ checked_on: ['custody.check.error.old'] })
}

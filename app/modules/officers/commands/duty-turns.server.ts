/** 輪番の決定: who serves in a period is decided, and taken back. */
import type { Actor } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { absenceAfter, type Decision, decisionsOf, serve, settled, undone } from '../rules'
import { changing, note, orderOf, writeOrder } from './duty-hold.server'

/**
 * Records who serves in the next period that is open: as planned, or others. The order goes on from there.
 * @throws SignInNeeded, NotFound; Stale when that period is not the next; Invalid for somebody who is not in the order,
 *   or more than serve at a time
 */
export function settlePeriod(
  actor: Actor,
  id: number,
  form: { period: number; served: readonly number[]; version: number },
): Promise<void> {
  return changing(actor, id, form.version, async (tx, officer, held) => {
    const { rotation, first, present, lastDecided, places } = held
    if (form.period !== first || first > present + 1) throw new Stale()
    const chosen = new Set(form.served)
    // In the order in which they come, whatever the order of the boxes.
    const served = [
      ...serve(rotation, first).ids.filter((one) => chosen.has(one)),
      ...orderOf(held).filter((one) => chosen.has(one)),
    ].filter((one, index, all) => all.indexOf(one) === index)
    if (served.length !== chosen.size) throw new Invalid({ served: ['form.choose'] })
    if (served.length > rotation.seats) {
      throw new Invalid({
        served: [message('officers.duties.error.too_many_serve', { max: rotation.seats })],
      })
    }
    const { order, waiting } = settled(rotation, first, served)
    // One instant marks all that this decision writes, so that it can be taken back.
    const createdAt = now()
    await tx.dutyTurn.createMany({
      data: served.map((placeId) => ({ rotationId: id, period: first, placeId, createdAt })),
    })
    // Whoever has left the order needs no excuse any more.
    const over = places.filter((one) => !one.stands).flatMap((one) => one.absences.map(({ id }) => id))
    const moved: Decision['moved'] = []
    await writeOrder(tx, held, order)
    for (const { id: placeId, absences } of places.filter((one) => one.stands)) {
      const waits = waiting.includes(placeId)
      let marked = false
      for (const absence of absences) {
        const after = absenceAfter(absence, { decided: lastDecided, period: first, waits })
        if (after === 'delete') over.push(absence.id)
        else if (after !== 'keep') {
          moved.push({ id: absence.id, from: absence.from })
          await tx.dutyAbsence.update({ where: { id: absence.id }, data: { fromPeriod: after.from } })
        }
        const begins = after === 'keep' ? absence.from : after === 'delete' ? null : after.from
        if (absence.kind === 'postpone' && begins !== null && begins <= first) marked = true
      }
      if (waits && !marked) {
        await tx.dutyAbsence.create({
          data: {
            placeId,
            fromPeriod: first,
            untilPeriod: first,
            kind: 'postpone',
            byId: officer.user.id,
            createdAt,
          },
        })
      }
    }
    // What is over is kept out of sight until the decision cannot be taken back any more.
    await tx.dutyAbsence.updateMany({ where: { id: { in: over } }, data: { endedIn: first } })
    const decision: Decision = { period: first, before: orderOf(held), after: order, moved }
    const kept = decisionsOf(held.decisions).filter(({ period }) => period >= present && period < first)
    await tx.dutyRotation.update({ where: { id }, data: { decisions: [...kept, decision] } })
    await note(tx, officer, held, 'duty.settled', { period: first, served: served.join(',') })
  })
}

/**
 * Takes the last decided period back: the order and the absences are as they were before. Where somebody has changed
 * the order since, it stays, and those who served, or were put off, are first in it again.
 * @throws SignInNeeded, NotFound; Stale when no period of the present or the future is decided
 */
export function undoPeriod(actor: Actor, id: number, version: number): Promise<void> {
  return changing(actor, id, version, async (tx, officer, held) => {
    const { lastDecided: period, present, places, turns } = held
    if (period === null || period < present) throw new Stale()
    const back = new Set(turns.filter((turn) => turn.period === period).map(({ placeId }) => placeId))
    for (const { id: placeId, absences } of places) {
      if (absences.some(({ kind, from }) => kind === 'postpone' && from === period)) back.add(placeId)
    }
    const order = orderOf(held)
    const decisions = decisionsOf(held.decisions)
    const changes = decisions.find((one) => one.period === period)
    const decision = await tx.dutyTurn.findFirstOrThrow({
      where: { rotationId: id, period },
      select: { createdAt: true },
    })
    // Being put off by this decision alone ends with it; an absence that somebody recorded stays.
    await tx.dutyAbsence.deleteMany({
      where: { place: { rotationId: id }, fromPeriod: period, createdAt: decision.createdAt },
    })
    for (const { id: absence, from } of changes?.moved ?? []) {
      await tx.dutyAbsence.updateMany({
        where: { id: absence, place: { rotationId: id } },
        data: { fromPeriod: from },
      })
    }
    await tx.dutyAbsence.updateMany({
      where: { endedIn: period, place: { rotationId: id } },
      data: { endedIn: null },
    })
    await tx.dutyRotation.update({
      where: { id },
      data: { decisions: decisions.filter((one) => one !== changes) },
    })
    await tx.dutyTurn.deleteMany({ where: { rotationId: id, period } })
    await writeOrder(tx, held, undone(order, changes, back))
    await note(tx, officer, held, 'duty.undone', { period })
  })
}

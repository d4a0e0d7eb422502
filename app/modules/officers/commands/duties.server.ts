/** 輪番: making a rotation, its order and absences. Names and reasons stand in no audit entry. */
import { type Actor, denied, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate } from '~/platform/clock'
import { encrypt } from '~/platform/crypto.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { dutyAssociation, REASON } from '../queries/duties.server'
import { unitsAt, unitsOf } from '../queries/duty-rows.server'
import { joined, left, MOST_PLACES } from '../rules'
import type { AbsenceForm, DutySettings, NewDuty } from '../schema'
import { changing, hold, note, orderOf, writeOrder } from './duty-hold.server'

/** @throws Invalid unless the post is one of the association */
async function checkPost(tx: Tx, associationId: number, post: number | null) {
  if (post === null) return
  const found = await tx.officerPost.findFirst({
    where: { id: post, associationId, closedOn: null },
    select: { id: true },
  })
  if (!found) throw new Invalid({ post: ['form.choose'] })
}

/**
 * Makes a rotation, with all households or groups in the order of the register when `fill` says so.
 * @returns its id
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for a unit that does not go round there, a foreign post, or more
 *   households than one order holds
 */
export async function makeDuty(actor: Actor, slug: string, form: NewDuty): Promise<number> {
  const officer = requireUser(actor)
  const association = await dutyAssociation(slug)
  const units = unitsAt(officer, association)
  if (units.length === 0) denied(officer)
  if (!units.includes(form.unit)) throw new Invalid({ unit: ['officers.duties.error.unit'] })
  return transaction(async (tx) => {
    await checkPost(tx, association.id, form.post)
    const first = form.fill ? await unitsOf(tx, form.unit, association, officer.today) : []
    if (first.length > MOST_PLACES) {
      throw new Invalid({ fill: [message('officers.duties.error.too_many', { max: MOST_PLACES })] })
    }
    const { id } = await tx.dutyRotation.create({
      data: {
        associationId: association.id,
        name: form.name,
        unit: form.unit,
        period: form.period,
        seats: form.seats,
        postId: form.post,
        // With everybody in it, it stays so.
        autoJoin: form.fill,
        places: {
          create: first.map((unit, index) => ({ ...columnOf(form.unit, unit.id), position: index + 1 })),
        },
      },
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'duty.made',
      subjectType: 'duty',
      subjectId: id,
      associationId: association.id,
      after: { unit: form.unit, period: form.period, seats: form.seats, places: first.length },
    })
    return id
  })
}

const columnOf = (unit: 'household' | 'group', id: number) =>
  unit === 'household' ? { householdId: id } : { groupId: id }

/** Changes its name, how many serve at a time, its post, and whether newcomers join by themselves. @throws SignInNeeded, NotFound, Stale; Invalid for a foreign post */
export function changeDuty(actor: Actor, id: number, form: DutySettings): Promise<void> {
  return changing(actor, id, form.version, async (tx, officer, held) => {
    await checkPost(tx, held.association.id, form.post)
    await tx.dutyRotation.update({
      where: { id },
      data: { name: form.name, seats: form.seats, postId: form.post, autoJoin: form.autoJoin },
    })
    await note(tx, officer, held, 'duty.changed', {
      seats: form.seats,
      post: form.post,
      autoJoin: form.autoJoin ? 1 : 0,
    })
  })
}

/** Ends a rotation, or takes its end back. @throws SignInNeeded, NotFound, Stale */
export async function closeDuty(actor: Actor, id: number, version: number, close: boolean): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const held = await hold(tx, officer, id, version, close ? 'open' : 'closed')
    await tx.dutyRotation.update({
      where: { id },
      data: { closedOn: close ? dayToDate(officer.today) : null },
    })
    await note(tx, officer, held, close ? 'duty.closed' : 'duty.reopened', {})
  })
}

/**
 * Adds households or groups. Each joins at the end of the round, so that nobody who waits is passed by.
 * @throws SignInNeeded, NotFound, Stale; Invalid for one that is not of the association, or more than one order holds
 */
export function addPlaces(
  actor: Actor,
  id: number,
  form: { units: readonly number[]; version: number },
): Promise<void> {
  return changing(actor, id, form.version, async (tx, officer, held) => {
    const known = new Set(
      (await unitsOf(tx, held.unit, held.association, officer.today)).map((unit) => unit.id),
    )
    const wanted = [...new Set(form.units)]
    if (!wanted.every((unit) => known.has(unit))) throw new Invalid({ units: ['form.choose'] })
    let { rotation } = held
    if (rotation.places.length + wanted.length > MOST_PLACES) {
      throw new Invalid({ units: [message('officers.duties.error.too_many', { max: MOST_PLACES })] })
    }
    for (const unit of wanted) {
      const before = held.places.find(({ householdId, groupId }) => (householdId ?? groupId) === unit)
      if (before && rotation.places.some((one) => one.id === before.id)) continue
      const made =
        before ??
        (await tx.dutyPlace.create({
          data: { rotationId: id, ...columnOf(held.unit, unit), position: 1 },
          select: { id: true },
        }))
      rotation = joined(rotation, { id: made.id, absences: [] })
    }
    await writeOrder(
      tx,
      held,
      rotation.places.map((one) => one.id),
    )
    await note(tx, officer, held, 'duty.changed', { added: wanted.length })
  })
}

/**
 * Takes a place out of the order; the others keep theirs. What it served stays in the record; its absences go. That it
 * was taken out is kept, so that it does not join again by itself.
 * @throws SignInNeeded, NotFound, Stale
 */
export function removePlace(actor: Actor, id: number, placeId: number, version: number): Promise<void> {
  return changing(actor, id, version, async (tx, officer, held) => {
    if (!held.places.some((one) => one.id === placeId && one.inOrder)) throw new NotFound()
    const after = left(held.rotation, placeId).places.map((one) => one.id)
    await tx.dutyAbsence.deleteMany({ where: { placeId } })
    await writeOrder(tx, held, after)
    await tx.dutyPlace.update({ where: { id: placeId }, data: { position: 0 } })
    await note(tx, officer, held, 'duty.changed', { removed: placeId })
  })
}

/** Exchanges a place with its neighbour; at the end of the order nothing moves. @throws SignInNeeded, NotFound, Stale */
export function movePlace(
  actor: Actor,
  id: number,
  placeId: number,
  by: 'up' | 'down',
  version: number,
): Promise<void> {
  return changing(actor, id, version, async (tx, officer, held) => {
    const order = orderOf(held)
    const at = order.indexOf(placeId)
    if (at < 0) throw new NotFound()
    const to = at + (by === 'up' ? -1 : 1)
    const other = order[to]
    if (other === undefined) return
    order[at] = other
    order[to] = placeId
    await writeOrder(tx, held, order)
    await note(tx, officer, held, 'duty.changed', { place: placeId, from: at + 1, to: to + 1 })
  })
}

/**
 * Records that somebody cannot serve: 順延 or 免除, from a period that is not decided yet. The reason is kept encrypted
 * and read by the 会長 alone.
 * @throws SignInNeeded, NotFound, Stale; Invalid for a period that is decided, or twice at a time
 */
export function addAbsence(actor: Actor, id: number, form: AbsenceForm): Promise<void> {
  return changing(actor, id, form.version, async (tx, officer, held) => {
    const found = held.places.find((one) => one.id === form.place && one.stands)
    if (!found) throw new Invalid({ place: ['form.choose'] })
    if (form.from < held.first) throw new Invalid({ from: ['officers.duties.error.decided'] })
    const meets = found.absences.some(
      ({ from, until }) =>
        (until === null || form.from <= until) && (form.until === null || from <= form.until),
    )
    if (meets) throw new Invalid({ from: ['officers.duties.error.twice'] })
    const made = await tx.dutyAbsence.create({
      data: {
        placeId: form.place,
        fromPeriod: form.from,
        untilPeriod: form.until,
        kind: form.kind,
        reason: form.reason ? encrypt(REASON, form.reason) : null,
        byId: officer.user.id,
      },
      select: { id: true },
    })
    await note(tx, officer, held, 'duty.absence_added', {
      absence: made.id,
      kind: form.kind,
      from: form.from,
      until: form.until,
    })
  })
}

/**
 * Somebody can serve again. Who was put off already comes next; what had no effect yet goes with its reason.
 * @throws SignInNeeded, NotFound, Stale
 */
export function endAbsence(actor: Actor, id: number, absenceId: number, version: number): Promise<void> {
  return changing(actor, id, version, async (tx, officer, held) => {
    const absence = held.places.flatMap((one) => one.absences).find((one) => one.id === absenceId)
    if (!absence) throw new NotFound()
    const { lastDecided } = held
    if (lastDecided !== null && absence.kind === 'postpone' && absence.from <= lastDecided) {
      if (absence.until !== null && absence.until <= lastDecided) throw new Stale()
      await tx.dutyAbsence.update({ where: { id: absenceId }, data: { untilPeriod: lastDecided } })
    } else {
      await tx.dutyAbsence.delete({ where: { id: absenceId } })
    }
    await note(tx, officer, held, 'duty.absence_ended', { absence: absenceId })
  })
}

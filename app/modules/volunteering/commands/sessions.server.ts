/** 日程: added, changed and taken out. Cancelling one that people may have applied for is told to them: participation. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { tellCentre } from '../mails.server'
import { keepSubmitted, placesInScope, refusePlace } from '../queries/scope.server'
import { MAX_SESSIONS, sessionError } from '../rules'
import type { SessionForm } from '../schema'
import { heldProgramme } from '../spot.server'

async function held(tx: Tx, actor: Actor, placeId: number) {
  requireUser(actor)
  const place = await tx.volunteerPlace.findFirst({
    where: { AND: [{ id: placeId }, placesInScope(actor)] },
    select: { state: true, title: true, programmeId: true, host: { select: { associationId: true } } },
  })
  if (!place) return refusePlace(actor)
  if (place.state === 'cancelled') throw new Stale('volunteer_stale')
  keepSubmitted(actor, place.state)
  const programme = await heldProgramme(tx, place.programmeId)
  if (!programme) throw new NotFound()
  return { associationId: place.host.associationId, programme, place }
}

const told = (
  tx: Tx,
  actor: Actor,
  action: string,
  id: number,
  associationId: number | null,
  capacity?: number,
) =>
  record(tx, actor, {
    action: `volunteer.session_${action}`,
    subjectType: 'volunteer_session',
    subjectId: id,
    associationId,
    after: capacity === undefined ? undefined : { capacity },
  })

/**
 * Adds a day, or changes one. As soon as somebody has applied its time stays as it is: it is cancelled and offered
 * anew instead, so that everybody is told.
 * @throws SignInNeeded, NotFound, Invalid; Stale when somebody else saved, or applied, in between
 */
export async function saveSession(actor: Actor, placeId: number, form: SessionForm): Promise<void> {
  await transaction(async (tx) => {
    const { programme, associationId, place } = await held(tx, actor, placeId)
    const before = form.session ? await locked(tx, placeId, form.session) : null
    const { startsAt, endsAt, capacity, minutes } = form
    const wrong = sessionError({ startsAt, endsAt, minutes, capacity }, programme, before?.taken ?? 0)
    if (wrong) throw new Invalid({ [wrong.field]: [wrong.key] })
    const moved = before !== null && (+before.startsAt !== +startsAt || +before.endsAt !== +endsAt)
    if ((!before || moved) && startsAt <= now()) throw new Invalid({ day: ['volunteering.error.past'] })
    if (!before) {
      // Two clicks make one day: those who add to a place wait for one another.
      await tx.$queryRaw`SELECT 1 FROM volunteer_places WHERE id = ${placeId} FOR UPDATE`
      if (await tx.volunteerSession.count({ where: { placeId, startsAt, cancelledOn: null } }))
        throw new Invalid({ day: ['volunteering.error.same_session'] })
      if ((await tx.volunteerSession.count({ where: { placeId } })) >= MAX_SESSIONS)
        throw new Invalid({ day: ['volunteering.error.too_many_sessions'] })
      const { id } = await tx.volunteerSession.create({
        data: { placeId, startsAt, endsAt, capacity, minutes },
        select: { id: true },
      })
      await tellCentre(tx, actor, placeId, place, 'days_changed')
      return told(tx, actor, 'added', id, associationId, capacity)
    }
    if (before.cancelledOn || before.closedAt) throw new Stale('volunteer_stale')
    if (moved && before.taken + before.queued > 0)
      throw new Invalid({ day: ['volunteering.error.time_stays'] })
    const { count } = await tx.volunteerSession.updateMany({
      where: { id: before.id, version: form.version ?? 0 },
      data: { startsAt, endsAt, capacity, minutes, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await tellCentre(tx, actor, placeId, place, 'days_changed')
    await told(tx, actor, 'changed', before.id, associationId, capacity)
  })
}

/** Takes out a day for which nobody has ever applied. @throws SignInNeeded, NotFound, Stale */
export async function deleteSession(
  actor: Actor,
  placeId: number,
  form: { session: number; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const { associationId, place } = await held(tx, actor, placeId)
    const before = await locked(tx, placeId, form.session)
    if (await tx.volunteerApplication.count({ where: { sessionId: before.id } }))
      throw new Stale('volunteer_applied')
    const { count } = await tx.volunteerSession.deleteMany({
      where: { id: before.id, version: form.version },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await tellCentre(tx, actor, placeId, place, 'days_changed')
    await told(tx, actor, 'deleted', before.id, associationId)
  })
}

/** A session of a place, which nobody fills or empties until the transaction is over. @throws NotFound */
async function locked(tx: Tx, placeId: number, id: number) {
  await tx.$queryRaw`SELECT 1 FROM volunteer_sessions WHERE id = ${id} AND place_id = ${placeId} FOR UPDATE`
  const found = await tx.volunteerSession.findFirst({
    where: { id, placeId },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      taken: true,
      queued: true,
      cancelledOn: true,
      closedAt: true,
    },
  })
  if (!found) throw new NotFound()
  return found
}

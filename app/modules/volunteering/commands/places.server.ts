/** 受入れ: written and corrected by the host, handed in, published or sent back by the centre. */
import { type Actor, mayInPortal, requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { encrypt } from '~/platform/crypto.server'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { removeFiles } from '~/platform/files.server'
import { centreReceivers, hostReceivers, writeMails } from '../mails.server'
import { keepSubmitted, placesInScope, refusePlace } from '../queries/scope.server'
import { isWritable, mayMovePlace, type PlaceMover, type PlaceState, periodsOf } from '../rules'
import type { DecisionForm, PlaceAct, PlaceForm, PracticalForm } from '../schema'
import { heldProgramme, PHONE, pointFor, supervisorPhone } from '../spot.server'
import { hostNamed } from './hosts.server'

const told = (
  tx: Tx,
  actor: Actor,
  action: string,
  id: number,
  at: { associationId: number | null },
  after?: Prisma.InputJsonObject,
) =>
  record(tx, actor, {
    action: `volunteer.place_${action}`,
    subjectType: 'volunteer_place',
    subjectId: id,
    associationId: at.associationId,
    after,
  })

const practical = (form: PracticalForm) => ({
  meetingPoint: form.meeting_point,
  bring: form.bring,
  rainRule: form.rain_rule,
  access: form.access,
  allergies: form.allergies,
  supervisor: form.supervisor,
  supervisorPhone: form.supervisor_phone ? encrypt(PHONE, form.supervisor_phone) : null,
})

const core = (form: PlaceForm) => ({
  title: form.title,
  body: form.body,
  theme: form.theme,
  stages: form.stages,
  together: form.together,
  orientation: form.orientation,
  venue: form.venue,
  need: form.need ?? '',
  needHref: form.need_href,
})

/** A place that the actor looks after, locked to the end of the transaction. @throws SignInNeeded, NotFound */
async function held(tx: Tx, actor: Actor, id: number) {
  requireUser(actor)
  const place = await tx.volunteerPlace.findFirst({
    where: { AND: [{ id }, placesInScope(actor)] },
    select: {
      id: true,
      state: true,
      version: true,
      title: true,
      hostId: true,
      programmeId: true,
      latitude: true,
      longitude: true,
      districtId: true,
      meetingPoint: true,
      bring: true,
      rainRule: true,
      supervisor: true,
      supervisorPhone: true,
      host: { select: { associationId: true, kind: true } },
    },
  })
  if (!place) return refusePlace(actor)
  return { ...place, associationId: place.host.associationId }
}

/** A city's section may offer in every programme, all others in the experience. */
async function programmeFor(tx: Tx, actor: Actor, id: number, kind: string) {
  const programme = await heldProgramme(tx, id)
  if (!programme || (kind !== 'city' && programme.kind !== 'experience'))
    throw new Invalid({ programme: ['form.choose'] })
  // The centre may add a place when the time for offers is over.
  if (periodsOf(programme, actor.today).offers !== 'open' && !mayInPortal(actor, 'volunteer.run'))
    throw new Invalid({ programme: ['volunteering.error.offers_closed'] })
}

/**
 * Writes a draft. An association that offers for the first time becomes a host with it.
 * @returns its id
 * @throws SignInNeeded, NotFound; Invalid for a programme that takes no offers, or a town that is none
 */
export async function createPlace(actor: Actor, form: PlaceForm): Promise<number> {
  const { user } = requireUser(actor)
  return transaction(async (tx) => {
    const host = await hostNamed(tx, actor, form.host)
    await programmeFor(tx, actor, form.programme, host.kind)
    const point = await pointFor(tx, host.id, form, null)
    const { id, host: owner } = await tx.volunteerPlace.create({
      data: {
        programmeId: form.programme,
        hostId: host.id,
        ...core(form),
        ...practical(form),
        ...point,
        createdById: user.id,
        createdAt: now(),
      },
      select: { id: true, host: { select: { associationId: true } } },
    })
    await told(tx, actor, 'created', id, owner, form.need ? { need: form.need } : undefined)
    return id
  })
}

/** Told within the transaction of a change: volunteering does not know who takes part. */
type TellPlaced = (tx: Tx, placeId: number) => Promise<void>

/** Tells those who are placed where something has changed that they must know for the day. */
async function tellChanges(
  tx: Tx,
  place: Awaited<ReturnType<typeof held>>,
  form: PracticalForm,
  tell: TellPlaced,
): Promise<void> {
  const same =
    place.meetingPoint === form.meeting_point &&
    place.bring === form.bring &&
    place.rainRule === form.rain_rule &&
    place.supervisor === form.supervisor &&
    (supervisorPhone(place.supervisorPhone) ?? '') === (form.supervisor_phone ?? '')
  if (place.state === 'published' && !same) await tell(tx, place.id)
}

const nobody: TellPlaced = async () => {}

/**
 * Writes a draft, or one that was sent back, over. Its host stays.
 * @param tell writes to those who are placed
 * @throws SignInNeeded, NotFound, Invalid; Stale when it is no longer with the host, or was saved by somebody else
 */
export async function editPlace(
  actor: Actor,
  id: number,
  form: PlaceForm,
  tell: TellPlaced = nobody,
): Promise<void> {
  await transaction(async (tx) => {
    const place = await held(tx, actor, id)
    if (!isWritable(place.state) && !mayInPortal(actor, 'volunteer.run')) throw new Stale('volunteer_stale')
    if (form.programme !== place.programmeId) await programmeFor(tx, actor, form.programme, place.host.kind)
    await save(tx, id, form.version, {
      programme: { connect: { id: form.programme } },
      ...core(form),
      ...practical(form),
      ...relation(await pointFor(tx, place.hostId, form, place)),
    })
    await tellChanges(tx, place, form, tell)
    await told(tx, actor, 'changed', id, place)
  })
}

/**
 * Changes what is practical on the day, also of a published place.
 * @param tell writes to those who are placed
 * @throws SignInNeeded, NotFound, Stale
 */
export async function editPractical(
  actor: Actor,
  id: number,
  form: PracticalForm,
  tell: TellPlaced = nobody,
): Promise<void> {
  await transaction(async (tx) => {
    const place = await held(tx, actor, id)
    if (place.state === 'cancelled') throw new Stale('volunteer_stale')
    keepSubmitted(actor, place.state)
    await save(tx, id, form.version, practical(form))
    await tellChanges(tx, place, form, tell)
    await told(tx, actor, 'changed', id, place, { practical: true })
  })
}

const relation = ({
  districtId,
  ...point
}: {
  districtId: number | null
  latitude: number | null
  longitude: number | null
}) => ({
  ...point,
  district: districtId === null ? { disconnect: true } : { connect: { id: districtId } },
})

async function save(
  tx: Tx,
  id: number,
  version: number,
  data: Prisma.VolunteerPlaceUpdateInput,
): Promise<void> {
  const free = await tx.volunteerPlace.updateMany({
    where: { id, version },
    data: { version: { increment: 1 } },
  })
  if (free.count !== 1) throw new Stale('volunteer_stale')
  await tx.volunteerPlace.update({ where: { id }, data, select: { id: true } })
}

async function move(
  tx: Tx,
  place: { id: number; state: PlaceState },
  to: PlaceState,
  by: PlaceMover,
  version: number,
  data: Prisma.VolunteerPlaceUpdateManyMutationInput = {},
) {
  if (!mayMovePlace(place.state, to, by)) throw new Stale('volunteer_stale')
  const { count } = await tx.volunteerPlace.updateMany({
    where: { id: place.id, state: place.state, version },
    data: { ...data, state: to, version: { increment: 1 } },
  })
  if (count !== 1) throw new Stale('volunteer_stale')
}

/**
 * 提出する, 取り下げる, 下書きを消す, 取りやめる. A place is handed in with at least one day to come, and taken off when all
 * its days to come have been cancelled: nobody who applied learns of it from a page alone.
 * @throws SignInNeeded, NotFound, Stale; Invalid where days stand in the way
 */
export async function actOnPlace(actor: Actor, id: number, { intent, version }: PlaceAct): Promise<void> {
  const gone: string[] = []
  await transaction(async (tx) => {
    const place = await held(tx, actor, id)
    const by: PlaceMover = 'host'
    const toCome = { placeId: id, cancelledOn: null, startsAt: { gt: now() } }
    if (intent === 'submit') {
      if ((await tx.volunteerSession.count({ where: toCome })) === 0)
        throw new Invalid({ form: ['volunteering.error.no_session'] })
      await move(tx, place, 'submitted', by, version, { submittedAt: now(), returnedReason: '' })
      await writeMails(tx, await centreReceivers(tx, actor.today), 'submitted', {
        title: place.title,
        path: `/desk/volunteering/places/${id}`,
      })
    } else if (intent === 'take_back') {
      await move(tx, place, 'draft', by, version)
    } else if (intent === 'cancel') {
      if ((await tx.volunteerSession.count({ where: toCome })) > 0)
        throw new Invalid({ form: ['volunteering.error.sessions_first'] })
      await move(tx, place, 'cancelled', by, version)
    } else {
      if (!isWritable(place.state)) throw new Stale('volunteer_stale')
      const photos = await tx.volunteerPhoto.findMany({ where: { placeId: id }, select: { file: true } })
      const { count } = await tx.volunteerPlace.deleteMany({ where: { id, version, state: place.state } })
      if (count !== 1) throw new Stale('volunteer_stale')
      gone.push(...photos.flatMap(({ file }) => [file, `${file}-thumbnail`]))
    }
    const words = { submit: 'submitted', take_back: 'taken_back', cancel: 'cancelled', delete: 'deleted' }
    await told(tx, actor, words[intent], id, place)
  })
  // After the commit: a file outlives a failed transaction, never the other way round.
  await removeFiles(gone)
}

/**
 * 公開する・差し戻す, by the centre. What is published has a day to come, in a programme that is not over; its photos
 * are looked at with it.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function decidePlace(actor: Actor, id: number, form: DecisionForm): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    const place = await tx.volunteerPlace.findUnique({
      where: { id },
      select: {
        id: true,
        state: true,
        title: true,
        hostId: true,
        host: { select: { associationId: true } },
        programme: { select: { state: true } },
      },
    })
    if (!place) throw new NotFound()
    const publish = form.decision === 'publish'
    if (publish) {
      if (place.programme.state === 'closed')
        throw new Invalid({ decision: ['volunteering.error.publish_closed'] })
      const toCome = { placeId: id, cancelledOn: null, startsAt: { gt: now() } }
      if ((await tx.volunteerSession.count({ where: toCome })) === 0)
        throw new Invalid({ decision: ['volunteering.error.publish_no_day'] })
    }
    await move(tx, place, publish ? 'published' : 'returned', 'centre', form.version, {
      returnedReason: publish ? '' : form.reason,
      ...(publish ? { publishedAt: now() } : {}),
    })
    if (publish)
      await tx.volunteerPhoto.updateMany({
        where: { placeId: id, approvedAt: null },
        data: { approvedAt: now() },
      })
    await told(tx, actor, publish ? 'published' : 'returned', id, place.host)
    await writeMails(
      tx,
      await hostReceivers(tx, place.hostId, actor.today),
      publish ? 'published' : 'returned',
      {
        title: place.title,
        path: publish ? `/volunteering/${id}` : `/volunteering/host/${id}/edit`,
        reason: form.reason,
      },
    )
  })
}

/** 受入れのページ: what anybody may know of a place; its host and the centre see it in every state. */
import { type Actor, mayInPortal } from '~/modules/accounts/rules'
import { thisMinute } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type HostKind, orderedStages, periodsOf, roomOf, standingOf, type Theme } from '../rules'
import { PUBLIC_PLACE, placesInScope, programmeDays } from './scope.server'

/**
 * A place with its days to come and those of the last week. The supervisor is named only to those who look after it.
 * @throws NotFound also for one that is not public, to whoever does not look after it
 */
export async function placePage(actor: Actor, id: number) {
  const own = actor.user
    ? (await db.volunteerPlace.count({ where: { AND: [{ id }, placesInScope(actor)] } })) > 0
    : false
  const oversees = mayInPortal(actor, 'volunteer.oversee')
  const found = await db.volunteerPlace.findFirst({
    where: own || oversees ? { id } : { AND: [{ id }, PUBLIC_PLACE] },
    select: {
      id: true,
      state: true,
      title: true,
      body: true,
      theme: true,
      stages: true,
      venue: true,
      meetingPoint: true,
      latitude: true,
      longitude: true,
      bring: true,
      rainRule: true,
      access: true,
      allergies: true,
      together: true,
      orientation: true,
      needHref: true,
      returnedReason: true,
      version: true,
      district: { select: { id: true, name: true } },
      photos: {
        where: own || oversees ? {} : { approvedAt: { not: null } },
        orderBy: { id: 'asc' },
        select: { id: true, caption: true },
      },
      host: {
        select: {
          id: true,
          kind: true,
          name: true,
          introduction: true,
          association: { select: { slug: true } },
        },
      },
      programme: {
        select: {
          id: true,
          kind: true,
          state: true,
          title: true,
          offersFrom: true,
          offersUntil: true,
          applyFrom: true,
          applyUntil: true,
          activityFrom: true,
          activityUntil: true,
          reportUntil: true,
          orientation: true,
          groupMost: true,
          insurance: true,
        },
      },
      sessions: {
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          startsAt: true,
          endsAt: true,
          capacity: true,
          minutes: true,
          taken: true,
          queued: true,
          cancelledOn: true,
          cancelReason: true,
        },
      },
    },
  })
  if (!found) throw new NotFound()
  const g = programmeDays(found.programme)
  const programme = {
    id: g.id,
    kind: g.kind,
    state: g.state,
    title: g.title,
    orientation: g.orientation,
    groupMost: g.groupMost,
    insurance: g.insurance,
    applyFrom: g.applyFrom,
    applyUntil: g.applyUntil,
  }
  const periods = periodsOf(g, actor.today)
  const at = thisMinute()
  const sessions = found.sessions.map((session) => ({
    id: session.id,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    capacity: session.capacity,
    minutes: session.minutes,
    queued: session.queued,
    room: roomOf(session),
    cancelReason: session.cancelledOn ? session.cancelReason : '',
    standing: standingOf(session, found.state === 'published' ? periods.applications : 'over', at),
  }))
  return {
    place: {
      ...found,
      theme: found.theme as Theme,
      stages: orderedStages(found.stages),
      returnedReason: own ? found.returnedReason : '',
      host: { ...found.host, kind: found.host.kind as HostKind, slug: found.host.association?.slug ?? null },
      programme,
      sessions,
    },
    own,
    runs: mayInPortal(actor, 'volunteer.run'),
  }
}
export type PlaceView = Awaited<ReturnType<typeof placePage>>['place']

/** A photo, with the rights of its place; shared where the place is public and the centre has looked. @throws NotFound */
export async function photoFile(actor: Actor, placeId: number, id: number, small: boolean) {
  const isPublic = (await db.volunteerPlace.count({ where: { AND: [{ id: placeId }, PUBLIC_PLACE] } })) > 0
  const looksAfter =
    mayInPortal(actor, 'volunteer.oversee') ||
    (actor.user !== null &&
      (await db.volunteerPlace.count({ where: { AND: [{ id: placeId }, placesInScope(actor)] } })) > 0)
  const photo =
    isPublic || looksAfter
      ? await db.volunteerPhoto.findFirst({
          where: { id, placeId, ...(looksAfter ? {} : { approvedAt: { not: null } }) },
          select: { file: true, name: true, type: true, approvedAt: true },
        })
      : null
  if (!photo) throw new NotFound()
  const shared = isPublic && photo.approvedAt !== null
  return small
    ? { key: `${photo.file}-thumbnail`, type: 'image/webp', name: 'thumbnail.webp', shared }
    : { key: photo.file, type: photo.type, name: photo.name, shared }
}

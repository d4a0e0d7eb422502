/** 受入れ団体のページ: own hosts, own places by state, and what their forms are filled with. */
import { type Actor, inScope, mayInPortal, requireUser, scopesOf } from '~/modules/accounts/rules'
import { dateToDay, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { type HostKind, type HostState, orderedStages, type Theme } from '../rules'
import { supervisorPhone } from '../spot.server'
import { hostsInScope, placesInScope, refusePlace } from './scope.server'

/** Places on the page at once; a host has a few dozen. */
const MOST = 300

/** Everything of the hosts for which the actor acts. @throws SignInNeeded */
export async function hostDesk(actor: Actor) {
  requireUser(actor)
  const hosts = await db.volunteerHost.findMany({
    where: hostsInScope(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, name: true, state: true },
  })
  const acting = hosts.filter(({ state }) => state === 'registered')
  const [places, beginners] = await Promise.all([
    db.volunteerPlace.findMany({
      where: { hostId: { in: acting.map(({ id }) => id) } },
      orderBy: { id: 'desc' },
      take: MOST,
      select: {
        id: true,
        hostId: true,
        state: true,
        title: true,
        returnedReason: true,
        programme: { select: { title: true, state: true } },
        sessions: {
          orderBy: { startsAt: 'asc' },
          select: {
            id: true,
            startsAt: true,
            endsAt: true,
            capacity: true,
            taken: true,
            queued: true,
            cancelledOn: true,
          },
        },
      },
    }),
    beginning(actor),
  ])
  const at = now()
  return {
    hosts: hosts.map((host) => ({ ...host, kind: host.kind as HostKind, state: host.state as HostState })),
    beginners,
    places: places.map(({ sessions, ...place }) => {
      const counting = sessions.filter(({ cancelledOn, endsAt }) => cancelledOn === null && endsAt > at)
      const sum = (of: (s: (typeof counting)[number]) => number) =>
        counting.reduce((all, s) => all + of(s), 0)
      return {
        ...place,
        days: sessions.length,
        next: counting[0] ? { id: counting[0].id, startsAt: counting[0].startsAt } : null,
        capacity: sum((s) => s.capacity),
        taken: sum((s) => s.taken),
        queued: sum((s) => s.queued),
      }
    }),
  }
}

/** Associations in which the actor may offer places and that have not done so yet. */
async function beginning(actor: Actor) {
  const scopes = scopesOf(actor, 'volunteer.host')
  if (scopes.length === 0) return []
  return db.association.findMany({
    where: {
      AND: [inScope(scopes), { volunteerHost: null }, { kind: { in: ['council', 'neighbourhood'] } }],
    },
    orderBy: { id: 'asc' },
    take: 50,
    select: { id: true, name: true },
  })
}

/** Hosts in whose name the actor may write, as the form names them, with the halls that a place can stand in. */
export async function hostChoices(actor: Actor) {
  requireUser(actor)
  const [hosts, beginners, halls] = await Promise.all([
    db.volunteerHost.findMany({
      where: { AND: [hostsInScope(actor), { state: 'registered' }] },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, kind: true, associationId: true },
    }),
    beginning(actor),
    ownHalls(actor),
  ])
  return {
    hosts: [
      ...hosts.map(({ id, name, kind, associationId }) => ({
        value: `h${id}`,
        label: name,
        city: kind === 'city',
        associationId,
      })),
      ...beginners.map(({ id, name }) => ({
        value: `a${id}`,
        label: name,
        city: false,
        associationId: id as number | null,
      })),
    ],
    halls,
  }
}

async function ownHalls(actor: Actor) {
  const scopes = scopesOf(actor, 'volunteer.host')
  if (scopes.length === 0) return []
  return db.hall.findMany({
    where: { closedOn: null, associations: { some: { association: inScope(scopes) } } },
    orderBy: { id: 'asc' },
    take: 50,
    select: { id: true, name: true },
  })
}

/** A place as its form is filled. @throws SignInNeeded, NotFound */
export async function placeToEdit(actor: Actor, id: number) {
  if (!actor.user) return refusePlace(actor)
  const found = await db.volunteerPlace.findFirst({
    where: { AND: [{ id }, placesInScope(actor)] },
    select: {
      id: true,
      state: true,
      version: true,
      title: true,
      body: true,
      theme: true,
      stages: true,
      venue: true,
      meetingPoint: true,
      latitude: true,
      bring: true,
      rainRule: true,
      access: true,
      allergies: true,
      supervisor: true,
      supervisorPhone: true,
      together: true,
      orientation: true,
      need: true,
      needHref: true,
      returnedReason: true,
      programme: {
        select: { id: true, title: true, kind: true, activityFrom: true, activityUntil: true },
      },
      host: { select: { id: true, name: true, kind: true, associationId: true } },
      photos: {
        orderBy: { id: 'asc' },
        select: { id: true, caption: true, consentOn: true, approvedAt: true },
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
          closedAt: true,
          version: true,
          applications: { select: { id: true }, take: 1 },
        },
      },
    },
  })
  if (!found) return refusePlace(actor)
  const { programme, photos, sessions, supervisorPhone: sealed, ...place } = found
  const halls = await db.hall.findMany({
    where: { closedOn: null, associations: { some: { associationId: found.host.associationId ?? 0 } } },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  })
  const at = now()
  return {
    ...place,
    theme: found.theme as Theme,
    stages: orderedStages(found.stages),
    supervisorPhone: supervisorPhone(sealed) ?? '',
    programme: {
      ...programme,
      activityFrom: dateToDay(programme.activityFrom),
      activityUntil: dateToDay(programme.activityUntil),
    },
    halls,
    photos: photos.map(({ approvedAt, ...photo }) => ({
      ...photo,
      approved: approvedAt !== null,
      consentOn: dateToDay(photo.consentOn),
    })),
    sessions: sessions.map(({ applications, cancelledOn, closedAt, ...session }) => ({
      ...session,
      cancelled: cancelledOn !== null,
      past: session.startsAt <= at || closedAt !== null,
      applied: applications.length > 0,
    })),
    runs: mayInPortal(actor, 'volunteer.run'),
  }
}

/** A host as its form is filled. @throws SignInNeeded, NotFound */
export async function hostToEdit(actor: Actor, id: number) {
  const found = actor.user
    ? await db.volunteerHost.findFirst({
        where: { AND: [{ id }, hostsInScope(actor), { state: { not: 'ended' } }] },
        select: {
          id: true,
          kind: true,
          name: true,
          introduction: true,
          phone: true,
          email: true,
          version: true,
        },
      })
    : null
  return found ?? refusePlace(actor)
}

/** 事業: those that anybody may read, and all of them for the centre. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { periodsOf } from '../rules'
import { programmeDays, programmeFacts } from './scope.server'

const select = { ...programmeFacts, introduction: true, version: true } as const

/** The programmes that are open, the experience first. */
export async function openProgrammes() {
  const found = await db.volunteerProgramme.findMany({
    where: { state: 'open' },
    orderBy: [{ kind: 'asc' }, { activityFrom: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, title: true, year: true },
  })
  return found
}

/** A programme with its places by state. @throws NotFound for a draft, to whoever does not run it */
export async function programmePage(actor: Actor, id: number) {
  const oversees = mayInPortal(actor, 'volunteer.oversee')
  const found = await db.volunteerProgramme.findFirst({
    where: { id, ...(oversees ? {} : { state: { not: 'draft' } }) },
    select,
  })
  if (!found) throw new NotFound()
  const programme = programmeDays(found)
  const [places, hosts] = await Promise.all([
    db.volunteerPlace.count({ where: { programmeId: id, state: 'published' } }),
    db.volunteerPlace.groupBy({ by: ['hostId'], where: { programmeId: id, state: 'published' } }),
  ])
  return {
    programme,
    periods: periodsOf(programme, actor.today),
    places,
    hosts: hosts.length,
    runs: mayInPortal(actor, 'volunteer.run'),
  }
}

/** All programmes with the number of their places, the newest first. @throws SignInNeeded, NotAllowed */
export async function deskProgrammes(actor: Actor) {
  requirePortalRight(actor, 'volunteer.oversee')
  const found = await db.volunteerProgramme.findMany({
    orderBy: [{ year: 'desc' }, { id: 'desc' }],
    take: 100,
    select,
  })
  const places = await db.volunteerPlace.groupBy({
    by: ['programmeId'],
    where: { programmeId: { in: found.map(({ id }) => id) } },
    _count: true,
  })
  const of = new Map(places.map(({ programmeId, _count }) => [programmeId, _count]))
  return found.map((row) => ({ ...programmeDays(row), places: of.get(row.id) ?? 0 }))
}

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function programmeToEdit(actor: Actor, id: number) {
  requirePortalRight(actor, 'volunteer.run')
  const found = await db.volunteerProgramme.findUnique({ where: { id }, select })
  if (!found) throw new NotFound()
  return programmeDays(found)
}

/** Programmes that take offers today; for the centre, all that are not closed. */
export async function programmesForOffers(actor: Actor) {
  const found = await db.volunteerProgramme.findMany({
    where: { state: { not: 'closed' } },
    orderBy: [{ kind: 'asc' }, { id: 'desc' }],
    select: { ...select },
  })
  const runs = mayInPortal(actor, 'volunteer.run')
  return found
    .map(programmeDays)
    .filter((programme) => runs || periodsOf(programme, actor.today).offers === 'open')
    .map(({ id, kind, title, activityFrom, activityUntil }) => ({
      id,
      kind,
      title,
      activityFrom,
      activityUntil,
    }))
}

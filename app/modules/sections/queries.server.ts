/** Reads of 担当課: the choices of forms, who works where, and the desk of those who keep them. */
import { type Actor, requirePortalRight, roleMayInPortal, staffRoles } from '~/modules/accounts/rules'
import { type Day, dayToDate } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

type Client = Tx | typeof db

/** A section as anybody may see it. `answerDays` of the calendar; null: as the city does. */
export type SectionChoice = { id: number; name: string; answerDays: number | null }

/** Sections that take something new, in the order of their readings. Public: their names are. */
export function sectionChoices(client: Client = db): Promise<SectionChoice[]> {
  return client.section.findMany({
    where: { endedAt: null },
    orderBy: [{ reading: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, answerDays: true },
  })
}

/** All sections by name, also those that have ended: for filters over what was. Public. */
export function sectionNames(): Promise<{ id: number; name: string }[]> {
  return db.section.findMany({
    orderBy: [{ reading: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
}

/**
 * The sections in which the actor works today. Empty for a guest, and for somebody whose role has ended: what a
 * section sees goes with the role, not with a name that was left on a list.
 */
export async function sectionsOf(actor: Actor, client: Client = db): Promise<SectionChoice[]> {
  if (!actor.user || actor.staff.length === 0) return []
  return client.section.findMany({
    where: { members: { some: { userId: actor.user.id } } },
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, answerDays: true },
  })
}

/** Somebody who works in a section. The address is for mail alone. */
type SectionPerson = { id: string; name: string; email: string; language: string }

/** Roles with which somebody in a section can answer. */
const ANSWERING = staffRoles.filter((role) => roleMayInPortal(role, 'matter.answer'))

/** Who works in a section today, with a role of the city: to write to, or to be made the owner of a matter. */
export async function peopleOfSection(
  client: Client,
  sectionId: number,
  today: Day,
): Promise<SectionPerson[]> {
  const day = dayToDate(today)
  const found = await client.sectionMember.findMany({
    where: {
      sectionId,
      user: {
        staffRoles: {
          some: {
            role: { in: ANSWERING },
            startsOn: { lte: day },
            OR: [{ endsOn: null }, { endsOn: { gte: day } }],
          },
        },
      },
    },
    orderBy: [{ addedAt: 'asc' }, { userId: 'asc' }],
    select: {
      user: { select: { id: true, familyName: true, givenName: true, email: true, language: true } },
    },
  })
  return found.map(({ user: { familyName, givenName, ...user } }) => ({
    ...user,
    name: `${familyName} ${givenName}`,
  }))
}

/**
 * All sections with the number of their people, those that work first.
 * @throws SignInNeeded, NotAllowed
 */
export async function sectionsKept(actor: Actor) {
  requirePortalRight(actor, 'section.keep')
  const found = await db.section.findMany({
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { reading: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      phone: true,
      email: true,
      answerDays: true,
      endedAt: true,
      _count: { select: { members: true } },
    },
  })
  return found.map(({ _count, endedAt, ...section }) => ({
    ...section,
    ended: endedAt !== null,
    people: _count.members,
  }))
}

/**
 * One section with its people.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function sectionKept(actor: Actor, id: number) {
  requirePortalRight(actor, 'section.keep')
  const found = await db.section.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      reading: true,
      phone: true,
      email: true,
      answerDays: true,
      endedAt: true,
      version: true,
      members: {
        orderBy: [{ addedAt: 'asc' }, { userId: 'asc' }],
        select: { user: { select: { id: true, familyName: true, givenName: true, email: true } } },
      },
      _count: { select: { helpServices: { where: { state: { not: 'ended' } } } } },
    },
  })
  if (!found) throw new NotFound()
  const others = (await sectionChoices()).filter((other) => other.id !== id)
  const { endedAt, members, _count, ...section } = found
  const working = new Set((await peopleOfSection(db, id, actor.today)).map((person) => person.id))
  return {
    ...section,
    ended: endedAt !== null,
    /** Advice services that somebody else looks after when the section ends */
    services: _count.helpServices,
    others: others.map((other) => ({ id: other.id, name: other.name })),
    people: members.map(({ user }) => ({
      id: user.id,
      name: `${user.familyName} ${user.givenName}`,
      email: user.email,
      /** Without a role of the city they see and answer nothing */
      works: working.has(user.id),
    })),
  }
}

/** 表決権者の名簿: made from the register of households, put right by hand while it is a draft, frozen with the start. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Day, dayToDate } from '~/platform/clock'
import { type db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { tokenHashOf } from '../links.server'
import {
  type Differences,
  differencesOf,
  isRunning,
  MOST_VOTERS,
  type PlannedVoter,
  tieOf,
  type Unit,
  votersFrom,
} from '../rules'
import { lockForOfficer, sayFrozen } from '../scope.server'

type Client = Tx | typeof db

const nameOf = (user: { familyName: string; givenName: string }) =>
  [user.familyName, user.givenName].filter(Boolean).join(' ')

type Listed = { id: number; unit: Unit; path: string; today: Day }

/**
 * The list as the register would have it on the day: households that count, their people who answer for themselves, and
 * confirmed members who are in no household.
 */
async function plannedVoters(tx: Client, of: Omit<Listed, 'id'>): Promise<PlannedVoter[]> {
  const below = { path: { startsWith: of.path } }
  const households = await tx.household.findMany({
    where: {
      association: below,
      consentWithdrawnAt: null,
      OR: [{ movedOutOn: null }, { movedOutOn: { gt: dayToDate(of.today) } }],
    },
    orderBy: [{ associationId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      members: {
        where: { leftAt: null, role: { not: 'dependant' } },
        orderBy: [{ role: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          userId: true,
          name: true,
          user: { select: { familyName: true, givenName: true } },
        },
      },
    },
  })
  const members = await tx.user.findMany({
    where: { memberships: { some: { state: 'confirmed', association: below } } },
    orderBy: [{ familyReading: 'asc' }, { id: 'asc' }],
    select: { id: true, familyName: true, givenName: true },
  })
  return votersFrom(
    households.map(({ members: people, ...household }) => ({
      ...household,
      people: people.map(({ user, name, ...person }) => ({ ...person, name: user ? nameOf(user) : name })),
    })),
    members.map((user) => ({ userId: user.id, name: nameOf(user) })),
    of.unit,
  ).map((voter) => ({ ...voter, name: [...voter.name].slice(0, 100).join('') }))
}

/** In what the list and the register differ today. */
export async function voterDifferences(tx: Client, of: Listed): Promise<Differences> {
  const [planned, listed] = await Promise.all([
    plannedVoters(tx, of),
    tx.resolutionVoter.findMany({
      where: { resolutionId: of.id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, userId: true, householdId: true, householdMemberId: true },
    }),
  ])
  return differencesOf(planned, listed)
}

/** @throws Invalid when there are too many */
function asFew(count: number, field = 'form'): void {
  if (count > MOST_VOTERS)
    throw new Invalid({ [field]: [message('resolutions.error.too_many', { max: MOST_VOTERS })] })
}

/**
 * Makes the list anew from the register.
 * @returns how many stand in it
 * @throws Invalid when there are too many
 */
export async function fillVoters(tx: Tx, of: Listed): Promise<number> {
  const planned = await plannedVoters(tx, of)
  asFew(planned.length)
  await tx.resolutionVoter.deleteMany({ where: { resolutionId: of.id } })
  await tx.resolutionVoter.createMany({
    data: planned.map((voter, index) => ({ ...voter, resolutionId: of.id, position: index + 1 })),
  })
  return planned.length
}

/** How many stand in the list, and the last number in it. */
async function sizeOf(tx: Tx, id: number): Promise<{ count: number; last: number }> {
  const known = await tx.resolutionVoter.aggregate({
    where: { resolutionId: id },
    _count: true,
    _max: { position: true },
  })
  return { count: known._count, last: known._max.position ?? 0 }
}

/** One change of the list while it is a draft. */
function listing(actor: Actor, id: number, work: (tx: Tx, of: Listed) => Promise<void>) {
  return transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    if (resolution.state !== 'draft') throw new Stale('resolution_frozen')
    const { unit, association } = resolution
    await work(tx, { id, unit, path: association.path, today: actor.today })
    await record(tx, officer, {
      action: 'resolution.voters',
      subjectType: 'resolution',
      subjectId: id,
      associationId: association.id,
      after: { voters: await tx.resolutionVoter.count({ where: { resolutionId: id } }) },
    })
  }).catch(sayFrozen)
}

/** Makes the list anew from the register. @throws SignInNeeded, NotFound; Stale once members have been asked */
export const refillVoters = (actor: Actor, id: number): Promise<void> =>
  listing(actor, id, async (tx, of) => {
    await fillVoters(tx, of)
  })

/** Adds people who are not in the register. @throws as `refillVoters`; Invalid when there are too many */
export const addVoters = (actor: Actor, id: number, names: readonly string[]): Promise<void> =>
  listing(actor, id, async (tx) => {
    const { count, last } = await sizeOf(tx, id)
    asFew(count + names.length, 'names')
    await tx.resolutionVoter.createMany({
      data: names.map((name, index) => ({ resolutionId: id, name, position: last + 1 + index })),
    })
  })

/**
 * Puts the list right by the register: adds those who are missing, or takes out those who have left it. Who was added
 * by hand stays.
 * @throws as `refillVoters`; Invalid when there are too many
 */
export const matchVoters = (actor: Actor, id: number, what: 'add_missing' | 'remove_gone'): Promise<void> =>
  listing(actor, id, async (tx, of) => {
    const found = await voterDifferences(tx, of)
    if (what === 'remove_gone') {
      const ids = found.gone.map(({ key }) => Number(key.slice(1)))
      await tx.resolutionVoter.deleteMany({ where: { resolutionId: id, id: { in: ids } } })
      return
    }
    const missing = new Set(found.missing.map(({ key }) => key))
    const add = (await plannedVoters(tx, of)).filter((voter) => missing.has(tieOf(voter) ?? ''))
    const { count, last } = await sizeOf(tx, id)
    asFew(count + add.length)
    await tx.resolutionVoter.createMany({
      data: add.map((voter, index) => ({ ...voter, resolutionId: id, position: last + 1 + index })),
    })
  })

/** Takes somebody out of the list. @throws as `refillVoters` */
export const removeVoter = (actor: Actor, id: number, voterId: number): Promise<void> =>
  listing(actor, id, async (tx) => {
    const { count } = await tx.resolutionVoter.deleteMany({ where: { id: voterId, resolutionId: id } })
    if (count !== 1) throw new NotFound()
  })

/**
 * Makes a new link for a voter whose paper was lost: the old one leads nowhere from now on.
 * @throws SignInNeeded, NotFound; Stale when nobody is asked any more, or the voter has voted
 */
export async function renewLink(actor: Actor, id: number, voterId: number): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    if (!isRunning(resolution.state)) throw new Stale('resolution_frozen')
    const voter = await tx.resolutionVoter.findFirst({
      where: { id: voterId, resolutionId: id },
      select: { id: true, linkNumber: true, voted: true },
    })
    if (!voter) throw new NotFound()
    if (voter.voted) throw new Stale('resolution_voted')
    const linkNumber = voter.linkNumber + 1
    await tx.resolutionVoter.update({
      where: { id: voterId },
      data: { linkNumber, tokenHash: tokenHashOf({ id: voterId, linkNumber }) },
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'resolution.link',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { voter: voterId, link: linkNumber },
    })
  })
}

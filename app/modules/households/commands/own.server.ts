/** What people do in their own household: join it, speak for it, leave it. */
import { countJoining, forgetJoining, takeAsMember } from '~/modules/accounts/commands/memberships.server'
import { type Actor, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { type Delivery, type HouseholdRole, MOST_MEMBERS, mayAct, type OwnAct } from '../rules'
import { hashHouseholdCode } from './codes.server'
import { endTie, setConsent } from './register.server'

const standing = (day: string) => ({ OR: [{ movedOutOn: null }, { movedOutOn: { gt: dayToDate(day) } }] })

/**
 * Joins a household by the code on its slip; the first is its head. Who joins is a member of the association, as the
 * slip came from its officer. Joining again changes nothing.
 * @returns the household
 * @throws SignInNeeded, TooMany; Invalid when no such code can be used today, or the household is full
 */
export async function joinHousehold(actor: Actor, code: string): Promise<{ id: number }> {
  const person = requireUser(actor)
  await countJoining(person)
  try {
    const joined = await transaction(async (tx) => {
      const household = await tx.household.findFirst({
        where: {
          codeHash: hashHouseholdCode(code),
          codeExpiresAt: { gt: now() },
          ...standing(person.today),
        },
        select: { id: true, associationId: true },
      })
      if (!household) throw new Invalid({ code: ['households.error.unknown_code'] })
      // Two who join at the same moment: one is the head, the other finds a head.
      await tx.$executeRaw`SELECT 1 FROM households WHERE id = ${household.id} FOR UPDATE`
      const members = await tx.householdMember.findMany({
        where: { householdId: household.id, leftAt: null },
        select: { role: true, userId: true },
      })
      if (!members.some(({ userId }) => userId === person.user.id)) {
        if (members.length >= MOST_MEMBERS) throw new Invalid({ code: ['households.error.full'] })
        const role: HouseholdRole = members.some((member) => member.role === 'head') ? 'member' : 'head'
        const { id } = await tx.householdMember.create({
          data: { householdId: household.id, userId: person.user.id, role, joinedAt: now() },
          select: { id: true },
        })
        await record(tx, person, {
          action: 'household.joined',
          subjectType: 'household',
          subjectId: household.id,
          associationId: household.associationId,
          after: { member: id, role },
        })
      }
      await takeAsMember(tx, person, person.user.id, household.associationId, { householdId: household.id })
      return { id: household.id }
    })
    await forgetJoining(person)
    return joined
  } catch (error) {
    if (isUniqueViolation(error)) throw new Stale()
    throw error
  }
}

type Own = { id: number; associationId: number; memberId: number }

/**
 * The person's own household, for something that their part in it allows.
 * @throws NotFound when it is not theirs; NotAllowed when only the head may
 */
async function own(tx: Tx, person: SignedIn, householdId: number, act: OwnAct): Promise<Own> {
  const found = await tx.householdMember.findFirst({
    where: { householdId, userId: person.user.id, leftAt: null, household: standing(person.today) },
    select: { id: true, role: true, household: { select: { associationId: true } } },
  })
  if (!found) throw new NotFound()
  if (!mayAct(found.role, act)) throw new NotAllowed()
  return { id: householdId, associationId: found.household.associationId, memberId: found.id }
}

/** Does one thing in the own household, in one transaction. */
function inOwn(
  actor: Actor,
  householdId: number,
  act: OwnAct,
  work: (tx: Tx, person: SignedIn, household: Own) => Promise<void>,
): Promise<void> {
  const person = requireUser(actor)
  return transaction(async (tx) => work(tx, person, await own(tx, person, householdId, act)))
}

/**
 * Changes the name on the sheet and how notices come. @throws SignInNeeded, NotFound; NotAllowed but for the head
 */
export function changeOwnHousehold(
  actor: Actor,
  householdId: number,
  form: { name: string; delivery: Delivery },
): Promise<void> {
  return inOwn(actor, householdId, 'change', async (tx, person, household) => {
    const before = await tx.household.findUniqueOrThrow({
      where: { id: householdId },
      select: { name: true, delivery: true },
    })
    if (before.name === form.name && before.delivery === form.delivery) return
    await tx.household.update({
      where: { id: householdId },
      data: { name: form.name, delivery: form.delivery, version: { increment: 1 } },
      select: { id: true },
    })
    await record(tx, person, {
      action: 'household.changed',
      subjectType: 'household',
      subjectId: householdId,
      associationId: household.associationId,
      before: { delivery: before.delivery },
      after: {
        delivery: form.delivery,
        fields: (['name', 'delivery'] as const).filter((field) => before[field] !== form[field]),
      },
    })
  })
}

/**
 * Gives the consent to be listed in confirmations, or withdraws it. @throws SignInNeeded, NotFound; NotAllowed but for
 * the head; Stale when it stands like that already
 */
export function changeConsent(actor: Actor, householdId: number, given: boolean): Promise<void> {
  return inOwn(actor, householdId, 'consent', (tx, person, household) =>
    setConsent(tx, person, household, given),
  )
}

/** Adds somebody without an account. @throws SignInNeeded, NotFound; NotAllowed but for the head; Invalid when full */
export function addDependant(actor: Actor, householdId: number, name: string): Promise<void> {
  return inOwn(actor, householdId, 'dependant', async (tx, person, household) => {
    await tx.$executeRaw`SELECT 1 FROM households WHERE id = ${householdId} FOR UPDATE`
    const count = await tx.householdMember.count({ where: { householdId, leftAt: null } })
    if (count >= MOST_MEMBERS) throw new Invalid({ person: ['households.error.full'] })
    const { id } = await tx.householdMember.create({
      data: { householdId, role: 'dependant', name, joinedAt: now() },
      select: { id: true },
    })
    await record(tx, person, {
      action: 'household.dependant_added',
      subjectType: 'household',
      subjectId: householdId,
      associationId: household.associationId,
      after: { member: id },
    })
  })
}

/**
 * Ends the tie of another to the household. The head's own tie ends by leaving.
 * @throws SignInNeeded, NotFound; NotAllowed but for the head; Stale when it has ended
 */
export function endOthersTie(actor: Actor, householdId: number, memberId: number): Promise<void> {
  return inOwn(actor, householdId, 'end_tie', async (tx, person, household) => {
    if (memberId === household.memberId) throw new NotFound()
    await endTie(tx, person, household, memberId, 'head')
  })
}

/** Leaves the household. Of those who stay, whoever has been there longest becomes its head. @throws SignInNeeded, NotFound */
export function leaveHousehold(actor: Actor, householdId: number): Promise<void> {
  return inOwn(actor, householdId, 'leave', (tx, person, household) =>
    endTie(tx, person, household, household.memberId, 'member'),
  )
}

/**
 * Hands 世帯主 over to another member with an account.
 * @throws SignInNeeded, NotFound; NotAllowed but for the head; Stale when either has changed since
 */
export async function handOver(actor: Actor, householdId: number, memberId: number): Promise<void> {
  await inOwn(actor, householdId, 'hand_over', async (tx, person, household) => {
    const heir = await tx.householdMember.findFirst({
      where: { id: memberId, householdId, role: 'member', leftAt: null, userId: { not: null } },
      select: { id: true },
    })
    if (!heir) throw new NotFound()
    const before = await tx.householdMember.updateMany({
      where: { id: household.memberId, role: 'head', leftAt: null },
      data: { role: 'member' },
    })
    const after = await tx.householdMember.updateMany({
      where: { id: heir.id, role: 'member', leftAt: null },
      data: { role: 'head' },
    })
    if (before.count !== 1 || after.count !== 1) throw new Stale()
    await record(tx, person, {
      action: 'household.handed_over',
      subjectType: 'household',
      subjectId: householdId,
      associationId: household.associationId,
      before: { head: household.memberId },
      after: { head: heir.id },
    })
  })
}

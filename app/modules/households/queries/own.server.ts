/** The households of a signed-in person. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { dateToDay, dayToDate } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { consentOf, type Delivery, type HouseholdRole } from '../rules'
import { memberSelect, memberViews } from './register.server'

const OWN_SQL = `
  SELECT h.id, h.name, h.association_id AS "associationId", a.path, h.delivery, m.role
  FROM household_members m JOIN households h ON h.id = m.household_id JOIN associations a ON a.id = h.association_id
  WHERE m.user_id = $1 AND m.left_at IS NULL AND (h.moved_out_on IS NULL OR h.moved_out_on > $2::date)
  ORDER BY h.id`

/**
 * The households that the signed-in person belongs to today: not left, not moved out; none for a guest. A household
 * that has withdrawn its consent is among them, though it is not counted.
 */
export async function householdsOf(actor: Actor): Promise<
  {
    id: number
    name: string
    associationId: number
    path: string
    delivery: Delivery
    role: HouseholdRole
  }[]
> {
  return actor.user ? rows(OWN_SQL, [actor.user.id, actor.today]) : []
}

/**
 * The person's households in full, for their own page.
 * @throws SignInNeeded
 */
export async function myHouseholds(actor: Actor) {
  const { user } = requireUser(actor)
  const today = dayToDate(actor.today)
  const ties = await db.householdMember.findMany({
    where: {
      userId: user.id,
      leftAt: null,
      household: { OR: [{ movedOutOn: null }, { movedOutOn: { gt: today } }] },
    },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      role: true,
      household: {
        select: {
          id: true,
          name: true,
          delivery: true,
          movedOutOn: true,
          consentText: true,
          consentedAt: true,
          consentWithdrawnAt: true,
          association: { select: { name: true, slug: true } },
          members: { where: { leftAt: null }, select: memberSelect },
        },
      },
    },
  })
  return ties.map(({ id: memberId, role, household }) => {
    const { members, movedOutOn, consentedAt, consentWithdrawnAt, ...rest } = household
    return {
      ...rest,
      memberId,
      role,
      movedOutOn: movedOutOn && dateToDay(movedOutOn),
      consent: consentOf({ consentedAt, consentWithdrawnAt }),
      consentedAt: consentedAt?.toISOString() ?? null,
      consentWithdrawnAt: consentWithdrawnAt?.toISOString() ?? null,
      members: memberViews(members),
    }
  })
}
export type MyHousehold = Awaited<ReturnType<typeof myHouseholds>>[number]

/** What is held of a person in households, for their own export. Names of other people in them are not theirs to take. */
export async function householdExport(actor: Actor) {
  const { user } = requireUser(actor)
  const ties = await db.householdMember.findMany({
    where: { userId: user.id },
    orderBy: { id: 'asc' },
    select: {
      role: true,
      joinedAt: true,
      leftAt: true,
      household: {
        select: {
          name: true,
          delivery: true,
          movedOutOn: true,
          consentText: true,
          consentedAt: true,
          consentWithdrawnAt: true,
          association: { select: { name: true } },
        },
      },
    },
  })
  return ties.map(({ household: { association, ...household }, ...tie }) => ({
    association: association.name,
    ...tie,
    ...household,
  }))
}

/** 会館を登録する・直す・廃止する */
import { type Actor, denied, inScope, mayAnywhere, requireUser, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { hallRow, hallValues, rowSelect } from '../queries/record.server'
import { reachesAll } from '../queries/scope.server'
import { type DatedFact, spanOf } from '../rules'
import {
  buildingDates,
  datesContradict,
  type EditHallInput,
  type HallValues,
  type NewHallInput,
} from '../schema'
import { changeHall } from './keep.server'

/**
 * Enters a hall. An officer's hall belongs to at least one association of theirs; the city's staff may enter one that
 * no association uses. Without a district it lies in that of its first association.
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid for an unknown association or district, a date to come, or a hall of this
 *   name that the association has already
 */
export async function createHall(actor: Actor, form: NewHallInput): Promise<number> {
  if (!mayAnywhere(actor, 'hall.keep')) denied(actor)
  const keeper = requireUser(actor)
  return transaction(async (tx) => {
    const chosen = await associationsFor(tx, actor, form.associations)
    if (chosen.length === 0 && !reachesAll(actor, 'hall.keep')) {
      throw new Invalid({ associations: ['halls.error.own_association'] })
    }
    const ids = chosen.map(({ id }) => id)
    // A double click makes one hall: halls are entered one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('halls'), 0)`
    const same = await tx.hall.count({
      where: {
        name: form.values.name,
        closedOn: null,
        ...(ids.length > 0
          ? { associations: { some: { associationId: { in: ids } } } }
          : { address: form.values.address }),
      },
    })
    if (same > 0) throw new Invalid({ name: ['halls.error.same_name'] })
    await checkFacts(tx, actor, form.values)
    const districtId = form.values.districtId ?? chosen.find((a) => a.districtId !== null)?.districtId ?? null
    const { id } = await tx.hall.create({
      data: {
        ...hallRow({ ...form.values, districtId }),
        associations: { create: ids.map((associationId) => ({ associationId })) },
      } as Prisma.HallUncheckedCreateInput,
      select: { id: true },
    })
    await record(tx, keeper, {
      action: 'hall.created',
      subjectType: 'hall',
      subjectId: id,
      associationId: ids[0] ?? null,
      after: { associations: ids, district: districtId },
    })
    return id
  })
}

/**
 * Writes the record of a hall over with what the form says.
 * @throws SignInNeeded, NotAllowed, NotFound, Invalid; Stale when somebody else saved since the form was opened
 */
export async function editHall(actor: Actor, id: number, form: EditHallInput): Promise<void> {
  await transaction((tx) =>
    updateHallIn(tx, actor, id, form.values, { version: form.version, associations: form.associations }),
  )
}

/**
 * Changes some facts of a hall; what is left out stays as it is. For other parts of the portal that learn something of
 * a hall, such as an application that is decided.
 * @throws SignInNeeded, NotAllowed, NotFound, Invalid
 */
export async function updateHall(actor: Actor, id: number, facts: Partial<HallValues>): Promise<void> {
  await transaction((tx) => updateHallIn(tx, actor, id, facts, {}))
}

/** As `updateHall`, within the transaction of another command. */
export async function updateHallIn(
  tx: Tx,
  actor: Actor,
  id: number,
  facts: Partial<HallValues>,
  options: { version?: number; associations?: readonly string[] },
): Promise<void> {
  await changeHall(tx, actor, id, options.version, 'hall.changed', async (hall) => {
    const before = hallValues(await tx.hall.findUniqueOrThrow({ where: { id }, select: rowSelect }))
    const after = { ...before, ...facts }
    const changed = changedFields(before, after)
    await checkFacts(tx, actor, after)
    const linked = options.associations
      ? await link(tx, actor, hall, options.associations)
      : { added: [], removed: [] }
    if (changed.length + linked.added.length + linked.removed.length === 0) return null
    await tx.hall.update({ where: { id }, data: hallRow(after), select: { id: true } })
    return { fields: changed, ...linked }
  })
}

/** The names of the fields in which two records differ. */
function changedFields(before: HallValues, after: HallValues): (keyof HallValues)[] {
  return (Object.keys(after) as (keyof HallValues)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
}

/** @throws Invalid for a day to come, dates that contradict one another, and a district that is none */
async function checkFacts(tx: Tx, actor: Actor, facts: HallValues): Promise<void> {
  for (const name of buildingDates) {
    const date: DatedFact | null = facts[name]
    if (date && spanOf(date).first > actor.today) {
      throw new Invalid({ [`${name}_year`]: ['halls.error.future'] })
    }
  }
  if (datesContradict(facts)) throw new Invalid({ completed_year: ['halls.error.before_start'] })
  if (facts.districtId !== null && (await tx.district.count({ where: { id: facts.districtId } })) === 0) {
    throw new Invalid({ district: ['form.choose'] })
  }
}

/** The associations of these names in the actor's scope. @throws Invalid naming those that are none */
async function associationsFor(tx: Tx, actor: Actor, names: readonly string[]) {
  if (names.length === 0) return []
  const found = await tx.association.findMany({
    where: {
      AND: [
        inScope(scopesOf(actor, 'hall.keep')),
        { kind: { in: ['council', 'neighbourhood'] } },
        { OR: [{ name: { in: [...names] } }, { slug: { in: [...names] } }] },
      ],
    },
    select: { id: true, name: true, slug: true, districtId: true },
    take: 200,
  })
  const one = (name: string) => {
    const bySlug = found.filter(({ slug }) => slug === name)
    const named = bySlug.length > 0 ? bySlug : found.filter((association) => association.name === name)
    if (named.length === 1 && named[0]) return named[0]
    const error = named.length > 1 ? 'several_associations' : 'unknown_association'
    throw new Invalid({ associations: [message(`halls.error.${error}`, { name: name.slice(0, 50) })] })
  }
  return [...new Map(names.map((name) => one(name)).map((a) => [a.id, a])).values()]
}

/** Ties a hall to the named associations. Those outside the actor's scope stay tied: their officers decide. */
async function link(
  tx: Tx,
  actor: Actor,
  hall: { id: number; associations: readonly { associationId: number }[] },
  names: readonly string[],
) {
  const standing = await tx.association.findMany({
    where: { halls: { some: { hallId: hall.id } } },
    select: { id: true, name: true, slug: true },
  })
  const mine = await tx.association.findMany({
    where: { AND: [{ halls: { some: { hallId: hall.id } } }, inScope(scopesOf(actor, 'hall.keep'))] },
    select: { id: true },
  })
  const foreign = standing.filter(({ id }) => !mine.some((own) => own.id === id))
  const typed = names.filter((name) => !foreign.some((a) => a.name === name || a.slug === name))
  const wanted = (await associationsFor(tx, actor, typed)).map(({ id }) => id)
  if (wanted.length === 0 && !reachesAll(actor, 'hall.keep')) {
    throw new Invalid({ associations: ['halls.error.own_association'] })
  }
  const removed = mine.map(({ id }) => id).filter((id) => !wanted.includes(id))
  const added = wanted.filter((id) => !standing.some((known) => known.id === id))
  await tx.hallAssociation.deleteMany({ where: { hallId: hall.id, associationId: { in: removed } } })
  await tx.hallAssociation.createMany({
    data: added.map((associationId) => ({ hallId: hall.id, associationId })),
  })
  return { added, removed }
}

/**
 * 廃止: the hall leaves lists and maps; its record stays. `null` takes the closing back.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a day to come; Stale when it is closed, or open, already
 */
export async function closeHall(
  actor: Actor,
  id: number,
  form: { closedOn: string | null; version: number },
): Promise<void> {
  const action = form.closedOn === null ? 'hall.reopened' : 'hall.closed'
  await transaction((tx) =>
    changeHall(tx, actor, id, form.version, action, async (hall) => {
      if ((form.closedOn === null) === (hall.closedOn === null)) throw new Stale()
      if (form.closedOn !== null && form.closedOn > actor.today) {
        throw new Invalid({ closed_on: ['halls.error.future'] })
      }
      await tx.hall.update({
        where: { id },
        data: { closedOn: form.closedOn === null ? null : dayToDate(form.closedOn) },
        select: { id: true },
      })
      return { closedOn: form.closedOn }
    }),
  )
}

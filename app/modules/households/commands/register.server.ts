/** 世帯の名簿: what officers add, change, move, and delete. Names stand in no audit entry. */
import { takeAsMember } from '~/modules/accounts/commands/memberships.server'
import { type Actor, inScope, requireUser, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dateToDay, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { registerNode } from '../queries/register.server'
import { type Delivery, HOUSEHOLD_CONSENT, moved, STEP } from '../rules'
import type { EditForm } from '../schema'

/** Makes those who write to one sheet wait for each other: names are told apart and places given. */
async function lockSheet(tx: Tx, associationId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('household-sheet'), ${associationId}::int)`
}

/**
 * The household, if it is one that the actor keeps.
 * @throws NotFound when it is not: households of others are nobody's business
 */
async function kept(tx: Tx, actor: SignedIn, id: number) {
  const found = await tx.household.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'household.keep')) },
    select: {
      id: true,
      associationId: true,
      name: true,
      delivery: true,
      movedOutOn: true,
      consentedAt: true,
      consentWithdrawnAt: true,
      version: true,
    },
  })
  if (!found) throw new NotFound()
  return found
}

/** @throws Invalid when a household of that name is on the sheet: two must be told apart, and a form sent twice adds once */
async function refuseSameName(
  tx: Tx,
  associationId: number,
  names: readonly string[],
  field: string,
  but = 0,
) {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  const standing = await tx.household.findFirst({
    where: { associationId, name: { in: [...names] }, id: { not: but }, movedOutOn: null },
    select: { name: true },
  })
  const name = twice ?? standing?.name
  if (name !== undefined) throw new Invalid({ [field]: [message('households.error.same_name', { name })] })
}

/**
 * Adds households at the end of a group's sheet.
 * @returns how many
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when two have the same name
 */
export async function addHouseholds(
  actor: Actor,
  associationId: number,
  form: { names: readonly string[]; delivery: Delivery },
): Promise<number> {
  const officer = requireUser(actor)
  return transaction(async (tx) => {
    const node = await registerNode(tx, officer, associationId)
    await lockSheet(tx, node.id)
    await refuseSameName(tx, node.id, form.names, 'names')
    const last = await tx.household.aggregate({ where: { associationId }, _max: { position: true } })
    const start = (last._max.position ?? 0) + STEP
    const made = await tx.household.createManyAndReturn({
      data: form.names.map((name, index) => ({
        associationId,
        name,
        delivery: form.delivery,
        position: start + index * STEP,
      })),
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'household.added',
      subjectType: 'association',
      subjectId: associationId,
      associationId,
      after: { households: made.map(({ id }) => id) },
    })
    return made.length
  })
}

/**
 * Changes a household: its name, how it gets notices, its group and place on the sheet, the day it moved out.
 * @throws SignInNeeded, NotFound; NotAllowed for a group that the actor does not keep; Stale when it was changed since;
 *   Invalid for a name that is taken
 */
export async function editHousehold(actor: Actor, id: number, form: EditForm): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const before = await kept(tx, officer, id)
    const node = await registerNode(tx, officer, form.association)
    await lockSheet(tx, node.id)
    const movedOutOn = form.moved_out_on
    if (movedOutOn === null) await refuseSameName(tx, node.id, [form.name], 'name', id)
    const was = before.movedOutOn && dateToDay(before.movedOutOn)
    const changes = {
      ...(before.name === form.name ? {} : { name: form.name }),
      ...(before.delivery === form.delivery ? {} : { delivery: form.delivery }),
      ...(before.associationId === node.id ? {} : { associationId: node.id }),
      ...(was === movedOutOn ? {} : { movedOutOn: movedOutOn && dayToDate(movedOutOn) }),
    }
    const { count } = await tx.household.updateMany({
      where: { id, version: form.version, associationId: before.associationId },
      data: { ...changes, version: form.version + 1 },
    })
    if (count !== 1) throw new Stale()
    if (before.associationId !== node.id) await takeAlong(tx, officer, id, node.id)
    if (form.after !== 'same' || before.associationId !== node.id) {
      await place(
        tx,
        node.id,
        id,
        form.after === 'same' ? undefined : form.after === 'first' ? null : form.after,
      )
    }
    await record(tx, officer, {
      action: 'household.changed',
      subjectType: 'household',
      subjectId: id,
      associationId: node.id,
      before: { group: before.associationId, delivery: before.delivery, movedOutOn: was },
      after: { group: node.id, delivery: form.delivery, movedOutOn, fields: Object.keys(changes) },
    })
  })
}

/** The people of a household that goes to another group are members there too. */
async function takeAlong(
  tx: Tx,
  officer: SignedIn,
  householdId: number,
  associationId: number,
): Promise<void> {
  const people = await tx.householdMember.findMany({
    where: { householdId, leftAt: null, userId: { not: null } },
    select: { userId: true },
  })
  for (const { userId } of people) {
    if (userId) await takeAsMember(tx, officer, userId, associationId, { householdId })
  }
}

/** Puts a household on its place; behind all others when `after` is undefined. */
async function place(
  tx: Tx,
  associationId: number,
  id: number,
  after: number | null | undefined,
): Promise<void> {
  const order = await tx.household.findMany({
    where: { associationId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const ids = moved(
    order.map((one) => one.id),
    id,
    after === undefined ? id : after,
  )
  await tx.$executeRaw`
    UPDATE households h SET position = o.place * ${STEP}
    FROM unnest(${ids}::int[]) WITH ORDINALITY AS o(id, place) WHERE h.id = o.id`
}

/**
 * Records a consent given on paper, or its withdrawal.
 * @throws SignInNeeded, NotFound; Stale when it stands like that already
 */
export async function recordConsent(actor: Actor, id: number, given: boolean): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const { associationId } = await kept(tx, officer, id)
    await setConsent(tx, officer, { id, associationId }, given)
  })
}

/** Writes a consent or its withdrawal, with version of the text and date. @throws Stale when it stands like that already */
export async function setConsent(
  tx: Tx,
  actor: SignedIn,
  household: { id: number; associationId: number },
  given: boolean,
): Promise<void> {
  const at = now()
  const { count } = given
    ? await tx.household.updateMany({
        where: { id: household.id, OR: [{ consentedAt: null }, { consentWithdrawnAt: { not: null } }] },
        data: { consentText: HOUSEHOLD_CONSENT, consentedAt: at, consentWithdrawnAt: null },
      })
    : await tx.household.updateMany({
        where: { id: household.id, consentWithdrawnAt: null },
        data: { consentWithdrawnAt: at },
      })
  if (count !== 1) throw new Stale()
  await record(tx, actor, {
    action: given ? 'household.consent_given' : 'household.consent_withdrawn',
    subjectType: 'household',
    subjectId: household.id,
    associationId: household.associationId,
    after: given ? { text: HOUSEHOLD_CONSENT } : undefined,
  })
}

/**
 * Ends the tie of a person to a household, such as one who joined with a slip that was not theirs.
 * @throws SignInNeeded, NotFound; Stale when it has ended
 */
export async function endTieAsOfficer(actor: Actor, id: number, memberId: number): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const { associationId } = await kept(tx, officer, id)
    await endTie(tx, officer, { id, associationId }, memberId, 'officer')
  })
}

/** @throws NotFound for a member of another household; Stale when the tie has ended */
export async function endTie(
  tx: Tx,
  actor: SignedIn,
  household: { id: number; associationId: number },
  memberId: number,
  by: 'officer' | 'head' | 'member',
): Promise<void> {
  const member = await tx.householdMember.findFirst({
    where: { id: memberId, householdId: household.id },
    select: { role: true, leftAt: true },
  })
  if (!member) throw new NotFound()
  const { count } = await tx.householdMember.updateMany({
    where: { id: memberId, leftAt: null },
    data: { leftAt: now() },
  })
  if (count !== 1) throw new Stale()
  await record(tx, actor, {
    action: 'household.left',
    subjectType: 'household',
    subjectId: household.id,
    associationId: household.associationId,
    before: { member: memberId, role: member.role },
    after: { by },
  })
}

/**
 * Deletes a household that was entered by mistake: nobody has ever belonged to it, and it has confirmed,
 * answered and served nothing. Any other moves out.
 * @throws SignInNeeded, NotFound; Invalid when it has a history
 */
export async function deleteHousehold(actor: Actor, id: number): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const { associationId } = await kept(tx, officer, id)
    const { count } = await tx.household.deleteMany({
      where: {
        id,
        members: { none: {} },
        openings: { none: {} },
        confirmations: { none: {} },
        answers: { none: {} },
        duties: { none: { turns: { some: {} } } },
      },
    })
    if (count !== 1) throw new Invalid({ form: ['households.error.has_history'] })
    await record(tx, officer, {
      action: 'household.deleted',
      subjectType: 'household',
      subjectId: id,
      associationId,
    })
  })
}

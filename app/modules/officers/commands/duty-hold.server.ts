/** A rotation held while it is changed, its order, and what the trail says of it. */
import { type Actor, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { dutyBy, type HeldDuty, keptDuties } from '../queries/duty-rows.server'

/**
 * The rotation, locked until the end of the transaction, if it is one that the actor keeps and nobody has changed it.
 * @throws NotFound when it is not theirs; Stale when it was changed since, or is closed
 */
export async function hold(
  tx: Tx,
  officer: SignedIn,
  id: number,
  version: number,
  closed: 'open' | 'closed' = 'open',
): Promise<HeldDuty> {
  const where = { id, ...keptDuties(officer) }
  const { count } = await tx.dutyRotation.updateMany({
    where: { ...where, version, closedOn: closed === 'open' ? null : { not: null } },
    data: { version: version + 1 },
  })
  const held = await dutyBy(tx, where, officer.today)
  if (!held) throw new NotFound()
  if (count !== 1) throw new Stale()
  return held
}

/** Does something to a rotation that the actor keeps and nobody has changed since. @throws as `hold` */
export function changing<T>(
  actor: Actor,
  id: number,
  version: number,
  work: (tx: Tx, officer: SignedIn, held: HeldDuty) => Promise<T>,
): Promise<T> {
  const officer = requireUser(actor)
  return transaction(async (tx) => work(tx, officer, await hold(tx, officer, id, version)))
}

/** The entry in the trail. */
export function note(
  tx: Tx,
  officer: SignedIn,
  held: HeldDuty,
  action: string,
  after: Record<string, number | string | null>,
) {
  return record(tx, officer, {
    action,
    subjectType: 'duty',
    subjectId: held.id,
    associationId: held.association.id,
    after,
  })
}

/** Ids of the order as it stands, without those who have left. */
export const orderOf = (held: HeldDuty) => held.rotation.places.map(({ id }) => id)

/** Writes the order; those who have left stay behind it, in case they come back. */
export async function writeOrder(tx: Tx, held: HeldDuty, order: readonly number[]) {
  const away = held.places.filter(({ id, inOrder }) => inOrder && !order.includes(id)).map(({ id }) => id)
  await place(tx, [...order, ...away])
}

async function place(tx: Tx, ids: readonly number[]) {
  await tx.$executeRaw`
    UPDATE duty_places p SET position = o.place
    FROM unnest(${[...ids]}::int[]) WITH ORDINALITY AS o(id, place) WHERE p.id = o.id`
}

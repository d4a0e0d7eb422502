/** 輪番に加わる: households and groups that are new come in at the end of the orders that are for all. */
import { OFFICER_KINDS } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { MOST_PLACES } from '../rules'

type Newcomer = { rotation: number; household: number | null; group: number | null }

/**
 * Puts into each order for all whoever is of its association and was never in it, in the order of the register. The
 * order begins with whoever is next, so that its end is the end of the round. Who was taken out by hand stays out; what
 * is more than one order holds is left to the page.
 * @returns how many have joined
 */
export async function joinNewcomers(): Promise<number> {
  const today = dayToDate(dayOf(now()))
  const found = await transaction((tx) => newcomers(tx, today))
  const rotations = new Map<number, Newcomer[]>()
  for (const one of found) rotations.set(one.rotation, [...(rotations.get(one.rotation) ?? []), one])
  let joined = 0
  for (const [id, those] of rotations) joined += await transaction((tx) => join(tx, id, those))
  return joined
}

function newcomers(tx: Tx, today: Date): Promise<Newcomer[]> {
  return tx.$queryRaw<Newcomer[]>`
    SELECT r.id AS rotation, h.id AS household, NULL::int AS "group", h.association_id AS sheet, h.position AS place
    FROM households h JOIN associations a ON a.id = h.association_id
      CROSS JOIN LATERAL unnest(string_to_array(trim(BOTH '/' FROM a.path), '/')::int[]) AS above(id)
      JOIN duty_rotations r ON r.association_id = above.id AND r.unit = 'household'
    WHERE r.auto_join AND r.closed_on IS NULL AND (h.moved_out_on IS NULL OR h.moved_out_on > ${today})
      AND NOT EXISTS (SELECT 1 FROM duty_places p WHERE p.rotation_id = r.id AND p.household_id = h.id)
    UNION ALL
    SELECT r.id, NULL, g.id, 0, g.id
    FROM associations g JOIN duty_rotations r ON r.association_id = g.parent_id AND r.unit = 'group'
    WHERE r.auto_join AND r.closed_on IS NULL AND g.kind::text = ANY(${[...OFFICER_KINDS]})
      AND NOT EXISTS (SELECT 1 FROM duty_places p WHERE p.rotation_id = r.id AND p.group_id = g.id)
    ORDER BY rotation, sheet, place, household`
}

async function join(tx: Tx, rotationId: number, those: readonly Newcomer[]): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM duty_rotations WHERE id = ${rotationId} FOR UPDATE`
  const { _max, _count } = await tx.dutyPlace.aggregate({
    where: { rotationId, position: { gt: 0 } },
    _max: { position: true },
    _count: true,
  })
  const last = _max.position ?? 0
  const fitting = those.slice(0, Math.max(0, MOST_PLACES - _count))
  if (fitting.length === 0) return 0
  // Whoever has the page open is told that the order has changed.
  const { count: held } = await tx.dutyRotation.updateMany({
    where: { id: rotationId, autoJoin: true, closedOn: null },
    data: { version: { increment: 1 } },
  })
  if (held !== 1) return 0
  const { count } = await tx.dutyPlace.createMany({
    // A keeper may have added one meanwhile.
    skipDuplicates: true,
    data: fitting.map(({ household, group }, index) => ({
      rotationId,
      householdId: household,
      groupId: group,
      position: last + index + 1,
    })),
  })
  const { associationId } = await tx.dutyRotation.findUniqueOrThrow({
    where: { id: rotationId },
    select: { associationId: true },
  })
  if (count > 0) {
    await record(tx, JOB, {
      action: 'duty.changed',
      subjectType: 'duty',
      subjectId: rotationId,
      associationId,
      after: { added: count },
    })
  }
  return count
}

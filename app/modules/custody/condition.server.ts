/** The condition of an AED follows what its keepers say: one place writes it, with the entry of its history. */

import { type Day, dayToDate, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { type Condition, type ConditionAct, type IncidentKind, moveOf } from './rules'

/** Writes something that happened into the history. */
export async function noteIncident(
  tx: Tx,
  incident: { aedId: number; kind: IncidentKind; on: Day; note: string; byId: string | null },
): Promise<void> {
  const { aedId, kind, on, note, byId } = incident
  await tx.aedIncident.create({
    data: { aedId, kind, happenedOn: dayToDate(on), note, byId, createdAt: now() },
  })
}

/**
 * Moves an AED from the condition that was read to the next; the pin on the map says so with the commit.
 * @throws Stale when that cannot follow, or the AED is no longer in that condition
 */
export async function moveCondition(
  tx: Tx,
  aed: { id: number; condition: Condition },
  act: ConditionAct,
  incident: { on: Day; note: string; byId: string | null },
): Promise<Condition> {
  const move = moveOf(act, aed.condition)
  if (!move) throw new Stale()
  const { count } = await tx.aed.updateMany({
    where: { id: aed.id, condition: move.from },
    data: { condition: move.to },
  })
  if (count !== 1) throw new Stale()
  await noteIncident(tx, { ...incident, aedId: aed.id, kind: move.incident })
  return move.to
}

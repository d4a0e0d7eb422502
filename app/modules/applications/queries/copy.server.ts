/** 控え: what was handed in, as it was kept with the move. */
import type { Actor } from '~/modules/accounts/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Copy } from '../paper/copy'
import type { Snapshot } from '../snapshot.server'
import { applicationsInScope, refuseApplication } from './scope.server'

const HANDED_IN = ['submit', 'resubmit', 'report', 'resubmit_report']

/**
 * What was handed in with one event; without it, the last time.
 * @throws SignInNeeded, NotAllowed, NotFound also where nothing has been handed in yet
 */
export async function copyOf(actor: Actor, id: number, eventId?: number): Promise<Copy> {
  const row = await db.subsidyApplication.findFirst({
    where: { AND: [{ id }, applicationsInScope(actor)] },
    select: {
      association: { select: { name: true } },
      programme: { select: { name: true, definition: true } },
      events: {
        where: { verb: { in: HANDED_IN }, id: eventId },
        select: { verb: true, snapshot: true, createdAt: true },
        orderBy: { id: 'desc' },
        take: 1,
      },
    },
  })
  if (!row) return refuseApplication(actor)
  const [event] = row.events
  const snapshot = event?.snapshot as Snapshot | null | undefined
  // A row that did not come through the portal's own steps has no picture.
  if (!event || !snapshot || !Array.isArray(snapshot.lines)) throw new NotFound()
  return {
    verb: event.verb,
    at: event.createdAt,
    association: row.association.name,
    programme: row.programme.definition as unknown as Programme,
    programmeName: row.programme.name,
    snapshot,
  }
}

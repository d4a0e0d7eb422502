/** What this reader may see, as a condition: for every list of notices, in whichever module. */
import type { Actor } from '~/modules/accounts/rules'
import { reachOf, readsPublicOnly } from '../visibility'

/**
 * The SQL condition that leaves only what the actor may read, for published notices named `n`. `value` takes a value
 * and gives its `$1`, `$2`, …. A guest is asked for `visibility = 'public'` alone, which an index of its own serves.
 */
export function visibleTo(actor: Actor, value: (value: unknown) => string): string {
  const reach = reachOf(actor)
  if (readsPublicOnly(reach)) return `n.visibility = 'public'`
  const member = value(reach.member)
  const writes = value(reach.writes)
  const parts = [
    `n.visibility = 'public'`,
    `n.association_id = ANY(${writes}::int[])`,
    `(n.visibility = 'members' AND n.audience_id = ANY(${member}::int[]))`,
    `(n.visibility = 'officers' AND EXISTS (SELECT 1 FROM passings_on passed
        WHERE passed.notice_id = n.id AND passed.association_id = ANY(${member}::int[])))`,
  ]
  if (reach.seats.length > 0) {
    parts.push(
      `(n.visibility = 'members' AND n.association_id = ANY(${value(reach.seats)}::int[]))`,
      `(n.visibility = 'officers' AND n.audience_id = ANY(${value(reach.officer)}::int[]))`,
    )
  }
  return `(${parts.join(' OR ')})`
}

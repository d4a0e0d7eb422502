/** The households of a signed-in person. */
import type { Actor } from '~/modules/accounts/rules'
import { rows } from '~/platform/db.server'
import type { Delivery, HouseholdRole } from '../rules'

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

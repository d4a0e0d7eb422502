/** The households of one group, as they stand on its sheet. For whoever keeps them. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

const HOUSEHOLDS_SQL = `SELECT h.id, h.name FROM households h
  WHERE h.association_id = $1 AND ${countingHousehold('h', '$2')} ORDER BY h.position, h.id`

/** The households of a group that count today, by position. The caller has found the group in the actor's scope. */
export function countingIn(groupId: number, today: string): Promise<{ id: number; name: string }[]> {
  return rows(HOUSEHOLDS_SQL, [groupId, today])
}

/**
 * Names on the sheet of a group, or of an association without groups.
 * @param within the part of the tree in which the group must lie
 * @throws SignInNeeded, NotAllowed for whoever keeps no households; NotFound when the group is not theirs
 */
export async function namesOnSheet(actor: Actor, groupId: number, within: string) {
  if (!mayAnywhere(actor, 'household.keep')) denied(actor)
  const group = await db.association.findFirst({
    where: {
      id: groupId,
      kind: { in: ['group', 'neighbourhood'] },
      AND: [{ path: { startsWith: within } }, inScope(scopesOf(actor, 'household.keep'))],
    },
    select: { id: true, name: true, memberHouseholds: true },
  })
  if (!group) throw new NotFound()
  const found = await countingIn(group.id, actor.today)
  return { ...group, households: found.map(({ name }) => name) }
}

/** Which halls somebody may keep or read in full. */
import { type Actor, denied, inScope, type Right, scopesOf } from '~/modules/accounts/rules'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/** Whether the right reaches every hall, those that no association uses among them. */
export function reachesAll(actor: Actor, right: Right): boolean {
  return scopesOf(actor, right).some((scope) => scope.below && scope.path === actor.cityPath)
}

/** The `where` of the halls in scope: those that an association in scope uses; for the city's staff all. */
export function hallsInScope(actor: Actor, right: Right): Prisma.HallWhereInput {
  if (reachesAll(actor, right)) return {}
  return { associations: { some: { association: inScope(scopesOf(actor, right)) } } }
}

/**
 * What to answer when a hall is not in scope: halls are public, so that "you may not" helps more than "there is none".
 * @throws NotFound when there is none; else SignInNeeded, NotAllowed
 */
export async function refuseHall(client: Tx | typeof db, actor: Actor, id: number): Promise<never> {
  if (!(await client.hall.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

/** AEDs whose record an actor keeps, by a post or a role. */
import { type Actor, denied, inScope, may, scopesOf } from '~/modules/accounts/rules'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/** Whether the actor keeps the AEDs of all associations, and with them those of facilities. */
export function keepsAll(actor: Actor): boolean {
  return actor.cityPath !== '' && may(actor, 'aed.keep', actor.cityPath)
}

/** The `where` of an AED in scope: of an association of the actor's, or of a facility for the city's staff. */
export function keptRecord(actor: Actor): Prisma.AedWhereInput {
  return {
    OR: [
      { association: inScope(scopesOf(actor, 'aed.keep')) },
      ...(keepsAll(actor) ? [{ associationId: null }] : []),
    ],
  }
}

/**
 * Why an AED was not found in scope.
 * @throws NotFound when there is none; SignInNeeded, NotAllowed when it is another's
 */
export async function refuseRecord(client: Tx | typeof db, actor: Actor, id: number): Promise<never> {
  if (!(await client.aed.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

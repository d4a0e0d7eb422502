/** The association that somebody acts on, found within their scope. */
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Actor, denied, inScope, type Right, scopesOf } from './rules'

/** An association by id or by slug. */
export type AssociationKey = number | string

const select = { id: true, slug: true, name: true, kind: true, path: true } as const

/**
 * The association, if the actor has the right there.
 * @throws SignInNeeded, NotAllowed without the right; NotFound when there is no such association
 */
export async function associationInScope(
  client: Tx | typeof db,
  actor: Actor,
  right: Right,
  key: AssociationKey,
) {
  // What no slug can be is not asked of the database, which refuses some letters with an error.
  if (typeof key === 'string' && !/^[a-z0-9-]{1,60}$/.test(key)) throw new NotFound()
  const where = typeof key === 'number' ? { id: key } : { slug: key }
  const scopes = scopesOf(actor, right)
  const found =
    scopes.length > 0
      ? await client.association.findFirst({ where: { ...where, ...inScope(scopes) }, select })
      : null
  if (found) return found
  // Associations are public: that it exists is no secret, and "you may not" helps more than "there is none".
  if (!(await client.association.findFirst({ where, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

/** Makes commands that change the officers of one association wait for each other, to the end of the transaction. */
export async function lockOfficers(tx: Tx, associationId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('officers'), ${associationId}::int)`
}

/** Makes commands that may take the last administrator away wait for each other. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('administrators'), 0)`
}

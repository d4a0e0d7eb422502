/** Finding the association that a command changes, within the actor's scope. */
import { type Actor, denied, inScope, scopesOf } from '~/modules/accounts/rules'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/**
 * The condition that finds an association for editing, and what to answer when it finds none: associations are
 * public, so that one outside the scope is refused rather than denied to exist.
 */
export function editable(actor: Actor, slug: string) {
  return { slug: slug.slice(0, 60), ...inScope(scopesOf(actor, 'association.edit')) }
}

/** @throws SignInNeeded, NotAllowed when there is such an association; NotFound when there is none */
export async function refuse(client: Tx | typeof db, actor: Actor, slug: string): Promise<never> {
  const exists = await client.association.findUnique({
    where: { slug: slug.slice(0, 60) },
    select: { id: true },
  })
  if (!exists) throw new NotFound()
  return denied(actor)
}

/** Finding the association that a command changes, within the actor's scope. */
import { type Actor, denied, inScope, scopesOf } from '~/modules/accounts/rules'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { asSlug } from '../slug'

/**
 * The condition that finds an association for editing, and what to answer when it finds none: associations are
 * public, so that one outside the scope is refused rather than denied to exist.
 */
export function editable(actor: Actor, slug: string) {
  return { slug: asSlug(slug), ...inScope(scopesOf(actor, 'association.edit')) }
}

/** @throws SignInNeeded, NotAllowed when there is such an association; NotFound when there is none */
export async function refuse(client: Tx | typeof db, actor: Actor, slug: string): Promise<never> {
  const exists = await client.association.findUnique({
    where: { slug: asSlug(slug) },
    select: { id: true },
  })
  if (!exists) throw new NotFound()
  return denied(actor)
}

/** The association whose officers are kept, and its posts and seats. */
import { associationInScope, lockOfficers } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, OFFICER_KINDS, requireUser, type SignedIn } from '~/modules/accounts/rules'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

export type KeptAssociation = { id: number; slug: string; name: string; kind: string; path: string }

/**
 * The association whose officers the actor keeps.
 * @throws SignInNeeded, NotAllowed; NotFound when there is none, or it has no officers, as the city
 */
export async function keptAssociation(
  client: Tx | typeof db,
  actor: Actor,
  slug: string,
): Promise<{ association: KeptAssociation; keeper: SignedIn }> {
  const association = await associationInScope(client, actor, 'officer.invite', slug)
  if (!OFFICER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
  return { association, keeper: requireUser(actor) }
}

/** As `keptAssociation`; besides, whoever else changes its officers waits until this transaction is over. */
export async function holdAssociation(tx: Tx, actor: Actor, slug: string) {
  const kept = await keptAssociation(tx, actor, slug)
  await lockOfficers(tx, kept.association.id)
  return kept
}

/** Whose applications somebody may see. */
import { type Actor, denied, inScope, mayInPortal, scopesOf } from '~/modules/accounts/rules'
import type { Prisma } from '~/platform/db.server'
import { NotFound, SignInNeeded } from '~/platform/errors'
import type { ApplicationState } from '../rules'

/** What the city sees: what was handed in, and consultations; never a draft. */
export const SEEN_BY_CITY: Prisma.SubsidyApplicationWhereInput = {
  OR: [{ receiptNumber: { not: null } }, { state: { in: ['consulting', 'consulted'] } }],
}

/** As `SEEN_BY_CITY`, of one application. */
export const isSeenByCity = (of: { receiptNumber: string | null; state: ApplicationState }): boolean =>
  of.receiptNumber !== null || of.state === 'consulting' || of.state === 'consulted'

/** The `where` of the applications in scope: those of one's associations, and for the city what was handed in. */
export function applicationsInScope(
  actor: Actor,
  right: 'subsidy.read' | 'subsidy.apply' = 'subsidy.read',
): Prisma.SubsidyApplicationWhereInput {
  const own = { association: inScope(scopesOf(actor, right)) }
  return mayInPortal(actor, 'subsidy.oversee') && right === 'subsidy.read' ? { OR: [own, SEEN_BY_CITY] } : own
}

/**
 * What to answer when an application is not in scope. That there is one is nobody else's business.
 * @throws SignInNeeded for a guest; NotAllowed where the second factor is missing; else NotFound
 */
export function refuseApplication(actor: Actor): never {
  if (!actor.user) throw new SignInNeeded()
  if (actor.secondFactorMissing) denied(actor)
  throw new NotFound()
}

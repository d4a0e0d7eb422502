/** For whom somebody answers: by an account, or by the link on a paper. */
import type { Actor } from '~/modules/accounts/rules'
import { householdsOf } from '~/modules/households/queries/own.server'
import { hashToken } from '~/platform/crypto.server'
import { db, type Prisma } from '~/platform/db.server'
import { Gone, NotFound, type PortalError } from '~/platform/errors'
import { voterOfToken } from './links.server'
import { isRunning } from './rules'

/** Whoever answers. `token`: of the link on paper; null for an account */
export type Asker = { actor: Actor; token: string | null }

/**
 * The `where` of the voters for whom somebody answers: of a link its one; of an account the own, and where each
 * household has one vote, that of the own household. A dependant does not answer for the household.
 */
export async function voterWhere({ actor, token }: Asker): Promise<Prisma.ResolutionVoterWhereInput> {
  if (token !== null) return { tokenHash: hashToken(token) }
  const households = (await householdsOf(actor)).filter(({ role }) => role !== 'dependant')
  return {
    OR: [
      { userId: actor.user?.id ?? '00000000-0000-0000-0000-000000000000' },
      { householdId: { in: households.map(({ id }) => id) }, resolution: { unit: 'household' } },
    ],
  }
}

/** The decision to which a link leads; null where it leads nowhere. */
export async function resolutionOfLink(token: string): Promise<number | null> {
  const found = await db.resolutionVoter.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { resolutionId: true },
  })
  return found?.resolutionId ?? null
}

/** Why a link leads nowhere: never made by this portal, replaced by a newer one, or the decision is over. */
export async function linkOf(token: string): Promise<PortalError> {
  const id = voterOfToken(token)
  const voter =
    id === null
      ? null
      : await db.resolutionVoter.findUnique({
          where: { id },
          select: { resolution: { select: { state: true } } },
        })
  if (!voter) return new NotFound('resolution_link')
  return new Gone(isRunning(voter.resolution.state) ? 'resolution_link_replaced' : 'resolution_over')
}

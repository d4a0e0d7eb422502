/** Who keeps the openings of an association, and who may read who came forward. */
import { type Holder, nearestHolders } from '~/modules/accounts/queries/holders.server'
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import {
  type Actor,
  denied,
  inScope,
  OFFICER_KINDS,
  postRights,
  posts,
  requireUser,
  type SignedIn,
  scopesOf,
} from '~/modules/accounts/rules'
import { type Day, dayToDate } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

type Client = Tx | typeof db

export type KeptAssociation = { id: number; slug: string; name: string; kind: string; path: string }

/**
 * The association whose openings the actor keeps.
 * @throws SignInNeeded, NotAllowed; NotFound when there is none, or it has no officers, as the city
 */
export async function keptAssociation(
  client: Client,
  actor: Actor,
  slug: string,
): Promise<{ association: KeptAssociation; keeper: SignedIn }> {
  const association = await associationInScope(client, actor, 'officer.invite', slug)
  if (!OFFICER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
  return { association, keeper: requireUser(actor) }
}

/** Posts whose holders answer those who come forward. */
const ANSWERING = posts.filter((post) => postRights[post].includes('officer.invite'))

/**
 * The `where` of the associations whose interest the actor reads. Whoever comes forward tells the association and not
 * its council or the city: these read it only where the association has nobody with an account who could answer, so
 * that nobody is forgotten.
 */
export function interestWhere(actor: Actor): Prisma.AssociationWhereInput {
  const own = actor.seats
    .filter(({ post }) => postRights[post].includes('officer.invite'))
    .map(({ path }) => ({ path }))
  const day = dayToDate(actor.today)
  const nobody: Prisma.AssociationWhereInput = {
    terms: {
      none: {
        post: { in: ANSWERING },
        userId: { not: null },
        startsOn: { lte: day },
        endsOn: { gte: day },
      },
    },
  }
  return {
    kind: { in: [...OFFICER_KINDS] },
    OR: [...own, { AND: [inScope(scopesOf(actor, 'officer.invite')), nobody] }],
  }
}

/**
 * The association whose interest the actor reads and answers.
 * @throws SignInNeeded, NotAllowed; NotFound without such an association
 */
export async function answeringAssociation(client: Client, actor: Actor, slug: string) {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const found = await client.association.findFirst({
    where: { AND: [{ slug }, interestWhere(actor)] },
    select: { id: true, slug: true, name: true, kind: true, path: true, answerDays: true },
  })
  if (found) return { association: found, keeper: requireUser(actor) }
  const standing = await client.association.findFirst({
    where: { slug, kind: { in: [...OFFICER_KINDS] } },
    select: { id: true },
  })
  if (!standing) throw new NotFound()
  return denied(actor)
}

/** Whom to tell that somebody waits for an answer: those who answer there, else those of the nearest above. */
export const answeringPeople = (
  client: Client,
  association: { id: number; kind: string; parentId: number | null },
  today: Day,
): Promise<Holder[]> => nearestHolders(client, 'officer.invite', association, today)

/** Who may see a talk, who hosts it, and for which associations somebody answers. */
import { type Actor, denied, inScope, requireUser, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { INVITED_KINDS } from './rules'

type Client = Tx | typeof db

/** The `where` of the talks that the actor hosts; matches nothing for others. */
export const hostedWhere = (actor: Actor): Prisma.TalkWhereInput => ({
  association: inScope(scopesOf(actor, 'talk.host')),
})

/** The `where` of what the actor may read: everything but drafts, and the drafts that they host. */
export const visibleWhere = (actor: Actor): Prisma.TalkWhereInput => ({
  OR: [{ state: { not: 'draft' } }, hostedWhere(actor)],
})

const hostedSelect = {
  id: true,
  state: true,
  title: true,
  introduction: true,
  startsAt: true,
  endsAt: true,
  place: true,
  latitude: true,
  longitude: true,
  onlineUrl: true,
  answerBy: true,
  minutes: true,
  minutesAt: true,
  version: true,
  association: { select: { id: true, slug: true, name: true, kind: true, path: true } },
  audience: { select: { id: true, slug: true, name: true, kind: true, path: true, districtId: true } },
} as const satisfies Prisma.TalkSelect

/**
 * A talk that the actor hosts.
 * @throws SignInNeeded; NotAllowed of a talk that everybody sees; NotFound of any other
 */
export async function hostedTalk(client: Client, actor: Actor, id: number) {
  const host: SignedIn = requireUser(actor)
  const talk = await client.talk.findFirst({
    where: { AND: [{ id }, hostedWhere(actor)] },
    select: hostedSelect,
  })
  if (talk) return { ...talk, host }
  const standing = await client.talk.findFirst({
    where: { id, state: { not: 'draft' } },
    select: { id: true },
  })
  if (!standing) throw new NotFound()
  return denied(actor)
}
export type HostedTalk = Awaited<ReturnType<typeof hostedTalk>>

/** The `where` of the associations that are invited to a talk. */
export const invitedWhere = (audiencePath: string): Prisma.AssociationWhereInput => ({
  path: { startsWith: audiencePath },
  kind: { in: [...INVITED_KINDS] },
})

/** The invited associations for which the actor answers and asks, as an officer. */
export function ownInvited(client: Client, actor: Actor, audiencePath: string) {
  return client.association.findMany({
    where: { AND: [invitedWhere(audiencePath), inScope(scopesOf(actor, 'matter.ask'))] },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, path: true },
  })
}

/**
 * The invited association as whose member the actor is known: of the membership or office itself, or the one in whose
 * group it is; null for everybody else.
 */
export async function knownThrough(client: Client, actor: Actor, audiencePath: string) {
  const paths = [...actor.memberships, ...actor.seats].map(({ path }) => path)
  const within = paths.filter((path) => path.startsWith(audiencePath))
  if (within.length === 0) return null
  const ids = [...new Set(within.flatMap((path) => path.split('/').filter(Boolean).map(Number)))]
  const found = await client.association.findMany({
    where: { AND: [{ id: { in: ids } }, invitedWhere(audiencePath)] },
    orderBy: { path: 'desc' },
    select: { id: true, name: true, path: true },
  })
  // The nearest of them: the longest path that leads there.
  return found.sort((a, b) => b.path.length - a.path.length)[0] ?? null
}

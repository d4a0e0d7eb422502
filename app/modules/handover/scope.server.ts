/** Who a pack belongs to, and as what somebody stands to it. */
import { type Actor, denied, may, type Post, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { officersAssociation } from '~/modules/officers/queries/posts.server'
import { dateToDay, dayToDate } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import {
  kindOfSource,
  matterRights,
  type Parties,
  type PartyTerm,
  packState,
  placeOf,
  type Side,
  wasOutgoing,
} from './rules'

export type HandoverAssociation = { id: number; slug: string; name: string; kind: string; path: string }

/**
 * Whether somebody keeps the officers there by a post: of the association, or of the council above. The city's staff
 * keep posts and terms, but what an association hands over within itself is none of theirs.
 */
export const keepsHandovers = (actor: Actor, path: string): boolean =>
  may({ ...actor, staff: [] }, 'officer.invite', path)

/**
 * Whether somebody keeps the officers there from within: by a post of the association itself. What it has in the bank
 * and what its officers tell each other is not the council's above, which keeps its officers where nobody else does. A
 * 班 has no keepers of its own: those of its association are within.
 */
export function keepsWithin(
  actor: Actor,
  { path, kind }: Pick<HandoverAssociation, 'path' | 'kind'>,
): boolean {
  const above = kind === 'group' ? path.replace(/[^/]+\/$/, '') : path
  const seats = actor.seats.filter((seat) => seat.path === path || seat.path === above)
  return keepsHandovers({ ...actor, seats }, path)
}

const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const
const termSelect = {
  id: true,
  userId: true,
  startsOn: true,
  endsOn: true,
  acting: true,
  ...person,
  user: { select: person },
} as const satisfies Prisma.TermSelect

export const packSelect = {
  id: true,
  version: true,
  money: true,
  moneyById: true,
  moneyAt: true,
  auditedById: true,
  auditedAt: true,
  gathered: true,
  signedOutAt: true,
  signedOutById: true,
  signedInAt: true,
  signedInById: true,
  createdAt: true,
  fromTerm: { select: termSelect },
  toTerm: { select: termSelect },
  seat: {
    select: {
      id: true,
      number: true,
      terms: { orderBy: { startsOn: 'asc' }, select: termSelect },
      post: { select: { id: true, name: true, post: true, _count: { select: { seats: true } } } },
    },
  },
  items: {
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      kind: true,
      title: true,
      note: true,
      reason: true,
      href: true,
      source: true,
      position: true,
      givenAt: true,
      takenAt: true,
      doneAt: true,
    },
  },
} as const satisfies Prisma.HandoverPackSelect

type PackRow = Prisma.HandoverPackGetPayload<{ select: typeof packSelect }>
export type StoredTerm = PackRow['seat']['terms'][number]
export type StoredItem = PackRow['items'][number]

const partyOf = (term: StoredTerm | null): PartyTerm | null =>
  term && { userId: term.userId, startsOn: dateToDay(term.startsOn), endsOn: dateToDay(term.endsOn) }

/** The two terms of a pack. Until somebody comes after is written down, it is whoever is next on the seat. */
export function termsOf(pack: Pick<PackRow, 'fromTerm' | 'toTerm' | 'seat'>) {
  const outgoing = pack.fromTerm
  const after = outgoing && pack.seat.terms.find((term) => term.startsOn > outgoing.endsOn)
  return { outgoing, incoming: pack.toTerm ?? after ?? null }
}

export const partiesOf = (pack: Pick<PackRow, 'fromTerm' | 'toTerm' | 'seat'>): Parties => {
  const { outgoing, incoming } = termsOf(pack)
  return { outgoing: partyOf(outgoing), incoming: partyOf(incoming) }
}

export type FoundPack = {
  association: HandoverAssociation
  pack: PackRow
  parties: Parties
  post: Post
  reader: SignedIn
  keeper: boolean
  place: Side | 'keeper'
  /** One of the two sides, or a keeper from within: reads the money and the notes too */
  within: boolean
}

/**
 * Whether somebody may know of a matter: the two sides of all of the post's; those who keep the officers of what they
 * may read themselves, so that a council sees nothing that it would not see otherwise.
 */
export function mayKnow(
  actor: Actor,
  found: Pick<FoundPack, 'place' | 'association'>,
  source: string,
): boolean {
  const kind = kindOfSource(source)
  return kind === null || found.place !== 'keeper' || may(actor, matterRights[kind], found.association.path)
}

/**
 * A pack that is the actor's business. What an association hands over is not public, so that anybody else is told that
 * there is none.
 * @throws SignInNeeded; NotAllowed for the one who held the seat before, with the word to whom to turn; NotFound
 */
export async function findPack(
  client: Tx | typeof db,
  actor: Actor,
  slug: string,
  id: number,
): Promise<FoundPack> {
  const reader = requireUser(actor)
  const association = await officersAssociation(slug)
  const pack = await client.handoverPack.findFirst({
    where: { id, seat: { post: { associationId: association.id } } },
    select: packSelect,
  })
  if (!pack) throw new NotFound()
  const parties = partiesOf(pack)
  const keeper = keepsHandovers(actor, association.path)
  const who = { userId: reader.user.id, keeper }
  const place = placeOf(parties, who, actor.today)
  const within = place !== 'keeper' || keepsWithin(actor, association)
  const post = pack.seat.post.post as Post
  if (place) return { association, pack, parties, post, reader, keeper, place, within }
  if (wasOutgoing(parties, who, actor.today)) throw over(association.slug, parties.outgoing?.endsOn ?? '')
  throw new NotFound()
}

/** Whether the actor may say that nobody needs a pack: a keeper from within, until the outgoing one has signed. */
export const mayDrop = (
  actor: Actor,
  { association, pack }: Pick<FoundPack, 'association' | 'pack'>,
): boolean => packState(pack) === 'open' && keepsWithin(actor, association)

/** As `findPack`; whoever else changes the pack waits to the end of the transaction. */
export async function lockPack(tx: Tx, actor: Actor, slug: string, id: number): Promise<FoundPack> {
  await tx.$executeRaw`SELECT 1 FROM handover_packs WHERE id = ${id} FOR NO KEY UPDATE`
  return findPack(tx, actor, slug, id)
}

/** The term is over: what was theirs is with those who came after. */
export const over = (slug: string, day: string): NotAllowed =>
  new NotAllowed('handover_over', { day, back: `/associations/${slug}/officers` })

/** Whether the actor is 監事 of the association today. */
export const isAuditor = (actor: Actor, associationId: number): boolean =>
  actor.seats.some((seat) => seat.post === 'auditor' && seat.associationId === associationId)

/**
 * A post whose notes the actor reads and writes: as somebody who holds it today, or keeps the officers from within.
 * @throws SignInNeeded, NotAllowed; NotFound
 */
export async function findPost(client: Tx | typeof db, actor: Actor, slug: string, postId: number) {
  const reader = requireUser(actor)
  const association = await officersAssociation(slug)
  const day = dayToDate(actor.today)
  const post = await client.officerPost.findFirst({
    where: { id: postId, associationId: association.id },
    select: {
      id: true,
      name: true,
      post: true,
      seats: {
        select: {
          terms: {
            where: { userId: reader.user.id, startsOn: { lte: day }, endsOn: { gte: day } },
            select: { id: true },
          },
        },
      },
    },
  })
  if (!post) throw new NotFound()
  const holds = post.seats.some(({ terms }) => terms.length > 0)
  if (!holds && !keepsWithin(actor, association)) denied(actor)
  return { association, reader, post: { id: post.id, name: post.name, post: post.post as Post } }
}

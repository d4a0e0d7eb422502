/** 引継ぎの一覧: the seats of an association with their packs, as far as they are somebody's business. */
import { type Actor, denied, holderOf, type Post, requireUser } from '~/modules/accounts/rules'
import { officersAssociation } from '~/modules/officers/queries/posts.server'
import { addDays, type Day, dateToDay, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { handedOver, type PackState, packState, placeOf, unfinished } from '../rules'
import {
  isAuditor,
  keepsHandovers,
  keepsWithin,
  over,
  packSelect,
  partiesOf,
  type StoredTerm,
  termsOf,
} from '../scope.server'
import { ticksOf } from '../ticks'

type ListedPack = {
  id: number
  state: PackState
  from: { name: string; endsOn: Day } | null
  to: { name: string; startsOn: Day } | null
  items: number
  given: number
  taken: number
  unfinished: number
}

export type ListedSeat = {
  seatId: number
  post: string
  /** 0 where the post has one seat */
  number: number
  /** Who holds the seat today or held it last */
  holder: { name: string; endsOn: Day } | null
  packs: ListedPack[]
  /**
   * Whose handovers can be begun: of terms that have none yet. No term: the first on a seat, who has nobody before.
   * `late` names whoever held the seat before the one of today.
   */
  opens: { term: number | null; late: string | null }[]
}

/** Packs that were taken over are listed for so many days more. */
const SHOWN_DAYS = 400

/**
 * The packs of an association: all of them for those who keep its officers, for anybody else those of the own seats.
 * @throws SignInNeeded; NotAllowed for somebody who holds no office there, with a word for who held one; NotFound
 */
export async function handoverList(actor: Actor, slug: string) {
  const { user } = requireUser(actor)
  const association = await officersAssociation(slug)
  const keeper = keepsHandovers(actor, association.path)
  const within = keepsWithin(actor, association)
  const reader = { userId: user.id, keeper }
  const since = dayToDate(addDays(actor.today, -SHOWN_DAYS))
  const seats = await db.officerSeat.findMany({
    where: { post: { associationId: association.id }, OR: [{ closedOn: null }, { packs: { some: {} } }] },
    orderBy: [{ post: { position: 'asc' } }, { post: { id: 'asc' } }, { number: 'asc' }],
    select: {
      id: true,
      number: true,
      closedOn: true,
      post: {
        select: { id: true, name: true, post: true, closedOn: true, seats: { select: { id: true } } },
      },
      terms: { orderBy: { startsOn: 'asc' }, select: packSelect.fromTerm.select },
      packs: {
        where: { OR: [{ signedInAt: null }, { signedInAt: { gte: since } }] },
        orderBy: { id: 'desc' },
        select: packSelect,
      },
    },
  })
  const own = seats.filter(({ terms }) => terms.some((term) => isOwn(term, user.id, actor.today)))
  const auditor = isAuditor(actor, association.id)
  if (!keeper && own.length === 0 && !auditor) return refuse(actor, association.slug, seats)
  const shown = keeper ? seats : own
  return {
    association: { slug: association.slug, name: association.name },
    keeper,
    /** Posts of today whose notes the reader writes */
    posts: shown
      .filter(({ closedOn, post }) => !closedOn && !post.closedOn)
      .filter(({ terms }) => within || terms.some((term) => isOwn(term, user.id, actor.today, true)))
      .map(({ post }) => ({ id: post.id, name: post.name }))
      .filter((post, index, all) => all.findIndex(({ id }) => id === post.id) === index),
    seats: shown.map((seat): ListedSeat => {
      const last = seat.terms.filter(({ startsOn }) => startsOn <= dayToDate(actor.today)).at(-1) ?? null
      const open = !seat.closedOn && !seat.post.closedOn
      return {
        seatId: seat.id,
        post: seat.post.name,
        number: seat.post.seats.length > 1 ? seat.number : 0,
        holder: last && { name: holderOf(last).name, endsOn: dateToDay(last.endsOn) },
        packs: seat.packs
          .filter((pack) => placeOf(partiesOf(pack), reader, actor.today) !== null)
          .map(listed),
        opens: open
          ? opensOf(seat, actor.today).filter(
              ({ own }) => keeper || (own !== null && isOwn(own, user.id, actor.today)),
            )
          : [],
      }
    }),
    /** Sheets of the 会計 that wait for the 監事 */
    sheets: auditor
      ? seats
          .filter(({ post }) => (post.post as Post) === 'treasurer')
          .flatMap(({ packs }) => packs)
          .map((pack) => ({ id: pack.id, written: pack.moneyAt !== null, audited: pack.auditedAt !== null }))
      : [],
  }
}

/** The handovers of a seat that can be begun, each with the term that it is of. */
function opensOf(
  seat: { terms: StoredTerm[]; packs: { fromTerm: { id: number } | null; toTerm: { id: number } | null }[] },
  today: Day,
) {
  const terms = seat.terms.map((term) => ({ ...term, ...daysOf(term), stored: term }))
  const open = handedOver(terms, today)
  const [last] = open
  if (!last) {
    const waits = terms.length > 0 && seat.packs.length === 0
    return waits ? [{ term: null, late: null, own: null }] : []
  }
  return open.flatMap(({ id, stored }) => {
    if (seat.packs.some(({ fromTerm }) => fromTerm?.id === id)) return []
    const late = id !== last.id
    // Whoever holds the seat has had a handover already, from whomever.
    if (late && seat.packs.some(({ toTerm }) => toTerm?.id === last.id)) return []
    return [{ term: id, late: late ? holderOf(stored).name : null, own: stored }]
  })
}

const daysOf = (term: StoredTerm) => ({ startsOn: dateToDay(term.startsOn), endsOn: dateToDay(term.endsOn) })

type Row = Parameters<typeof termsOf>[0] &
  Parameters<typeof packState>[0] & {
    id: number
    items: Parameters<typeof ticksOf>[0][]
  }

function listed(pack: Row): ListedPack {
  const { outgoing, incoming } = termsOf(pack)
  const items = pack.items.map(ticksOf)
  return {
    id: pack.id,
    state: packState(pack),
    from: outgoing && { name: holderOf(outgoing).name, endsOn: dateToDay(outgoing.endsOn) },
    to: incoming && { name: holderOf(incoming).name, startsOn: dateToDay(incoming.startsOn) },
    items: items.length,
    given: items.filter(({ given }) => given).length,
    taken: items.filter(({ taken }) => taken).length,
    unfinished: unfinished(items).length,
  }
}

/** A term of the person that runs today, or is to come. @param begun not one that is to come */
const isOwn = (term: StoredTerm, userId: string, today: Day, begun = false): boolean =>
  term.userId === userId && today <= dateToDay(term.endsOn) && (!begun || dateToDay(term.startsOn) <= today)

/** Whoever held an office here until lately is told that it is over, and to whom to turn. */
function refuse(actor: Actor, slug: string, seats: readonly { terms: readonly StoredTerm[] }[]): never {
  const since = addDays(actor.today, -SHOWN_DAYS)
  const last = seats
    .flatMap(({ terms }) => terms)
    .filter((term) => term.userId === actor.user?.id)
    .map(({ endsOn }) => dateToDay(endsOn))
    .toSorted()
    .at(-1)
  if (last && last >= since) throw over(slug, last)
  return denied(actor)
}

/** Packs that are the actor's to hand over or to take over, or still have something to be done: for the page of all work. */
export async function ownHandovers(actor: Actor) {
  if (!actor.user) return []
  const userId = actor.user.id
  const day = dayToDate(actor.today)
  // The terms first: asked of both joined terms at once, no index could serve.
  const terms = await db.term.findMany({ where: { userId, endsOn: { gte: day } }, select: { id: true } })
  const own = terms.map(({ id }) => id)
  const packs = await db.handoverPack.findMany({
    where: {
      OR: [
        { fromTermId: { in: own }, signedOutAt: null },
        { toTermId: { in: own }, signedOutAt: { not: null } },
      ],
    },
    orderBy: { id: 'desc' },
    take: 20,
    select: {
      ...packSelect,
      seat: {
        select: {
          ...packSelect.seat.select,
          post: {
            select: {
              ...packSelect.seat.select.post.select,
              association: { select: { slug: true, name: true } },
            },
          },
        },
      },
    },
  })
  return packs.flatMap((pack) => {
    const one = listed(pack)
    const waits = one.state !== 'taken' || one.unfinished > 0
    const { post } = pack.seat
    return waits ? [{ ...one, post: post.name, association: post.association }] : []
  })
}

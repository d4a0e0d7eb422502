/** 席: its terms before, now and to come, for those who keep officers. */
import { type Actor, holderOf, type Post } from '~/modules/accounts/rules'
import { addDays, type Day, dateToDay, dayToDate } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { lastBeforeFree, offeredTerm, type SeatState, seatView } from '../rules'
import { keptAssociation } from '../scope.server'
import { person, seatsOf, shortOf } from './posts.server'

/** So many terms of the past are shown. */
const PAST = 10

/** Officers of today and to come who have an account, each once: pointed to by one of their terms. */
async function holdersWithAccount(client: Tx | typeof db, associationId: number, today: Day) {
  const terms = await client.term.findMany({
    where: { associationId, userId: { not: null }, endsOn: { gte: dayToDate(today) } },
    orderBy: [{ post: 'asc' }, { startsOn: 'asc' }, { id: 'asc' }],
    distinct: ['userId'],
    select: {
      id: true,
      ...person,
      user: { select: person },
      seat: { select: { post: { select: { name: true } } } },
    },
  })
  return terms.map((term) => ({
    termId: term.id,
    name: holderOf(term).name,
    post: term.seat?.post.name ?? '',
  }))
}

/** @throws SignInNeeded, NotAllowed, NotFound, also for a seat that was given up */
export async function seatToKeep(actor: Actor, slug: string, seatId: number) {
  const { association } = await keptAssociation(db, actor, slug)
  const seat = await db.officerSeat.findFirst({
    where: { id: seatId, closedOn: null, post: { associationId: association.id, closedOn: null } },
    select: {
      id: true,
      number: true,
      post: {
        select: { id: true, name: true, post: true, months: true, _count: { select: { seats: true } } },
      },
      terms: {
        orderBy: { startsOn: 'desc' },
        take: PAST,
        select: {
          id: true,
          userId: true,
          startsOn: true,
          endsOn: true,
          acting: true,
          ...person,
          user: { select: person },
        },
      },
    },
  })
  if (!seat) throw new NotFound()
  const terms = seat.terms.map((term) => ({
    id: term.id,
    ...holderOf(term),
    account: term.userId !== null,
    acting: term.acting,
    startsOn: dateToDay(term.startsOn),
    endsOn: dateToDay(term.endsOn),
  }))
  const { state, freeFrom, current } = seatView(terms, actor.today)
  return {
    association: shortOf(association),
    seat: {
      id: seat.id,
      number: seat.number,
      several: seat.post._count.seats > 1,
      name: seat.post.name,
      post: seat.post.post as Post,
    },
    state,
    terms: terms.map((term) => ({ ...term, over: term.endsOn < actor.today })),
    /** What is offered for the term that comes next */
    offered: offeredTerm(freeFrom, seat.post.months),
    current: current?.id ?? null,
    holders: await holdersWithAccount(db, association.id, actor.today),
  }
}

type SeatToFill = {
  id: number
  number: number
  name: string
  months: number
  state: SeatState
  freeFrom: Day
  /** Whoever holds it last; null when nobody does */
  holder: string | null
  /** Whether that is somebody who stands in, and goes on by a term of their own alone */
  acting: boolean
}

/** Seats of which nobody is known to hold them so many days from now. Days. */
const AHEAD = 180

/**
 * All seats that have to be filled within half a year, for preparing the next terms before the general meeting.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function seatsToFill(actor: Actor, slug: string) {
  const { association } = await keptAssociation(db, actor, slug)
  const until = addDays(actor.today, AHEAD)
  const posts = await seatsOf(db, association.id, actor.today)
  const seats = posts.flatMap((post): SeatToFill[] =>
    post.seats.flatMap(({ id, number, terms, view }) => {
      if (view.freeFrom > until) return []
      const last = lastBeforeFree(terms, actor.today)
      return [
        {
          id,
          number: post.seats.length > 1 ? number : 0,
          name: post.name,
          months: post.months,
          state: view.state,
          freeFrom: view.freeFrom,
          holder: last ? holderOf(last).name : null,
          acting: last?.acting ?? false,
        },
      ]
    }),
  )
  return { association: shortOf(association), seats, today: actor.today }
}

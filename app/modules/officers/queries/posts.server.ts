/** 役員のページ: posts, seats and who holds them. Everybody sees the seats; a name only where it may be seen. */
import { type Actor, holderOf, may, nameIsShown, OFFICER_KINDS, type Post } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayToDate } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type FilledBy, type SeatState, seatView } from '../rules'
import { keptAssociation } from '../scope.server'

export const person = {
  familyName: true,
  givenName: true,
  familyReading: true,
  givenReading: true,
} as const

const termSelect = {
  id: true,
  userId: true,
  startsOn: true,
  endsOn: true,
  acting: true,
  nameShownSince: true,
  nameWithdrawnAt: true,
  ...person,
  user: { select: person },
} as const

/** The association of the page, whoever asks. @throws NotFound also for the city, which has staff instead */
export async function officersAssociation(slug: string) {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const found = await db.association.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, kind: true, path: true },
  })
  if (!found || !OFFICER_KINDS.some((kind) => kind === found.kind)) throw new NotFound()
  return found
}

/** Posts with their seats as they stand on a day, and the terms of that day and later. */
export async function seatsOf(client: Tx | typeof db, associationId: number, today: Day) {
  const day = dayToDate(today)
  const later = { endsOn: { gte: day } }
  const stands = { OR: [{ closedOn: null }, { closedOn: { gt: day } }] }
  const posts = await client.officerPost.findMany({
    where: { associationId, ...stands },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      post: true,
      filledBy: true,
      months: true,
      seats: {
        where: { OR: [...stands.OR, { terms: { some: later } }] },
        orderBy: { number: 'asc' },
        select: {
          id: true,
          number: true,
          terms: { where: later, orderBy: { startsOn: 'asc' }, select: termSelect },
        },
      },
    },
  })
  return posts.map((post) => ({
    ...post,
    post: post.post as Post,
    filledBy: post.filledBy as FilledBy,
    seats: post.seats.map((seat) => {
      const terms = seat.terms.map((term) => ({
        ...term,
        startsOn: dateToDay(term.startsOn),
        endsOn: dateToDay(term.endsOn),
      }))
      return { id: seat.id, number: seat.number, terms, view: seatView(terms, today) }
    }),
  }))
}

type StoredTerm = Awaited<ReturnType<typeof seatsOf>>[number]['seats'][number]['terms'][number]

export type TermShown = {
  id: number
  /** Null where the name may not be seen */
  name: string | null
  startsOn: Day
  endsOn: Day
  acting: boolean
  own: boolean
}

export type SeatShown = {
  id: number
  number: number
  state: SeatState
  freeFrom: Day
  current: TermShown | null
  next: TermShown | null
}

export type PostShown = {
  id: number
  name: string
  post: Post
  filledBy: FilledBy
  months: number
  seats: SeatShown[]
}

/**
 * The officers of an association. Names are seen by those who keep them or may read contacts there, and by everybody
 * where the officer agreed. Public.
 * @throws NotFound
 */
export async function officersPage(actor: Actor, slug: string) {
  const association = await officersAssociation(slug)
  const keeps = may(actor, 'officer.invite', association.path)
  const reads = keeps || may(actor, 'contact.read', association.path)
  const shown = (term: StoredTerm | null): TermShown | null => {
    if (!term) return null
    const own = term.userId !== null && term.userId === actor.user?.id
    const { id, startsOn, endsOn, acting } = term
    const name = reads || own || nameIsShown(term) ? holderOf(term).name : null
    return { id, name, startsOn, endsOn, acting, own }
  }
  const posts: PostShown[] = (await seatsOf(db, association.id, actor.today)).map((post) => ({
    ...post,
    seats: post.seats.map(({ id, number, view }) => ({
      id,
      number,
      state: view.state,
      freeFrom: view.freeFrom,
      current: shown(view.current),
      next: shown(view.next),
    })),
  }))
  const { path: _, ...rest } = association
  return { association: rest, keeps, reads, posts }
}

/** One post for its form, with how many seats are open. @throws SignInNeeded, NotAllowed, NotFound */
export async function postToEdit(actor: Actor, slug: string, id: number) {
  const { association } = await keptAssociation(db, actor, slug)
  const post = await db.officerPost.findFirst({
    where: { id, associationId: association.id, closedOn: null },
    select: {
      id: true,
      name: true,
      post: true,
      filledBy: true,
      months: true,
      position: true,
      introduction: true,
      version: true,
      _count: { select: { seats: { where: { closedOn: null } } } },
    },
  })
  if (!post) throw new NotFound()
  const { _count, ...fields } = post
  return { association: shortOf(association), post: { ...fields, seats: _count.seats } }
}

/** The association of a new post, and where the post would stand. @throws SignInNeeded, NotAllowed, NotFound */
export async function postToAdd(actor: Actor, slug: string) {
  const { association } = await keptAssociation(db, actor, slug)
  const { _max } = await db.officerPost.aggregate({
    where: { associationId: association.id },
    _max: { position: true },
  })
  return { association: shortOf(association), position: Math.min(999, (_max.position ?? 0) + 1) }
}

export const shortOf = ({ id, slug, name }: { id: number; slug: string; name: string }) => ({
  id,
  slug,
  name,
})

/** 役職の仕事カード: public; and as those who keep it see it. */
import { type Actor, denied, may, type Post } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayToDate, fiscalYear } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type LibraryTask, libraryOf, wholeLibrary } from '../library'
import {
  type Card,
  type CardTask,
  type FilledBy,
  monthAverage,
  type OfferKind,
  offerKinds,
  seatView,
  yearDays,
} from '../rules'
import { keptAssociation } from '../scope.server'
import { officersAssociation, shortOf } from './posts.server'

const taskSelect = {
  id: true,
  kind: true,
  title: true,
  months: true,
  minutes: true,
  times: true,
  helpers: true,
  fromHome: true,
  evening: true,
  weekend: true,
  library: true,
  version: true,
} as const

/** A line of a card, as its keepers need it. */
export type KeptTask = CardTask & { library: string; version: number }

/** Lines of a card in their order. */
export function tasksOf(client: Tx | typeof db, postId: number): Promise<KeptTask[]> {
  return client.officerTask.findMany({
    where: { postId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: taskSelect,
  })
}

const stands = (today: Day) => ({ OR: [{ closedOn: null }, { closedOn: { gt: dayToDate(today) } }] })

const postSelect = {
  id: true,
  name: true,
  post: true,
  introduction: true,
  filledBy: true,
  months: true,
} as const

/** A post of an association that is not given up. @throws NotFound */
async function standingPost(client: Tx | typeof db, associationId: number, id: number, today: Day) {
  const post = await client.officerPost.findFirst({
    where: { id, associationId, ...stands(today) },
    select: postSelect,
  })
  if (!post) throw new NotFound()
  return { ...post, post: post.post as Post, filledBy: post.filledBy as FilledBy }
}

/** Whether the actor holds a seat of the post today. */
async function holds(client: Tx | typeof db, actor: Actor, postId: number): Promise<boolean> {
  if (!actor.user) return false
  const day = dayToDate(actor.today)
  const where = { userId: actor.user.id, seat: { postId }, startsOn: { lte: day }, endsOn: { gte: day } }
  return (await client.term.findFirst({ where, select: { id: true } })) !== null
}

/** What of a post is offered, or has been taken, as the card says it. */
export type OfferShown = {
  id: number
  title: string
  kind: OfferKind
  taskId: number | null
  months: number[]
  taken: boolean
}

/** Openings of a post that take somebody on a day, and those that found somebody in the fiscal year. */
async function offersOf(client: Tx | typeof db, postId: number, today: Day): Promise<OfferShown[]> {
  const since = dayToDate(yearDays(fiscalYear(today)).from)
  const over = { lt: dayToDate(today) }
  const found = await client.opening.findMany({
    where: {
      postId,
      OR: [
        { state: 'open', NOT: { OR: [{ closesOn: over }, { electionOn: over }, { endsOn: over }] } },
        { state: 'filled', updatedAt: { gte: since } },
      ],
    },
    orderBy: { id: 'desc' },
    take: 30,
    select: { id: true, title: true, kind: true, state: true, taskId: true, months: true },
  })
  return found.flatMap(({ kind, state, ...rest }) => {
    const known = offerKinds.find((one) => one === kind)
    return known ? [{ ...rest, kind: known, taken: state === 'filled' }] : []
  })
}

/** Minutes and number of what was recorded for a post in a fiscal year, by line of its card. */
export async function sumsOf(client: Tx | typeof db, postId: number, year: number) {
  const { from, to } = yearDays(year)
  const sums = await client.officerRecord.groupBy({
    by: ['taskId'],
    where: { postId, doneOn: { gte: dayToDate(from), lte: dayToDate(to) } },
    _sum: { minutes: true },
    _count: true,
  })
  return sums.map(({ taskId, _sum, _count }) => ({ taskId, minutes: _sum.minutes ?? 0, times: _count }))
}

/**
 * The card of a post: what it does and how long that takes, and what of it is offered; public, names nobody. What was
 * really done, in sums, is one person's time: the holder and those who keep the officers alone see it.
 * @throws NotFound
 */
export async function postCard(actor: Actor, slug: string, id: number) {
  const association = await officersAssociation(slug)
  const post = await standingPost(db, association.id, id, actor.today)
  const keeps = may(actor, 'officer.invite', association.path)
  const [tasks, offers, seats, own] = await Promise.all([
    tasksOf(db, id),
    offersOf(db, id, actor.today),
    seatsOf(id, actor.today),
    holds(db, actor, id),
  ])
  const vacant = seats.filter((state) => state === 'vacant').length
  return {
    association: shortOf(association),
    post,
    tasks: tasks.map(({ library: _, version: __, ...task }): CardTask => task),
    offers,
    seats: { all: seats.length, vacant },
    real: keeps || own ? await realOf(id, fiscalYear(actor.today)) : null,
    keeps,
    holds: own,
  }
}

/** The last whole year; before there is one, what this year has brought. */
async function realOf(postId: number, year: number) {
  const last = await sumsOf(db, postId, year - 1)
  return last.length > 0 ? { year: year - 1, sums: last } : { year, sums: await sumsOf(db, postId, year) }
}

async function seatsOf(postId: number, today: Day) {
  const day = dayToDate(today)
  const found = await db.officerSeat.findMany({
    where: { postId, ...stands(today) },
    select: {
      terms: { where: { endsOn: { gte: day } }, select: { startsOn: true, endsOn: true, acting: true } },
    },
  })
  return found.map(({ terms }) => {
    const days = terms.map(({ startsOn, endsOn, acting }) => ({
      startsOn: dateToDay(startsOn),
      endsOn: dateToDay(endsOn),
      acting,
    }))
    return seatView(days, today).state
  })
}

/** The card as those who keep the officers change it. @throws SignInNeeded, NotAllowed, NotFound */
export async function cardToKeep(actor: Actor, slug: string, id: number) {
  const { association } = await keptAssociation(db, actor, slug)
  const post = await standingPost(db, association.id, id, actor.today)
  const tasks = await tasksOf(db, id)
  return { association: shortOf(association), post, tasks }
}

/** As `cardToKeep`, with the common tasks that are not on the card. @throws SignInNeeded, NotAllowed, NotFound */
export async function tasksDesk(actor: Actor, slug: string, id: number) {
  const { association, post, tasks } = await cardToKeep(actor, slug, id)
  const has = new Set(tasks.map(({ library }) => library))
  const missing = (library: LibraryTask[]) => library.filter(({ key }) => !has.has(key))
  const own = missing(libraryOf(post.post))
  const more = missing(wholeLibrary(post.post)).filter(({ key }) => own.every((task) => task.key !== key))
  return { association, post: { id: post.id, name: post.name }, tasks, library: { own, more } }
}

/** The card of which something is offered. @throws SignInNeeded, NotAllowed, NotFound */
export async function cardToOffer(actor: Actor, slug: string, id: number): Promise<Card> {
  const { post, tasks } = await cardToKeep(actor, slug, id)
  const { name, introduction } = post
  return { id, name, introduction, tasks }
}

/** As `cardToOffer`, with the association and what is offered already. @throws SignInNeeded, NotAllowed, NotFound */
export async function offerDesk(actor: Actor, slug: string, id: number) {
  const card = await cardToKeep(actor, slug, id)
  return { ...card, offers: await offersOf(db, id, actor.today) }
}

/**
 * A post as its holder and those who keep the officers work with it.
 * @throws SignInNeeded, NotAllowed for anybody else; NotFound
 */
export async function postInHand(client: Tx | typeof db, actor: Actor, slug: string, id: number) {
  const association = await officersAssociation(slug)
  const post = await standingPost(client, association.id, id, actor.today)
  const keeps = may(actor, 'officer.invite', association.path)
  if (!keeps && !(await holds(client, actor, id))) denied(actor)
  return { association, post, keeps }
}

/** Posts of an association, with the minutes of an average month where there is a card; for lists. Public. */
export async function cardsOf(associationId: number, today: Day) {
  const posts = await db.officerPost.findMany({
    where: { associationId, ...stands(today) },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, tasks: { select: { months: true, minutes: true, times: true } } },
  })
  return posts.map(({ id, name, tasks }) => ({
    id,
    name,
    minutes: tasks.length > 0 ? monthAverage(tasks) : null,
  }))
}

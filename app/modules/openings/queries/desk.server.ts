/** 関心への返事: who came forward, for those who answer; and bare counts for the council. */
import { type Actor, may, mayAnywhere, type Post, scopesOf } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { daysOf, daysSelect } from '../days.server'
import { openNote, openPerson } from '../person.server'
import {
  answerState,
  type InterestKind,
  type InterestStage,
  keptUntil,
  SEEN_STAGES,
  stagesAfter,
} from '../rules'
import { answeringAssociation, interestWhere } from '../scope.server'
import { overdueWhere } from './keeper.server'

/** Most at once: they are deleted some months after the election. */
const MOST = 500

const seen = { stage: { in: [...SEEN_STAGES] } }

/**
 * Everybody who came forward in an association, those who wait for an answer first. Nobody who was named by another
 * and has not agreed.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function interestDesk(actor: Actor, slug: string) {
  const { association } = await answeringAssociation(db, actor, slug)
  const rows = await db.interest.findMany({
    where: { opening: { associationId: association.id }, ...seen },
    orderBy: [{ stage: 'asc' }, { dueOn: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      id: true,
      kind: true,
      stage: true,
      person: true,
      dueOn: true,
      answeredAt: true,
      createdAt: true,
      opening: { select: { id: true, title: true } },
    },
  })
  return {
    association: { slug: association.slug, name: association.name, answerDays: association.answerDays },
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind as InterestKind,
      stage: row.stage as InterestStage,
      name: openPerson(row.person).name,
      dueOn: dateToDay(row.dueOn),
      shownOn: dayOf(row.createdAt),
      answer: answerState({ ...row, dueOn: dateToDay(row.dueOn) }, actor.today),
      opening: row.opening,
    })),
  }
}
export type DeskItem = Awaited<ReturnType<typeof interestDesk>>['items'][number]

/** One who came forward. @throws SignInNeeded, NotAllowed; NotFound also for somebody who has not agreed */
export async function interestAtDesk(actor: Actor, slug: string, id: number) {
  const { association } = await answeringAssociation(db, actor, slug)
  const row = await db.interest.findFirst({
    where: { id, opening: { associationId: association.id }, ...seen },
    select: {
      id: true,
      kind: true,
      stage: true,
      person: true,
      userId: true,
      dueOn: true,
      answeredAt: true,
      version: true,
      createdAt: true,
      opening: {
        select: {
          id: true,
          title: true,
          ...daysSelect,
          post: { select: { post: true, name: true, months: true } },
        },
      },
      events: {
        orderBy: { id: 'asc' },
        select: { id: true, stage: true, note: true, byId: true, createdAt: true },
      },
    },
  })
  if (!row) throw new NotFound()
  const authors = await db.user.findMany({
    where: { id: { in: row.events.flatMap(({ byId }) => byId ?? []) } },
    select: { id: true, familyName: true, givenName: true },
  })
  const nameOf = new Map(authors.map((user) => [user.id, `${user.familyName} ${user.givenName}`]))
  const { opening } = row
  const stage = row.stage as InterestStage
  const dueOn = dateToDay(row.dueOn)
  const days = daysOf(opening)
  return {
    association: { id: association.id, slug: association.slug, name: association.name },
    interest: {
      id: row.id,
      kind: row.kind as InterestKind,
      stage,
      version: row.version,
      person: openPerson(row.person),
      account: row.userId !== null,
      dueOn,
      shownOn: dayOf(row.createdAt),
      answer: answerState({ stage, dueOn, answeredAt: row.answeredAt }, actor.today),
      keptUntil: keptUntil(days, dayOf(row.createdAt)),
      next: stagesAfter(stage, 'keeper'),
    },
    opening: {
      id: opening.id,
      title: opening.title,
      electionOn: days.electionOn,
      post: opening.post && { ...opening.post, post: opening.post.post as Post },
    },
    events: row.events.map(({ id: event, stage: at, note, byId, createdAt }) => ({
      id: event,
      stage: at as InterestStage,
      note: openNote(note),
      by: byId ? (nameOf.get(byId) ?? null) : null,
      on: dayOf(createdAt),
    })),
  }
}

type WaitingAt = { slug: string; name: string; count: number; overdue: number }

/** Where the actor answers: how many wait for a first answer, and of them too long. For the 会長's own desk. */
export async function waitingForMe(actor: Actor): Promise<WaitingAt[]> {
  if (!mayAnywhere(actor, 'officer.invite')) return []
  const waiting = await db.interest.findMany({
    where: { stage: 'new', answeredAt: null, opening: { association: interestWhere(actor) } },
    orderBy: { dueOn: 'asc' },
    take: 1000,
    select: { dueOn: true, opening: { select: { association: { select: { slug: true, name: true } } } } },
  })
  const counts = new Map<string, WaitingAt>()
  for (const { dueOn, opening } of waiting) {
    const { slug, name } = opening.association
    const known = counts.get(slug) ?? { slug, name, count: 0, overdue: 0 }
    known.count += 1
    if (dateToDay(dueOn) < actor.today) known.overdue += 1
    counts.set(slug, known)
  }
  // Those who answer for the whole city have a list of their own associations in the register.
  return [...counts.values()].slice(0, MOST_DOORS)
}

/**
 * How many wait too long in the whole city, for those who keep officers in all of it: a bare number, also of places
 * where nobody could be told. Null for everybody else.
 */
export async function overdueInCity(actor: Actor): Promise<number | null> {
  const city = await db.association.findFirst({ where: { kind: 'city' }, select: { path: true } })
  if (!city || !may(actor, 'officer.invite', city.path)) return null
  return db.interest.count({ where: overdueWhere(actor.today) })
}

/** Most doors on the desk. */
const MOST_DOORS = 10

/**
 * How many wait too long in the associations of a council: a bare number, for those who keep officers in all of them.
 * Null for everybody else, and where no association stands below.
 */
export async function overdueBelow(
  actor: Actor,
  association: { kind: string; path: string },
  today: Day,
): Promise<number | null> {
  if (association.kind !== 'council') return null
  const reaches = scopesOf(actor, 'officer.invite').some(
    (scope) => scope.below && association.path.startsWith(scope.path),
  )
  if (!reaches) return null
  return db.interest.count({
    where: { ...overdueWhere(today), opening: { association: { path: { startsWith: association.path } } } },
  })
}

/** 意見交換会 in a list: what is to come, what was, and for a calendar. Public, with the drafts of those who host. */
import { type Actor, mayAnywhere } from '~/modules/accounts/rules'
import { dateToDay, dayOf } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { outcomeStanding, type TalkState } from '../rules'
import type { ListQuery } from '../schema'
import { hostedWhere } from '../scope.server'

const LIST_PAGE = 20
/** Most entries of a calendar. */
const MOST_ENTRIES = 200

/** A talk in a list. `decided` counts what was decided, `waiting` what of it is not done yet. */
export type ListedTalk = {
  id: number
  title: string
  state: TalkState
  startsAt: Date
  endsAt: Date
  place: string
  online: boolean
  host: string
  audience: string
  coming: number
  minutes: boolean
  decided: number
  done: number
  overdue: number
}

const select = {
  id: true,
  title: true,
  state: true,
  startsAt: true,
  endsAt: true,
  place: true,
  onlineUrl: true,
  minutesAt: true,
  association: { select: { name: true } },
  audience: { select: { name: true } },
  outcomes: {
    select: {
      dueOn: true,
      doneOn: true,
      droppedOn: true,
      matter: { select: { state: true, joinedTo: { select: { state: true } } } },
    },
  },
  attendances: { where: { comes: true }, select: { associationId: true } },
} as const satisfies Prisma.TalkSelect

type Row = Prisma.TalkGetPayload<{ select: typeof select }>

function listed(row: Row, at: Date): ListedTalk {
  // What was decided stands with the minutes: before these are published nobody else has seen it.
  const outcomes = row.minutesAt === null ? [] : row.outcomes
  const standings = outcomes.map(({ dueOn, doneOn, droppedOn, matter }) =>
    outcomeStanding(
      {
        dueOn: dueOn && dateToDay(dueOn),
        doneOn: doneOn && dateToDay(doneOn),
        droppedOn: droppedOn && dateToDay(droppedOn),
        matterState: matter?.joinedTo?.state ?? matter?.state ?? null,
      },
      dayOf(at),
    ),
  )
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    place: row.place,
    online: row.onlineUrl !== '',
    host: row.association.name,
    audience: row.audience.name,
    coming: row.attendances.length,
    minutes: row.minutesAt !== null,
    decided: standings.length,
    done: standings.filter((standing) => standing === 'done').length,
    overdue: standings.filter((standing) => standing === 'overdue').length,
  }
}

/** Those of a district: of its council, of its associations, and those to which the whole city is invited. */
const ofDistrict = (districtId: number | undefined): Prisma.TalkWhereInput =>
  districtId === undefined
    ? {}
    : { OR: [{ audience: { districtId } }, { association: { districtId } }, { audience: { kind: 'city' } }] }

/** One page of the list; `next` is what the next page comes after. */
export async function listTalks(
  query: ListQuery,
  at: Date,
  limit = LIST_PAGE,
): Promise<{ items: ListedTalk[]; next?: number }> {
  const past = query.past === true
  const last = query.after
    ? await db.talk.findUnique({ where: { id: query.after }, select: { id: true, startsAt: true } })
    : null
  const beyond: Prisma.TalkWhereInput = !last
    ? {}
    : past
      ? { OR: [{ startsAt: { lt: last.startsAt } }, { startsAt: last.startsAt, id: { lt: last.id } }] }
      : { OR: [{ startsAt: { gt: last.startsAt } }, { startsAt: last.startsAt, id: { gt: last.id } }] }
  const found = await db.talk.findMany({
    where: {
      AND: [
        { state: { not: 'draft' } },
        past
          ? { OR: [{ endsAt: { lt: at } }, { state: 'held' }] }
          : { endsAt: { gte: at }, state: { not: 'held' } },
        ofDistrict(query.district),
        beyond,
      ],
    },
    orderBy: past ? [{ startsAt: 'desc' }, { id: 'desc' }] : [{ startsAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    select,
  })
  const items = found.slice(0, limit).map((row) => listed(row, at))
  return { items, next: found.length > limit ? items.at(-1)?.id : undefined }
}

/** What the actor prepares and nobody else sees yet; null for whoever hosts nothing. */
export async function ownDrafts(actor: Actor, at: Date): Promise<ListedTalk[] | null> {
  if (!mayAnywhere(actor, 'talk.host')) return null
  const found = await db.talk.findMany({
    where: { AND: [{ state: 'draft' }, hostedWhere(actor)] },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 50,
    select,
  })
  return found.map((row) => listed(row, at))
}

/** For a calendar program: those to come and of the last three months, also the cancelled. Public. */
export async function talkEntries(given: { id?: number; district?: number }, at: Date) {
  const found = await db.talk.findMany({
    where: {
      AND: [
        { state: { not: 'draft' } },
        given.id === undefined
          ? { endsAt: { gte: new Date(at.getTime() - 92 * 86_400_000) } }
          : { id: given.id },
        ofDistrict(given.district),
      ],
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: MOST_ENTRIES,
    select: {
      id: true,
      version: true,
      title: true,
      introduction: true,
      state: true,
      startsAt: true,
      endsAt: true,
      place: true,
      latitude: true,
      longitude: true,
      createdAt: true,
    },
  })
  return found
}
export type TalkEntry = Awaited<ReturnType<typeof talkEntries>>[number]

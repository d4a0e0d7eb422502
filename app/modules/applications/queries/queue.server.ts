/** 審査の一覧: what waits for whom, how long, until when; paged by key, the same price on every page. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf, daysBetween, dayToDate } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import {
  APPROVERS,
  type ApplicationState,
  applicationStates,
  GONE,
  isOverdue,
  turnOf,
  type Waiter,
  waitsFor,
} from '../rules'
import { type QueueOrder, type QueueQuery, type QueueView, usualOrder } from '../schema'
import { SEEN_BY_CITY } from './scope.server'

export const QUEUE_PAGE = 50

type Where = Prisma.SubsidyApplicationWhereInput

const statesOf = (turn: ReturnType<typeof turnOf>) =>
  applicationStates.filter((state) => turnOf(state) === turn)

const OPEN_PROPOSAL: Where = { proposals: { some: { decidedAt: null } } }

/** Compared with in the database: what advances have paid of the final amount. */
const { finalAmount } = db.subsidyApplication.fields

/** What lies with the approver: proposals, and cancelled grants of which something is to come back. */
const WITH_APPROVER: Where = {
  OR: [
    { state: { in: [...APPROVERS] } },
    { AND: [{ state: 'changing' }, OPEN_PROPOSAL] },
    { state: { in: [...GONE] }, paidAmount: { gt: 0 } },
    { state: 'finalised', paidAmount: { gt: finalAmount } },
  ],
}

const WITH_REVIEWER: Where = {
  OR: [
    {
      state: {
        in: statesOf('city').filter(
          (state) => !APPROVERS.includes(state) && state !== 'changing' && state !== 'cancelled',
        ),
      },
    },
    { state: 'changing', NOT: OPEN_PROPOSAL },
    { state: 'finalised', paidAmount: { equals: finalAmount } },
  ],
}

const WITH_ASSOCIATION: Where = {
  OR: [
    { state: { in: statesOf('association').filter((state) => state !== 'finalised') } },
    { state: 'finalised', paidAmount: { lt: finalAmount } },
  ],
}

/** Applications of the reader's own associations are for colleagues. */
function othersOnly(actor: Actor): Where {
  if (actor.seats.length === 0) return {}
  const related = actor.seats.flatMap(({ path }) => [
    { path: { startsWith: path } },
    { id: { in: path.split('/').filter(Boolean).map(Number) } },
  ])
  return { NOT: { association: { OR: related } } }
}

/** What waits for the reader: by the roles held today. A proposal of one's own is for another approver. */
function mine(actor: Actor): Where {
  const parts: Where[] = []
  if (mayInPortal(actor, 'subsidy.review')) parts.push(WITH_REVIEWER)
  if (mayInPortal(actor, 'subsidy.approve')) {
    const own: Where = { proposals: { some: { decidedAt: null, proposedById: actor.user?.id ?? '' } } }
    parts.push({ AND: [WITH_APPROVER, { NOT: own }] })
  }
  return parts.length > 0 ? { AND: [{ OR: parts }, othersOnly(actor)] } : { id: -1 }
}

const overdue = (today: Day): Where => ({ AND: [WITH_ASSOCIATION, { dueOn: { lt: dayToDate(today) } }] })

function viewWhere(view: QueueView, actor: Actor): Where {
  switch (view) {
    case 'mine':
      return mine(actor)
    case 'city':
      return { OR: [WITH_REVIEWER, WITH_APPROVER] }
    case 'association':
      return WITH_ASSOCIATION
    case 'overdue':
      return overdue(actor.today)
    default:
      return {}
  }
}

/** Filters that hold whatever the view is. */
function filters(query: QueueQuery, actor: Actor): Where[] {
  const { programme, year, assigned, flagged, q } = query
  return [
    SEEN_BY_CITY,
    ...(programme ? [{ programme: { programmeId: programme } }] : []),
    ...(year ? [{ year }] : []),
    ...(assigned === 'me' ? [{ assignedToId: actor.user?.id ?? '' }] : []),
    ...(assigned === 'nobody' ? [{ assignedToId: null }] : []),
    ...(flagged ? [{ flagged: true }] : []),
    ...(q ? [searched(q)] : []),
  ]
}

/** By the number of the receipt from its beginning, or the name of the association. */
function searched(q: string): Where {
  return {
    OR: [
      { receiptNumber: { startsWith: q.normalize('NFKC').toUpperCase() } },
      { association: { name: { contains: q } } },
    ],
  }
}

const COLUMN = { oldest: 'submittedAt', due: 'dueOn', newest: null } as const

/** Where the next page begins: after the last row of the one before; rows without a day come last. */
function beyond(order: QueueOrder, after: string | undefined): Where {
  if (!after) return {}
  const [at = '', row = ''] = after.split('_')
  const id = Number(row)
  const column = COLUMN[order]
  if (column === null) return { id: { lt: id } }
  const date = at === '' ? null : new Date(at)
  if (date === null || Number.isNaN(date.getTime())) return { [column]: null, id: { gt: id } }
  return { OR: [{ [column]: { gt: date } }, { [column]: date, id: { gt: id } }, { [column]: null }] }
}

function orderBy(order: QueueOrder): Prisma.SubsidyApplicationOrderByWithRelationInput[] {
  const column = COLUMN[order]
  return column === null ? [{ id: 'desc' }] : [{ [column]: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }]
}

const select = {
  id: true,
  receiptNumber: true,
  title: true,
  state: true,
  year: true,
  dueOn: true,
  submittedAt: true,
  createdAt: true,
  flagged: true,
  urgency: true,
  ranking: true,
  assignedToId: true,
  decidedAmount: true,
  finalAmount: true,
  paidAmount: true,
  association: { select: { name: true } },
  programme: { select: { name: true } },
  events: { select: { createdAt: true }, orderBy: { id: 'desc' }, take: 1 },
  proposals: { where: { decidedAt: null }, select: { id: true }, take: 1 },
} as const satisfies Prisma.SubsidyApplicationSelect

type Row = Prisma.SubsidyApplicationGetPayload<{ select: typeof select }>

export type QueueRow = {
  id: number
  receiptNumber: string | null
  title: string
  state: ApplicationState
  waiter: Waiter
  association: string
  programme: string
  year: number
  /** Since when it has been where it is, and how many days that is */
  since: Day
  days: number
  dueOn: Day | null
  overdue: boolean
  flagged: boolean
  urgency: number | null
  ranking: number | null
  assignedTo: string | null
  /** Yen: the final amount, else the decided one */
  amount: number | null
}

function rowOf(row: Row, names: ReadonlyMap<string, string>, today: Day): QueueRow {
  const { events, proposals, association, programme, decidedAmount, finalAmount: final, ...rest } = row
  const since = dayOf(events[0]?.createdAt ?? row.submittedAt ?? row.createdAt)
  const dueOn = row.dueOn && dateToDay(row.dueOn)
  const amount = final ?? decidedAmount
  return {
    id: rest.id,
    receiptNumber: rest.receiptNumber,
    title: rest.title,
    state: rest.state,
    waiter: waitsFor(
      rest.state,
      proposals.length > 0,
      Number(rest.paidAmount),
      final === null ? null : Number(final),
    ),
    association: association.name,
    programme: programme.name,
    year: rest.year,
    since,
    days: Math.max(0, daysBetween(since, today)),
    dueOn,
    overdue: isOverdue(rest.state, dueOn, today),
    flagged: rest.flagged,
    urgency: rest.urgency,
    ranking: rest.ranking,
    assignedTo: rest.assignedToId && (names.get(rest.assignedToId) ?? null),
    amount: amount === null ? null : Number(amount),
  }
}

/** The names of people of the city who worked on something. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id): id is string => id !== null))]
  if (known.length === 0) return new Map()
  const people = await db.user.findMany({
    where: { id: { in: known } },
    select: { id: true, familyName: true, givenName: true },
  })
  return new Map(people.map(({ id, familyName, givenName }) => [id, `${familyName} ${givenName}`.trim()]))
}

/** The view with which a reader begins: what waits for them, else for the city. */
const firstView = (actor: Actor): QueueView =>
  mayInPortal(actor, 'subsidy.review') || mayInPortal(actor, 'subsidy.approve') ? 'mine' : 'city'

/**
 * One page of the queue, with how many there are of each view and each state.
 * @throws SignInNeeded, NotAllowed
 */
export async function queue(actor: Actor, query: QueueQuery) {
  requirePortalRight(actor, 'subsidy.oversee')
  const view = query.view ?? firstView(actor)
  const order = query.order ?? usualOrder(view)
  const within: Where = { AND: filters(query, actor) }
  const seen: Where = { AND: [within, viewWhere(view, actor), query.state ? { state: query.state } : {}] }
  const count = (where: Where) => db.subsidyApplication.count({ where: { AND: [within, where] } })
  const [rows, byState, waitingForMe, ofCity, ofAssociations, late, choices] = await Promise.all([
    db.subsidyApplication.findMany({
      where: { AND: [seen, beyond(order, query.after)] },
      orderBy: orderBy(order),
      take: QUEUE_PAGE + 1,
      select,
    }),
    db.subsidyApplication.groupBy({ by: ['state'], where: within, _count: { _all: true } }),
    count(mine(actor)),
    count({ OR: [WITH_REVIEWER, WITH_APPROVER] }),
    count(WITH_ASSOCIATION),
    count(overdue(actor.today)),
    queueChoices(),
  ])
  const shown = rows.slice(0, QUEUE_PAGE)
  const names = await namesOf(shown.map(({ assignedToId }) => assignedToId))
  const states = Object.fromEntries(byState.map(({ state, _count }) => [state, _count._all])) as Partial<
    Record<ApplicationState, number>
  >
  const sum = (which: readonly ApplicationState[]) =>
    which.reduce((all, state) => all + (states[state] ?? 0), 0)
  const counts: Record<QueueView, number> = {
    mine: waitingForMe,
    city: ofCity,
    association: ofAssociations,
    overdue: late,
    all: sum(applicationStates),
  }
  return {
    view,
    order,
    rows: shown.map((row) => rowOf(row, names, actor.today)),
    next: rows.length > QUEUE_PAGE ? cursorOf(shown.at(-1), order) : undefined,
    counts,
    states,
    hasOwn: firstView(actor) === 'mine',
    ...choices,
  }
}

function cursorOf(row: Row | undefined, order: QueueOrder): string | undefined {
  if (!row) return undefined
  const column = COLUMN[order]
  const at = column === null ? null : row[column]
  return `${at ? at.toISOString() : ''}_${row.id}`
}

/** The schemes and years of which there are applications. */
async function queueChoices() {
  const [programmes, years] = await Promise.all([
    db.subsidyProgramme.findMany({
      where: { own: true },
      select: {
        id: true,
        versions: { select: { name: true }, orderBy: { number: 'desc' }, take: 1 },
      },
      orderBy: { id: 'asc' },
    }),
    db.subsidyApplication.groupBy({ by: ['year'], where: SEEN_BY_CITY, orderBy: { year: 'desc' } }),
  ])
  return {
    programmes: programmes.map(({ id, versions }) => ({ id, name: versions[0]?.name ?? '' })),
    years: years.map(({ year }) => year),
  }
}

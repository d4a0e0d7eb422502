/** 申請の一覧: of all associations in which one holds an office; what waits for them comes first. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { type ApplicationState, applicationStates, isOverdue, isPrepaid, turnOf } from '../rules'

const MINE_PAGE = 20
/** More that waits is for nobody to see at once. */
const WAITING = 50

const OURS = applicationStates.filter((state) => turnOf(state) === 'association')

const select = {
  id: true,
  title: true,
  year: true,
  state: true,
  dueOn: true,
  finalAmount: true,
  paidAmount: true,
  receiptNumber: true,
  association: { select: { slug: true, name: true } },
  hall: { select: { name: true } },
  programme: { select: { name: true } },
} as const satisfies Prisma.SubsidyApplicationSelect

export type ListedApplication = {
  id: number
  title: string
  year: number
  state: ApplicationState
  turn: 'association' | 'city' | 'nobody'
  dueOn: string | null
  overdue: boolean
  receiptNumber: string | null
  programme: string
  hall: string | null
  association: { slug: string; name: string }
}

/**
 * Applications of the actor's associations: those that wait for the association, and a page of the others, newest
 * first.
 * @param query `association` narrows to one, by slug; `before` is the id with which the page before ended
 * @throws SignInNeeded, NotAllowed for who holds no office that reads them
 */
export async function myApplications(
  actor: Actor,
  query: { association?: string; before?: number },
): Promise<{
  waiting: ListedApplication[]
  others: ListedApplication[]
  next: number | undefined
  associations: { slug: string; name: string }[]
  mayApply: boolean
}> {
  if (!mayAnywhere(actor, 'subsidy.read')) denied(actor)
  const scope = inScope(scopesOf(actor, 'subsidy.read'))
  const associations = await db.association.findMany({
    where: scope,
    select: { slug: true, name: true },
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    take: 30,
  })
  const where = {
    association: { AND: [scope, query.association ? { slug: query.association } : {}] },
  } satisfies Prisma.SubsidyApplicationWhereInput
  const [waiting, others] = await Promise.all([
    db.subsidyApplication.findMany({
      where: { ...where, state: { in: OURS } },
      select,
      orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { id: 'desc' }],
      take: WAITING,
    }),
    db.subsidyApplication.findMany({
      where: { ...where, state: { notIn: OURS }, id: query.before ? { lt: query.before } : undefined },
      select,
      orderBy: { id: 'desc' },
      take: MINE_PAGE + 1,
    }),
  ])
  const listed = (row: (typeof waiting)[number]): ListedApplication => {
    const dueOn = row.dueOn && dateToDay(row.dueOn)
    const final = row.finalAmount === null ? null : Number(row.finalAmount)
    return {
      id: row.id,
      title: row.title,
      year: row.year,
      state: row.state,
      turn: isPrepaid(row.state, final, Number(row.paidAmount)) ? 'city' : turnOf(row.state),
      dueOn,
      overdue: isOverdue(row.state, dueOn, actor.today),
      receiptNumber: row.receiptNumber,
      programme: row.programme.name,
      hall: row.hall?.name ?? null,
      association: row.association,
    }
  }
  return {
    waiting: query.before ? [] : waiting.map(listed),
    others: others.slice(0, MINE_PAGE).map(listed),
    next: others.length > MINE_PAGE ? others[MINE_PAGE - 1]?.id : undefined,
    associations,
    mayApply: mayAnywhere(actor, 'subsidy.apply'),
  }
}

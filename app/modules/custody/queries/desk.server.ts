/** All AEDs that somebody keeps, by what is due: paged by key, over all associations in scope. */
import { type Actor, denied, mayAnywhere } from '~/modules/accounts/rules'
import { addDays, type Day, dateToDay, dayToDate } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import {
  CHECK_DAYS,
  checkIsDue,
  type DeskFilter,
  type DeskQuery,
  keepsEverywhere,
  type PartKind,
  partStanding,
  SOON_DAYS,
} from '../rules'
import { keptByKey, keptByOffice, waysOfKeeping } from '../scope.server'

const DESK_PAGE = 50

/** A file holds at most so many: as many as a city can have. */
const FILE_ROWS = 20_000

const SIGNS = ['check', 'parts', 'reports', 'out'] as const

/** Those whose checks are kept here: of associations, with an inspector, or checked here before. */
const checkedHere: Prisma.AedWhereInput = {
  OR: [
    { associationId: { not: null } },
    { keepers: { some: { acceptedAt: { not: null }, endedAt: null } } },
    { checks: { some: {} } },
  ],
}

function sign(which: (typeof SIGNS)[number], today: Day): Prisma.AedWhereInput {
  if (which === 'out') return { condition: 'out_of_service' }
  if (which === 'reports') return { openReports: { gt: 0 } }
  if (which === 'parts') {
    const soon = dayToDate(addDays(today, SOON_DAYS))
    return { parts: { some: { replacedAt: null, expiresOn: { lte: soon } } } }
  }
  const lately = dayToDate(addDays(today, -CHECK_DAYS))
  return { AND: [{ OR: [{ checkedOn: null }, { checkedOn: { lt: lately } }] }, checkedHere] }
}

function condition(filter: DeskFilter, today: Day): Prisma.AedWhereInput {
  if (filter === 'all') return {}
  if (filter === 'due') return { OR: SIGNS.map((which) => sign(which, today)) }
  return sign(filter, today)
}

/** Whether there is anything for the actor to keep: decides whether the door is shown. */
export async function keepsAny(actor: Actor): Promise<boolean> {
  if (!actor.user) return false
  for (const where of waysOfKeeping(actor))
    if (await db.aed.findFirst({ where, select: { id: true } })) return true
  return false
}

async function requireKeeper(actor: Actor): Promise<void> {
  if (!mayAnywhere(actor, 'aed.keep') && !(await keepsAny(actor))) denied(actor)
}

async function scope(actor: Actor, districtId: number | null): Promise<Prisma.AedWhereInput> {
  const kept = await keptByKey(actor)
  return { AND: [kept, { condition: { not: 'removed' }, ...(districtId === null ? {} : { districtId }) }] }
}

async function found(
  actor: Actor,
  within: Prisma.AedWhereInput,
  { filter, after }: Pick<DeskQuery, 'filter' | 'after'>,
  take: number,
) {
  const rows = await db.aed.findMany({
    where: {
      AND: [within, condition(filter, actor.today), after === null ? {} : { id: { gt: after } }],
    },
    orderBy: { id: 'asc' },
    take,
    select: {
      id: true,
      name: true,
      position: true,
      address: true,
      condition: true,
      checkedOn: true,
      openReports: true,
      association: { select: { name: true } },
      district: { select: { name: true } },
      parts: {
        where: { replacedAt: null },
        orderBy: [{ expiresOn: 'asc' }, { id: 'asc' }],
        take: 1,
        select: { kind: true, expiresOn: true },
      },
      keepers: { where: { acceptedAt: { not: null }, endedAt: null }, select: { id: true }, take: 1 },
      checks: { select: { id: true }, take: 1 },
    },
  })
  return rows.map(({ parts, keepers, checks, checkedOn, association, district, ...aed }) => {
    const [part] = parts
    const day = checkedOn && dateToDay(checkedOn)
    const expiresOn = part && dateToDay(part.expiresOn)
    return {
      ...aed,
      association: association?.name ?? null,
      district: district?.name ?? null,
      checkedOn: day,
      checkIsDue:
        (association !== null || keepers.length > 0 || checks.length > 0) && checkIsDue(day, actor.today),
      part:
        part && expiresOn
          ? { kind: part.kind as PartKind, expiresOn, standing: partStanding(expiresOn, actor.today) }
          : null,
    }
  })
}
type DeskAed = Awaited<ReturnType<typeof found>>[number]

/**
 * One page of the AEDs that the actor keeps, with how many there are of each sign.
 * @throws SignInNeeded; NotAllowed for somebody who keeps none and has no office that could
 */
export async function deskAeds(actor: Actor, query: DeskQuery) {
  await requireKeeper(actor)
  const within = await scope(actor, query.districtId)
  const [rows, all, ...counted] = await Promise.all([
    found(actor, within, query, DESK_PAGE + 1),
    db.aed.count({ where: within }),
    ...SIGNS.map((which) => db.aed.count({ where: { AND: [within, sign(which, actor.today)] } })),
  ])
  const aeds = rows.slice(0, DESK_PAGE)
  const counts = Object.fromEntries(SIGNS.map((which, i) => [which, counted[i] ?? 0])) as Record<
    (typeof SIGNS)[number],
    number
  >
  return {
    aeds,
    counts: { ...counts, all },
    next: rows.length > DESK_PAGE ? aeds.at(-1)?.id : undefined,
    byDistrict: keepsEverywhere(actor),
  }
}

/** All of them, for a spreadsheet. @throws SignInNeeded, NotAllowed */
export async function deskFile(actor: Actor, query: Omit<DeskQuery, 'after'>): Promise<DeskAed[]> {
  await requireKeeper(actor)
  const within = await scope(actor, query.districtId)
  return found(actor, within, { ...query, after: null }, FILE_ROWS)
}

/** How many AEDs of the actor's own offices have something due: for the page of all work. */
export async function dueCount(actor: Actor): Promise<number> {
  return db.aed.count({
    where: {
      AND: [keptByOffice(actor), { condition: { not: 'removed' } }, condition('due', actor.today)],
    },
  })
}

/** 指標の管理: what is to be entered and by whom; for keepers and for who plans. */
import { type Actor, denied, mayInPortal, requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { lastToOpen, type Month, mayEnter, missing, ON_THE_WAY, requireKeeper } from '../rules'
import { type Entry, knownYears, removableYear, type YearRow, yearRows, yearShown } from './read.server'

type Keeper = { id: string; name: string }

const nameOf = (user: { familyName: string; givenName: string }) =>
  [user.familyName, user.givenName].filter(Boolean).join(' ')

/** The keepers of each indicator, by its key. */
async function keepersByKey(keys: readonly string[]): Promise<Map<string, Keeper[]>> {
  const found = await db.indicatorKeeper.findMany({
    where: { indicator: { key: { in: [...keys] } } },
    orderBy: { userId: 'asc' },
    select: {
      indicator: { select: { key: true } },
      user: { select: { id: true, familyName: true, givenName: true } },
    },
  })
  const byKey = new Map<string, Keeper[]>()
  for (const { indicator, user } of found) {
    const keepers = byKey.get(indicator.key) ?? []
    keepers.push({ id: user.id, name: nameOf(user) })
    byKey.set(indicator.key, keepers)
  }
  return byKey
}

/** Months that are over and were not entered; none for what the portal counts and nobody has begun to publish. */
const missingOf = (row: YearRow, actor: Actor): Month[] =>
  row.closedAt || (row.computed && row.entries.length === 0)
    ? []
    : missing(
        row.year,
        row.entries.map(({ month }) => month),
        actor.today,
      )

/**
 * The indicators of a year that the actor enters, all of them for who plans; with the months that are missing.
 * @throws SignInNeeded, NotAllowed for who neither plans nor enters any
 */
export async function desk(actor: Actor, asked: number | undefined) {
  const by = requireUser(actor)
  const plans = mayInPortal(actor, 'indicator.plan')
  const own = await db.indicatorKeeper.findMany({
    where: { userId: by.user.id },
    select: { indicator: { select: { key: true } } },
  })
  const mine = new Set(own.map(({ indicator }) => indicator.key))
  if (!plans && (mine.size === 0 || actor.staff.length === 0)) denied(actor)
  const years = await knownYears()
  const year = yearShown(years, asked, fiscalYear(actor.today))
  const rows = (await yearRows(year, actor.today)).filter((row) => plans || mine.has(row.key))
  const keepers = await keepersByKey(rows.map(({ key }) => key))
  const open = rows.filter(({ closedAt }) => closedAt === null).length
  return {
    year,
    years,
    plans,
    rows: rows.map((row) => ({
      key: row.key,
      name: row.name,
      theme: row.theme,
      section: row.section,
      computed: row.computed,
      target: row.summary.target,
      actual: row.summary.actual,
      closed: row.closedAt !== null,
      // The portal counts it, and nobody has entered anything beside it.
      byPortal: row.computed !== '' && row.entries.length === 0,
      mine: mine.has(row.key),
      missing: missingOf(row, actor),
      keepers: (keepers.get(row.key) ?? []).map(({ name }) => name),
    })),
    open,
    closed: rows.length - open,
    nextStands: years.includes(year + 1),
    mayCopy: year < lastToOpen(fiscalYear(actor.today)),
    removable: plans && (await removableYear(db, year)),
    over: actor.today > `${year + 1}-03-31`,
  }
}

/**
 * An indicator as it is set up, with its figures of a year and who may be named a keeper.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function setting(actor: Actor, key: string, asked: number | undefined) {
  requirePortalRight(actor, 'indicator.plan')
  const known = await db.indicator.findUnique({
    where: { key },
    select: { position: true, version: true, years: { orderBy: { year: 'desc' }, select: { year: true } } },
  })
  if (!known) throw new NotFound()
  const years = known.years.map(({ year }) => year)
  const year = yearShown(years, asked, fiscalYear(actor.today))
  const [row] = await yearRows(year, actor.today, key)
  if (!row) throw new NotFound()
  const keepers = (await keepersByKey([key])).get(key) ?? []
  return {
    key,
    name: row.name,
    theme: row.theme,
    sheet: row.sheet,
    section: row.section,
    definition: row.definition,
    unit: row.unit,
    method: row.method,
    computed: row.computed,
    position: known.position,
    version: known.version,
    ended: row.ended,
    year,
    years,
    target: row.summary.target?.milli ?? null,
    previous: row.previous,
    previousNote: row.previousNote === ON_THE_WAY ? '' : row.previousNote,
    onTheWay: row.previousNote === ON_THE_WAY,
    evaluation: row.evaluation,
    yearVersion: row.version,
    closed: row.closedAt !== null,
    keepers,
    staff: (await staffToName(actor)).filter(({ id }) => !keepers.some((keeper) => keeper.id === id)),
  }
}

/** Everybody who works for the city or the centre today. */
async function staffToName(actor: Actor): Promise<Keeper[]> {
  const today = dayToDate(actor.today)
  const users = await db.user.findMany({
    where: {
      staffRoles: { some: { startsOn: { lte: today }, OR: [{ endsOn: null }, { endsOn: { gte: today } }] } },
    },
    orderBy: [{ familyReading: 'asc' }, { givenReading: 'asc' }, { id: 'asc' }],
    select: { id: true, familyName: true, givenName: true },
    take: 500,
  })
  return users.map((user) => ({ id: user.id, name: nameOf(user) }))
}

/**
 * What stands in the months of an indicator, to enter and to correct.
 * @throws SignInNeeded, NotAllowed; NotFound for no such indicator or year
 */
export async function monthsToEnter(actor: Actor, key: string, asked: number | undefined) {
  const found = await db.indicator.findUnique({
    where: { key },
    select: {
      years: { orderBy: { year: 'desc' }, select: { year: true } },
      keepers: { select: { userId: true } },
    },
  })
  const keeperIds = found?.keepers.map(({ userId }) => userId) ?? []
  requireKeeper(actor, keeperIds)
  if (!found) throw new NotFound()
  const years = found.years.map(({ year }) => year)
  const year = yearShown(years, asked, fiscalYear(actor.today))
  const [row] = await yearRows(year, actor.today, key)
  if (!row) throw new NotFound()
  const entries: Omit<Entry, 'updatedAt'>[] = row.entries.map(({ updatedAt: _at, ...entry }) => entry)
  return {
    key,
    name: row.name,
    unit: row.unit,
    method: row.method,
    definition: row.definition,
    computed: row.computed,
    year,
    years,
    closed: row.closedAt !== null,
    entries,
    missing: missingOf(row, actor),
    summary: row.summary,
    mayEnter: mayEnter(actor, keeperIds),
  }
}

/** One indicator in one year, beside the year before. */
import type { Actor } from '~/modules/accounts/rules'
import { fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Amount, apart, expectedBy, lastOf, mayEnter, standingAt } from '../rules'
import { breakdownsOf } from './counted.server'
import { type YearRow, yearRows, yearShown } from './read.server'

/**
 * What everybody may know of an indicator in a fiscal year: its months and those of the year before, where it stands
 * against its target, what it counts, and what it is made of.
 * @throws NotFound for no such indicator, or a year that it does not have
 */
export async function indicatorOf(actor: Actor, key: string, asked: number | undefined) {
  const found = await db.indicatorYear.findMany({
    where: { indicator: { key } },
    orderBy: { year: 'desc' },
    select: { year: true, indicator: { select: { keepers: { select: { userId: true } } } } },
  })
  const years = found.map(({ year }) => year)
  const year = yearShown(years, asked, fiscalYear(actor.today))
  const [row] = await yearRows(year, actor.today, key)
  if (!row) throw new NotFound()
  const [before] = years.includes(year - 1) ? await yearRows(year - 1, actor.today, key) : []
  const { version: _version, closedAt, ended, entries, ...shown } = row
  const keepers = found[0]?.indicator.keepers.map(({ userId }) => userId) ?? []
  return {
    ...shown,
    closed: closedAt !== null,
    ended,
    entries: entries.map(({ version: _v, ...entry }) => entry),
    years,
    before: before ? { lines: before.summary.lines, actual: before.summary.actual } : null,
    pace: paceOf(row, before),
    apart: apart(row.summary),
    breakdowns: row.computed ? await breakdownsOf(row, year) : [],
    enters: mayEnter(actor, keepers) && closedAt === null,
  }
}

/**
 * The figure beside what is expected by its last day, and beside the year before at the end of the same month. Both
 * null where they say nothing.
 */
function paceOf({ summary, method, year }: YearRow, before: YearRow | undefined) {
  const { target, day, actual } = summary
  const last = summary.lines.findLast((line) => line.standing !== null)
  const same: Amount | null = last && before ? standingAt(before.summary.lines, last.month) : null
  // On the last day the pace is the target itself and says nothing more.
  const runs = day !== null && day < lastOf(year, 3)
  const expected = target && runs && method === 'sum' ? expectedBy(target, year, day) : null
  return { day, expected, sameMonth: last && same ? { month: last.month, amount: same } : null, actual }
}

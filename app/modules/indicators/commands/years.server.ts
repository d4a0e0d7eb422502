/** 年度を閉じる・開く: a year as a whole. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { fiscalYear, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { removableYear, type YearRow, yearRows } from '../queries/read.server'
import { decimalOf, isAfterwards, lastToOpen, ON_THE_WAY } from '../rules'

/** Whoever opens or closes years goes one after the other. */
const YEARS_LOCK = 7_020_026

/**
 * Opens the fiscal year after one by copying: each indicator that goes on is carried over with its target, and with
 * its actual figure as the year before. What was opened already stays as it is.
 * @returns how many indicators were carried over
 * @throws SignInNeeded, NotAllowed; NotFound for a year without indicators; Invalid when nothing is left to copy, or
 *   the year lies further ahead than the next
 */
export async function openNextYear(actor: Actor, year: number): Promise<number> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    const rows = await yearRows(year, actor.today, undefined, tx)
    if (rows.length === 0) throw new NotFound()
    if (year + 1 > lastToOpen(fiscalYear(actor.today)))
      throw new Invalid({ form: ['indicators.error.too_far'] })
    const ids = await tx.indicator.findMany({
      where: { closedOn: null, key: { in: rows.map(({ key }) => key) }, years: { none: { year: year + 1 } } },
      select: { id: true, key: true },
    })
    if (ids.length === 0) throw new Invalid({ form: ['indicators.error.nothing_to_open'] })
    const byKey = new Map(rows.map((row) => [row.key, row]))
    await tx.indicatorYear.createMany({
      data: ids.flatMap(({ id, key }) => {
        const row = byKey.get(key)
        if (!row) return []
        const { actual, target } = row.summary
        return [
          {
            indicatorId: id,
            year: year + 1,
            target: target && decimalOf(target.milli),
            previous: actual && decimalOf(actual.milli),
            // Copied before the year is closed, a figure is one on the way.
            previousNote: actual && !row.closedAt ? ON_THE_WAY : '',
          },
        ]
      }),
    })
    await record(tx, by, {
      action: 'indicator.year_opened',
      subjectType: 'indicator_year',
      subjectId: year + 1,
      after: { year: year + 1, indicators: ids.length },
    })
    return ids.length
  })
}

/**
 * Takes back a year that was opened in error, as long as nothing was written in it.
 * @throws SignInNeeded, NotAllowed; NotFound; Invalid when anything stands in it, or an indicator has no other year
 */
export async function removeYear(actor: Actor, year: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    await lockYear(tx, year)
    if ((await tx.indicatorYear.count({ where: { year } })) === 0) throw new NotFound()
    if (!(await removableYear(tx, year))) throw new Invalid({ form: ['indicators.error.not_empty'] })
    const { count } = await tx.indicatorYear.deleteMany({ where: { year } })
    await record(tx, by, {
      action: 'indicator.year_removed',
      subjectType: 'indicator_year',
      subjectId: year,
      before: { year, indicators: count },
    })
  })
}

/** Nobody enters a month, or writes in the plan of the year, until it is closed or opened as a whole. */
const lockYear = (tx: Tx, year: number) =>
  tx.$executeRaw`SELECT id FROM indicator_years WHERE year = ${year}::int ORDER BY id FOR UPDATE`

/**
 * Closes a fiscal year: its figures stand, those that the portal has counted too, and where the year after it was
 * opened with a figure on the way (見込み), that one takes the final figure. A closed year can be opened again, which
 * the trail says.
 * @throws SignInNeeded, NotAllowed; NotFound; Invalid before the year is over, or when nothing is open
 */
export async function closeYear(actor: Actor, year: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    if (actor.today <= `${year + 1}-03-31`) throw new Invalid({ form: ['indicators.error.year_not_over'] })
    await lockYear(tx, year)
    const rows = await yearRows(year, actor.today, undefined, tx)
    if (rows.length === 0) throw new NotFound()
    await keepCounted(tx, rows)
    const { count } = await tx.indicatorYear.updateMany({
      where: { year, closedAt: null },
      data: { closedAt: now(), version: { increment: 1 } },
    })
    if (count === 0) throw new Invalid({ form: ['indicators.error.closed'] })
    for (const { key, closedAt, summary } of rows) {
      if (closedAt || !summary.actual) continue
      await tx.indicatorYear.updateMany({
        where: { year: year + 1, closedAt: null, previousNote: ON_THE_WAY, indicator: { key } },
        data: { previous: decimalOf(summary.actual.milli), previousNote: '', version: { increment: 1 } },
      })
    }
    await record(tx, by, {
      action: 'indicator.year_closed',
      subjectType: 'indicator_year',
      subjectId: year,
      after: { year, indicators: count },
    })
  })
}

/**
 * Writes down what the portal has counted where nothing was entered: a year that is closed does not change with what
 * is corrected or deleted afterwards. What became of people later goes on and is not written down.
 */
async function keepCounted(tx: Tx, rows: readonly YearRow[]): Promise<void> {
  for (const { key, year, closedAt, summary } of rows) {
    if (closedAt || summary.from !== 'counted' || !summary.counted) continue
    const { id, indicator } = await tx.indicatorYear.findFirstOrThrow({
      where: { year, indicator: { key } },
      select: { id: true, indicator: { select: { computed: true } } },
    })
    if (isAfterwards(indicator.computed)) continue
    const months = summary.countedLines
      ? summary.countedLines.flatMap(({ month, value }) => (value ? [{ month, milli: value.milli }] : []))
      : [{ month: 3, milli: summary.counted.milli }]
    await tx.indicatorEntry.createMany({
      data: months.map(({ month, milli }) => ({
        yearId: id,
        month,
        value: decimalOf(milli),
        source: '',
        byPortal: true,
      })),
    })
  }
}

/**
 * Opens a closed year again, to put a figure right. What the portal had counted when it was closed is deleted: the year
 * is counted as it runs, and anew when it is closed. The year after it has a figure on the way again.
 * @throws SignInNeeded, NotAllowed; Invalid when none is closed
 */
export async function reopenYear(actor: Actor, year: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    await lockYear(tx, year)
    const rows = await yearRows(year, actor.today, undefined, tx)
    const { count } = await tx.indicatorYear.updateMany({
      where: { year, closedAt: { not: null } },
      data: { closedAt: null, version: { increment: 1 } },
    })
    if (count === 0) throw new Invalid({ form: ['indicators.error.not_closed'] })
    await tx.indicatorEntry.deleteMany({ where: { byPortal: true, year: { year } } })
    for (const { key, closedAt, summary } of rows) {
      if (!closedAt || !summary.actual) continue
      const previous = decimalOf(summary.actual.milli)
      await tx.indicatorYear.updateMany({
        where: { year: year + 1, closedAt: null, previous, previousNote: '', indicator: { key } },
        data: { previousNote: ON_THE_WAY, version: { increment: 1 } },
      })
    }
    await record(tx, by, {
      action: 'indicator.year_reopened',
      subjectType: 'indicator_year',
      subjectId: year,
      after: { year, indicators: count },
    })
  })
}

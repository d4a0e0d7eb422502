/** 年度を閉じる・開く: a year as a whole. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { type YearRow, yearRows } from '../queries/read.server'
import { decimalOf, isAfterwards } from '../rules'

/** Whoever opens or closes years goes one after the other. */
const YEARS_LOCK = 7_020_026

/**
 * Opens the fiscal year after one by copying: each indicator that goes on is carried over with its target, and with
 * its actual figure as the year before. What was opened already stays as it is.
 * @returns how many indicators were carried over
 * @throws SignInNeeded, NotAllowed; NotFound for a year without indicators; Invalid when nothing is left to copy
 */
export async function openNextYear(actor: Actor, year: number): Promise<number> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    const rows = await yearRows(year, actor.today)
    if (rows.length === 0) throw new NotFound()
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
            previousNote: actual && !row.closedAt ? '見込み' : '',
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

/** Where the figures of a closed year come from that nobody had to enter */
const BY_PORTAL = 'ポータルの集計'

/**
 * Closes a fiscal year: its figures stand, those that the portal has counted too, and where the year after it was opened with a figure on the way (見込み),
 * that one takes the final figure. A closed year can be opened again, which the trail says.
 * @throws SignInNeeded, NotAllowed; NotFound; Invalid before the year is over, or when nothing is open
 */
export async function closeYear(actor: Actor, year: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    if (actor.today <= `${year + 1}-03-31`) throw new Invalid({ form: ['indicators.error.year_not_over'] })
    const rows = await yearRows(year, actor.today)
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
        where: { year: year + 1, closedAt: null, previousNote: '見込み', indicator: { key } },
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
        source: BY_PORTAL,
      })),
    })
  }
}

/** Opens a closed year again, to put a figure right. @throws SignInNeeded, NotAllowed; Invalid when none is closed */
export async function reopenYear(actor: Actor, year: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${YEARS_LOCK})`
    const { count } = await tx.indicatorYear.updateMany({
      where: { year, closedAt: { not: null } },
      data: { closedAt: null, version: { increment: 1 } },
    })
    if (count === 0) throw new Invalid({ form: ['indicators.error.not_closed'] })
    await record(tx, by, {
      action: 'indicator.year_reopened',
      subjectType: 'indicator_year',
      subjectId: year,
      after: { year, indicators: count },
    })
  })
}

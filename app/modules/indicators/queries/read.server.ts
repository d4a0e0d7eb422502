/** One year of indicators as it lies in the tables, with what the portal counts. */
import type { Day } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import {
  isAfterwards,
  isMonth,
  type Known,
  type Method,
  type Month,
  milliOf,
  type Summary,
  summarise,
  type Unit,
} from '../rules'
import { type Counted, countedYear } from './counted.server'

export type Entry = {
  month: Month
  milli: number
  numerator: number | null
  denominator: number | null
  source: string
  note: string
  /** Counted by the portal when the year was closed */
  byPortal: boolean
  version: number
  updatedAt: Date
}

export type YearRow = {
  key: string
  theme: string
  sheet: string
  name: string
  unit: Unit
  method: Method
  definition: string
  section: string
  computed: string
  ended: boolean
  year: number
  previous: number | null
  previousNote: string
  evaluation: string
  closedAt: Date | null
  version: number
  entries: Entry[]
  summary: Summary
}

/** Years that have any indicator, the latest first. */
export async function knownYears(): Promise<number[]> {
  const found = await db.indicatorYear.groupBy({ by: ['year'], orderBy: { year: 'desc' } })
  return found.map(({ year }) => year)
}

/**
 * Whether a year was opened and nothing was written in it yet, so that it can be taken back: no figures and no
 * evaluation, not closed, the last one, and each of its indicators stands in another year too.
 */
export async function removableYear(client: Tx, year: number): Promise<boolean> {
  const stands = await client.indicatorYear.count({ where: { year } })
  if (stands === 0) return false
  const kept = await client.indicatorYear.count({
    where: {
      OR: [
        { year: { gt: year } },
        { year, closedAt: { not: null } },
        { year, evaluation: { not: '' } },
        { year, entries: { some: {} } },
        { year, indicator: { years: { every: { year } } } },
      ],
    },
  })
  return kept === 0
}

/** The year that is shown when none is asked for: this one, else the last that has indicators. */
export function yearShown(years: readonly number[], asked: number | undefined, now: number): number {
  if (asked !== undefined) return asked
  return years.find((year) => year <= now) ?? years[0] ?? now
}

/**
 * All indicators of a fiscal year, or one of them, in the order of the plan.
 * @param client a command reads in its own transaction
 */
export async function yearRows(year: number, today: Day, key?: string, client: Tx = db): Promise<YearRow[]> {
  const found = await client.indicatorYear.findMany({
    where: { year, indicator: key === undefined ? undefined : { key } },
    orderBy: [{ indicator: { position: 'asc' } }, { indicatorId: 'asc' }],
    select: {
      year: true,
      target: true,
      previous: true,
      previousNote: true,
      evaluation: true,
      closedAt: true,
      version: true,
      entries: {
        orderBy: { id: 'asc' },
        select: {
          month: true,
          value: true,
          numerator: true,
          denominator: true,
          source: true,
          note: true,
          byPortal: true,
          version: true,
          updatedAt: true,
        },
      },
      indicator: {
        select: {
          key: true,
          theme: true,
          sheet: true,
          name: true,
          unit: true,
          method: true,
          definition: true,
          section: true,
          computed: true,
          closedOn: true,
        },
      },
    },
  })
  const counted = await countedYear(
    year,
    found.map(({ indicator }) => indicator),
    client,
  )
  return found.map(({ indicator: { closedOn, ...indicator }, entries: kept, ...row }) => {
    const entries = kept.flatMap(({ month, value, numerator, denominator, ...entry }) =>
      isMonth(month)
        ? [
            {
              month,
              milli: milliOf(value),
              numerator: numerator && milliOf(numerator),
              denominator: denominator && milliOf(denominator),
              ...entry,
            },
          ]
        : [],
    )
    return {
      ...indicator,
      ended: closedOn !== null,
      year: row.year,
      previous: row.previous && milliOf(row.previous),
      previousNote: row.previousNote,
      evaluation: row.evaluation,
      closedAt: row.closedAt,
      version: row.version,
      entries,
      summary: summarise(
        knownOf(
          { ...indicator, year, target: row.target && milliOf(row.target), closed: row.closedAt !== null },
          entries,
          counted.get(indicator.key),
        ),
        today,
      ),
    }
  })
}

function knownOf(
  row: Pick<Known, 'unit' | 'method' | 'year' | 'target' | 'closed'> & { computed: string },
  entries: readonly Entry[],
  counted: Counted | undefined,
): Known {
  return { ...row, entries, counted: counted ?? null, few: isAfterwards(row.computed) }
}

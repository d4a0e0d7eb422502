/**
 * What the portal counts by itself, year by year. Sums in SQL over the programmes of one year, so that a page costs
 * what its year holds and not what all years hold together.
 */
import {
  type FigureFilter,
  type FigureGroup,
  figuresBy,
  figuresByDay,
  figuresOf,
  laterFigures,
} from '~/modules/attendance/queries/figures.server'
import { stages } from '~/modules/volunteering/rules'
import type { Day } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import {
  type Afterwards,
  type Computed,
  computedKeys,
  guarded,
  isAfterwards,
  isComputed,
  MONTHS,
  type MonthAmount,
  monthOf,
  type Parts,
  type Unit,
} from '../rules'

/** `months` null: counted for the year as a whole, as an application or a queue has no month of activity */
export type Counted = { milli: number; months: MonthAmount[] | null }

type Asked = { key: string; unit: Unit; computed: string }

/** Which programmes an indicator counts. */
function filterOf(asked: Asked, year: number): FigureFilter {
  return asked.computed === 'lecture_participants'
    ? { year, kind: 'lecture', indicatorKey: asked.key }
    : { year, kind: 'experience' }
}

/** The counts of a fiscal year for the indicators that have one, by key. Each question is asked once. */
export async function countedYear(
  year: number,
  asked: readonly Asked[],
  client: Tx = db,
): Promise<Map<string, Counted>> {
  const known = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const running = known.get(name) ?? ask()
    known.set(name, running)
    return running as Promise<T>
  }
  const found = await Promise.all(
    asked.map(async (one): Promise<[string, Counted] | null> => {
      const { computed } = one
      // A unit that the portal does not count in is not shown as if it were.
      if (!isComputed(computed) || computedKeys[computed] !== one.unit) return null
      const filter = filterOf(one, year)
      const name = JSON.stringify(filter)
      if (isAfterwards(computed)) {
        const later = await once(`later ${name}`, () => laterFigures(filter, client))
        return [one.key, { milli: later[LATER[computed]] * 1000, months: null }]
      }
      const whole = WHOLE[computed]
      if (whole) {
        const figures = await once(`all ${name}`, () => figuresOf(filter, client))
        return [one.key, { milli: figures[whole] * 1000, months: null }]
      }
      const days = await once(`days ${name}`, () => figuresByDay(filter, client))
      const field = computed === 'volunteer_attendances' ? 'attendances' : 'newcomers'
      const months = byMonth(
        year,
        days.map((day) => ({ day: day.day, count: day[field] })),
      )
      return [one.key, { milli: months.reduce((all, { milli }) => all + milli, 0), months }]
    }),
  )
  return new Map(found.filter((one) => one !== null))
}

const LATER: Record<Afterwards, 'again' | 'helpers' | 'officers'> = {
  later_again: 'again',
  later_helpers: 'helpers',
  later_officers: 'officers',
}

const WHOLE: Partial<Record<Computed, 'applications' | 'noShows' | 'waiting'>> = {
  volunteer_applications: 'applications',
  volunteer_no_shows: 'noShows',
  volunteer_waiting: 'waiting',
}

/** A day outside of the year, which a programme may have, counts in the month of the year that is nearest. */
function byMonth(year: number, days: readonly { day: Day; count: number }[]): MonthAmount[] {
  const sums = new Map<number, number>()
  for (const { day, count } of days) {
    const month = monthOf(year, day) ?? (day < `${year}-04-01` ? 4 : 3)
    sums.set(month, (sums.get(month) ?? 0) + count)
  }
  return MONTHS.flatMap((month) => {
    const count = sums.get(month)
    return count === undefined ? [] : [{ month, milli: count * 1000 }]
  })
}

const breakdowns = ['stage', 'host', 'district'] as const satisfies readonly FigureGroup[]
type Breakdown = (typeof breakdowns)[number]

/** `name` '' where the key is a word of the rules (a stage), or where a place has no district */
type BreakdownPart = { key: string; name: string }

/** What a computed indicator is made of, nothing below five people; null where too few took part to show it. */
export async function breakdownsOf(asked: Asked, year: number) {
  const { computed } = asked
  if (!isComputed(computed) || isAfterwards(computed)) return []
  const field =
    WHOLE[computed] ?? (computed === 'volunteer_attendances' ? 'attendances' : ('participants' as const))
  return Promise.all(
    breakdowns.map(async (by): Promise<{ by: Breakdown; parts: Parts<BreakdownPart> | null }> => {
      const found = await figuresBy(filterOf(asked, year), by)
      const parts = found.map((row) => ({ key: { key: row.key, name: row.name }, count: row[field] }))
      // All stages stand in the rules: one that nobody came from must not tell of the others by its absence.
      const absent = by === 'stage' ? stages.filter((stage) => !found.some(({ key }) => key === stage)) : []
      return {
        by,
        parts: guarded([...parts, ...absent.map((key) => ({ key: { key, name: '' }, count: 0 }))]),
      }
    }),
  )
}

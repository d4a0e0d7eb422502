/** Hours of every shape, for property tests. */
import fc from 'fast-check'
import type { Hours, Nth, Span, Weekday } from '~/modules/aeds/schema'
import { addDays } from '~/platform/clock'

const FIVE = 5

const span = fc
  .record({ from: fc.integer({ min: 0, max: 287 }), length: fc.integer({ min: 1, max: 288 }) })
  .map(({ from, length }): Span => ({ from: from * FIVE, until: (from + length) * FIVE }))

const spans = fc.oneof(
  { weight: 6, arbitrary: fc.array(span, { minLength: 1, maxLength: 2 }) },
  { weight: 2, arbitrary: fc.constant<Span[]>([]) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant<Span[]>([{ from: 0, until: 1440 }]) },
)

const weekday = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<Weekday>
const nth = fc.constantFrom<Nth>(1, 2, 3, 4, 5, 'last')
const day = fc.integer({ min: 0, max: 2500 }).map((n) => addDays('2024-01-01', n))
const monthDay = day.map((text) => text.slice(5))
const season = fc.record({ from: monthDay, until: monthDay })
const label = fc.string({ unit: fc.constantFrom(...'夏休みA1月8:30～、。()祝日 '), maxLength: 12 })

const dates = fc
  .record({ from: day, length: fc.integer({ min: 0, max: 20 }), spans, label })
  .map(({ from, length, ...rest }) => ({ from, until: addDays(from, length), ...rest }))

export const hours: fc.Arbitrary<Hours> = fc.record({
  weekly: fc.array(
    fc.record(
      {
        days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
        nth: fc.uniqueArray(nth, { minLength: 1, maxLength: 2 }),
        season,
        spans,
      },
      { requiredKeys: ['days', 'spans'] },
    ),
    { maxLength: 5 },
  ),
  holidays: fc.constantFrom('as_weekday', 'closed', 'as_sunday', 'unknown'),
  shifts: fc.boolean(),
  yearly: fc.array(
    fc.record({ season, spans, label }).map(({ season, ...rest }) => ({ ...season, ...rest })),
    { maxLength: 2 },
  ),
  dates: fc.array(dates, { maxLength: 2 }),
  night: label,
  conditions: fc.oneof(fc.constantFrom('', '', '臨時休館日を除く', '開館日のみ'), label),
  uncertain: fc.boolean(),
})

/** An instant from 2025 to 2029, to the minute. */
export const instant = fc
  .integer({ min: 0, max: 4 * 365 * 1440 })
  .map((minute) => new Date(Date.UTC(2025, 0, 1) + minute * 60_000))

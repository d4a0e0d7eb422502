/** The rounds of the clock: due in the minutes that their expression names, as the library that knows cron says. */
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRounds } from '~/platform/rounds.server'

const { parseExpression } = createRequire(createRequire(import.meta.url).resolve('pg-boss'))('cron-parser')
const isDue = readRounds()

/** `*`, `*\/5`, `3,17`, `2-4` within a range. */
const part = (min: number, max: number) => {
  const one = fc.integer({ min, max })
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    fc.constantFrom(2, 3, 5).map((step) => `*/${step}`),
    fc.uniqueArray(one, { minLength: 1, maxLength: 3 }).map((all) => all.join(',')),
    fc.tuple(one, one).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  )
}
const expression = fc
  .tuple(part(0, 59), part(0, 23), part(1, 28), part(1, 12), part(0, 6))
  .map((parts) => parts.join(' '))
const instant = fc.date({
  min: new Date('2025-12-30T00:00:00Z'),
  max: new Date('2030-03-02T00:00:00Z'),
  noInvalidDate: true,
})

/** Up to three minutes; on the turn of a minute itself the library still thinks of the one before. */
const later = fc.integer({ min: 1, max: 180_000 }).filter((ms) => ms % 60_000 > 0)

/** The library's own last time before an instant, in the zone of Tokyo. */
const last = (cron: string, at: number) =>
  parseExpression(cron, { tz: 'Asia/Tokyo', currentDate: new Date(at) })
    .prev()
    .getTime()

test('a round is due for a minute from each of its times, and not otherwise', () => {
  fc.assert(
    fc.property(expression, instant, later, (cron, date, ms) => {
      // From a time of the round on, so that the minute itself and the ones after it are met.
      const at = last(cron, date.getTime()) + ms
      expect(isDue(cron, at), `${cron} at ${new Date(at).toISOString()}`).toBe(at - last(cron, at) < 60_000)
    }),
    { numRuns: 300 },
  )
})

test('a round that ends with the month is refused, not passed over', () => {
  expect(() => isDue('0 9 L * *', Date.now())).toThrow('0 9 L * *')
})

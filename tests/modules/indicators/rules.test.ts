/** Units that are never added, months that make a year, the pace, and small counts that cannot be found. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Amount,
  achievement,
  actualOf,
  amount,
  apart,
  begun,
  daysOf,
  decimalOf,
  difference,
  elapsed,
  expectedBy,
  firstOf,
  groupedNumber,
  guarded,
  LEAST,
  lastOf,
  MONTHS,
  milliOf,
  missing,
  monthOf,
  plainNumber,
  readMilli,
  shownAlone,
  standingOf,
  sum,
  summarise,
  units,
  whole,
  wordTenths,
  yearLines,
} from '~/modules/indicators/rules'
import { addDays } from '~/platform/clock'

const milli = fc.integer({ min: 0, max: 99_999_999_999_000 })
const unit = fc.constantFrom(...units)
const year = fc.integer({ min: 2010, max: 2200 })
const months = fc.uniqueArray(
  fc.record({ month: fc.constantFrom(...MONTHS), milli: fc.integer({ min: 0, max: 1e12 }) }),
  { selector: ({ month }) => month },
)

describe('units', () => {
  test('a sum over different units does not compile', () => {
    const people = whole('people', 3)
    const attendances = whole('attendances', 5)
    const yen = whole('yen', 5)
    const rate = amount('percent', 99_200)
    // @ts-expect-error 延べ人 are no 人
    expect(() => sum('people', [people, attendances])).toThrow(TypeError)
    // @ts-expect-error yen are no people
    expect(() => sum('people', [yen])).toThrow(TypeError)
    // @ts-expect-error a rate is never added, not even to a rate
    expect(() => sum('percent', [rate])).toThrow(TypeError)
    // @ts-expect-error nor taken from something else
    expect(() => difference(people, attendances)).toThrow(TypeError)
    // @ts-expect-error nor measured against a target of another unit
    expect(() => achievement(people, yen)).toThrow(TypeError)
    expect(sum('people', [people, whole('people', 4)])).toEqual(whole('people', 7))
  })

  test('that come from the database are refused when they differ', () => {
    fc.assert(
      fc.property(unit, unit, milli, (one, other, value) => {
        const add = () => sum(one as 'people', [amount(other, value) as Amount<'people'>])
        if (one === other && one !== 'percent') expect(add()).toEqual(amount(one, value))
        else expect(add).toThrow(TypeError)
      }),
    )
  })

  test('sums do not depend on the order, and are exact', () => {
    fc.assert(
      fc.property(fc.array(milli, { maxLength: 12 }), (values) => {
        const all = values.map((value) => amount('yen', value))
        expect(sum('yen', all)).toEqual(sum('yen', [...all].reverse()))
        expect(BigInt(sum('yen', all).milli)).toBe(values.reduce((s, value) => s + BigInt(value), 0n))
      }),
    )
  })

  test('numbers come back as they were written, in any width', () => {
    fc.assert(
      fc.property(milli, (value) => {
        expect(readMilli(plainNumber(value))).toBe(value)
        expect(readMilli(groupedNumber(value))).toBe(value)
        expect(milliOf(decimalOf(value))).toBe(value)
      }),
    )
    expect(readMilli('１，２３４．５％')).toBe(1_234_500)
    expect(readMilli('￥５００，０００，０００')).toBe(500_000_000_000)
    expect(readMilli('470人')).toBe(470_000)
    for (const text of [
      '',
      ' ',
      'x',
      '1.2345',
      '1e9',
      '--1',
      '1.',
      '.5',
      '100000000000',
      '９'.repeat(30),
      '∞',
    ])
      expect(readMilli(text)).toBeNull()
    expect(groupedNumber(279_346_300_000)).toBe('279,346,300')
    expect(plainNumber(99_200)).toBe('99.2')
    expect(plainNumber(100_000)).toBe('100')
  })
})

describe('a year', () => {
  test('has twelve months that follow one another without a gap', () => {
    fc.assert(
      fc.property(year, (of) => {
        expect(firstOf(of, 4)).toBe(`${of}-04-01`)
        expect(lastOf(of, 3)).toBe(`${of + 1}-03-31`)
        for (const [index, month] of MONTHS.entries()) {
          const next = MONTHS[index + 1]
          if (next) expect(addDays(lastOf(of, month), 1)).toBe(firstOf(of, next))
          expect(monthOf(of, firstOf(of, month))).toBe(month)
          expect(monthOf(of, lastOf(of, month))).toBe(month)
        }
        expect(monthOf(of, `${of}-03-31`)).toBeNull()
        expect(monthOf(of, `${of + 1}-04-01`)).toBeNull()
      }),
    )
  })

  test('is over by the day, also when February has 29 days', () => {
    expect(daysOf(2025)).toBe(365)
    expect(daysOf(2027)).toBe(366)
    expect(elapsed(2026, '2026-03-31')).toBe(0)
    expect(elapsed(2026, '2026-04-01')).toBe(1)
    expect(elapsed(2026, '2027-03-31')).toBe(365)
    expect(elapsed(2026, '2030-01-01')).toBe(365)
    expect(begun(2026, '2026-11-22')).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(begun(2027, '2026-11-22')).toEqual([])
    expect(missing(2026, [4, 6], '2026-07-31')).toEqual([5])
    expect(missing(2026, [4, 6], '2026-08-01')).toEqual([5, 7])
  })

  test('of sums grows to the sum of its months, and stands nowhere after the last one', () => {
    fc.assert(
      fc.property(months, (entries) => {
        const lines = yearLines('people', 'sum', entries)
        const actual = actualOf(lines)
        expect(actual?.amount.milli ?? null).toBe(
          entries.length === 0 ? null : entries.reduce((all, entry) => all + entry.milli, 0),
        )
        const known = lines.flatMap(({ standing }) => (standing ? [standing.milli] : []))
        expect(known).toEqual([...known].sort((a, b) => a - b))
        const last = Math.max(-1, ...entries.map(({ month }) => MONTHS.indexOf(month)))
        expect(lines.slice(last + 1).every(({ standing }) => standing === null)).toBe(true)
      }),
    )
  })

  test('of a rate is its latest month, never a sum', () => {
    fc.assert(
      fc.property(months, (entries) => {
        const latest = [...entries].sort((a, b) => MONTHS.indexOf(a.month) - MONTHS.indexOf(b.month)).at(-1)
        expect(actualOf(yearLines('percent', 'latest', entries))?.amount.milli).toBe(latest?.milli)
      }),
    )
    const two = [4, 5].map((month) => ({ month: month as 4 | 5, milli: 50_000 }))
    expect(() => yearLines('percent', 'sum', two)).toThrow(TypeError)
  })
})

describe('the pace', () => {
  test('達成度 is never rounded up to reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), fc.integer({ min: 0, max: 2e13 }), (target, actual) => {
        const tenths = achievement(amount('people', actual), amount('people', target))
        expect(tenths !== null && tenths >= 1000).toBe(actual >= target)
      }),
    )
    expect(wordTenths(achievement(whole('people', 9996), whole('people', 10_000)) ?? 0)).toBe('99.9')
    expect(achievement(whole('people', 5), whole('people', 0))).toBeNull()
    expect(achievement(null, whole('people', 10))).toBeNull()
  })

  test('expects nothing before the year, all of the target at its end, and never less on a later day', () => {
    fc.assert(
      fc.property(milli, year, fc.integer({ min: -40, max: 420 }), (value, of, days) => {
        const target = amount('yen', value)
        const day = addDays(`${of}-04-01`, days)
        const expected = expectedBy(target, of, day).milli
        expect(expected).toBeLessThanOrEqual(expectedBy(target, of, addDays(day, 1)).milli)
        expect(expected).toBeLessThanOrEqual(value)
        if (days < 0) expect(expected).toBe(0)
        if (days >= daysOf(of) - 1) expect(expected).toBe(value - (value % 1000))
      }),
    )
    // 600 in a year of 365 days: at the end of September 183 are over.
    expect(expectedBy(whole('people', 600), 2026, '2026-09-30')).toEqual(whole('people', 300))
  })

  test('more is never worse', () => {
    const order = ['reached', 'on_pace', 'little_behind', 'behind']
    const day = fc.integer({ min: 0, max: 364 }).map((days) => addDays('2026-04-01', days))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(2e9),
        fc.nat(1e9),
        day,
        (target, actual, more, on) => {
          const at = (value: number) =>
            order.indexOf(
              standingOf({
                method: 'sum',
                actual: amount('people', value),
                target: amount('people', target),
                year: 2026,
                day: on,
                over: false,
              }),
            )
          expect(at(actual)).toBeGreaterThanOrEqual(0)
          expect(at(actual + more)).toBeLessThanOrEqual(at(actual))
        },
      ),
    )
  })

  test.each([
    [600, '2026-09-30', false, 'reached'],
    [300, '2026-09-30', false, 'on_pace'],
    [299, '2026-09-30', false, 'little_behind'],
    [270, '2026-09-30', false, 'little_behind'],
    [269, '2026-09-30', false, 'behind'],
    [599, '2027-03-31', true, 'missed'],
  ])('%i of 600 on %s is told', (value, day, over, standing) => {
    const known = { method: 'sum' as const, target: whole('people', 600), year: 2026, day, over }
    expect(standingOf({ ...known, actual: whole('people', value) })).toBe(standing)
    expect(standingOf({ ...known, actual: null })).toBe('none')
    expect(standingOf({ ...known, actual: whole('people', value), target: null })).toBe('none')
    if (standing !== 'reached' && !over)
      expect(standingOf({ ...known, method: 'latest', actual: whole('people', value) })).toBe('below')
  })
})

describe('published and counted', () => {
  const known = {
    unit: 'people' as const,
    method: 'sum' as const,
    year: 2026,
    target: 600_000,
    few: false,
    closed: false,
  }

  test('stand side by side; what the section has published is the figure of the year', () => {
    const summary = summarise(
      {
        ...known,
        entries: [{ month: 7, milli: 200_000 }],
        counted: { milli: 180_000, months: [{ month: 7, milli: 180_000 }] },
      },
      '2026-11-22',
    )
    expect(summary).toMatchObject({ from: 'published', day: '2026-07-31', actual: whole('people', 200) })
    expect(summary.counted).toEqual(whole('people', 180))
    expect(apart(summary)).toEqual(whole('people', -20))
  })

  test('the portal’s count stands until today, also in months in which nobody came', () => {
    const summary = summarise(
      { ...known, entries: [], counted: { milli: 180_000, months: [{ month: 7, milli: 180_000 }] } },
      '2026-11-22',
    )
    expect(summary).toMatchObject({ from: 'counted', day: '2026-11-22', actual: whole('people', 180) })
    expect(summary.lines.map(({ standing }) => standing && standing.milli / 1000)).toEqual([
      0,
      0,
      0,
      180,
      180,
      180,
      180,
      180,
      null,
      null,
      null,
      null,
    ])
    expect(apart(summary)).toBeNull()
  })

  test('a count of few people says nothing below five', () => {
    for (const [count, shown] of [
      [4, null],
      [5, whole('people', 5)],
    ] as const) {
      const summary = summarise(
        { ...known, few: true, entries: [], counted: { milli: count * 1000, months: null } },
        '2026-11-22',
      )
      expect(summary.counted).toEqual(shown)
      expect(summary.actual).toEqual(shown)
      expect(summary.tooFew).toBe(shown === null)
      expect(JSON.stringify(summary)).not.toContain('4000')
    }
    expect(shownAlone(4)).toEqual({ below: LEAST })
    expect(shownAlone(5)).toEqual({ count: 5 })
  })
})

describe('small counts', () => {
  const output = (counts: readonly number[]) => guarded(counts.map((count, key) => ({ key, count })))

  test('never stand alone, and what stands together is at least two parts and five people', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 12 }), (counts) => {
        const parts = output(counts)
        if (!parts) return
        for (const { count } of parts.shown) expect(count).toBeGreaterThanOrEqual(LEAST)
        const total = counts.reduce((all, count) => all + count, 0)
        const shown = parts.shown.reduce((all, { count }) => all + count, 0)
        expect(shown + (parts.others?.count ?? 0)).toBe(total)
        if (parts.others) {
          expect(parts.others.parts).toBeGreaterThanOrEqual(2)
          expect(parts.others.count).toBeGreaterThanOrEqual(LEAST)
        }
      }),
    )
  })

  test('are not found by anybody who knows the rule: each hidden part could have been another', () => {
    // Every table of three and of four parts of up to nine people, by what is shown of it.
    for (const size of [2, 3, 4]) {
      const possible = new Map<string, number[][]>()
      for (let code = 0; code < 10 ** size; code++) {
        const counts = [...String(code).padStart(size, '0')].map(Number)
        const parts = output(counts)
        if (!parts) continue
        const seen = JSON.stringify([parts.shown.map(({ key, count }) => [key, count]).sort(), parts.others])
        possible.set(seen, [...(possible.get(seen) ?? []), counts])
      }
      expect(possible.size).toBeGreaterThan(5)
      for (const [seen, tables] of possible) {
        const [shown] = JSON.parse(seen) as [[number, number][]]
        const hidden = [...Array(size).keys()].filter((key) => !shown.some(([one]) => one === key))
        for (const key of hidden) {
          expect(new Set(tables.map((counts) => counts[key])).size, seen).toBeGreaterThan(1)
        }
      }
    }
  })
})

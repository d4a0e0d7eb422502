/** Results of a survey tell nothing of groups below five, not by reckoning either. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Cell,
  countsAnew,
  paperApart,
  percentOf,
  type QuestionResult,
  resultOf,
  resultStandingOf,
  runningResultOf,
  type Tally,
} from '~/modules/surveys/rules'

const LEAST = 5
const keyed = (counts: readonly number[]) => counts.map((count, index) => ({ key: index + 1, count }))
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
const counted = (kind: 'single' | 'scale', counts: readonly number[]): Tally => ({
  kind,
  questionId: 1,
  answered: total(counts),
  counts: keyed(counts),
})

/** Every table of so many parts with so many people. */
function* tables(parts: number, people: number): Generator<number[]> {
  if (parts === 1) {
    yield [people]
    return
  }
  for (let first = 0; first <= people; first++) {
    for (const rest of tables(parts - 1, people - first)) yield [first, ...rest]
  }
}

/** Everybody who knows the rules asks which tables could stand behind what is shown: never one alone. */
function attack(
  kind: 'single' | 'scale',
  parts: number,
  people: number,
  seen: (r: QuestionResult) => unknown,
) {
  const possible = new Map<string, number[][]>()
  for (const counts of tables(parts, people)) {
    const shown = JSON.stringify(seen(resultOf(counted(kind, counts))))
    possible.set(shown, [...(possible.get(shown) ?? []), counts])
  }
  return possible
}

describe('one of several', () => {
  test('shows no group below five, and the sum stays', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 12 }), (counts) => {
        const result = resultOf(counted('single', counts))
        if (total(counts) < LEAST) {
          expect(result).toMatchObject({ answered: null, lines: [], together: null })
          return
        }
        const shown = result.lines.flatMap(({ count }) => (count === null ? [] : [count]))
        for (const count of shown) expect(count).toBeGreaterThanOrEqual(LEAST)
        if (result.together) {
          expect(result.together.count).toBeGreaterThanOrEqual(LEAST)
          expect(result.together.parts).toBe(result.lines.length - shown.length)
          expect(result.together.parts).toBeGreaterThanOrEqual(2)
          expect(total(shown) + result.together.count).toBe(total(counts))
        } else expect([0, counts.length]).toContain(shown.length)
      }),
    )
  })

  test.each([
    [2, 16],
    [3, 21],
    [4, 17],
  ])('of %i options and up to %i people no hidden number can be reckoned', (parts, most) => {
    for (let people = LEAST; people <= most; people++) {
      for (const [shown, behind] of attack('single', parts, people, (result) => result)) {
        const { lines } = JSON.parse(shown) as QuestionResult
        for (const [index, { count }] of lines.entries()) {
          const could = new Set(behind.map((counts) => counts[index]))
          if (count === null) expect(could.size, shown).toBeGreaterThan(1)
          else expect([...could]).toEqual([count])
        }
      }
    }
  })
})

describe('a scale', () => {
  test('tells its mean and spread where no step is hidden', () => {
    const { mean, together } = resultOf(counted('scale', [5, 5, 10, 10, 20]))
    expect(together).toBeNull()
    // (5 + 10 + 30 + 40 + 100) / 50 = 3.7; variance (5·7.29 + 5·2.89 + 10·0.49 + 10·0.09 + 20·1.69) / 50 = 1.81
    expect(mean).toEqual({ mean: 3.7, spread: 1.3 })
  })

  test('keeps the mean to itself where it would tell a hidden step', () => {
    // Two hidden steps and a mean to a tenth: two equations for two numbers.
    const { mean, lines } = resultOf(counted('scale', [3, 3, 9]))
    expect(lines.filter(({ count }) => count === null)).toHaveLength(2)
    expect(mean).toBeNull()
  })

  test('tells the mean of many beside steps that could have been others', () => {
    const { mean, lines } = resultOf(counted('scale', [2, 4, 300, 400, 300]))
    expect(lines.filter(({ count }) => count === null)).toHaveLength(2)
    expect(mean).not.toBeNull()
  })

  test('with its mean no hidden step can be reckoned from sums', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 3, maxLength: 4 }), (counts) => {
        const people = total(counts)
        fc.pre(people >= LEAST)
        const result = resultOf(counted('scale', counts))
        if (!result.mean) return
        const fits = [...tables(counts.length, people)].filter((other) => {
          const same = result.lines.every(({ count }, index) => count === null || count === other[index])
          return (
            same &&
            JSON.stringify(resultOf(counted('scale', other)).mean ?? momentsOf(other)) ===
              JSON.stringify(result.mean)
          )
        })
        for (const [index, { count }] of result.lines.entries()) {
          if (count === null) expect(new Set(fits.map((other) => other[index])).size).toBeGreaterThan(1)
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** Mean and standard deviation of a table, reckoned from single answers. */
function momentsOf(counts: readonly number[]) {
  const answers = counts.flatMap((count, index) => Array<number>(count).fill(index + 1))
  const mean = answers.reduce((sum, one) => sum + one, 0) / answers.length
  const variance = answers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / answers.length
  const tenth = (value: number) => Math.round(value * 10) / 10
  return { mean: tenth(mean), spread: tenth(Math.sqrt(variance)) }
}

describe('several of many', () => {
  const ticks = (answered: number, counts: number[], most: number | null = null) =>
    resultOf({ kind: 'multiple', questionId: 1, answered, most, counts: keyed(counts) }).lines.map(
      ({ count }) => count,
    )

  test('hides the small ones alone, as no sum is told', () => {
    expect(ticks(20, [15, 3, 11, 0])).toEqual([15, null, 11, null])
  })

  test('hides what all but a few have ticked: 19 of 20 tell the one who did not', () => {
    expect(ticks(20, [19, 11, 9])).toEqual([null, 11, 9])
    expect(ticks(20, [16, 15, 9])).toEqual([null, 15, 9])
  })

  test('hides all where everybody must have ticked something', () => {
    // 20 answered and 16 ticks would be shown: the hidden option would have to be exactly four, or all of 20.
    expect(ticks(20, [10, 6, 4])).toEqual([null, null, null])
    expect(ticks(20, [14, 6, 3])).toEqual([14, 6, null])
  })

  test('hides all where more could not be ticked', () => {
    // One each: the hidden option is what is missing.
    expect(ticks(30, [13, 14, 3], 1)).toEqual([null, null, null])
    // Two each, and nearly twice thirty are shown.
    expect(ticks(30, [20, 20, 19, 1], 2)).toEqual([null, null, null, null])
    expect(ticks(30, [20, 12, 18, 1], 2)).toEqual([20, 12, 18, null])
  })

  /** What everybody sees, with all tables that could stand behind it. */
  const behind = (answered: number, most: number) => {
    const possible = new Map<string, number[][]>()
    for (let a = 0; a <= answered; a++)
      for (let b = 0; b <= answered; b++)
        for (let c = 0; c <= answered; c++) {
          // Each who answered has ticked one at least, and nobody more than may be ticked.
          if (a + b + c < answered || a + b + c > answered * most) continue
          const shown = JSON.stringify(ticks(answered, [a, b, c], most))
          possible.set(shown, [...(possible.get(shown) ?? []), [a, b, c]])
        }
    return possible
  }

  test.each([1, 2, 3])('of three of which %i may be ticked no few are reckoned by subtraction', (most) => {
    for (let answered = LEAST; answered <= 17; answered++) {
      for (const [shown, tables] of behind(answered, most)) {
        const lines = JSON.parse(shown) as (number | null)[]
        for (const [index, count] of lines.entries()) {
          const could = new Set(tables.map((counts) => counts[index] ?? 0))
          if (count !== null) {
            // Neither those who ticked it nor those who did not are a few.
            expect([count >= LEAST, answered - count >= LEAST], `${answered} ${shown}`).toEqual([true, true])
            continue
          }
          // Whoever knows that few have ticked it, or that nearly all have, is left with several numbers.
          const low = [...could].filter((one) => one < LEAST)
          const high = [...could].filter((one) => answered - one < LEAST)
          for (const left of [low, high]) expect(left.length, `${answered} ${shown}`).not.toBe(1)
        }
      }
    }
  })
})

describe('a ranking', () => {
  const ranking = (firsts: number[], points: number[]) =>
    resultOf({
      kind: 'ranking',
      questionId: 1,
      answered: total(firsts),
      counts: keyed(firsts),
      points: keyed(points),
    })

  test('stands in the order of points', () => {
    expect(ranking([10, 20, 6], [60, 90, 66]).order).toEqual([2, 3, 1])
    expect(ranking([3, 30], [36, 63]).order).toEqual([2, 1])
  })

  test('tells no points: less the first places they would tell who few placed second', () => {
    // Two places are asked for: 21 points of ten first places are one second place.
    const result = ranking([10, 20, 6], [21, 60, 27])
    expect(JSON.stringify(result)).not.toMatch(/21|60|27/)
  })
})

describe('places', () => {
  const cell = fc.record({ row: fc.nat(9), column: fc.nat(9), count: fc.integer({ min: 1, max: 15 }) })

  test('no cell below five is shown, nor found as what is missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { maxLength: 15, selector: ({ row, column }) => row * 10 + column }),
        (cells: Cell[]) => {
          const answered = total(cells.map(({ count }) => count))
          const result = resultOf({ kind: 'place', questionId: 1, answered, cells })
          if (answered < LEAST) {
            expect(result).toMatchObject({ cells: [], elsewhere: null })
            return
          }
          for (const { count } of result.cells) {
            expect(count).toBeGreaterThanOrEqual(LEAST)
            expect(answered - count).toBeGreaterThanOrEqual(LEAST)
          }
          if (result.elsewhere !== null) expect(result.elsewhere).toBeGreaterThanOrEqual(LEAST)
          expect(total(result.cells.map(({ count }) => count)) + (result.elsewhere ?? 0)).toBe(answered)
        },
      ),
    )
  })
})

describe('while it runs', () => {
  test('what all but a few have ticked is hidden as well', () => {
    const running = (count: number) =>
      runningResultOf({
        kind: 'multiple',
        questionId: 1,
        answered: 24,
        most: null,
        counts: keyed([count, 9]),
      }).lines.map((line) => line.count)
    expect(running(20)).toEqual([null, 5])
    expect(running(19)).toEqual([15, 5])
  })

  test('every number goes in steps of five, and nothing else is told', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 8 }), (counts) => {
        const result = runningResultOf(counted('scale', counts))
        for (const count of [result.answered, ...result.lines.map((line) => line.count)]) {
          if (count !== null) expect([count % LEAST, count >= LEAST]).toEqual([0, true])
        }
        expect(result).toMatchObject({ mean: null, together: null, order: [], cells: [], elsewhere: null })
      }),
    )
  })

  test('is counted again only when five more have answered', () => {
    expect(countsAnew(null, 4)).toBe(false)
    expect(countsAnew(null, 5)).toBe(true)
    expect(countsAnew(5, 9)).toBe(false)
    expect(countsAnew(5, 10)).toBe(true)
  })

  test('results stand from five answers on, and before the end only where that was chosen', () => {
    const at = (state: 'draft' | 'open' | 'closed' | 'cancelled', showsRunning: boolean, answers: number) =>
      resultStandingOf({ state, showsRunning }, answers)
    expect(at('draft', true, 9)).toBe('none')
    expect(at('cancelled', true, 9)).toBe('none')
    expect(at('open', false, 9)).toBe('none')
    expect(at('open', true, 4)).toBe('few')
    expect(at('open', true, 5)).toBe('running')
    expect(at('closed', false, 4)).toBe('few')
    expect(at('closed', false, 5)).toBe('final')
  })
})

test('paper is told apart only where neither part is a few people', () => {
  expect(paperApart(30, 0)).toBe(0)
  expect(paperApart(30, 4)).toBeNull()
  expect(paperApart(30, 27)).toBeNull()
  expect(paperApart(30, 25)).toBe(25)
  expect(paperApart(30, 30)).toBe(30)
})

test('percent are whole, and of nobody none', () => {
  expect([percentOf(1, 3), percentOf(2, 3), percentOf(0, 0)]).toEqual([33, 67, 0])
})

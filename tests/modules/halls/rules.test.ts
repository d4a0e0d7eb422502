/** Dates of which only a part is known, and what they say of the standard that a hall was built by. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ageOf,
  type BuildingDates,
  contradicts,
  type DiagnosisFacts,
  dangerOf,
  dateOf,
  hallStates,
  NEW_STANDARD_FROM,
  type PartialDate,
  precisions,
  readDate,
  readYear,
  results,
  scoreText,
  spanOf,
  standardsOf,
  stateOf,
  wordsOfDate,
  writeDate,
} from '~/modules/halls/rules'
import { addDays, isDay } from '~/platform/clock'

/** A day between 1960 and 2020 */
const day = fc.integer({ min: 0, max: 22_000 }).map((days) => addDays('1960-01-01', days))
const date = fc.record({ on: day, precision: fc.constantFrom(...precisions) }).map(
  ({ on, precision }): PartialDate => ({
    on:
      precision === 'year' ? `${on.slice(0, 4)}-01-01` : precision === 'month' ? `${on.slice(0, 7)}-01` : on,
    precision,
  }),
)
const dates = fc.record<BuildingDates>({
  confirmed: fc.option(date),
  started: fc.option(date),
  completed: fc.option(date),
})
const at = (text: string) => readDate(text) as PartialDate
const none = { confirmed: null, started: null, completed: null }
const record = (over: object = {}) => ({
  ...none,
  structure: 'wood' as const,
  diagnoses: [] as DiagnosisFacts[],
  works: [],
  ...over,
})

describe('dates', () => {
  test('are read as people write them', () => {
    for (const text of ['1978-04-01', '1978/4/1', '昭和53年4月1日', 'S53.4.1', '１９７８年４月１日']) {
      expect(readDate(text)).toEqual({ on: '1978-04-01', precision: 'day' })
    }
    expect(readDate('昭和53年4月')).toEqual({ on: '1978-04-01', precision: 'month' })
    expect(readDate('昭和53')).toEqual({ on: '1978-01-01', precision: 'year' })
    expect(readDate('平成元年')).toEqual({ on: '1989-01-01', precision: 'year' })
    expect(readYear('令和 ８ 年')).toBe(2026)
    for (const text of ['', '53', '昭和0', '1978-13', '1978-02-30', '不明', '1700', '1978-04-01-01', 'X53']) {
      expect(readDate(text), text).toBeNull()
    }
    expect(dateOf(1978, null, 3)).toBeNull()
  })

  test('written and read again are the same', () => {
    fc.assert(
      fc.property(date, (known) => {
        expect(readDate(writeDate(known))).toEqual(known)
      }),
    )
  })

  test('mean days from the first to the last', () => {
    fc.assert(
      fc.property(date, (known) => {
        const { first, last } = spanOf(known)
        expect(isDay(first) && isDay(last) && first <= last).toBe(true)
        expect(spanOf({ on: known.on, precision: 'day' }).first).toBe(first)
      }),
    )
    expect(spanOf(at('1980-02'))).toEqual({ first: '1980-02-01', last: '1980-02-29' })
    expect(spanOf(at('1980-12'))).toEqual({ first: '1980-12-01', last: '1980-12-31' })
  })

  test('are told as surely as they are known', () => {
    expect(wordsOfDate(at('1978'), 'ja')).toBe('1978年(昭和53年)')
    expect(wordsOfDate(at('1989-01'), 'ja')).toBe('1989年(平成元年)1月')
    expect(wordsOfDate(at('1989-01-07'), 'ja')).toBe('1989年(昭和64年)1月7日')
    expect(wordsOfDate(at('1978-04'), 'en')).toBe('April 1978')
    expect(ageOf(at('1978'), '2026-11-22')).toEqual({ least: 47, most: 48 })
    expect(ageOf(at('2026-11-22'), '2026-11-22')).toEqual({ least: 0, most: 0 })
  })
})

describe('the standard', () => {
  test.each([
    [{ started: at('1981-05-31') }, 'old', 'old', 'old'],
    [{ started: at('1981-06-01') }, 'new', 'unknown', 'unknown'],
    [{ confirmed: at('1981-06-01') }, 'new', 'new', 'new'],
    [{ confirmed: at('1981-05-31'), started: at('1981-06-10') }, 'new', 'old', 'old'],
    [{ confirmed: at('1981') }, 'unknown', 'unknown', 'unknown'],
    [{ completed: at('1981-03') }, 'old', 'old', 'old'],
    [{ completed: at('1980') }, 'old', 'old', 'old'],
    [{ completed: at('1981') }, 'unknown', 'unknown', 'unknown'],
    [{ completed: at('1983') }, 'unknown', 'unknown', 'unknown'],
    [{ completed: at('1985') }, 'new', 'new', 'new'],
    [{}, 'unknown', 'unknown', 'unknown'],
    // What contradicts itself decides nothing.
    [{ confirmed: at('1990-01-01'), completed: at('1975-01-01') }, 'unknown', 'unknown', 'unknown'],
  ] as const)('of %j', (known, byStart, byConfirmation, overall) => {
    expect(standardsOf({ ...none, ...known })).toEqual({ byStart, byConfirmation, overall })
  })

  test('never becomes another by knowing less, only unknown', () => {
    const order = fc.tuple(day, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 30, max: 700 }))
    fc.assert(
      fc.property(
        order,
        fc.array(fc.constantFrom(...precisions, 'nothing'), { minLength: 3, maxLength: 3 }),
        ([confirmed, wait, build], known) => {
          const days = [confirmed, addDays(confirmed, wait), addDays(confirmed, wait + build)]
          const [c = null, s = null, e = null] = days.map((on, i) => {
            const precision = known[i]
            if (precision === 'nothing') return null
            const length = { year: 4, month: 7, day: 10 }[precision as 'day']
            return readDate(on.slice(0, length))
          })
          const found = standardsOf({ confirmed: c, started: s, completed: e })
          const true_ = (on: string) => (on < NEW_STANDARD_FROM ? 'old' : 'new')
          expect([true_(days[0] as string), 'unknown']).toContain(found.byConfirmation)
          expect([true_(days[1] as string), 'unknown']).toContain(found.byStart)
          expect(found.overall === 'new').toBe(found.byStart === 'new' && found.byConfirmation === 'new')
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the state', () => {
  const diagnosis = (on: string, result: DiagnosisFacts['result']): DiagnosisFacts => ({
    on,
    method: 'wood_general',
    score: null,
    result,
  })
  const retrofit = (text: string, scoreAfter: number | null = null) => ({
    kind: 'seismic_retrofit' as const,
    completed: at(text),
    scoreAfter,
  })
  const old = { completed: at('1970') }

  test.each([
    ['unknown', record()],
    ['unknown', record({ completed: at('1981') })],
    ['old_standard', record(old)],
    ['new_standard', record({ completed: at('1995') })],
    ['old_standard', record({ ...old, diagnoses: [diagnosis('2010-05-01', 'undetermined')] })],
    ['diagnosed_safe', record({ ...old, diagnoses: [diagnosis('2010-05-01', 'safe')] })],
    ['diagnosed_safe', record({ diagnoses: [diagnosis('2010-05-01', 'safe')] })],
    ['to_retrofit', record({ ...old, diagnoses: [diagnosis('2010-05-01', 'unsafe')] })],
    // The last diagnosis that came to a result counts.
    [
      'diagnosed_safe',
      record({ ...old, diagnoses: [diagnosis('2015-05-01', 'safe'), diagnosis('2010-05-01', 'unsafe')] }),
    ],
    [
      'to_retrofit',
      record({
        ...old,
        diagnoses: [diagnosis('2015-05-01', 'unsafe'), diagnosis('2020-05-01', 'undetermined')],
      }),
    ],
    [
      'retrofitted',
      record({ ...old, diagnoses: [diagnosis('2010-05-01', 'unsafe')], works: [retrofit('2011-03-20')] }),
    ],
    // In the year of the diagnosis, of which nothing more is known: after it.
    [
      'retrofitted',
      record({ ...old, diagnoses: [diagnosis('2010-05-01', 'unsafe')], works: [retrofit('2010')] }),
    ],
    [
      'to_retrofit',
      record({ ...old, diagnoses: [diagnosis('2010-05-01', 'unsafe')], works: [retrofit('2009')] }),
    ],
    ['to_retrofit', record({ ...old, works: [retrofit('2009', 900)] })],
    ['retrofitted', record({ ...old, works: [retrofit('2009', 1000)] })],
    ['retrofitted', record({ ...old, structure: 'steel', works: [retrofit('2009', 600)] })],
    [
      'retrofitted',
      record({ ...old, diagnoses: [diagnosis('2020-05-01', 'safe')], works: [retrofit('2009')] }),
    ],
    [
      'old_standard',
      record({ ...old, works: [{ kind: 'repair', completed: at('2009'), scoreAfter: null }] }),
    ],
  ] as const)('%s', (state, known) => {
    expect(stateOf(known as Parameters<typeof stateOf>[0])).toBe(state)
  })

  test('is one of the list, whatever the order of what is recorded', () => {
    const facts = fc.record<DiagnosisFacts>({
      on: day,
      method: fc.constantFrom('wood_general', 'is_second', 'other'),
      score: fc.option(fc.integer({ min: 0, max: 2000 })),
      result: fc.constantFrom(...results),
    })
    fc.assert(
      fc.property(
        dates,
        fc.uniqueArray(facts, { selector: ({ on }) => on, maxLength: 5 }),
        (known, diagnoses) => {
          const state = stateOf(record({ ...known, diagnoses }))
          expect(hallStates).toContain(state)
          expect(stateOf(record({ ...known, diagnoses: [...diagnoses].reverse() }))).toBe(state)
        },
      ),
    )
  })
})

describe('a score', () => {
  test('is read by the guideline, and its result stands by itself', () => {
    expect(dangerOf('wood_general', 699)).toBe('high')
    expect(dangerOf('wood_precise', 700)).toBe('some')
    expect(dangerOf('wood_precise', 1000)).toBe('low')
    expect(dangerOf('is_second', 299)).toBe('high')
    expect(dangerOf('is_first', 599)).toBe('some')
    expect(dangerOf('is_third', 600)).toBe('low')
    expect(dangerOf('other', 600)).toBeNull()
    expect(contradicts({ method: 'wood_general', score: 800, result: 'safe' })).toBe(true)
    // A stricter town asks for 1.5.
    expect(contradicts({ method: 'wood_general', score: 1200, result: 'unsafe' })).toBe(false)
    expect([scoreText(1000), scoreText(620), scoreText(625), scoreText(0)]).toEqual([
      '1.0',
      '0.62',
      '0.625',
      '0.0',
    ])
  })
})

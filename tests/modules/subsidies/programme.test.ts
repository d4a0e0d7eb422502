/** What a programme's file may say, conditions in three values, and tables of examples. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readExamples } from '~/modules/subsidies/examples.server'
import { assess, fractionText, parseFraction } from '~/modules/subsidies/rules'
import { type Condition, type ProgrammeFile, programme } from '~/modules/subsidies/schema'
import { programmeOf } from './support'

const file = (more: object): unknown => ({
  format: 'subsidy-programme/1',
  key: 'made-up',
  municipality: '架空市',
  name: '架空の補助',
  source: { title: '架空の要綱', url: '' },
  fiscalYears: { from: 2026, until: null },
  rounding: 1000,
  works: [{ key: 'w', name: '工事', grant: { rate: '1/2' } }],
  ...more,
})
const work = (more: object) => file({ works: [{ key: 'w', name: '工事', grant: { rate: '1/2' }, ...more }] })

describe('a file is refused', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? { fact: 'shelter', equals: true } : { not: nested(depth - 1) }
  test.each<[string, unknown, string]>([
    ['rate above 1', work({ grant: { rate: '3/2' } }), 'works.0.grant'],
    ['rate of 0', work({ grant: { rate: '0' } }), 'works.0.grant'],
    ['rate that is no fraction', work({ grant: { rate: 'half' } }), 'works.0.grant'],
    ['rate divided by 0', work({ grant: { rate: '1/0' } }), 'works.0.grant'],
    ['negative cap', work({ cap: -1 }), 'works.0.cap'],
    ['cap with a part of a yen', work({ cap: 0.5 }), 'works.0.cap'],
    ['huge cap', work({ cap: 1e12 }), 'works.0.cap'],
    ['minimum with two ends', work({ minimumCost: { atLeast: 1, above: 1 } }), 'works.0.minimumCost'],
    [
      'comparison with two operators',
      work({ requirements: [{ must: { fact: 'shelter', equals: true, above: 1 }, otherwise: 'x' }] }),
      'works.0.requirements.0.must',
    ],
    [
      'tiers that fall',
      work({
        grant: {
          tiers: [
            { upTo: 10, rate: '1/2' },
            { upTo: 5, rate: '1/3' },
          ],
        },
      }),
      'works.0.grant',
    ],
    [
      'a tier after the last',
      work({ grant: { tiers: [{ rate: '1/2' }, { rate: '1/3' }] } }),
      'works.0.grant',
    ],
    [
      'a fact nobody knows',
      work({ cap: { bands: { of: 'moonPhase', each: [{ per: 1 }] } } }),
      'works.0.cap.bands.of',
    ],
    ['a word that is not of the language', work({ bonus: 1 }), 'works.0'],
    [
      'a key twice',
      file({
        works: [
          { key: 'w', name: 'a', grant: { rate: '1' } },
          { key: 'w', name: 'b', grant: { rate: '1' } },
        ],
      }),
      'works',
    ],
    [
      'a joint cap over a work that is not there',
      file({ jointCaps: [{ works: ['w', 'v'], cap: 1 }] }),
      'jointCaps.0.works',
    ],
    [
      'an example of a work that is not there',
      file({ examples: [{ works: { v: 1 }, expected: 1 }] }),
      'examples.0.works',
    ],
    ['years that end before they begin', file({ fiscalYears: { from: 2026, until: 2025 } }), 'fiscalYears'],
    [
      'an address that is a script',
      file({ source: { title: 'x', url: 'javascript:alert(1)' } }),
      'source.url',
    ],
  ])('%s', (_, given, path) => {
    const parsed = programme.safeParse(given)
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContainEqual(
      expect.stringMatching(new RegExp(`^${path.replaceAll('.', '\\.')}`)),
    )
  })

  test('that is nested without end', () => {
    expect(programme.safeParse(work({ requirements: [{ must: nested(200), otherwise: 'x' }] })).success).toBe(
      false,
    )
    expect(programme.safeParse(work({ requirements: [{ must: nested(5), otherwise: 'x' }] })).success).toBe(
      true,
    )
  })
})

describe('conditions', () => {
  const truth = (must: Condition, facts: Record<string, string | number | boolean>) => {
    const found = assess(programmeOf({ requirements: [{ must, otherwise: 'x' }] }), {
      costs: { w: 1000 },
      facts,
    })
    if (found.outcome === 'ineligible') return 'no'
    if (found.outcome === 'undetermined') return 'open'
    return 'assumptions' in found && found.assumptions.some(({ text }) => text === 'x') ? 'unknown' : 'yes'
  }
  const old: Condition = { fact: 'startedOn', atMost: '1981-05-31' }

  test('the last day of the old standard belongs to it', () => {
    expect(truth(old, { startedOn: '1981-05-31' })).toBe('yes')
    expect(truth(old, { startedOn: '1981-06-01' })).toBe('no')
    expect(truth(old, {})).toBe('unknown')
  })

  test('decimals are compared exactly, however they are written', () => {
    expect(truth({ fact: 'scoreAfter', atLeast: 0.7 }, { scoreAfter: '0.70' })).toBe('yes')
    expect(truth({ fact: 'scoreAfter', above: '7/10' }, { scoreAfter: 0.7 })).toBe('no')
    expect(truth({ fact: 'structure', in: ['wood'] }, { structure: 'other' })).toBe('no')
  })

  test('what is not known is neither true nor false, unless the rest decides', () => {
    const all: Condition = { all: [old, { fact: 'shelter', equals: true }] }
    const any: Condition = { any: [old, { fact: 'shelter', equals: true }] }
    expect(truth(all, { shelter: false })).toBe('no')
    expect(truth(all, { shelter: true })).toBe('unknown')
    expect(truth(any, { shelter: true })).toBe('yes')
    expect(truth(any, { shelter: false })).toBe('unknown')
    expect(truth({ not: old }, {})).toBe('unknown')
    expect(truth({ not: old }, { startedOn: '1990-01-01' })).toBe('yes')
  })

  test('a day of the fiscal year, which ends in March of the next', () => {
    const by = (dayOfFiscalYear: string): Condition => ({ fact: 'appliedOn', atMost: { dayOfFiscalYear } })
    expect(truth(by('12-31'), { appliedOn: '2025-12-31', fiscalYear: 2025 })).toBe('yes')
    expect(truth(by('12-31'), { appliedOn: '2026-01-05', fiscalYear: 2025 })).toBe('no')
    expect(truth(by('03-31'), { appliedOn: '2026-03-31' })).toBe('yes')
    expect(truth(by('03-31'), { appliedOn: '2026-04-01', fiscalYear: 2025 })).toBe('no')
  })

  test('what the text leaves open is told as such', () => {
    expect(truth({ undetermined: '書かれていません' }, {})).toBe('open')
  })
})

test('a fraction is read and written without loss', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (n, d) => {
      const once = fractionText(parseFraction(`${n}/${d}`))
      expect(fractionText(parseFraction(once))).toBe(once)
    }),
  )
  expect(parseFraction('50%')).toEqual(parseFraction('1/2'))
  expect(parseFraction('0.75')).toEqual(parseFraction('3/4'))
  for (const text of ['', '1/0', '1//2', 'Infinity', '1e3', '２/３'])
    expect(() => parseFraction(text)).toThrow(RangeError)
})

describe('a table of examples', () => {
  const of = programmeOf({ alsoCalled: ['改修工事'] })
  const read = (lines: string[]) => readExamples(['工事,対象経費,条件,補助金額', ...lines].join('\n'), of)

  test('is read as a spreadsheet of the city writes it', () => {
    const { rows, problems } = read([
      '改修工事,"1,000,000円",構造物=1,500000',
      '工事,1000000,structure=木造;shelter=はい,500000',
    ])
    expect(problems).toEqual([{ line: 2, key: 'unknown_input', what: '構造物=1' }])
    expect(rows).toEqual([
      {
        works: { w: 1_000_000 },
        facts: { structure: 'wood', shelter: true },
        expected: 500_000,
        note: '',
        line: 3,
      },
    ])
  })

  test.each([
    ['"households=1,200"', 1200],
    ['"households=１,２００世帯"', 1200],
    ['"households=1,234,567 世帯"', 1_234_567],
    ['households=80', 80],
  ])('reads a count with its separators and its unit: %s', (written, households) => {
    expect(read([`工事,1000000,${written},500000`])).toMatchObject({ rows: [{ facts: { households } }] })
  })

  test.each([
    ['外構,1000000,,500000', 'no_such_work'],
    ['工事,百万円,,500000', 'not_yen'],
    ['工事,-1,,0', 'not_yen'],
    ['工事,1000000,,about', 'not_yen'],
    ['工事,1000000,startedOn=昭和53年,0', 'unknown_input'],
    ['工事,1000000,startedOn=2026-13-45,0', 'unknown_input'],
    ['工事,1000000,startedOn=2026-02-30,0', 'unknown_input'],
    ['工事,1000000,households=3.5,0', 'unknown_input'],
    ['工事,1000000,"households=1,20",0', 'unknown_input'],
    ['工事,1000000,households=-5,0', 'unknown_input'],
    ['工事,1000000,households=1万世帯,0', 'unknown_input'],
    ['工事,1000000,households=80 90,0', 'unknown_input'],
  ])('tells with its line what cannot be read: %s', (line, key) => {
    const { rows, problems } = read([line])
    expect(rows).toEqual([])
    expect(problems).toMatchObject([{ line: 2, key }])
  })

  test('tells that a column is missing', () => {
    expect(readExamples('工事,補助金額\n工事,1', of).problems).toEqual([
      { line: 2, key: 'no_column', what: 'eligible_cost_yen' },
    ])
  })
})

test('a file may leave out what has a default', () => {
  const least = file({}) as ProgrammeFile
  expect(programme.parse(least)).toMatchObject({ otherMoney: 'unstated', severalWorks: false, documents: [] })
})

/** The form of a programme: every shipped programme fits into it and comes out of it as it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Programme, programme } from '~/modules/subsidies/schema'
import { close, open, parseJson } from '~/modules/subsidies/sketch/convert'
import { moved, readSketch, rowMove, writeSketch } from '~/modules/subsidies/sketch/fields'
import { monthDayOf, rateOf, yenOf } from '~/modules/subsidies/sketch/leaves'
import { knownFacts, partSpec } from '~/modules/subsidies/sketch/part-specs'
import {
  type Part,
  partAddress,
  partJson,
  partNames,
  partOf,
  withPart,
} from '~/modules/subsidies/sketch/parts'
import { conditionSpec, grantSpec, valueSpec } from '~/modules/subsidies/sketch/rules'
import { blank, type Sketch } from '~/modules/subsidies/sketch/spec'
import { typedPart } from '~/modules/subsidies/sketch/typed'
import type { FormFields } from '~/platform/forms'
import { shippedProgrammes } from '../../../prisma/seed/programmes'
import { programmeOf } from './support'

const partsOf = (of: Programme): Part[] => [
  ...partNames.map((name) => ({ name })),
  ...of.works.map(({ key }): Part => ({ name: 'work', work: key })),
]

/** Through the browser and back: opened, written into fields, read, closed. */
function roundTrip(of: Programme, part: Part): { programme: Programme; fields: FormFields } {
  const spec = partSpec(part, of)
  const opened = open(spec, partJson(part, of))
  if (opened === null) throw new Error(`${of.key} ${partAddress(part)} does not open`)
  const fields = writeSketch(spec, opened)
  const faults = {}
  const json = close(spec, readSketch(spec, fields), '', faults)
  expect(faults).toEqual({})
  return { programme: programme.parse(withPart(part, of, json, '?')), fields }
}

describe.each(shippedProgrammes().map((one): [string, Programme] => [one.key, one]))('%s', (_, of) => {
  test('fits into the form and comes out as it was', () => {
    for (const part of partsOf(of)) {
      const { programme: after, fields } = roundTrip(of, part)
      expect(after).toEqual(of)
      // More than the reader of forms takes would be refused.
      expect(Object.keys(fields).length).toBeLessThan(450)
      expect(partOf(partAddress(part), of)).toEqual(part)
    }
  })

  test('needs no JSON in its form', () => {
    for (const part of partsOf(of)) {
      const shapes = Object.entries(roundTrip(of, part).fields).filter(([name]) => name.endsWith('-shape'))
      expect(shapes.filter(([, shape]) => shape === 'json')).toEqual([])
    }
  })
})

describe('any rule', () => {
  const facts = knownFacts(programmeOf({}))
  const figure = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(0.7, '7/10', 1.5))
  const comparison = fc.oneof(
    fc.record({ fact: fc.constantFrom('shelter', 'oldStandard'), equals: fc.boolean() }),
    fc.record({ fact: fc.constant('households'), atLeast: figure }),
    fc.record({ fact: fc.constant('cost'), below: figure }),
    fc.record({ fact: fc.constant('startedOn'), atMost: fc.constantFrom('1981-05-31', '2000-02-29') }),
    fc.record({
      fact: fc.constant('appliedOn'),
      atMost: fc.record({ dayOfFiscalYear: fc.constant('12-31') }),
    }),
    fc.record({ fact: fc.constant('structure'), in: fc.constant(['wood', 'other']) }),
    fc.record({ fact: fc.constant('structure'), equals: fc.constant('wood') }),
    // What the form has no fields for
    fc.record({ fact: fc.constant('households'), in: fc.constant([1, 2]) }),
    fc.record({ undetermined: fc.constant('書かれていません') }),
  )
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      comparison as fc.Arbitrary<Condition>,
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }))
  const yen = fc.integer({ min: 0, max: 99_999_999_999 })
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      yen,
      fc.record({ undetermined: fc.constant('不明') }),
      fc.record(
        {
          when: fc.array(fc.record({ if: condition, use: tie('value') }), { minLength: 1, maxLength: 2 }),
          otherwise: fc.oneof(fc.constant(null), tie('value')),
        },
        { requiredKeys: ['when'] },
      ),
      fc.record({
        steps: fc.record({
          of: fc.constant('households'),
          each: fc.record({ value: tie('value') }).map((last) => [{ upTo: 100, value: 5 }, last]),
        }),
      }),
      fc.record({ bands: fc.constant({ of: 'floorArea', each: [{ upTo: 10, per: 3 }, { per: 1 }] }) }),
      fc.record({ sum: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ lesserOf: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) }),
    ),
  }))
  const rate = fc.constantFrom('2/3', '1', '0.7', '50%')
  const { grant } = fc.letrec<{ grant: unknown }>((tie) => ({
    grant: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.record({ rate }),
      fc.record({ tiers: rate.map((r) => [{ upTo: 10, rate: r }, { rate: '1/3' }]) }),
      fc.record({ flat: yen }),
      fc.record({ flat: yen, over: yen, rate }),
      fc.record({ setBy: fc.constant('市長'), atMost: rate }),
      fc.record({ none: fc.constant('対象外') }),
      fc.record({ undetermined: fc.constant('不明') }),
      fc.record({ oneOf: fc.tuple(tie('grant'), tie('grant')), reason: fc.constant('二通り') }),
      fc.record(
        {
          when: fc.array(fc.record({ if: condition, use: tie('grant') }), { minLength: 1, maxLength: 2 }),
          otherwise: tie('grant'),
        },
        { requiredKeys: ['when'] },
      ),
    ),
  }))

  test.each([
    ['condition', conditionSpec(facts), condition],
    ['value', valueSpec(facts), value],
    ['grant', grantSpec(facts), grant],
  ] as const)('%s fits into the form, however deep, and comes out as it was', (_, spec, rules) => {
    fc.assert(
      fc.property(rules as fc.Arbitrary<unknown>, (rule) => {
        const opened = open(spec, rule)
        expect(opened).not.toBeNull()
        const fields = writeSketch(spec, opened as Sketch)
        const faults = {}
        expect(close(spec, readSketch(spec, fields), '', faults)).toEqual(rule)
        expect(faults).toEqual({})
      }),
      { numRuns: 300 },
    )
  })

  test('in another shape keeps what was typed: into the first part, out of it, or by its name', () => {
    const spec = valueSpec(facts, { optional: true })
    const typed = writeSketch(spec, open(spec, 1_000_000) as Sketch, 'cap')
    const wrapped = readSketch(spec, { ...typed, 'cap-shape': 'lesser' }, 'cap')
    expect(close(spec, wrapped, 'cap', {})).toEqual({ lesserOf: [1_000_000] })
    const back = readSketch(spec, { ...writeSketch(spec, wrapped, 'cap'), 'cap-shape': 'yen' }, 'cap')
    expect(close(spec, back, 'cap', {})).toBe(1_000_000)
    const cases = readSketch(spec, { ...typed, 'cap-shape': 'when' }, 'cap')
    expect(writeSketch(spec, cases, 'cap')).toMatchObject({
      'cap-when-count': '1',
      'cap-otherwise-yen': '1,000,000',
    })
    const asJson = readSketch(spec, { ...typed, 'cap-shape': 'json' }, 'cap')
    expect(close(spec, asJson, 'cap', {})).toBe(1_000_000)
    const grants = grantSpec(facts)
    const half = { 'g-shape': 'flat_over', 'g-shown': 'rate', 'g-rate': '1/2' }
    expect(writeSketch(grants, readSketch(grants, half, 'g'), 'g')).toMatchObject({
      'g-rate': '1/2',
      'g-flat': '',
    })
  })
})

describe('the buttons of a form', () => {
  const of = programmeOf({})
  const spec = partSpec({ name: 'documents' }, of)
  const names = (sketch: Sketch) =>
    Object.entries(writeSketch(spec, sketch))
      .filter(([name]) => /^\d+-name$/.test(name))
      .map(([, value]) => value)
  const three = open(
    spec,
    ['一', '二', '三'].map((name) => ({ step: 'application', name, note: '' })),
  ) as Sketch
  const press = (button: string) => {
    const move = rowMove(button)
    return move ? names(moved(spec, three, move)) : null
  }

  test('add, remove and move rows, and keep the rest', () => {
    expect(press('add:')).toEqual(['一', '二', '三', ''])
    expect(press('remove::1')).toEqual(['一', '三'])
    expect(press('up::2')).toEqual(['一', '三', '二'])
    expect(press('up::0')).toEqual(['一', '二', '三'])
    expect(press('remove::9')).toEqual(['一', '二', '三'])
    expect(press('add:__proto__-x')).toEqual(['一', '二', '三'])
    expect(press('drop:x')).toBeNull()
  })

  test('never more rows than there may be, whatever a browser sends', () => {
    const many = readSketch(spec, { '-count': '999' })
    expect(names(many)).toHaveLength(60)
    expect(readSketch(spec, { '-count': '-1' })).toEqual({ rows: [] })
    expect(readSketch(spec, JSON.parse('{"__proto__": {"-count": "3"}}'))).toEqual({ rows: [] })
  })
})

describe('fields', () => {
  test('read amounts as people write them', () => {
    expect(['1,000,000', '１００万円', '1億2千万', '1.5万', '3千', '12万3456'].map(yenOf)).toEqual([
      1_000_000, 1_000_000, 120_000_000, 15_000, 3000, 123_456,
    ])
    for (const wrong of ['', '-1', '1e5', '百万', '1.5', '万', 'about 3', '1,000.5'])
      expect(yenOf(wrong)).toBeNull()
  })

  test('read rates and days of the year', () => {
    expect(['2/3', '3分の2', '５０％', '0.7', '1'].map(rateOf)).toEqual(['2/3', '2/3', '50%', '0.7', '1'])
    for (const wrong of ['', '0', '3/2', '101%', '1/0', '半分', '-1/2']) expect(rateOf(wrong)).toBeNull()
    expect(['10月31日', '１０／３１', '2-29'].map(monthDayOf)).toEqual(['10-31', '10-31', '02-29'])
    for (const wrong of ['', '2/30', '13/1', '4/31', '10']) expect(monthDayOf(wrong)).toBeNull()
  })

  test('tell each what is wrong, in its own place', () => {
    const of = programmeOf({})
    const spec = partSpec({ name: 'work', work: 'w' }, of)
    const fields = {
      ...writeSketch(spec, open(spec, partJson({ name: 'work', work: 'w' }, of)) as Sketch),
      name: '',
      'grant-shape': 'tiers',
      'grant-shown': 'tiers',
      'grant-tiers-count': '2',
      'grant-tiers-0-rate': '3/2',
      'grant-tiers-1-rate': '1/3',
      'cap-shape': 'yen',
      'cap-shown': 'yen',
      'cap-yen': '百万',
    }
    const faults = {}
    close(spec, readSketch(spec, fields), '', faults)
    expect(faults).toEqual({
      name: ['form.required'],
      'grant-tiers-0-rate': ['programmes.problem.rate'],
      'grant-tiers-0-upTo': ['programmes.problem.open_end'],
      'cap-yen': ['programmes.problem.yen'],
    })
  })
})

describe('JSON from outside', () => {
  test('is refused with names that are a trap, letters that are none, and nesting without end', () => {
    for (const text of [
      '{"__proto__": {"x": 1}}',
      '{"a": {"constructor": 1}}',
      '{"a": "\\u0000"}',
      '["\\ud800"]',
      '{',
    ])
      expect(() => parseJson(text)).toThrow()
    expect(() => parseJson('['.repeat(200_000) + ']'.repeat(200_000))).toThrow()
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

test('whatever a browser sends is read without fail, and read again as it was shown', () => {
  const of = shippedProgrammes().find(({ key }) => key === 'kagoshima-assembly') as Programme
  const parts = partsOf(of)
  const name = fc
    .tuple(
      fc.constantFrom(
        '',
        'grant',
        'cap',
        'requirements',
        '0',
        'works',
        'dates',
        'cumulative',
        'minimumCost',
        '__proto__',
      ),
      fc.constantFrom('', '0', 'when-0', 'must', 'if', 'otherwise'),
      fc.constantFrom('shape', 'shown', 'count', 'json', 'yen', 'rate', 'name', 'fact', 'is', 'key'),
    )
    .map((words) => words.filter(Boolean).join('-'))
  const typed = fc.oneof(
    fc.constantFrom(
      'when',
      'json',
      'all',
      'rate',
      'none',
      'constructor',
      '3',
      '999',
      '{"all": []}',
      '{"rate": "1"}',
      '1/0',
    ),
    fc.string({ maxLength: 12 }),
  )
  const fields = fc.dictionary(name, fc.oneof(typed, fc.array(typed, { maxLength: 3 })), { maxKeys: 25 })
  const pressed = fc.constantFrom(
    'save',
    'show',
    'add:',
    'add:requirements',
    'remove::0',
    'up:requirements:1',
    'x',
  )
  fc.assert(
    fc.property(fc.constantFrom(...parts), fields, pressed, (part, sent, button) => {
      const { values, programme: made, faults } = typedPart(part, of, { ...sent, do: button }, '?')
      expect(made === null).toBe(Object.keys(faults).length > 0)
      expect(typedPart(part, of, values, '?').values).toEqual(values)
    }),
    { numRuns: 400 },
  )
})

test('an empty form is what its description says, and says what is missing', () => {
  const of = programmeOf({})
  for (const part of partsOf(of)) {
    const spec = partSpec(part, of)
    const empty = blank(spec)
    expect(readSketch(spec, writeSketch(spec, empty))).toEqual(empty)
  }
})

/** What the forms of indicators take, and what they refuse. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { units } from '~/modules/indicators/rules'
import {
  describeSchema,
  endSchema,
  entrySchema,
  keeperSchema,
  keyParam,
  newIndicatorSchema,
  removeSchema,
  wholeYearSchema,
  yearSchema,
} from '~/modules/indicators/schema'
import { NotFound } from '~/platform/errors'

describe('the form of a month', () => {
  const form = (over: Record<string, string>) => ({
    month: '7',
    value: '12',
    source: '受付簿',
    version: '0',
    ...over,
  })
  const errorsOf = (of: 'people' | 'percent', over: Record<string, string>) => {
    const result = entrySchema(of).safeParse(form(over))
    return result.success ? [] : result.error.issues.map(({ path }) => path[0])
  }

  test('takes whole numbers, and of a rate three decimals', () => {
    expect(entrySchema('people').parse(form({ value: '１，２００人' }))).toMatchObject({
      milli: 1_200_000,
      month: 7,
    })
    expect(errorsOf('people', { value: '1.5' })).toEqual(['value'])
    expect(errorsOf('people', { value: '-1' })).toEqual(['value'])
    expect(errorsOf('people', { value: '' })).toEqual(['value'])
    expect(errorsOf('people', { value: '9'.repeat(200_000) })).toEqual(['value'])
    expect(errorsOf('people', { month: '13' })).toEqual(['month'])
    expect(errorsOf('people', { source: ' ' })).toEqual(['source'])
    expect(entrySchema('percent').parse(form({ value: '99.2' }))).toMatchObject({ milli: 99_200 })
    // What a rate alone may have is not taken for a count.
    expect(entrySchema('people').parse(form({ numerator: '3', denominator: '4' }))).toMatchObject({
      numerator: null,
      denominator: null,
    })
  })

  test('reckons a rate from its two numbers, or refuses one that is not theirs', () => {
    const rate = (over: Record<string, string>) => entrySchema('percent').parse(form(over))
    expect(rate({ value: '', numerator: '2', denominator: '3' })).toMatchObject({ milli: 66_700 })
    expect(rate({ value: '66.7', numerator: '2', denominator: '3' })).toMatchObject({ milli: 66_700 })
    expect(rate({ value: '66', numerator: '2', denominator: '3' })).toMatchObject({ milli: 66_000 })
    expect(errorsOf('percent', { value: '70', numerator: '2', denominator: '3' })).toEqual(['value'])
    expect(errorsOf('percent', { value: '50', numerator: '1' })).toEqual(['denominator'])
    expect(errorsOf('percent', { value: '50', denominator: '1' })).toEqual(['numerator'])
    expect(errorsOf('percent', { value: '', numerator: '0', denominator: '0' })).toEqual(['denominator'])
    expect(errorsOf('percent', { value: '' })).toEqual(['value'])
  })
})

describe('forms', () => {
  test('refuse anything that was not meant, and never fall over it', () => {
    const fields = fc.dictionary(
      fc.constantFrom(
        ...[
          'month',
          'value',
          'numerator',
          'denominator',
          'source',
          'note',
          'version',
          'key',
          'name',
          'theme',
        ],
        ...[
          'definition',
          'position',
          'unit',
          'method',
          'computed',
          'year',
          'target',
          'previous',
          'evaluation',
          'user',
        ],
      ),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(
          '',
          '\u0000',
          '7',
          '1.5',
          '-1',
          '1e9',
          '０',
          '99999999999999999999',
          '__proto__',
          'percent',
        ),
        fc.array(fc.string(), { maxLength: 3 }),
      ),
    )
    const schemas = [
      ...units.flatMap((of) => [entrySchema(of), yearSchema(of)]),
      newIndicatorSchema,
      describeSchema,
      keeperSchema,
      wholeYearSchema,
      removeSchema,
      endSchema,
    ]
    fc.assert(
      fc.property(fields, fc.constantFrom(...schemas), (sent, schema) => {
        const result = schema.safeParse(sent)
        if (result.success) expect(JSON.stringify(result.data)).not.toContain('\\u0000')
        else expect(result.error.issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
    for (const key of ['', '%00', '\u0000', '__proto__', '../x', 'a', 'A_b', 'x'.repeat(61)])
      expect(() => keyParam(key)).toThrow(NotFound)
    expect(keyParam('peace_events')).toBe('peace_events')
  })
})

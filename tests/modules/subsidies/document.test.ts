/** docs/programmes.md shows nothing that is not so: its files are read, its examples worked out. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { assess, checkExamples } from '~/modules/subsidies/rules'
import { programme } from '~/modules/subsidies/schema'
import { programmeOf } from './support'

const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/programmes.md'), 'utf8')
const blocks = [...text.matchAll(/```json\n([\s\S]*?)```\n\n?((?:- .+\n)*)/g)].map(
  ([, json = '', lines = '']) => ({
    json: JSON.parse(json),
    lines: lines.trim().split('\n').filter(Boolean),
  }),
)

test('the file that is shown is a programme, and its examples agree', () => {
  const whole = blocks.find(({ json }) => json.format)
  const of = programme.parse(whole?.json)
  expect(
    checkExamples(
      of,
      of.examples.map((row) => ({ ...row, line: null })),
    ).every(({ agrees }) => agrees),
  ).toBe(true)
})

const shapes = blocks.filter(({ json }) => !json.format)

describe.each(shapes)('$json', ({ json, lines }) => {
  const of = programmeOf(json)
  test.each(lines)('%s', (line) => {
    const [, cost = '', facts = '', expected = ''] =
      /^- ([\d,]+)(?: with (.+))? → ([\d,]+|\w+)$/.exec(line) ?? []
    expect(expected).not.toBe('')
    const given = Object.fromEntries(
      facts
        .split(', ')
        .filter(Boolean)
        .map((pair) => {
          const [fact = '', value = ''] = pair.split(' ')
          return [fact, value === 'true' ? true : value === 'false' ? false : value]
        }),
    )
    const found = assess(of, { costs: { w: Number(cost.replaceAll(',', '')) }, facts: given })
    const told = found.outcome === 'determined' ? found.amount.toLocaleString('en') : found.outcome
    expect(told).toBe(expected)
  })
})

test('there is an example for every shape', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(13)
  expect(shapes.every(({ lines }) => lines.length > 0)).toBe(true)
})

/** The real rules of 21 municipalities: every determined case comes out to the yen, every other as undetermined. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readExamples } from '~/modules/subsidies/examples.server'
import { checkExamples } from '~/modules/subsidies/rules'
import { type Programme, programme } from '~/modules/subsidies/schema'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/programmes')
const cases = readFileSync(path.join(import.meta.dirname, 'cases.csv'), 'utf8')

const programmes: [string, Programme][] = readdirSync(folder).map((file) => [
  file,
  programme.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
])

describe.each(programmes)('%s', (_, of) => {
  const { rows, problems } = readExamples(cases, of)

  test('understands every row of its cases', () => {
    expect(problems).toEqual([])
    expect(rows.length).toBeGreaterThan(0)
  })

  test('comes to the published amounts', () => {
    const wrong = checkExamples(of, rows).filter(({ agrees }) => !agrees)
    expect(wrong).toEqual([])
  })

  test('says why where the text leaves it open, and how far it could go', () => {
    for (const { row, assessment } of checkExamples(of, rows)) {
      if (row.expected !== null) continue
      if (assessment.outcome !== 'undetermined') throw new Error(`${row.line}: ${assessment.outcome}`)
      expect(assessment.reasons.length).toBeGreaterThan(0)
      expect(assessment.least).toBeLessThan(assessment.most)
    }
  })

  test('carries the same cases as its own worked examples, and agrees with all of them', () => {
    const bare = ({ works, facts, expected }: (typeof rows)[number]) => ({ works, facts, expected })
    expect(of.examples.map(({ works, facts, expected }) => ({ works, facts, expected }))).toEqual(
      expect.arrayContaining(rows.map(bare)),
    )
  })
})

test('every row of the case file belongs to one programme', () => {
  const counted = programmes.flatMap(([, of]) => readExamples(cases, of).rows.map(({ line }) => line))
  expect(counted.length).toBe(112)
  expect(new Set(counted).size).toBe(112)
})

test('the city’s open points are told', () => {
  const hirakata = programmes.find(([, of]) => of.municipality === '枚方市')?.[1]
  expect(hirakata?.openPoints.length).toBeGreaterThanOrEqual(5)
  const rows = hirakata ? readExamples(cases, hirakata).rows : []
  const undetermined = hirakata ? checkExamples(hirakata, rows).filter(({ amount }) => amount === null) : []
  expect(undetermined.map(({ assessment }) => 'reasons' in assessment && assessment.reasons)).toEqual([
    [{ text: '土地の賃借に対する率は公表されていません。' }],
    [{ key: 'rounding_unstated' }],
  ])
})

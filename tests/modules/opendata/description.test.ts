/** The description of the open interface: a change of it that could break a program needs a decision. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { describeApi } from '~/modules/opendata/describe'
import { languages } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'

const described = describeApi(
  'https://portal.test',
  { name: 'CC BY 4.0', url: null },
  translator('ja'),
  translator('en'),
) as {
  openapi: string
  paths: Record<string, { get: { parameters: { name: string; in: string; description?: string }[] } }>
  components: { schemas: object; responses: object; headers: object }
}

/** Words may be bettered at any time: what programs hold to is the rest. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => !(['description', 'summary', 'title'].includes(key) && typeof inner === 'string'),
      )
      .map(([key, inner]) => [key, withoutWords(inner)]),
  )
}

/**
 * Where this fails: a new field or parameter is no break, so write the snapshot anew (`vitest -u`). Whatever disappears,
 * changes its type or its meaning makes a v2 and leaves v1 as it is (docs/api.md).
 */
test('is what programs hold to', async () => {
  const { paths, components } = described
  await expect(`${JSON.stringify(withoutWords({ paths, components }), null, 1)}\n`).toMatchFileSnapshot(
    './api-v1.json',
  )
})

test('refers to nothing that is not there', () => {
  const text = JSON.stringify(described)
  const refs = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)]
  expect(refs.length).toBeGreaterThan(30)
  for (const [, part = '', name = ''] of refs)
    expect((described.components as Record<string, object>)[part]).toHaveProperty(name)
  expect(described.openapi).toBe('3.1.0')
})

test('names every part of an address as a parameter of it', () => {
  for (const [address, { get }] of Object.entries(described.paths)) {
    const named = get.parameters.filter((one) => one.in === 'path').map(({ name }) => name)
    expect([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(named)
  }
})

test('has a page in every language, and each operation stands in the document for operators', () => {
  const page = readFileSync(path.resolve('docs/api.md'), 'utf8')
  for (const address of Object.keys(described.paths)) expect(page).toContain(`\`${address}\``)
  for (const language of languages) expect(translator(language)('opendata.title')).not.toBe('opendata.title')
})

/** The published list of criteria says nothing that no test holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { countResults, criteria } from '~/modules/accessibility/rules'

const root = path.resolve(import.meta.dirname, '../../..')

test('has each of the 38 criteria of levels A and AA once, in order', () => {
  const numbers = criteria.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(38)
  expect(numbers).toEqual([...numbers].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })))
  expect(criteria.filter(({ level }) => level === 'A')).toHaveLength(25)
  const { met, not_applicable: none, unknown } = countResults()
  expect(met + none + unknown).toBe(38)
})

test.each(criteria.flatMap(({ number, machine }) => machine.map((check) => ({ number, ...check }))))(
  '$number names a test that exists: $title',
  ({ file, title }) => {
    expect(existsSync(path.join(root, file)), file).toBe(true)
    const source = readFileSync(path.join(root, file), 'utf8')
    // A title may be made from the names of roles or languages.
    const titles = [...source.matchAll(/\btest\(\s*(['"`])([^\n]*?)\1/g)].map(([, , words]) => words ?? '')
    const shown = titles.map((words) => words.replace(/\$\{role\}/, 'guest'))
    expect(shown.filter((words) => words.startsWith(title))).not.toEqual([])
  },
)

test('says met only where a machine looked', () => {
  expect(criteria.filter(({ result, machine }) => result !== 'unknown' && machine.length === 0)).toEqual([])
})

test('no page plays sound or film', () => {
  const app = path.join(root, 'app')
  const playing = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    // The picture of one's own camera, in which a code is sought, is neither.
    .filter((file) =>
      /<(?!video data-video hidden muted)(?:audio|video|marquee)[\s/>]/.test(readFileSync(file, 'utf8')),
    )
  expect(playing).toEqual([])
})

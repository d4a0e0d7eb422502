/** The words on screen: every language has every text, and every text that is asked for is there. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import en from '~/messages/en'
import ja from '~/messages/ja'

type Tree = { [key: string]: Tree | string }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const japanese = flatten(ja as Tree)
const english = flatten(en as Tree)

/** Names of files that look like keys. */
const FILE_NAMES = new Set(['notices.ics', 'portal.password', 'portal.conf'])

/** Every text between quotes in the sources that looks like a key of the catalogues. */
function askedFor(): { exact: Set<string>; prefixes: Set<string> } {
  const app = path.resolve(import.meta.dirname, '../app')
  const exact = new Set<string>()
  const prefixes = new Set<string>()
  const modules = Object.keys(ja).join('|')
  for (const entry of readdirSync(app, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
    const source = readFileSync(path.join(entry.parentPath, entry.name), 'utf8')
    for (const [, key] of source.matchAll(new RegExp(`['"\`]((?:${modules})(?:\\.\\w+)+)['"\`?]`, 'g'))) {
      if (key) exact.add(key)
    }
    for (const [, key] of source.matchAll(new RegExp(`\`((?:${modules})(?:\\.\\w+)*\\.)\\$\\{`, 'g'))) {
      if (key) prefixes.add(key)
    }
  }
  return { exact, prefixes }
}

describe('catalogues', () => {
  test('have the same keys in every language', () => {
    expect([...english.keys()].sort()).toEqual([...japanese.keys()].sort())
  })

  test('have the same parameters in every language', () => {
    const parameters = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()
    const different = [...japanese].filter(
      ([key, text]) => String(parameters(text)) !== String(parameters(english.get(key))),
    )
    // An English sentence may name somebody without a word around the name, never leave the name out.
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('leave nothing empty, and nothing Japanese in the English', () => {
    expect([...japanese, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
    const untranslated = [...english].filter(([, text]) => /[\u3040-\u30ff]/.test(text)).map(([key]) => key)
    expect(untranslated).toEqual([])
  })

  test('hold every text that the sources ask for', () => {
    const { exact, prefixes } = askedFor()
    const sections = [...japanese.keys()]
    const missing = [...exact].filter(
      (key) =>
        !FILE_NAMES.has(key) && !japanese.has(key) && !sections.some((known) => known.startsWith(`${key}.`)),
    )
    const empty = [...prefixes].filter((prefix) => !sections.some((known) => known.startsWith(prefix)))
    expect({ missing, empty }).toEqual({ missing: [], empty: [] })
    expect(exact.size).toBeGreaterThan(100)
  })
})

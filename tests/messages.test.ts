/** The words on screen: every language has every text, and every text that is asked for is there. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import en from '~/messages/en'
import ja from '~/messages/ja'
import jaEasy from '~/messages/ja-easy'
import ko from '~/messages/ko'
import vi from '~/messages/vi'
import zh from '~/messages/zh'
import { type Language, languages } from '~/platform/i18n'
import { plain } from '~/platform/plain'

/** Modules whose words are still being translated into ja-easy, zh, ko and vi. Empty when the portal speaks all six. */
const INCOMPLETE: readonly string[] = []

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
const catalogues: Record<Language, Map<string, string>> = {
  ja: japanese,
  'ja-easy': flatten(jaEasy as Tree),
  en: flatten(en as Tree),
  zh: flatten(zh as Tree),
  ko: flatten(ko as Tree),
  vi: flatten(vi as Tree),
}

/** Whether a text may still be missing in a language. */
function mayBeMissing(language: Language, key: string): boolean {
  return language !== 'ja' && language !== 'en' && INCOMPLETE.includes(key.split('.')[0] ?? '')
}

/** What no text of a language may hold: another one's letters. */
const foreign: Partial<Record<Language, RegExp>> = {
  en: /[\u3040-\u30ff]/,
  zh: /[\u3040-\u30ff\uac00-\ud7af]/,
  ko: /[\u3040-\u30ff]/,
  vi: /[\u3040-\u30ff\uac00-\ud7af]/,
}

/** Texts that show on purpose how something is written in Japanese. */
const NAMES: readonly string[] = [
  'associations.list.q_support',
  'associations.place.support',
  'halls.list.q_support',
  'halls.import.source_support',
  'officers.import.invite',
  'officers.import.row.email',
  'placement.population.columns_mesh',
]

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
  test.each(languages)('have the same keys in %s', (language) => {
    const keys = [...catalogues[language].keys()]
    const missing = [...japanese.keys()].filter(
      (key) => !catalogues[language].has(key) && !mayBeMissing(language, key),
    )
    const unknown = keys.filter((key) => !japanese.has(key) && !mayBeMissing(language, key))
    expect({ missing, unknown }).toEqual({
      missing: [],
      unknown: [],
    })
  })

  test.each(languages)('have the same parameters in %s', (language) => {
    const parameters = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()
    // A sentence may name somebody without a word around the name, never leave the name out.
    const different = [...catalogues[language]].filter(
      ([key, text]) => String(parameters(text)) !== String(parameters(japanese.get(key))),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  test.each(languages)('leave nothing empty in %s, and nothing in another language', (language) => {
    const texts = [...catalogues[language]]
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([])
    const refused = foreign[language]
    const untranslated = texts.filter(([key, text]) => refused?.test(text) && !NAMES.includes(key))
    expect(untranslated.map(([key]) => key)).toEqual([])
  })

  test('say in every language what the server says without a page', () => {
    for (const words of Object.values(plain)) expect(Object.keys(words).sort()).toEqual([...languages].sort())
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

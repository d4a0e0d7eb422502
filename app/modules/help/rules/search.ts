/** Finding a service in plain words: what people write, not what offices are called. Pure. */
import { searchForm } from '~/platform/text'
import type { Theme } from './kinds'
import { vocabulary } from './vocabulary'

/** What is compared of a service. */
export type Searched = {
  name: string
  reading: string
  organisation: string
  themes: readonly Theme[]
  situations: string
  words: string
  summary: string
  forWhom: string
  /** The names of its themes in the reader's language */
  themeNames: readonly string[]
}

const stems = (Object.entries(vocabulary) as [Theme, readonly string[]][]).map(
  ([theme, lines]) => [theme, lines.flatMap((line) => line.split(' ')).map(searchForm)] as const,
)

/** Letters that carry no meaning of their own at the ends of a piece. */
const PARTICLES = /(?:です|ます|ました|ません|が|を|に|は|で|と|の|も|へ|から|まで|て|た)+$/

/**
 * The pieces of a query: between blanks and stops, and in Japanese, which has no blanks, between hiragana and what is
 * not. A single letter says nothing, unless it is all there is.
 */
export function piecesOf(query: string): string[] {
  const whole = searchForm(query)
  const words = whole.split(/[\s、。,.!?・/「」()]+/).filter(Boolean)
  const kanji = words.flatMap((word) => word.match(/[\p{Script=Han}々]{2,}|[a-z\d#]{2,}/gu) ?? [])
  const bare = words.map((word) => word.replace(PARTICLES, ''))
  const all = [...new Set([...words, ...bare, ...kanji])]
  const long = all.filter((piece) => [...piece].length > 1)
  return long.length > 0 ? long : all.filter(Boolean)
}

/** The themes of which a query speaks, in the words of `vocabulary`. */
export function themesIn(query: string): Theme[] {
  const whole = searchForm(query)
  return stems.flatMap(([theme, words]) => (words.some((word) => spokenOf(whole, word)) ? [theme] : []))
}

/** English stems begin a word: `men` is not in `government`. Japanese has no such border. */
function spokenOf(whole: string, stem: string): boolean {
  if (!/^[a-z\d]/.test(stem)) return whole.includes(stem)
  for (let at = whole.indexOf(stem); at >= 0; at = whole.indexOf(stem, at + 1))
    if (at === 0 || !/[a-z\d]/.test(whole[at - 1] ?? '')) return true
  return false
}

const WEIGHTS = { name: 8, themeName: 4, words: 6, situations: 5, theme: 3, text: 2 } as const

/**
 * How well a service fits a query; 0: not at all. Its own words count also where they stand inside the query, so that
 * a whole sentence finds it.
 */
function fits(service: Searched, query: string): number {
  const whole = searchForm(query)
  if (!whole) return 0
  const pieces = piecesOf(query)
  const has = (text: string) => {
    const form = searchForm(text)
    return form.includes(whole) ? pieces.length + 1 : pieces.filter((piece) => form.includes(piece)).length
  }
  const own = service.words
    .split(/[\s、,・/]+/)
    .map(searchForm)
    .filter((word) => [...word].length > 1)
  const said = own.filter((word) => spokenOf(whole, word)).length
  const spoken = themesIn(query)
  const themes = service.themes.filter((theme) => spoken.includes(theme)).length
  return (
    WEIGHTS.name * has(`${service.name} ${service.reading}`) +
    WEIGHTS.themeName * has(service.themeNames.join(' ')) +
    WEIGHTS.words * (said + has(service.words)) +
    WEIGHTS.situations * has(service.situations) +
    WEIGHTS.theme * themes +
    WEIGHTS.text * has(`${service.summary} ${service.forWhom} ${service.organisation}`)
  )
}

/** The services that fit, the best first; of two that fit as well, in the order in which they were given. */
export function found<T extends Searched>(services: readonly T[], query: string): T[] {
  return services
    .map((service) => ({ service, fit: fits(service, query) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ service }) => service)
}

/** Texts with readings over their kanji, made by the analyser with the names of this city. */
import { rows } from '~/platform/db.server'
import { wordsOf } from '~/platform/japanese.server'
import { renderMarkdown, textRuns } from '~/platform/markdown'
import { holdsUntil } from '~/platform/reads.server'
import { hasKanji } from '~/platform/ruby'
import { namesFrom } from './rules/names'
import { annotated, type Names } from './rules/ruby'

export type Readable = { title: string; body: string }
/** Safe HTML of the title, and of the body in Markdown */
export type WithReadings = { titleRuby: string; bodyRubyHtml: string }

/**
 * Titles and bodies with readings over their kanji.
 * @throws TooMany, Error when the analyser cannot be asked
 */
export async function withReadings(texts: readonly Readable[]): Promise<WithReadings[]> {
  const runs = texts.map(({ title, body }) => [title, ...textRuns(body)])
  const asked = [...new Set(runs.flat().filter(hasKanji))]
  const [names, words] = await Promise.all([cityNames(), wordsOf(asked)])
  const known = new Map(asked.map((text, i) => [text, words[i] ?? []]))
  const annotate = (text: string) => annotated(text, known.get(text) ?? [], names)
  return texts.map(({ title, body }) => ({
    titleRuby: annotate(title),
    bodyRubyHtml: renderMarkdown(body, annotate),
  }))
}

const KEPT_MS = 10 * 60_000
let kept: { names: Names; until: number } | undefined

/** Names of the city, its towns and districts, whose readings are in the database; read anew every ten minutes. */
async function cityNames(): Promise<Names> {
  if (kept && kept.until > Date.now()) {
    // What is made from a copy must not outlive it.
    holdsUntil(kept.until)
    return kept.names
  }
  const found = await rows<{ name: string; reading: string }>(
    `SELECT name, reading FROM towns WHERE reading <> ''
     UNION ALL SELECT name, reading FROM associations WHERE kind IN ('city', 'council') AND reading <> ''`,
    [],
  )
  const names = namesFrom(found)
  kept = { names, until: Date.now() + KEPT_MS }
  return names
}

/** Readings for a reader who wants them, also where no job has made them yet; and the words of a text for the checker. */
import { PortalError } from '~/platform/errors'
import { type Token, wordsOf } from '~/platform/japanese.server'
import { log } from '~/platform/log.server'
import { linesOf } from '~/platform/markdown'
import { holdsUntil } from '~/platform/reads.server'
import { cleanText } from '~/platform/text'
import { type Readable, type WithReadings, withReadings } from './readings.server'
import { type Report, reportOf } from './rules/check'

/** Texts that were read lately, by their key: made once, kept while the portal runs. */
const lately = new Map<string, WithReadings>()
const KEPT = 200

/**
 * The readings of a text that has none in the database yet; null when they cannot be made just now.
 * @param key changes with the text
 */
export async function readingsNow(key: string, text: Readable): Promise<WithReadings | null> {
  // They come from a copy, or not at all: the page is made again for the next reader.
  holdsUntil(0)
  const known = lately.get(key)
  if (known) return known
  try {
    const [made] = await withReadings([text])
    if (!made) return null
    if (lately.size >= KEPT) lately.delete(lately.keys().next().value ?? '')
    lately.set(key, made)
    return made
  } catch (error) {
    // Without readings the page still says everything.
    if (!(error instanceof PortalError)) log.warn('readings could not be made', error)
    return null
  }
}

/** Letters of a text that are checked; the rest is left out. */
const MAX_CHECKED = 20_000

/** The report of a text as it was typed; without its words when the analyser cannot be asked just now. */
export async function checkPlain(text: string): Promise<Report> {
  const checked = text.slice(0, MAX_CHECKED)
  let tokens: Token[] | null = null
  try {
    ;[tokens = null] = await wordsOf([checked])
  } catch (error) {
    if (!(error instanceof PortalError)) log.warn('a text could not be taken apart', error)
  }
  return reportOf(checked, tokens)
}

/** The report of a title and of a text in Markdown, whose signs are left out. */
export async function checkMarkdown(title: string, body: string): Promise<Report> {
  return checkPlain(cleanText([title, ...linesOf(body.slice(0, MAX_CHECKED))].join('\n')))
}

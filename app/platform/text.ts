/** Text as people type it, made fit to store and to compare. */

/**
 * What is stored: NFC, `\n` line ends, no control characters but tab and line feed, no lone surrogates.
 * Letters are otherwise kept as typed (髙 stays 髙).
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .toWellFormed()
      .normalize('NFC')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u2028\u2029\ufeff]/g, '')
  )
}

/** What is compared in a search: NFKC, lower case, katakana as hiragana, blanks folded. The SQL function `search_form` does the same. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(/\s+/g, ' ')
    .trim()
}

/** A pattern for SQL `LIKE` that finds the text anywhere; its own wildcards are taken literally. */
export function likeAnywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
}

/** Full-width katakana of a reading that was typed as hiragana, half-width or full-width katakana. */
export function toKatakana(text: string): string {
  return text.normalize('NFKC').replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
}

const HYPHENS = /[‐‑‒–—―−ー－ｰ﹣]/g

/** A phone number with half-width digits and hyphens. */
export function normalisePhone(text: string): string {
  return text
    .replace(HYPHENS, '-')
    .normalize('NFKC')
    .replace(/[()\s]/g, (c) => (c === '(' || c === ')' ? '-' : ''))
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The first words, at most `max` characters (by code point), with an ellipsis when cut. */
export function shorten(text: string, max: number): string {
  const letters = [...text]
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`
}

/** Length as a person counts it: code points. */
export function letterCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Words that markdown would take for its own stand as they were written; addresses stay links. */
export const plainMarkdown = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s、。「」()()]+)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (letter) => `\\${letter}`),
    )
    .join('')

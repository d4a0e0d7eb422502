/** How notices are searched: words, and the numbers of the index (SQL function `notice_pairs`). Pure. */
import { searchForm } from '~/platform/text'

/** 365 days, in seconds: the length of a period of the search index. */
export const PERIOD_SECONDS = 31_536_000

/** Words to be found, all of them, at most five; a single letter is too common to be a word. */
export function searchWords(q: string): string[] {
  return [...new Set(searchForm(q).split(' '))].filter((word) => [...word].length >= 2).slice(0, 5)
}

/** The period in which an instant lies, counted from 1970. */
export function periodOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000 / PERIOD_SECONDS)
}

/** The pairs of neighbouring letters of a word in a period, as the index holds them. */
export function pairsOf(word: string, period: number): bigint[] {
  const letters = [...word].map((letter) => BigInt(letter.codePointAt(0) ?? 0))
  return letters.slice(1).map((letter, i) => (BigInt(period) << 42n) | ((letters[i] ?? 0n) << 21n) | letter)
}

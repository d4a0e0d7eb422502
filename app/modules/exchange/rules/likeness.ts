/** How much two questions are about the same: by the words that carry it. Pure. */

/**
 * The pairs of neighbouring letters of the words that carry a Japanese text: kanji, katakana, Latin letters and digits.
 * Hiragana is left out, as it is mostly grammar: otherwise 「…を直してください」 would be like every other request.
 */
export function carryingPairs(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('ごみ', 'ゴミ').replaceAll('いす', 'イス')
  const runs = plain.match(/[\p{Script=Han}々]+|[ァ-ヶー]+|[a-z\d]+/gu) ?? []
  return new Set(
    runs.flatMap((run) => {
      const letters = [...run]
      return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)
    }),
  )
}

/** From 0 (nothing in common) to 1: how much of what carries the one stands in the other, within texts of any length. */
function contained(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  if (of.size === 0) return 0
  let shared = 0
  for (const pair of of) if (within.has(pair)) shared++
  return shared / of.size
}

/** What is compared: the pairs of a title, and those of title and text together. */
type Carrying = { title: ReadonlySet<string>; all: ReadonlySet<string> }

/** A single word in common says little: so many pairs must be shared at least. */
const LEAST_SHARED = 2

/**
 * How much two questions are alike, from 0 to 1; the same either way.
 */
export function likeness(a: Carrying, b: Carrying): number {
  const shared = [...a.title].filter((pair) => b.all.has(pair)).length
  const back = [...b.title].filter((pair) => a.all.has(pair)).length
  if (Math.max(shared, back) < Math.min(LEAST_SHARED, a.title.size, b.title.size)) return 0
  return (contained(a.title, b.all) + contained(b.title, a.all)) / 2
}

/** Above this two questions are shown together. */
export const ALIKE = 0.34

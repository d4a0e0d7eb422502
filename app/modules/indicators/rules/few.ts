/**
 * 5人未満は出さない: counts of people that stand in public. A small count is not found by subtraction either: what is
 * not shown stands together with at least one other, as one sum of at least five.
 */

/** The least count of people that is shown */
export const LEAST = 5

/** A count as it is shown: itself, or only that it is below five. Nobody at all is no secret. */
type Shown = { count: number } | { below: typeof LEAST }

/** For a count that stands alone: nothing beside it from which it could be reckoned. */
export const shownAlone = (count: number): Shown => (count < LEAST ? { below: LEAST } : { count })

type Part<K> = { key: K; count: number }

/** What is shown of the parts of a whole, largest first; the others together, with how many they are. */
export type Parts<K> = { shown: Part<K>[]; others: { parts: number; count: number } | null }

/**
 * The parts of a whole whose sum is public. Parts below five are put together with the next larger ones until they
 * are at least two and at least five people.
 * @param parts every part that could be, those with nobody too: that somebody is in none of them must not tell more
 * @returns null when too little would be left to show, or when what is put together would tell each of its parts
 */
export function guarded<K>(parts: readonly Part<K>[]): Parts<K> | null {
  const sorted = parts.map((part, index) => ({ part, index }))
  sorted.sort((a, b) => a.part.count - b.part.count || a.index - b.index)
  const small = sorted.filter(({ part }) => part.count < LEAST).length
  let taken = small
  const total = (upTo: number) => sorted.slice(0, upTo).reduce((all, { part }) => all + part.count, 0)
  while (taken > 0 && taken < sorted.length && (taken < 2 || total(taken) < LEAST)) taken++
  // Of two alike neither is shown: which of them was put together would follow from their order.
  while (taken > 0 && sorted[taken]?.part.count === sorted[taken - 1]?.part.count) taken++
  if (taken === sorted.length) return null
  // Four and four and four: twelve people in three parts that are all below five are four each.
  if (taken === small && taken > 0 && total(taken) > taken * (LEAST - 1) - 2) return null
  const shown = sorted
    .slice(taken)
    .reverse()
    .map(({ part }) => part)
  return { shown, others: taken === 0 ? null : { parts: taken, count: total(taken) } }
}

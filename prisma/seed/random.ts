/** Numbers that look random and are the same at every filling. */

export type Random = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from `min` to `max`, both included */
  between(min: number, max: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
}

/** A generator from a seed (mulberry32). */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (share) => next() < share,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
  }
}

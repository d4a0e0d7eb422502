/**
 * How far it is on foot. One interface: today a straight line made longer by a factor; a network of roads can take its
 * place without a change elsewhere.
 */
import { around } from 'geokdbush'
import KDBush from 'kdbush'
import { metresBetween, type Place } from '~/modules/aeds/rules'

export type { Place }

/** One of the places that were laid down: its position in their list, and metres on foot. */
type Reached = { index: number; metres: number }

/** Places that were laid down once, to be asked many times. */
export type Ground = {
  /** All that can be reached from here within so many metres on foot, the limit included; nearest first. */
  within(from: Place, metres: number): Reached[]
  /** The nearest of all; null when there is none. */
  nearest(from: Place): Reached | null
}

/** A way of telling distances. A road network would fit the places to its nodes in `over` and search from there. */
export type Distance = { over(places: readonly Place[]): Ground }

/**
 * The straight line times a factor for the detour that streets make. A k-d tree answers: nothing is compared with all.
 * @param detour 1 or more
 */
export function straightLine(detour: number): Distance {
  return {
    over(places) {
      if (places.length === 0) return { within: () => [], nearest: () => null }
      const index = new KDBush(places.length)
      for (const { longitude, latitude } of places) index.add(longitude, latitude)
      index.finish()
      const reached = (from: Place) => (position: number) => ({
        index: position,
        metres: metresBetween(from, places[position] as Place) * detour,
      })
      return {
        within(from, metres) {
          // A hair more is asked of the tree, which reckons in another order; the limit is held here.
          const found = around(
            index,
            from.longitude,
            from.latitude,
            undefined,
            (metres / detour / 1000) * 1.0001,
          )
          return found.map(reached(from)).filter((one) => one.metres <= metres)
        },
        nearest(from) {
          const [first] = around(index, from.longitude, from.latitude, 1)
          return first === undefined ? null : reached(from)(first)
        },
      }
    },
  }
}

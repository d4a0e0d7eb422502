/** Whether a place lies inside an outline. */
import { type Position, ringsOf, type Shape } from '~/ui/map/geometry'
import type { Place } from './walking'

/** Even-odd over all rings, so that holes are outside; a box around all is asked first. */
export function insideOf(shape: Shape): (place: Place) => boolean {
  const rings = ringsOf(shape)
  let [west, east, south, north] = [180, -180, 90, -90]
  for (const [x, y] of rings.flat()) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return ({ longitude: x, latitude: y }) => {
    if (x < west || x > east || y < south || y > north) return false
    let inside = false
    for (const ring of rings) if (oddTimes(ring, x, y)) inside = !inside
    return inside
  }
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function oddTimes(ring: readonly Position[], x: number, y: number): boolean {
  let odd = false
  let [ax, ay] = ring.at(-1) ?? [0, 0]
  for (const [bx, by] of ring) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd
    ax = bx
    ay = by
  }
  return odd
}

/** How far and in which direction: straight lines on the ground, and what they mean on foot. */

export type Place = { latitude: number; longitude: number }

/** Mean radius of the earth, metres (IUGG). */
const EARTH = 6_371_008.8
/** 分速80m: 不動産の表示に関する公正競争規約施行規則 第9条(9). */
const METRES_PER_MINUTE = 80
/** Streets are longer than the straight line: the usual factor in a Japanese built-up area, said wherever it is used. */
export const DETOUR = 1.3

/** Nearer than this, metres, a direction says nothing. */
export const HERE = 5

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two places in a straight line (haversine). */
export function metresBetween(a: Place, b: Place): number {
  const north = radians(b.latitude - a.latitude)
  const east = radians(b.longitude - a.longitude)
  const h =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The direction in which one sets out from `from` to `to`: degrees from north, clockwise, 0 ≤ degrees < 360. */
export function bearingOf(from: Place, to: Place): number {
  const [here, there] = [radians(from.latitude), radians(to.latitude)]
  const east = radians(to.longitude - from.longitude)
  const y = Math.sin(east) * Math.cos(there)
  const x = Math.cos(here) * Math.sin(there) - Math.sin(here) * Math.cos(there) * Math.cos(east)
  const degrees = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
  return degrees === 360 ? 0 : degrees
}

/** 8方位, worded under `aeds.direction.<name>` */
export const directions = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
type Direction = (typeof directions)[number]

/** The nearest of the eight directions to a bearing in degrees. */
export function directionOf(bearing: number): Direction {
  return directions[Math.round((((bearing % 360) + 360) % 360) / 45) % 8] as Direction
}

/** Minutes on foot for a straight distance in metres, detour included, rounded up; at least 1. */
export function walkingMinutes(metres: number): number {
  return Math.max(1, Math.ceil((metres * DETOUR) / METRES_PER_MINUTE))
}

/** A distance in figures: metres to the nearest ten below one kilometre, else kilometres to one place. */
export function roundedDistance(metres: number): { unit: 'm' | 'km'; value: string } {
  const tens = Math.round(metres / 10) * 10
  return tens < 1000 ? { unit: 'm', value: String(tens) } : { unit: 'km', value: (metres / 1000).toFixed(1) }
}

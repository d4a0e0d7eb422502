/**
 * 地域メッシュコード (JIS X 0410): squares of a grid of latitude and longitude, named by 8 digits (第3次, about 1 km),
 * 9 (2分の1, 500 m), 10 (4分の1, 250 m) or 11 (8分の1, 125 m).
 */
import type { Place } from './walking'

/** Shape of a code: first mesh, second (0–7 twice), third (0–9 twice), then up to three quarterings (1–4). */
const CODE = /^(\d{2})(\d{2})([0-7])([0-7])(\d)(\d)([1-4]{0,3})$/

/**
 * The centre of a square.
 * @returns null when the digits are no code of these sizes; the code of a square outside Japan is one all the same
 */
export function meshCentre(code: string): Place | null {
  const parts = CODE.exec(code)
  if (!parts) return null
  const [p = 0, u = 0, q = 0, v = 0, r = 0, w = 0] = parts.slice(1, 7).map(Number)
  // Counted in seconds, so that nothing is rounded on the way: a third mesh is 30″ high and 45″ wide.
  let south = p * 2400 + q * 300 + r * 30
  let west = (u + 100) * 3600 + v * 450 + w * 45
  let [height, width] = [30, 45]
  for (const quarter of parts[7] ?? '') {
    height /= 2
    width /= 2
    const n = Number(quarter) - 1
    south += n >= 2 ? height : 0
    west += n % 2 === 1 ? width : 0
  }
  return { latitude: (south + height / 2) / 3600, longitude: (west + width / 2) / 3600 }
}

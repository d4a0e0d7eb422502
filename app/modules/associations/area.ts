/** 区域: the area of an association as GeoJSON (RFC 7946), checked before it is stored. */

/** Longitude, latitude */
type Position = [number, number]
export type Area =
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }

/** Points of all rings together. A block of houses needs some twenty. */
export const MAX_POINTS = 5000
/** Letters of the file or text. */
export const MAX_AREA_TEXT = 400_000

/** Japan, with its outer islands: 20–46° N, 122–154° E. */
export function inJapan(latitude: number, longitude: number): boolean {
  return latitude >= 20 && latitude <= 46 && longitude >= 122 && longitude <= 154
}

/** What is wrong with an area; the words stand under `associations.area_error`. */
type AreaError =
  | 'too_long'
  | 'not_json'
  | 'not_polygon'
  | 'several'
  | 'too_many_points'
  | 'too_few_points'
  | 'not_closed'
  | 'not_a_place'
  | 'swapped'
  | 'outside'

type AreaReading = { area: Area } | { error: AreaError }

/**
 * Reads a GeoJSON text: a Polygon or MultiPolygon, or a Feature or FeatureCollection that holds just one. Places are
 * rounded to about ten centimetres; anything else in the file is left out.
 */
export function readArea(text: string): AreaReading {
  if (text.length > MAX_AREA_TEXT) return { error: 'too_long' }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { error: 'not_json' }
  }
  const geometries = geometriesOf(json)
  if (geometries.length > 1) return { error: 'several' }
  const geometry = geometries[0]
  if (geometry === undefined) return { error: 'not_polygon' }
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return { error: 'not_polygon' }
  const reader = new RingReader()
  const read: Position[][][] = []
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { error: 'not_polygon' }
    const rings: Position[][] = []
    for (const ring of polygon) {
      const result = reader.read(ring)
      if (typeof result === 'string') return { error: result }
      rings.push(result)
    }
    read.push(rings)
  }
  const [only] = read
  if (geometry.type === 'Polygon' && only) return { area: { type: 'Polygon', coordinates: only } }
  return { area: { type: 'MultiPolygon', coordinates: read } }
}

type RawGeometry = { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown }

/** The polygons of a GeoJSON object; empty when there are none. */
function geometriesOf(json: unknown): RawGeometry[] {
  if (typeof json !== 'object' || json === null) return []
  const object = json as { type?: unknown; coordinates?: unknown; geometry?: unknown; features?: unknown }
  if (object.type === 'Polygon' || object.type === 'MultiPolygon') {
    return [{ type: object.type, coordinates: object.coordinates }]
  }
  if (object.type === 'Feature') {
    // One level only: a feature inside a feature is no GeoJSON, and could nest without end.
    const inner = object.geometry as { type?: unknown } | null | undefined
    return inner?.type === 'Feature' || inner?.type === 'FeatureCollection' ? [] : geometriesOf(inner)
  }
  if (object.type === 'FeatureCollection' && Array.isArray(object.features)) {
    const features = object.features.slice(0, 100) as { type?: unknown }[]
    return features.filter((f) => f?.type === 'Feature').flatMap(geometriesOf)
  }
  return []
}

class RingReader {
  private points = 0

  read(ring: unknown): Position[] | AreaError {
    if (!Array.isArray(ring)) return 'not_polygon'
    this.points += ring.length
    if (this.points > MAX_POINTS) return 'too_many_points'
    if (ring.length < 4) return 'too_few_points'
    const read: Position[] = []
    for (const position of ring) {
      if (!Array.isArray(position) || position.length < 2) return 'not_a_place'
      const [x, y] = position as unknown[]
      if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
        return 'not_a_place'
      }
      if (!inJapan(y, x)) return inJapan(x, y) ? 'swapped' : 'outside'
      read.push([round(x), round(y)])
    }
    const [first, last] = [read[0] as Position, read[read.length - 1] as Position]
    if (first[0] !== last[0] || first[1] !== last[1]) return 'not_closed'
    if (new Set(read.map((p) => p.join())).size < 3) return 'too_few_points'
    return read
  }
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Longitude and latitude on a flat picture. */

/** Longitude, latitude */
export type Position = readonly [number, number]

/** What a GeoJSON Polygon or MultiPolygon holds. */
export type Shape =
  | { type: 'Polygon'; coordinates: readonly (readonly Position[])[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] }

/** All rings of a shape, holes among them. */
export function ringsOf(shape: Shape): readonly (readonly Position[])[] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
}

type Projection = { width: number; height: number; place(position: Position): [number, number] }

/**
 * A picture of the given width in which all positions have room, north up; a degree of longitude is drawn as much
 * shorter as it is at this latitude.
 * @param margin kept free on every side, in units of the picture
 */
export function projectionFor(positions: readonly Position[], width: number, margin: number): Projection {
  let [west, east, south, north] = [180, -180, 90, -90]
  for (const [x, y] of positions) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (width - 2 * margin) / Math.max((east - west) * narrowing, 1e-6)
  const round = (n: number) => Math.round(n * 10) / 10
  return {
    width,
    height: round((north - south) * scale + 2 * margin),
    place: ([x, y]) => [round((x - west) * narrowing * scale + margin), round((north - y) * scale + margin)],
  }
}

/** The path of an SVG for a shape. */
export function pathOf(shape: Shape, projection: Projection): string {
  return ringsOf(shape)
    .map((ring) => `M${ring.map((p) => projection.place(p).join(' ')).join('L')}Z`)
    .join('')
}

/** Pins that would lie on one another are drawn as one, with their number; in the browser and on the server. */
import Supercluster from 'supercluster'

/** Leaflet's width of the world at zoom 0, in pixels. */
const WORLD = 256
/** Pins nearer than this, in pixels, become one: each remains a target that a thumb can hit. */
const RADIUS = 64
/** The deepest zoom of a map. */
const DEEPEST = 18

type Placed = { latitude: number; longitude: number }

type Group<P> = Placed & {
  count: number
  /** Sum of what each pin weighs */
  weight: number
  /** The zoom at which it comes apart; null: never */
  zoom: number | null
  /** Some of the pins; all of them when it never comes apart, up to 50 */
  members: P[]
}

export type Drawn<P> = { pin: P } | Group<P>

/**
 * What is drawn at a zoom: pins, and groups of pins.
 * @param weigh what is summed up for a group, such as 1 for each that can be used
 */
export function clusterer<P extends Placed>(
  pins: readonly P[],
  weigh: (pin: P) => number = () => 0,
): (zoom: number) => Drawn<P>[] {
  const index = new Supercluster<{ pin: P; weight: number }, { weight: number }>({
    radius: RADIUS,
    extent: WORLD,
    maxZoom: DEEPEST,
    map: ({ weight }) => ({ weight }),
    reduce: (sum, { weight }) => {
      sum.weight += weight
    },
  })
  index.load(
    pins.map((pin) => ({
      type: 'Feature',
      properties: { pin, weight: weigh(pin) },
      geometry: { type: 'Point', coordinates: [pin.longitude, pin.latitude] },
    })),
  )
  return (zoom) =>
    index.getClusters([-180, -85, 180, 85], Math.round(zoom)).map(({ geometry, properties }) => {
      if (!('cluster' in properties)) return { pin: (properties as { pin: P }).pin }
      const { cluster_id: id, point_count: count, weight } = properties
      const [longitude = 0, latitude = 0] = geometry.coordinates
      const apart = index.getClusterExpansionZoom(id)
      const together = apart > DEEPEST
      const members = index.getLeaves(id, together ? 50 : 3).map((leaf) => leaf.properties.pin)
      return { latitude, longitude, count, weight, zoom: together ? null : apart, members }
    })
}

/** Pins that would lie on one another are drawn as one, with their number. */
import Supercluster from 'supercluster'
import type { MapPin } from './layers'

/** Leaflet's width of the world at zoom 0, in pixels. */
const WORLD = 256
/** Pins nearer than this, in pixels, become one: each remains a target that a thumb can hit. */
const RADIUS = 64
/** From here on every pin is drawn by itself. */
const SINGLE_FROM = 17

export type Drawn =
  | { pin: MapPin }
  | { latitude: number; longitude: number; count: number; zoom: number; names: string[] }

/** What is drawn at a zoom: pins, and groups of pins with the zoom at which a group comes apart. */
export function clusterer(pins: readonly MapPin[]): (zoom: number) => Drawn[] {
  const index = new Supercluster<MapPin>({ radius: RADIUS, extent: WORLD, maxZoom: SINGLE_FROM - 1 })
  index.load(
    pins.map((pin) => ({
      type: 'Feature',
      properties: pin,
      geometry: { type: 'Point', coordinates: [pin.longitude, pin.latitude] },
    })),
  )
  return (zoom) =>
    index.getClusters([-180, -85, 180, 85], Math.round(zoom)).map(({ geometry, properties }) => {
      if (!('cluster' in properties)) return { pin: properties as MapPin }
      const { cluster_id: id, point_count: count } = properties as Supercluster.ClusterProperties
      const [longitude = 0, latitude = 0] = geometry.coordinates
      return {
        latitude,
        longitude,
        count,
        zoom: index.getClusterExpansionZoom(id),
        names: index.getLeaves(id, 3).map((leaf) => leaf.properties.label),
      }
    })
}

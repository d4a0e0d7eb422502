/** The part of the place picker that knows Leaflet; loaded only when somebody wants to choose on the map. */
import L from 'leaflet'
import type { GroundAnswer, MapSetup } from './layers'
import { nameLayer } from './names'
import { watchTiles } from './tiles'

export type PickSetup = Pick<MapSetup, 'tiles'> & {
  /** `GroundAnswer`: the line around the city, where the map begins, and names where tiles fail */
  ground: string
  words: { zoomIn: string; zoomOut: string; tilesMissing: string }
}

type Point = { latitude: number; longitude: number }

/** Six places are a tenth of a metre. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/**
 * Draws a map on which a place is chosen: by a tap, or by moving the map and taking its middle.
 * @param at what was chosen before
 * @returns takes the middle of the map
 */
export async function drawPicker(
  box: HTMLElement,
  setup: PickSetup,
  at: Point | null,
  chosen: (point: Point) => void,
  say: (words: string) => void,
): Promise<() => void> {
  const answer = await fetch(setup.ground)
  const ground = answer.ok ? ((await answer.json()) as GroundAnswer) : null
  const map = L.map(box, {
    scrollWheelZoom: false,
    zoomControl: false,
    minZoom: 4,
    maxZoom: setup.tiles.maxZoom,
  })
  L.control.zoom({ zoomInTitle: setup.words.zoomIn, zoomOutTitle: setup.words.zoomOut }).addTo(map)
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
  map.createPane('names').style.cssText = 'z-index: 450; pointer-events: none'
  const outline =
    ground?.outline &&
    L.geoJSON(ground.outline as unknown as GeoJSON.GeometryObject, {
      interactive: false,
      style: { color: '#1a1a1c', weight: 3, fillColor: '#e8f1fe', fillOpacity: 0.2 },
    }).addTo(map)
  if (at) map.setView([at.latitude, at.longitude], 17)
  else if (outline) map.fitBounds(outline.getBounds(), { padding: [8, 8] })
  else map.setView([36, 138], 5)
  const names = ground && nameLayer(map, ground.names, {})
  watchTiles(map, setup.tiles, (missing) => {
    say(missing ? setup.words.tilesMissing : '')
    box.classList.toggle('map-bare', missing)
    if (missing) names?.addTo(map)
    else names?.remove()
  })

  let mark: L.Layer | undefined
  const show = (point: L.LatLng) => {
    mark?.remove()
    mark = L.layerGroup([
      L.circleMarker(point, { radius: 16, color: '#ffffff', weight: 8, fill: false, interactive: false }),
      L.circleMarker(point, {
        radius: 14,
        color: '#ce0000',
        weight: 4,
        fillColor: '#ce0000',
        fillOpacity: 0.35,
        interactive: false,
      }),
    ]).addTo(map)
  }
  const take = (point: L.LatLng) => {
    show(point)
    chosen({ latitude: rounded(point.lat), longitude: rounded(point.lng) })
  }
  if (at) show(L.latLng(at.latitude, at.longitude))
  map.on('click', ({ latlng }) => take(latlng))
  return () => take(map.getCenter())
}

/** Names written on the map where no tile is: as many as have room, none over another. */
import L from 'leaflet'
import type { MapName } from './layers'

/** Width of a letter and height of a line, in pixels, with some air. */
const LETTER = 15
const LINE = 24

/** A layer of names that thins them out at each zoom. The first of the list have room first. */
export function nameLayer(map: L.Map, names: readonly MapName[]): L.LayerGroup {
  const group = L.layerGroup()
  const draw = () => {
    group.clearLayers()
    const taken: { x: number; y: number; width: number }[] = []
    const seen = map.getBounds().pad(0.2)
    for (const { latitude, longitude, name } of names) {
      if (!seen.contains([latitude, longitude])) continue
      const { x, y } = map.latLngToLayerPoint([latitude, longitude])
      const width = name.length * LETTER
      const crosses = taken.some(
        (other) => Math.abs(other.y - y) < LINE && Math.abs(other.x - x) < (other.width + width) / 2,
      )
      if (crosses) continue
      taken.push({ x, y, width })
      const label = document.createElement('span')
      label.textContent = name
      const icon = L.divIcon({ className: 'map-name', html: label, iconSize: [width, LINE] })
      // The list below says the same places: names are for the eye.
      const marker = L.marker([latitude, longitude], {
        icon,
        interactive: false,
        keyboard: false,
        pane: 'names',
      })
      group.addLayer(marker)
      marker.getElement()?.setAttribute('aria-hidden', 'true')
    }
  }
  group.on('add', () => {
    draw()
    map.on('moveend', draw)
  })
  group.on('remove', () => map.off('moveend', draw))
  return group
}

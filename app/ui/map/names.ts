/** Names and signs on the map where no tile is: as many names as have room, none over another. */
import L from 'leaflet'
import type { MapName, PinLook } from './layers'
import { pinPicture } from './marks'

/** Width of a letter and height of a line, in pixels, with some air. */
const LETTER = 15
const LINE = 24
/** From this zoom on there is room for the names of what has a sign. */
const NAMED_FROM = 15
const SIGN = 18

/** A layer of names that thins them out at each zoom. The first of the list have room first. */
export function nameLayer(
  map: L.Map,
  names: readonly MapName[],
  looks: Record<string, PinLook>,
): L.LayerGroup {
  const group = L.layerGroup()
  // The list below and the layers say the same places: these are for the eye.
  const add = ({ latitude, longitude }: MapName, content: Element, width: number, height: number) => {
    const html = document.createElement('span')
    html.append(content)
    const icon = L.divIcon({ className: 'map-name', html, iconSize: [width, height] })
    const marker = L.marker([latitude, longitude], {
      icon,
      interactive: false,
      keyboard: false,
      pane: 'names',
    })
    group.addLayer(marker)
    marker.getElement()?.setAttribute('aria-hidden', 'true')
  }
  const draw = () => {
    group.clearLayers()
    const taken: { x: number; y: number; width: number }[] = []
    const seen = map.getBounds().pad(0.2)
    for (const place of names) {
      const { latitude, longitude, name } = place
      if (!seen.contains([latitude, longitude])) continue
      const look = looks[place.look ?? '']
      if (look) add(place, pinPicture({ ...look, size: SIGN }), SIGN, SIGN)
      if (look && map.getZoom() < NAMED_FROM) continue
      const at = map.latLngToLayerPoint([latitude, longitude])
      const y = look ? at.y + SIGN : at.y
      const width = name.length * LETTER
      const crosses = taken.some(
        (other) => Math.abs(other.y - y) < LINE && Math.abs(other.x - at.x) < (other.width + width) / 2,
      )
      if (crosses) continue
      taken.push({ x: at.x, y, width })
      const label = document.createElement('span')
      label.textContent = name
      if (look) label.style.marginTop = `${2 * SIGN}px`
      add(place, label, width, LINE)
    }
  }
  group.on('add', () => {
    draw()
    map.on('moveend', draw)
  })
  group.on('remove', () => map.off('moveend', draw))
  return group
}

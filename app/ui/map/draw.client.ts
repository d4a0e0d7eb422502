/** The part of the live map that knows Leaflet; loaded only where a map is shown. */
import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import './map.css'
import { clusterer, type Drawn } from './clusters'
import type { LiveMapWords, TileSource } from './LiveMap'
import type { MapLayers } from './layers'

/** Draws the map into an empty element; returns what takes it away again. */
export function drawMap(
  element: HTMLElement,
  layers: MapLayers,
  tiles: TileSource,
  words: LiveMapWords,
  onTilesMissing: () => void,
): () => void {
  const map = L.map(element, { scrollWheelZoom: false, zoomControl: false })
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map)
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')

  const base = L.tileLayer(tiles.url, {
    maxZoom: tiles.maxZoom,
    attribution: `<a href="${tiles.creditHref}">${escapeHtml(tiles.credit)}</a>`,
  })
  base.once('tileerror', onTilesMissing)
  base.addTo(map)

  const bounds = L.latLngBounds([])
  if (layers.outline) {
    const line = L.geoJSON(layers.outline as unknown as GeoJSON.GeometryObject, {
      interactive: false,
      style: { color: '#1a1a1c', weight: 3, fillColor: '#e8f1fe', fillOpacity: 0.35 },
    }).addTo(map)
    bounds.extend(line.getBounds())
  }
  const narrow = L.latLngBounds([])
  for (const area of layers.areas) {
    const drawn = L.geoJSON(area.shape as unknown as GeoJSON.GeometryObject, {
      style: { color: '#0017c1', weight: 2, fillColor: '#7096f8', fillOpacity: 0.35 },
    }).addTo(map)
    drawn.bindPopup(popup({ label: area.label, note: '', href: area.href }))
    narrow.extend(drawn.getBounds())
  }
  for (const pin of layers.pins) narrow.extend([pin.latitude, pin.longitude])
  const shown = narrow.isValid() ? narrow : bounds
  if (shown.isValid()) map.fitBounds(shown, { padding: [28, 28], maxZoom: 16 })
  else map.setView([36, 138], 5)

  const pins = L.layerGroup().addTo(map)
  const drawnAt = clusterer(layers.pins)
  const drawPins = () => {
    pins.clearLayers()
    for (const drawn of drawnAt(map.getZoom())) addPin(map, pins, drawn, words)
  }
  drawPins()
  map.on('zoomend', drawPins)

  // Whoever opens a popup with the keyboard goes on inside it, and comes back to where they were.
  let from: HTMLElement | null = null
  map.on('popupopen', (event) => {
    const opened = event.popup.getElement()
    from = document.activeElement instanceof HTMLElement ? document.activeElement : null
    opened?.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', words.close)
    // The pin takes the focus at the end of its own click; the popup has it after that.
    setTimeout(() => opened?.querySelector<HTMLElement>('.leaflet-popup-content a')?.focus())
  })
  map.on('popupclose', () => from?.focus())
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') map.closePopup()
  }
  element.addEventListener('keydown', closeByKey)
  return () => {
    element.removeEventListener('keydown', closeByKey)
    map.remove()
  }
}

function addPin(map: L.Map, layer: L.LayerGroup, drawn: Drawn, words: LiveMapWords) {
  if ('pin' in drawn) {
    const { pin } = drawn
    const look = pin.major ? 'map-pin map-pin-major' : 'map-pin'
    markerAt(layer, pin, pin.label, look, 24).bindPopup(popup(pin))
    return
  }
  const names = drawn.names.join('、') + (drawn.count > drawn.names.length ? '…' : '')
  const label = words.cluster.replace('{count}', String(drawn.count)).replace('{names}', names)
  const marker = markerAt(layer, drawn, label, 'map-cluster', 44, String(drawn.count))
  marker.on('click', () => {
    map.setView(marker.getLatLng(), drawn.zoom)
    // The group is gone; whoever opened it by keyboard goes on in the map.
    map.getContainer().focus()
  })
}

/** @param size width and height of the mark in pixels */
function markerAt(
  layer: L.LayerGroup,
  at: { latitude: number; longitude: number },
  label: string,
  className: string,
  size: number,
  text = '',
): L.Marker {
  const icon = L.divIcon({ className, html: text, iconSize: [size, size], iconAnchor: [size / 2, size / 2] })
  const marker = L.marker([at.latitude, at.longitude], { icon, title: label, alt: label, keyboard: true })
  marker.addTo(layer)
  marker.getElement()?.setAttribute('aria-label', label)
  return marker
}

/** Built node by node: names are text, never markup. */
function popup(of: { label: string; note: string; href: string }): HTMLElement {
  const box = document.createElement('div')
  const link = document.createElement('a')
  link.href = of.href
  link.textContent = of.label
  box.append(link)
  if (of.note) {
    const note = document.createElement('p')
    note.textContent = of.note
    box.append(note)
  }
  return box
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
}

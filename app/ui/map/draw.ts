/** The part of the live map that knows Leaflet; loaded only where a map is shown. */
import L from 'leaflet'
import { clusterer } from './clusters'
import type { Shape } from './geometry'
import type { BoxAnswer, GroundAnswer, MapLayers, MapMark, MapPin, MapSetup, MapWords } from './layers'
import { MarkLayer, pinPopup } from './marks'
import { nameLayer } from './names'
import { watchTiles } from './tiles'

/** Milliseconds of rest after a move before the box is asked for. */
const REST = 250

/**
 * Draws the map into its place on the page.
 * @throws when what must be there cannot be loaded
 */
export async function drawMap(figure: HTMLElement, setup: MapSetup): Promise<void> {
  const { words, tiles } = setup
  const box = figure.querySelector<HTMLElement>('[data-map-box]')
  if (!box) throw new Error('The map has no place')
  figure.querySelector('[data-map-without]')?.remove()
  box.hidden = false
  const say = speaker(figure)
  const fixed = setup.fixed ? await load<MapLayers>(setup.fixed) : null
  // Fetched before it is needed: where tiles fail, little else may come.
  const ground = setup.ground ? await load<GroundAnswer>(setup.ground).catch(() => null) : null
  const outline = fixed?.outline ?? ground?.outline
  box.replaceChildren()
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: false, minZoom: 4, maxZoom: tiles.maxZoom })
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map)
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
  // Names stand above the lines and below the pins, and are not for the finger.
  map.createPane('names').style.cssText = 'z-index: 450; pointer-events: none'
  // What is switched on besides lies below what the map is about.
  map.createPane('besides').style.zIndex = '590'
  keepFocus(map, words)

  const drawnOutline = outline && outlineLayer(outline).addTo(map)
  const shown = fixed ? fixedLayers(map, fixed, setup) : L.latLngBounds([])
  if (setup.here) addHere(map, setup.here)
  if (setup.start) map.setView([setup.start.latitude, setup.start.longitude], setup.start.zoom)
  else if (shown.isValid()) map.fitBounds(shown, { padding: [28, 28], maxZoom: 16 })
  else if (drawnOutline) map.fitBounds(drawnOutline.getBounds(), { padding: [8, 8] })
  else map.setView([36, 138], 5)

  layerSwitches(map, figure, setup)
  const names = ground && nameLayer(map, ground.names, setup.looks)
  watchTiles(map, tiles, (missing) => {
    say('tiles', missing ? words.tilesMissing : '')
    box.classList.toggle('map-bare', missing)
    if (missing) names?.addTo(map)
    else names?.remove()
  })
  if (setup.boxes) followBoxes(map, setup, setup.boxes, say)
  // The paper is narrower or wider than the screen.
  addEventListener('beforeprint', () => map.invalidateSize({ animate: false }))
}

async function load<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return (await answer.json()) as T
}

type Speak = (part: 'tiles' | 'box', words: string) => void

/** Says below the map what holds for it now; said aloud once for each change. */
function speaker(figure: HTMLElement): Speak {
  const status = figure.querySelector<HTMLElement>('[data-map-status]')
  const said = { box: '', tiles: '' }
  return (part, words) => {
    if (said[part] === words) return
    said[part] = words
    const lines = [said.box, said.tiles].filter(Boolean).map((line) => {
      const paragraph = document.createElement('p')
      paragraph.textContent = line
      return paragraph
    })
    status?.replaceChildren(...lines)
  }
}

function outlineLayer(outline: Shape): L.GeoJSON {
  return L.geoJSON(outline as unknown as GeoJSON.GeometryObject, {
    interactive: false,
    style: { color: '#1a1a1c', weight: 3, fillColor: '#e8f1fe', fillOpacity: 0.35 },
  })
}

/** Areas and pins that stay; returns what they cover. */
function fixedLayers(map: L.Map, layers: MapLayers, setup: MapSetup): L.LatLngBounds {
  const bounds = L.latLngBounds([])
  for (const area of layers.areas) {
    const drawn = L.geoJSON(area.shape as unknown as GeoJSON.GeometryObject, {
      style: { color: '#0017c1', weight: 2, fillColor: '#7096f8', fillOpacity: 0.35 },
    }).addTo(map)
    drawn.bindPopup(pinPopup({ label: area.label, href: area.href, lines: [] }))
    bounds.extend(drawn.getBounds())
  }
  for (const pin of layers.pins) bounds.extend([pin.latitude, pin.longitude])
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 16, animate: false })
  fixedPins(map, layers.pins, setup)
  return bounds
}

/** Pins that are put together in the browser; returns what takes them away again. */
function fixedPins(
  map: L.Map,
  pins: readonly MapPin[],
  { words, looks }: MapSetup,
  colour?: string,
): () => void {
  const layer = new MarkLayer(map, looks, colour ? 'besides' : undefined)
  const drawnAt = clusterer(pins)
  const draw = () =>
    layer.show(
      drawnAt(map.getZoom()).map((one): MapMark => {
        if ('pin' in one) return one.pin
        const { count, members, weight: _, ...rest } = one
        const names = members.slice(0, 3).map((pin) => pin.label)
        const label = words.cluster
          .replace('{count}', String(count))
          .replace('{names}', names.join('、') + (count > names.length ? '…' : ''))
        return { ...rest, count, label, colour, text: [String(count)], members }
      }),
    )
  map.on('zoomend', draw)
  map.whenReady(draw)
  return () => {
    map.off('zoomend', draw)
    layer.show([])
  }
}

/** What was searched for: for the eye, as the page says it in words. */
function addHere(map: L.Map, { latitude, longitude, label }: NonNullable<MapSetup['here']>) {
  const name = document.createElement('span')
  name.textContent = label
  const icon = L.divIcon({ className: 'map-here', html: name, iconSize: [0, 0] })
  const marker = L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, pane: 'names' })
  marker.addTo(map).getElement()?.setAttribute('aria-hidden', 'true')
}

/** Boxes to tick for layers that are fetched when they are first wanted. */
function layerSwitches(map: L.Map, figure: HTMLElement, setup: MapSetup) {
  const place = figure.querySelector('[data-map-layers]')
  const layers = setup.layers ?? []
  if (!place || layers.length === 0) return
  const group = document.createElement('fieldset')
  const legend = document.createElement('legend')
  legend.textContent = setup.words.layers ?? ''
  group.append(legend)
  for (const { name, source } of layers) {
    const label = document.createElement('label')
    label.className = 'choice'
    const tick = document.createElement('input')
    tick.type = 'checkbox'
    const words = document.createElement('span')
    words.textContent = name
    label.append(tick, words)
    group.append(label)
    let pins: readonly MapPin[] | undefined
    let remove: (() => void) | undefined
    const follow = async () => {
      pins ??= (await load<MapLayers>(source)).pins
      remove?.()
      const colour = setup.looks[pins[0]?.look ?? '']?.colour
      remove = tick.checked ? fixedPins(map, pins, setup, colour) : undefined
    }
    tick.addEventListener('change', () => void follow().catch(() => undefined))
  }
  place.append(group)
}

/** Asks after each move what stands in the box that is shown. */
function followBoxes(map: L.Map, setup: MapSetup, source: string, say: Speak) {
  const layer = new MarkLayer(map, setup.looks)
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async () => {
    running?.abort()
    const mine = new AbortController()
    running = mine
    const seen = map.getBounds()
    const corners = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]
    const box = corners.map((degrees) => degrees.toFixed(6)).join(',')
    const address = `${source}${source.includes('?') ? '&' : '?'}box=${box}&zoom=${map.getZoom()}`
    try {
      const answer = await load<BoxAnswer>(address, mine.signal)
      layer.show(answer.marks)
      say('box', answer.note)
    } catch {
      // What was drawn stays; a newer question is on its way, or the next move asks again.
      if (running === mine) say('box', setup.words.failed)
    }
  }
  map.on('moveend', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, REST)
  })
  void ask()
}

/** Whoever opens a popup with the keyboard goes on inside it, and comes back to where they were. */
function keepFocus(map: L.Map, words: MapWords) {
  let from: HTMLElement | null = null
  map.on('popupopen', ({ popup }) => {
    const opened = popup.getElement()
    from = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const close = opened?.querySelector<HTMLElement>('.leaflet-popup-close-button')
    close?.setAttribute('aria-label', words.close)
    // The pin takes the focus at the end of its own click; the popup has it after that.
    setTimeout(() => (opened?.querySelector<HTMLElement>('.leaflet-popup-content a') ?? close)?.focus())
  })
  map.on('popupclose', ({ popup }) => {
    const inside = popup.getElement()?.contains(document.activeElement)
    if (inside || document.activeElement === document.body) from?.focus()
  })
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.key === 'Escape') map.closePopup()
  })
}

/** Pins and groups of pins on the map. Drawn anew, those that stay are left alone, so that the focus stays too. */
import L from 'leaflet'
import type { MapCluster, MapMark, MapPin, PinLook } from './layers'

const SVG = 'http://www.w3.org/2000/svg'

export class MarkLayer {
  private readonly group = L.layerGroup()
  private drawn = new Map<string, L.Marker>()
  private zoom = -1
  private wanted: readonly MapMark[] = []

  constructor(
    private readonly map: L.Map,
    private readonly looks: Record<string, PinLook>,
    private readonly pane = 'markerPane',
  ) {
    this.group.addTo(map)
    // A pin whose popup was open may be one of a group by now.
    map.on('popupclose', () => setTimeout(() => this.show(this.wanted)))
  }

  /**
   * Shows these and no others; but the one whose popup is open stays until it is closed, and at the same zoom the one
   * that has the focus until it is left.
   */
  show(marks: readonly MapMark[]) {
    this.wanted = marks
    const before = this.drawn
    this.drawn = new Map()
    const focused = document.activeElement
    const sameZoom = this.zoom === this.map.getZoom()
    this.zoom = this.map.getZoom()
    let lost: L.Marker | undefined
    for (const mark of marks) {
      const key = JSON.stringify(mark)
      if (!this.drawn.has(key)) this.drawn.set(key, before.get(key) ?? this.add(mark))
    }
    for (const [key, marker] of before) {
      if (this.drawn.has(key)) continue
      const hasFocus = marker.getElement() === focused
      if (marker.isPopupOpen() || (hasFocus && sameZoom)) {
        this.drawn.set(key, marker)
        continue
      }
      if (hasFocus) lost = marker
      this.group.removeLayer(marker)
    }
    if (lost) this.refocus(lost)
  }

  /** Whoever was on a mark that is gone goes on at the nearest one, or in the map. */
  private refocus(lost: L.Marker) {
    const from = this.map.latLngToLayerPoint(lost.getLatLng())
    let nearest: L.Marker | undefined
    let least = 60
    for (const marker of this.drawn.values()) {
      const away = from.distanceTo(this.map.latLngToLayerPoint(marker.getLatLng()))
      if (away < least) [nearest, least] = [marker, away]
    }
    ;(nearest?.getElement() ?? this.map.getContainer()).focus({ preventScroll: true })
  }

  private add(mark: MapMark): L.Marker {
    const isPin = 'look' in mark
    const label = isPin ? [mark.label, mark.lines[0]].filter(Boolean).join(' ') : mark.label
    const marker = L.marker([mark.latitude, mark.longitude], {
      icon: isPin ? this.pinIcon(mark) : clusterIcon(mark),
      title: label,
      alt: label,
      keyboard: true,
      riseOnHover: true,
      pane: this.pane,
    }).addTo(this.group)
    const element = marker.getElement()
    element?.setAttribute('aria-label', label)
    const act = isPin || mark.zoom === null ? () => marker.openPopup() : () => this.open(marker, mark)
    // On a telephone the whole of a popup has room beside its button.
    const fit = { maxWidth: Math.max(150, Math.min(300, this.map.getSize().x - 100)), maxHeight: 260 }
    if (isPin) marker.bindPopup(pinPopup(mark), fit)
    else if (mark.zoom === null) marker.bindPopup(membersPopup(mark), fit)
    else marker.on('click', act)
    element?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      act()
    })
    return marker
  }

  /** A group comes apart: the map goes nearer. */
  private open(marker: L.Marker, cluster: MapCluster) {
    this.map.setView(marker.getLatLng(), cluster.zoom ?? undefined)
  }

  private pinIcon(pin: MapPin): L.DivIcon {
    const look = this.looks[pin.look] ?? { outline: '', sign: '', colour: '#000', size: 24 }
    const mark = document.createElement('span')
    mark.append(pinPicture(look))
    if (pin.tag) {
      const tag = document.createElement('span')
      tag.className = 'map-tag'
      tag.textContent = pin.tag
      mark.append(tag)
    }
    const { size } = look
    return L.divIcon({
      className: 'map-pin',
      html: mark,
      iconSize: [size, size],
      iconAnchor: [size / 2, size / 2],
      popupAnchor: [0, -size / 2],
    })
  }
}

export function pinPicture({ outline, sign, colour, size }: PinLook): SVGElement {
  const picture = document.createElementNS(SVG, 'svg')
  for (const [name, value] of Object.entries({ viewBox: '-1.5 -1.5 27 27', width: size, height: size }))
    picture.setAttribute(name, String(value))
  picture.setAttribute('aria-hidden', 'true')
  const line = (d: string, look: Record<string, string>) => {
    const path = document.createElementNS(SVG, 'path')
    for (const [name, value] of Object.entries({ d, ...look })) path.setAttribute(name, value)
    picture.append(path)
  }
  line(outline, { fill: colour, stroke: '#fff', 'stroke-width': '2.5', 'paint-order': 'stroke' })
  line(sign, {
    fill: 'none',
    stroke: '#fff',
    'stroke-width': '2.4',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })
  return picture
}

function clusterIcon({ text, colour }: MapCluster): L.DivIcon {
  const words = document.createElement('span')
  words.className = colour ? 'map-group map-group-other' : 'map-group'
  if (colour) words.style.background = colour
  for (const [index, line] of text.entries()) {
    const part = document.createElement(index === 0 ? 'b' : 'small')
    part.textContent = line
    words.append(part)
  }
  const size = text.length > 1 ? 58 : 46
  return L.divIcon({
    className: 'map-cluster',
    html: words,
    iconSize: [size, size],
    iconAnchor: [size / 2, size / 2],
  })
}

/** Built node by node: names are text, never markup. */
export function pinPopup({ label, href, lines }: Pick<MapPin, 'label' | 'href' | 'lines'>): HTMLElement {
  const box = document.createElement('div')
  box.append(linkTo(label, href))
  for (const line of lines) {
    const part = document.createElement('p')
    part.textContent = line
    box.append(part)
  }
  return box
}

function membersPopup({ label, members }: MapCluster): HTMLElement {
  const box = document.createElement('div')
  const head = document.createElement('p')
  head.textContent = label
  const list = document.createElement('ul')
  for (const member of members) {
    const item = document.createElement('li')
    item.append(linkTo(member.label, member.href))
    list.append(item)
  }
  box.append(head, list)
  return box
}

function linkTo(label: string, href: string): HTMLElement {
  if (!href) {
    const name = document.createElement('strong')
    name.textContent = label
    return name
  }
  const link = document.createElement('a')
  link.href = href
  link.textContent = label
  return link
}

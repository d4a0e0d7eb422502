/** The tiles of the background, and whether they come. */
import L from 'leaflet'
import type { MapSetup } from './layers'

/** Milliseconds after which tiles that have said nothing are taken for missing. */
const PATIENCE = 8000

/**
 * Adds the tiles and tells when they are missing and when they have come. A single tile that is not there is none of
 * the story: at sea there are none.
 */
export function watchTiles(map: L.Map, tiles: MapSetup['tiles'], tell: (missing: boolean) => void): void {
  const credit = document.createElement('a')
  credit.href = tiles.creditHref
  credit.textContent = tiles.credit
  const layer = L.tileLayer(tiles.url, { maxZoom: tiles.maxZoom, attribution: credit.outerHTML })
  let came = 0
  let failed = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  layer.on('loading', () => {
    came = 0
    failed = 0
    clearTimeout(timer)
    timer = setTimeout(() => tell(came === 0), PATIENCE)
  })
  layer.on('tileload', () => {
    came++
  })
  layer.on('tileerror', () => {
    failed++
    if (failed >= 3 && came === 0) tell(true)
  })
  layer.on('load', () => {
    clearTimeout(timer)
    if (came + failed > 0) tell(failed > came)
  })
  layer.addTo(map)
}

/** The script of a page with a map: finds the places of maps, and draws them. */
import { drawMap } from './draw'
import type { MapSetup } from './layers'

for (const figure of document.querySelectorAll<HTMLElement>('[data-live-map=waiting]')) {
  const setup = JSON.parse(figure.querySelector('script')?.textContent ?? '') as MapSetup
  drawMap(figure, setup).then(
    () => {
      figure.dataset.liveMap = 'drawn'
    },
    (error) => {
      console.warn(error)
      figure.dataset.liveMap = 'failed'
      const status = figure.querySelector('[data-map-status]')
      if (status) status.textContent = setup.words.failed
    },
  )
}

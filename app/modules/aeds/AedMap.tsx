/** The map at `/aeds`. */
import { useT } from '~/ui/i18n'
import { LiveMap } from '~/ui/map/LiveMap'
import type { MapSetup } from '~/ui/map/layers'
import { looks, TILES_HREF } from '~/ui/map/looks'
import { marks } from './marks'
import { usabilityStates } from './schema'
import { type AedSearch, aedFilterNames } from './search'

const PIN = 34

export function AedMap(props: {
  search: AedSearch
  tileUrl: string
  start: MapSetup['start'] | null
  here: MapSetup['here'] | null
}) {
  const { search, tileUrl, start, here } = props
  const t = useT()
  const word = (name: string) => t(`aeds.map.${name}`)
  const filters = new URLSearchParams(
    aedFilterNames.filter((name) => search[name]).map((name): [string, string] => [name, '1']),
  ).toString()
  const base = '/aeds/map.json'
  const setup: MapSetup = {
    boxes: filters ? `${base}?${filters}` : base,
    ground: `${base}?layer=ground`,
    layers: [
      { name: word('halls'), source: `${base}?layer=halls` },
      { name: word('shelters'), source: `${base}?layer=shelters` },
    ],
    tiles: { url: tileUrl, maxZoom: 18, credit: word('tiles'), creditHref: TILES_HREF },
    looks: {
      ...Object.fromEntries(usabilityStates.map((state) => [state, { ...marks[state], size: PIN }])),
      hall: looks.house,
      shelter: looks.shelter,
    },
    words: {
      label: word('label'),
      loading: word('loading'),
      failed: word('failed'),
      tilesMissing: word('tiles_missing'),
      zoomIn: word('zoom_in'),
      zoomOut: word('zoom_out'),
      cluster: word('places'),
      close: word('close'),
      layers: word('layers'),
    },
    ...(start ? { start } : {}),
    ...(here ? { here } : {}),
  }
  return (
    <>
      <LiveMap setup={setup} noScript={word('no_script')} />
      <p className="support">
        {word('background')}: <a href={TILES_HREF}>{word('tiles')}</a>
        <span className="print-only"> {TILES_HREF}</span>
      </p>
    </>
  )
}

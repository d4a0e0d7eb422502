/**
 * A map to move about in, for those who have JavaScript. It repeats what the page says in words; without a script
 * nothing is missing but the picture. Leaflet is loaded only when such a map is on the page.
 */
import { useEffect, useRef, useState } from 'react'
import type { MapLayers } from './layers'

export type TileSource = { url: string; maxZoom: number; credit: string; creditHref: string }

export type LiveMapWords = {
  label: string
  /** Stands in place of the map where there is no JavaScript */
  noScript: string
  loading: string
  failed: string
  tilesMissing: string
  zoomIn: string
  zoomOut: string
  close: string
  /** Said for a group of pins; `{count}` and `{names}` are put in */
  cluster: string
}

export function LiveMap(props: {
  /** Where the layers come from (`MapLayers` as JSON) */
  source: string
  tiles: TileSource
  words: LiveMapWords
}) {
  const { source, tiles, words } = props
  const box = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'no script' | 'waiting' | 'drawn' | 'failed'>('no script')
  const [tilesMissing, setTilesMissing] = useState(false)

  // The box comes with the script: without one its place is taken by a sentence.
  useEffect(() => setState('waiting'), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew only for other layers; words and tiles never change on a page
  useEffect(() => {
    if (state === 'no script') return
    let remove: (() => void) | undefined
    let gone = false
    async function draw() {
      const [{ drawMap }, answer] = await Promise.all([import('./draw.client'), fetch(source)])
      if (!answer.ok) throw new Error(`The layers of the map answered ${answer.status}`)
      const layers = (await answer.json()) as MapLayers
      if (gone || !box.current) return
      remove = drawMap(box.current, layers, tiles, words, () => setTilesMissing(true))
      setState('drawn')
    }
    draw().catch(() => {
      if (!gone) setState('failed')
    })
    return () => {
      gone = true
      remove?.()
    }
  }, [source, state === 'no script'])

  if (state === 'no script')
    return (
      <p className="no-print" data-map={state}>
        {words.noScript}
      </p>
    )
  return (
    <figure className="no-print">
      <section aria-label={words.label}>
        <div
          ref={box}
          data-map={state}
          className="relative z-0 h-[28rem] max-h-[75vh] w-full rounded-lg border border-solid-gray-600 bg-white"
        >
          {state === 'waiting' && <p className="p-4">{words.loading}</p>}
        </div>
      </section>
      <figcaption className="support" role="status">
        {state === 'failed' ? words.failed : tilesMissing ? words.tilesMissing : ''}
      </figcaption>
    </figure>
  )
}

/**
 * A map to move about in, for those who have JavaScript. It repeats what the page says in words; without a script
 * nothing is missing but the picture. The script is a small one of its own, and Leaflet comes only with it: the page
 * around it needs no script of the framework.
 */
import type { MapSetup } from './layers'
import script from './map.browser?script'

export { mapLinks } from './links'

export function LiveMap(props: { setup: MapSetup; noScript: string }) {
  const { setup, noScript } = props
  return (
    <figure className="live-map" data-live-map="waiting">
      <script
        type="application/json"
        // JSON for the script, in which no tag can end or begin.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(setup).replaceAll('<', '\\u003c') }}
      />
      <p className="no-print" data-map-without>
        {noScript}
      </p>
      <div className="map-layers no-print" data-map-layers />
      <section aria-label={setup.words.label}>
        <div className="map-box" data-map-box hidden>
          <p className="map-waiting">{setup.words.loading}</p>
        </div>
      </section>
      <figcaption className="support" role="status" data-map-status />
      <script src={script} defer />
    </figure>
  )
}

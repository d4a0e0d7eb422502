/** What the pins of the map mean. */
import { useT } from '~/ui/i18n'
import { looks } from '~/ui/map/looks'
import { PinPicture } from '~/ui/map/PinPicture'
import { usabilityStates } from './schema'
import { UsabilityMark } from './UsabilityBadge'

export function AedMapLegend() {
  const t = useT()
  return (
    <section aria-labelledby="legend" className="aed-legend">
      <h2 id="legend">{t('aeds.map.legend')}</h2>
      <ul>
        {usabilityStates.map((state) => (
          <li key={state}>
            <UsabilityMark state={state} size="1.75rem" />
            <span>
              <strong>{t(`aeds.state.${state}`)}</strong>: {t(`aeds.map.legend_${state}`)}
            </span>
          </li>
        ))}
        {(['child', 'outdoors', 'reports'] as const).map((name) => (
          <li key={name}>
            <span className="map-tag" aria-hidden="true">
              {t(`aeds.map.tag_${name}`)}
            </span>
            <span>{t(`aeds.map.legend_tag_${name}`)}</span>
          </li>
        ))}
        {(['hall', 'shelter'] as const).map((name) => (
          <li key={name} className="no-print">
            <PinPicture look={name === 'hall' ? looks.house : looks.shelter} />
            <span>{t(`aeds.map.legend_${name}`)}</span>
          </li>
        ))}
        <li>
          <span className="map-group aed-legend-group" aria-hidden="true">
            <b>{t('aeds.map.count', { count: 12 })}</b>
            <small>{t('aeds.map.usable_short', { count: 5 })}</small>
          </span>
          <span>{t('aeds.map.legend_cluster', { count: 12, usable: 5 })}</span>
        </li>
      </ul>
    </section>
  )
}

/** The list of AEDs: the same as the map, in words. */
import { useLanguage, useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import type { ListedAed } from './schema'
import { OpenReports, UsabilityBadge } from './UsabilityBadge'
import { checkedWords, conditionsOf, distanceWords, equipmentOf } from './words'

/** @param at the instant for which the AEDs were judged */
export function AedList({ items, at }: { items: readonly ListedAed[]; at: Date }) {
  return (
    <ol className="notice-list aed-list" data-near-list>
      {items.map((aed) => (
        <AedRow key={aed.id} aed={aed} at={at} />
      ))}
    </ol>
  )
}

function AedRow({ aed, at }: { aed: ListedAed; at: Date }) {
  const t = useT()
  const language = useLanguage()
  const placed = aed.latitude !== null
  const distance = distanceWords(aed, t)
  const conditions = conditionsOf(aed, t)
  const where = [aed.address, aed.building].filter(Boolean).join(' ')
  return (
    <li className="notice-row" data-place={placed ? `${aed.latitude},${aed.longitude}` : undefined}>
      <h3>
        <a href={`/aeds/${aed.id}`}>{aed.name}</a>
      </h3>
      <p className="notice-marks">
        {aed.notForPublic ? (
          <UsabilityBadge usability={aed.usability} />
        ) : (
          <UsabilityBadge usability={aed.usability} at={at} />
        )}
        {aed.notForPublic && <Badge tone="warning">{t('aeds.list.not_for_public')}</Badge>}
        <OpenReports count={aed.openReports} />
        {aed.invented && <Badge>{t('aeds.list.invented')}</Badge>}
      </p>
      {conditions && <p>{conditions}</p>}
      <p className="aed-distance" data-distance hidden={!distance}>
        {distance}
      </p>
      <p>
        {where || t('aeds.list.no_address')}
        {aed.position && <> / {t('aeds.list.position', { position: aed.position })}</>}
      </p>
      {!placed && <p>{t('aeds.list.no_place')}</p>}
      <p className="support">
        {equipmentOf(aed, t)} / {checkedWords(aed, t, language)}
      </p>
    </li>
  )
}

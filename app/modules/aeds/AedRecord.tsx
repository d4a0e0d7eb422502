/** The public page of one AED: whether it can be used now, where it is, its hours, what is known of it. */
import { dayOf, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import type { Shape } from '~/ui/map/geometry'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { DataList, LinkButton } from '~/ui/parts'
import { HoursTable, OriginalHours } from './HoursTable'
import type { ShownAed } from './queries/record.server'
import { callable } from './rules'
import type { Usability } from './schema'
import { OpenReports, UsabilityBadge } from './UsabilityBadge'

/** Whether it can be used now, in the largest letters of the page. */
export function AedState(props: { aed: ShownAed; usability: Usability; at: Date }) {
  const { aed, usability, at } = props
  const t = useT()
  const language = useLanguage()
  const words = aed.condition === 'removed' ? 'removed' : usability.state
  return (
    <section className="card" aria-label={t('aeds.record.state')}>
      {aed.condition === 'removed' ? (
        <p className="font-bold text-xl">{t('aeds.state.removed_text')}</p>
      ) : (
        <>
          <p>
            <UsabilityBadge usability={usability} at={at} large />
          </p>
          <p>{aed.notForPublic ? t('aeds.record.not_for_public_text') : t(`aeds.state.${words}_text`)}</p>
          <p>
            <OpenReports count={aed.openReports} />
          </p>
          {aed.invented && <p className="support">{t('aeds.record.invented')}</p>}
          <p className="support">{t('aeds.record.at', { time: formatInstant(at, language) })}</p>
        </>
      )}
      {(words !== 'usable' || aed.notForPublic) && (
        <p className="actions no-print">
          <LinkButton href="/aeds/nearest" variant="primary">
            {t('aeds.record.nearest')}
          </LinkButton>
        </p>
      )}
    </section>
  )
}

export function AedPlace({ aed, outline }: { aed: ShownAed; outline: Shape | null }) {
  const t = useT()
  const { latitude, longitude, hall, association } = aed
  const onMap = latitude !== null && longitude !== null
  return (
    <>
      <h2>{t('aeds.record.where')}</h2>
      <DataList
        rows={[
          [t('aeds.record.position'), aed.position || t('aeds.record.position_unknown')],
          [t('aeds.record.address'), aed.address],
          [t('aeds.record.building'), aed.building],
          [
            t('aeds.record.district'),
            aed.district && t('associations.district', { name: aed.district.name }),
          ],
          [t('aeds.record.hall'), hall && <a href={`/halls/${hall.id}`}>{hall.name}</a>],
          [t('aeds.record.phone'), aed.phone && <Phone phone={aed.phone} extension={aed.extension} />],
          [
            t('aeds.record.keeper'),
            association ? (
              <a key="keeper" href={`/associations/${association.slug}`}>
                {association.name}
              </a>
            ) : (
              t('aeds.record.facility')
            ),
          ],
        ]}
      />
      {onMap && outline && aed.district && (
        <OutlineMap
          label={t('aeds.record.map_label', { name: aed.name })}
          outline={outline}
          point={[longitude, latitude]}
        />
      )}
      {onMap ? (
        <>
          {!aed.district && <p>{t('aeds.record.outside')}</p>}
          <p>
            <a href={`https://maps.gsi.go.jp/#18/${latitude}/${longitude}/`} rel="noopener">
              {t('aeds.record.map_link')}
            </a>
          </p>
        </>
      ) : (
        <p>{t('aeds.record.no_place')}</p>
      )}
    </>
  )
}

function Phone({ phone, extension }: { phone: string; extension: string }) {
  const t = useT()
  const number = callable(phone)
  return (
    <>
      {number ? <a href={`tel:${number}`}>{phone}</a> : phone}
      {extension && ` ${t('aeds.record.extension', { number: extension })}`}
    </>
  )
}

export function AedHours({ aed }: { aed: ShownAed }) {
  const t = useT()
  return (
    <>
      <h2>{t('aeds.hours.title')}</h2>
      <HoursTable hours={aed.hours} />
      <OriginalHours text={aed.hoursText} entered={aed.hoursEntered} />
    </>
  )
}

export function AedFacts({ aed }: { aed: ShownAed }) {
  const t = useT()
  const language = useLanguage()
  const known = (name: string, value: boolean | null) =>
    value === null ? t('aeds.record.not_known') : t(`aeds.record.${name}_${value ? 'yes' : 'no'}`)
  return (
    <>
      <h2>{t('aeds.record.facts')}</h2>
      <DataList
        rows={[
          [t('aeds.record.child_pads'), known('child', aed.childPads)],
          [t('aeds.record.outdoors'), known('outdoors', aed.outdoors)],
          [
            t('aeds.record.checked'),
            aed.checkedOn ? formatDay(aed.checkedOn, language) : t('aeds.record.never_checked'),
          ],
          [t('aeds.record.organisation'), aed.organisation],
          [
            t('aeds.record.url'),
            /^https?:\/\//i.test(aed.url) ? (
              <a key="url" href={aed.url} rel="nofollow noopener">
                {aed.url}
              </a>
            ) : null,
          ],
          [t('aeds.record.note'), aed.note && <span className="whitespace-pre-line">{aed.note}</span>],
          [t('aeds.record.source'), <Source key="source" aed={aed} />],
          [t('aeds.record.updated'), formatDay(dayOf(aed.updatedAt), language)],
        ]}
      />
    </>
  )
}

/** Whose data it is, and under which licence. */
function Source({ aed }: { aed: ShownAed }) {
  const t = useT()
  const language = useLanguage()
  const { source } = aed
  if (!source) return <>{t('aeds.record.entered')}</>
  const named = /^https?:\/\//i.test(source.url) ? (
    <a href={source.url} rel="nofollow noopener">
      {source.name}
    </a>
  ) : (
    source.name
  )
  const day = source.importedAt && formatDay(dayOf(source.importedAt), language)
  return (
    <>
      {named} {[source.publisher, source.licence].filter(Boolean).join(' / ')}{' '}
      {day && `(${t('aeds.record.source_imported', { day })})`}
    </>
  )
}

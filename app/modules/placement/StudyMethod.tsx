/** How it was reckoned, where the people come from, and what the study does not say. */
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { useNumbers } from './numbers'
import type { PopulationSource } from './queries/city.server'
import { FAR } from './rules'
import type { StudyData } from './StudyFigures'

/** The people that were counted, and where their numbers come from. */
export function PopulationInUse({ source, persons }: { source: PopulationSource; persons: number | null }) {
  const t = useT()
  const { written } = useNumbers()
  if (source.kind === 'set') {
    return (
      <p>
        {t('placement.people.set', { name: source.name, points: written(source.points) })}
        {source.credit && ` ${t('placement.people.credit', { credit: source.credit })}`}
      </p>
    )
  }
  const { points, households, without, unknown, placeless } = source
  return (
    <>
      <p>
        {t('placement.people.towns', { points: written(points), households: written(households) })}
        {persons !== null && ` ${t('placement.people.persons', { n: persons / 100 })}`}
      </p>
      <p className="support">{t('placement.people.approximate')}</p>
      {unknown > 0 && <p className="support">{t('placement.people.unknown', { n: unknown })}</p>}
      {placeless > 0 && <p className="support">{t('placement.people.placeless', { n: placeless })}</p>}
      {without.length > 0 && (
        <details>
          <summary>{t('placement.people.without', { n: without.length })}</summary>
          <p className="support">{without.join(t('placement.people.join'))}</p>
        </details>
      )}
    </>
  )
}

export function StudyMethod({ data }: { data: StudyData }) {
  const t = useT()
  const { metres } = useNumbers()
  const points = ['reach', 'counted', 'unknown', 'candidates', 'placed', 'score', 'order']
  return (
    <>
      <h2 id="method">{t('placement.method.title')}</h2>
      <ul className="bullets">
        {points.map((name) => (
          <li key={name}>{t(`placement.method.${name}`, { far: metres(FAR) })}</li>
        ))}
      </ul>
      <h2>{t('placement.people.title')}</h2>
      <PopulationInUse source={data.source} persons={data.params.persons} />
      <p className="actions">
        <LinkButton href="/aeds/placement/population">{t('placement.people.link')}</LinkButton>
      </p>
      <h2>{t('placement.limits.title')}</h2>
      <ul className="bullets">
        {['roads', 'doors', 'people', 'hours', 'decision'].map((name) => (
          <li key={name}>{t(`placement.limits.${name}`)}</li>
        ))}
      </ul>
      {data.aeds.invented && <p className="support">{t('placement.limits.invented')}</p>}
    </>
  )
}

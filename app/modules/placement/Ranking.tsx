/** The candidates by score, each with the reasons that make it. */
import { useT } from '~/ui/i18n'
import { LinkButton, Table } from '~/ui/parts'
import { HallName } from './ChosenSites'
import { useNumbers } from './numbers'
import type { Term } from './rules'
import type { StudyData } from './StudyFigures'

export function Ranking({ data, query }: { data: StudyData; query: string }) {
  const { candidates, halls } = data
  const t = useT()
  const numbers = useNumbers()
  const head = ['rank', 'hall', 'score', 'day', 'night', 'far', 'households', 'shelter']
  /** What is known, and the points that it brings. */
  const term = (name: Term, value: string, points: Record<Term, number>) => (
    <>
      <span className="inline-block">{value}</span>{' '}
      <span className="support inline-block">({numbers.points(points[name])})</span>
    </>
  )
  return (
    <>
      <p>{t('placement.ranking.lead')}</p>
      <p className="actions">
        <LinkButton href={`/aeds/placement.csv?${query}`} download>
          {t('placement.ranking.csv')}
        </LinkButton>
        <LinkButton href={`/aeds/placement.geojson?${query}`} download>
          {t('placement.ranking.geojson')}
        </LinkButton>
      </p>
      {halls.candidates > candidates.length && (
        <p className="support">
          {t('placement.ranking.top', { shown: candidates.length, all: halls.candidates })}
        </p>
      )}
      {/* Many columns: at twice the size of text their words may break anywhere. */}
      <div className="[overflow-wrap:anywhere]">
        <Table
          caption={t('placement.ranking.caption')}
          head={head.map((name) => t(`placement.head.${name}`))}
          rows={candidates.map(({ hall, gain, nearest, households, points, score }, index) => [
            index + 1,
            <HallName key="hall" hall={hall} />,
            <strong key="score">{numbers.points(score)}</strong>,
            term('day', t('placement.unit.more', { n: numbers.people(gain.day) }), points),
            term('night', t('placement.unit.more', { n: numbers.people(gain.night) }), points),
            term('far', nearest === null ? t('placement.nothing_near') : numbers.metres(nearest), points),
            term('households', t('placement.unit.households', { n: numbers.written(households) }), points),
            term('shelter', t(`placement.designation.${hall.designation}`), points),
          ])}
        />
      </div>
    </>
  )
}

/** The indicators of a year by theme, each with its figure, its target and how it stands. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { GoalBar, StandingBadge } from './Figures'
import type { ListRow } from './queries/overview.server'
import { amount, expectedBy, LEAST, lastOf, wordTenths } from './rules'
import { wordFigure } from './words'

export function IndicatorList({ themes }: { themes: readonly { theme: string; rows: ListRow[] }[] }) {
  return (
    <div className="indicator-themes">
      {themes.map(({ theme, rows }) => (
        <section key={theme} className="indicator-theme">
          <h2>{theme}</h2>
          <ul className="indicator-list">
            {rows.map((row) => (
              <Item key={row.key} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Item({ row }: { row: ListRow }) {
  const t = useT()
  const language = useLanguage()
  const { actual, target, day, tooFew, from, published, counted, achievement, standing } = row.summary
  const runs = day !== null && day < lastOf(row.year, 3)
  const expected = target && runs && row.method === 'sum' ? expectedBy(target, row.year, day) : null
  const previous = row.previous === null ? null : wordFigure(t, amount(row.unit, row.previous))
  return (
    <li>
      <h3 className="indicator-name">
        <a href={`/indicators/${row.key}?year=${row.year}`}>{row.name}</a>
      </h3>
      <p className="indicator-figure">
        {actual
          ? wordFigure(t, actual)
          : t(tooFew ? 'indicators.too_few' : 'indicators.not_yet', { least: LEAST })}
        {target && <small>{t('indicators.of_target', { target: wordFigure(t, target) })}</small>}
      </p>
      {actual && target && (
        <GoalBar
          label={t('indicators.bar', { actual: wordFigure(t, actual), target: wordFigure(t, target) })}
          actual={actual}
          target={target}
          expected={expected}
        />
      )}
      {target && (
        <p className="indicator-signs">
          <StandingBadge of={standing} />
          {achievement !== null && t('indicators.achieved', { percent: wordTenths(achievement) })}
        </p>
      )}
      <p className="support indicator-notes">
        {day && <span>{t('indicators.as_of', { day: formatDay(day, language) })}</span>}
        {previous && <span>{t('indicators.previous_was', { previous })}</span>}
        {from === 'published' && published && counted && counted.milli !== published.amount.milli && (
          <span>{t('indicators.portal_counts', { counted: wordFigure(t, counted) })}</span>
        )}
        {from === 'counted' && <span>{t('indicators.by_portal')}</span>}
      </p>
    </li>
  )
}

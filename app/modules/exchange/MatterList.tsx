/** 意見・質問の一覧: the form that narrows it, the counts as a picture in a table, and the list. Plain GET. */
import { type Day, daysBetween, formatDay } from '~/platform/clock'
import { FilterFlag, FilterSelect, FilterText } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, Icon } from '~/ui/parts'
import { DueBadge, MatterBadge, ProgressBar } from './MatterParts'
import type { ListedMatter, StateCounts } from './queries/list.server'
import { categories, daysLate, dueState, matterKinds, PUBLIC_STATES } from './rules'
import type { ListQuery } from './schema'

/** The address of a search, with something changed. */
export function listHref(query: ListQuery, change: Partial<Record<keyof ListQuery, string>>): string {
  const merged: Record<string, unknown> = { ...query, ...change }
  const kept = Object.entries(merged)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => [key, value === true ? '1' : String(value)])
  const search = new URLSearchParams(kept).toString()
  return search ? `/exchange?${search}` : '/exchange'
}

/** Whether anything is asked for beside the state: then the narrower fields stand open. */
export const narrows = (query: ListQuery): boolean =>
  Boolean(
    query.q ||
      query.kind ||
      query.category ||
      query.district ||
      query.section ||
      query.association ||
      query.overdue,
  )

type Choice = { id: number; name: string }

export function MatterSearch(props: {
  query: ListQuery
  districts: readonly Choice[]
  sections: readonly Choice[]
}) {
  const { query, districts, sections } = props
  const t = useT()
  const at = (key: string) => t(`exchange.list.${key}`)
  return (
    <form method="get" action="/exchange" className="stack no-print">
      <FilterText name="q" label={at('q')} value={query.q} />
      <details
        className="confirm"
        open={
          Boolean(query.kind || query.category || query.district || query.section || query.overdue) ||
          undefined
        }
      >
        <summary>{at('more')}</summary>
        <div className="stack">
          <div className="search-row">
            <FilterSelect
              name="category"
              label={at('category')}
              any={at('any_category')}
              options={categories.map((value) => ({ value, label: t(`exchange.category.${value}`) }))}
              value={query.category}
            />
            <FilterSelect
              name="district"
              label={at('district')}
              any={at('any_district')}
              options={districts.map(({ id, name }) => ({
                value: id,
                label: t('associations.district', { name }),
              }))}
              value={query.district}
            />
          </div>
          <div className="search-row">
            <FilterSelect
              name="kind"
              label={at('kind')}
              any={at('any_kind')}
              options={matterKinds.map((value) => ({ value, label: t(`exchange.kind.${value}.title`) }))}
              value={query.kind}
            />
            <FilterSelect
              name="section"
              label={at('section')}
              any={at('any_section')}
              options={sections.map(({ id, name }) => ({ value: id, label: name }))}
              value={query.section}
            />
          </div>
          <FilterFlag name="overdue" label={at('overdue')} value={query.overdue} />
        </div>
      </details>
      {query.state && <input type="hidden" name="state" value={query.state} />}
      {query.association && <input type="hidden" name="association" value={query.association} />}
      <Button>
        <Icon name="search" /> {at('search')}
      </Button>
    </form>
  )
}

/** How many stand in which state: a table with a bar in each row, each a way to those alone. */
export function StateFigures({ query, counts }: { query: ListQuery; counts: StateCounts }) {
  const t = useT()
  const all = PUBLIC_STATES.map((state) => ({ state, count: counts[state] ?? 0 }))
  const most = Math.max(1, ...all.map(({ count }) => count))
  const total = all.reduce((sum, { count }) => sum + count, 0)
  return (
    <table className="figures">
      <caption>{t('exchange.list.by_state')}</caption>
      <thead>
        <tr>
          <th scope="col" className="figures-first">
            {t('exchange.list.state')}
          </th>
          <th scope="col" className="whitespace-nowrap">
            {t('exchange.list.count')}
          </th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {all.map(({ state, count }) => (
          <tr key={state}>
            <th scope="row" className="figures-first figures-name">
              <a
                className="inline-flex min-h-11 items-center"
                href={listHref(query, { state: query.state === state ? '' : state, after: '' })}
                aria-current={query.state === state ? 'true' : undefined}
              >
                {t(`exchange.state.${state}`)}
              </a>
              {query.state === state && <> {t('exchange.list.chosen')}</>}
            </th>
            <td>{count}</td>
            <td aria-hidden="true" className="w-1/3 align-middle!">
              <svg className="row-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(count / most) * 100} height="4" />
              </svg>
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row" className="figures-first figures-name">
            <a className="inline-flex min-h-11 items-center" href={listHref(query, { state: '', after: '' })}>
              {t('exchange.list.total')}
            </a>
          </th>
          <td>{total}</td>
          <td aria-hidden="true" />
        </tr>
      </tbody>
    </table>
  )
}

export function MatterList({ matters, today }: { matters: readonly ListedMatter[]; today: Day }) {
  const t = useT()
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {matters.map((matter) => (
        <li key={matter.id} className="notice-row">
          <h3>
            <a href={`/exchange/${matter.id}`}>{matter.title}</a>
          </h3>
          <p className="notice-marks">
            <MatterBadge state={matter.state} />
            <DueBadge
              how={dueState(matter, today)}
              left={matter.dueOn ? daysBetween(today, matter.dueOn) : 0}
              late={daysLate(matter, today)}
            />
            {matter.joinedToId !== null && <Badge>{t('exchange.joined_badge')}</Badge>}
            <span>
              {t(`exchange.kind.${matter.kind}.title`)} / {t(`exchange.category.${matter.category}`)}
            </span>
          </p>
          {matter.state === 'underway' && <ProgressBar progress={matter.progress} />}
          <p className="support">
            {[
              t('exchange.list.received', { day: formatDay(matter.receivedOn, language) }),
              matter.association ?? t('exchange.list.resident'),
              matter.district && t('associations.district', { name: matter.district }),
              matter.section,
              matter.supportCount > 0 && t('exchange.support.count', { count: matter.supportCount }),
            ]
              .filter(Boolean)
              .join(' / ')}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** A few matters in short, beside something else. */
export function MatterLinks({ matters }: { matters: readonly ListedMatter[] }) {
  return (
    <ul className="plain-list">
      {matters.map((matter) => (
        <li key={matter.id} className="py-1">
          <a href={`/exchange/${matter.id}`} className="inline-block py-1.5">
            {matter.title}
          </a>{' '}
          <MatterBadge state={matter.state} />
        </li>
      ))}
    </ul>
  )
}

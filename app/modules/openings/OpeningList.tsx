/** 担い手の募集をさがす: the form and the list. Plain GET, so that a search has an address. */
import { formatDay } from '~/platform/clock'
import { FilterFlag, FilterSelect, FilterText } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { Button, Icon } from '~/ui/parts'
import { OpeningMarks, useHours, useMonths } from './OpeningParts'
import type { ListedOpening } from './queries/list.server'
import { hourLimits, openingKinds, skills } from './rules'
import type { ListQuery } from './schema'

/** Whether more than words is asked for: then the narrower fields stand open. */
export const narrows = (query: ListQuery): boolean =>
  Boolean(
    query.district ||
      query.kind ||
      query.hours ||
      query.skill ||
      query.evening ||
      query.weekend ||
      query.home ||
      query.association,
  )

export function OpeningSearchForm(props: {
  query: ListQuery
  districts: readonly { id: number; name: string }[]
}) {
  const { query, districts } = props
  const t = useT()
  const at = (key: string) => t(`openings.list.${key}`)
  const opened = Boolean(
    query.home || query.evening || query.weekend || query.district || query.kind || query.q,
  )
  return (
    <form method="get" action="/openings" className="stack no-print">
      <div className="search-row">
        <FilterSelect
          name="skill"
          label={at('skill')}
          any={at('any_skill')}
          options={skills.map((value) => ({ value, label: t(`openings.skill.${value}`) }))}
          value={query.skill}
        />
        <FilterSelect
          name="hours"
          label={at('hours')}
          any={at('any_hours')}
          options={hourLimits.map((value) => ({
            value,
            label: t('openings.list.hours_up_to', { hours: value }),
          }))}
          value={query.hours}
        />
      </div>
      <details className="confirm" open={opened || undefined}>
        <summary>{at('more')}</summary>
        <div className="stack">
          <fieldset className="field">
            <legend>{at('when')}</legend>
            <div className="flex flex-wrap gap-x-6">
              <FilterFlag name="home" label={t('openings.from_home')} value={query.home} />
              <FilterFlag name="evening" label={t('openings.evening')} value={query.evening} />
              <FilterFlag name="weekend" label={t('openings.weekend')} value={query.weekend} />
            </div>
          </fieldset>
          <div className="search-row">
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
            <FilterSelect
              name="kind"
              label={at('kind')}
              any={at('any_kind')}
              options={openingKinds.map((value) => ({ value, label: t(`openings.kind.${value}.title`) }))}
              value={query.kind}
            />
            <FilterText name="q" label={at('q')} value={query.q} />
          </div>
        </div>
      </details>
      {query.association && <input type="hidden" name="association" value={query.association} />}
      <Button>
        <Icon name="search" /> {at('search')}
      </Button>
    </form>
  )
}

export function OpeningList({ openings }: { openings: readonly ListedOpening[] }) {
  const t = useT()
  const language = useLanguage()
  const hours = useHours()
  const months = useMonths()
  return (
    <ul className="notice-list">
      {openings.map((opening) => (
        <li key={opening.id} className="notice-row">
          <h3>
            <a href={`/openings/${opening.id}`}>{opening.title}</a>
          </h3>
          <p>
            <strong className="opening-hours">{hours(opening)}</strong> <span>{months(opening.months)}</span>
          </p>
          <OpeningMarks opening={opening} />
          <p className="support">
            {opening.association.name}
            {opening.association.district &&
              ` / ${t('associations.district', { name: opening.association.district })}`}
            {opening.closesOn && ` / ${t('openings.closes', { day: formatDay(opening.closesOn, language) })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The address of a search, with something changed. */
export function listHref(query: ListQuery, change: Partial<Record<keyof ListQuery, string>>): string {
  const merged: Record<string, unknown> = { ...query, ...change }
  const kept = Object.entries(merged)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => [key, value === true ? '1' : String(value)])
  const search = new URLSearchParams(kept).toString()
  return search ? `/openings?${search}` : '/openings'
}

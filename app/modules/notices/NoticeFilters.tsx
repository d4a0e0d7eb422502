/** Search and filters of the list: a plain GET form, so that a found page has an address to pass on. */
import { FilterDate, FilterKept, FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Button } from '~/ui/parts'
import { categories } from './rules'
import type { ListQuery } from './schema'

/** The fields to narrow down are there when they are asked for or at work: most readers need neither them nor their weight. */
export function filtersOpen(query: ListQuery): boolean {
  return Boolean(
    query.filters || query.category || query.district || query.from || query.to || query.association,
  )
}

function opened(query: ListQuery): string {
  const search = new URLSearchParams({ ...(query.q ? { q: query.q } : {}), filters: 'open' })
  return `/notices?${search}`
}

export function NoticeFilters(props: {
  query: ListQuery
  association: { slug: string; name: string } | null
  districts: readonly { id: number; name: string }[]
  oneLetter: boolean
}) {
  const { query, association, districts, oneLetter } = props
  const t = useT()
  const open = filtersOpen(query)
  const narrowed = open && query.filters === undefined
  return (
    <form method="get" action="/notices" className="stack no-print">
      <div className="search-row">
        <div className="field">
          <label className="field-label" htmlFor="q">
            {t('notices.list.search')}
          </label>
          <p className="support" id="q-support">
            {t('notices.list.search_support')}
          </p>
          <input
            id="q"
            name="q"
            type="search"
            className="input"
            defaultValue={query.q}
            maxLength={100}
            aria-describedby="q-support"
          />
        </div>
        <Button>{t('notices.list.search_button')}</Button>
      </div>
      {oneLetter && <p className="field-error">{t('notices.list.one_letter')}</p>}
      {!open && (
        <p>
          <a className="filters-link" href={opened(query)}>
            {t('notices.list.filters')}
          </a>
        </p>
      )}
      {open && (
        <fieldset className="field">
          <legend>{narrowed ? t('notices.list.filters_on') : t('notices.list.filters')}</legend>
          <div className="search-row">
            <FilterSelect
              name="category"
              label={t('notices.list.category')}
              any={t('notices.list.any')}
              options={categories.map((value) => ({ value, label: t(`notices.category.${value}`) }))}
              value={query.category}
            />
            <FilterSelect
              name="district"
              label={t('notices.list.district')}
              any={t('notices.list.any')}
              options={districts.map(({ id, name }) => ({ value: id, label: name }))}
              value={query.district}
            />
            <FilterDate name="from" label={t('notices.list.from')} type="date" value={query.from} />
            <FilterDate name="to" label={t('notices.list.to')} type="date" value={query.to} />
            {association && (
              <FilterKept
                name="association"
                label={`${t('notices.list.association')}: ${association.name}`}
                value={association.slug}
              />
            )}
            <Button variant="secondary">{t('notices.list.search_button')}</Button>
          </div>
          {narrowed && (
            <p>
              <a href="/notices">{t('notices.list.clear')}</a>
            </p>
          )}
        </fieldset>
      )}
    </form>
  )
}

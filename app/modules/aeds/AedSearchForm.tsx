/** AEDをさがす: plain GET, so that a search has an address. */
import { TownList } from '~/modules/associations/PlaceForm'
import { FilterFlag, FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Button, Icon } from '~/ui/parts'
import { type AedSearch, aedFilterNames, aedsHref } from './search'

export function AedSearchForm({ search, towns }: { search: AedSearch; towns: readonly string[] }) {
  const t = useT()
  return (
    <form method="get" action="/aeds" className="stack no-print">
      <div className="field">
        <label className="field-label" htmlFor="q">
          {t('aeds.list.q')}
        </label>
        <p className="support" id="q-support">
          {t('aeds.list.q_support')}
        </p>
        <input
          id="q"
          name="q"
          type="search"
          className="input"
          defaultValue={search.q}
          maxLength={100}
          list="q-towns"
          autoComplete="off"
          aria-describedby="q-support"
        />
        <TownList id="q-towns" towns={towns} />
      </div>
      <fieldset className="aed-filters">
        <legend className="field-label">{t('aeds.list.filters')}</legend>
        {[...aedFilterNames, 'placeless' as const].map((name) => (
          <FilterFlag key={name} name={name} label={t(`aeds.list.filter_${name}`)} value={search[name]} />
        ))}
      </fieldset>
      <div className="search-row">
        <FilterSelect
          name="sort"
          label={t('aeds.list.sort')}
          any={t('aeds.list.sort_distance')}
          options={[{ value: 'name', label: t('aeds.list.sort_name') }]}
          value={search.sort === 'name' ? 'name' : undefined}
        />
        <Button>
          <Icon name="search" /> {t('aeds.list.search')}
        </Button>
      </div>
    </form>
  )
}

/** What of a search narrows the list, in words, and how to take it off again. */
export function AedNarrowed({ search }: { search: AedSearch }) {
  const t = useT()
  const names = [...aedFilterNames, 'placeless' as const].filter((name) => search[name])
  if (names.length === 0 && !search.q) return null
  return (
    <p className="actions">
      {names.length > 0 && (
        <span>
          {t('aeds.list.narrowed', {
            filters: names.map((name) => t(`aeds.list.filter_${name}`)).join(t('aeds.list.join')),
          })}
        </span>
      )}
      <a href={aedsHref({})}>{t('aeds.list.clear')}</a>
    </p>
  )
}

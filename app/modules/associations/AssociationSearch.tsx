/** 自治会をさがす: the form, what a town belongs to, and the list. Plain GET, so that a search has an address. */
import { FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Badge, Button, Icon, LinkButton } from '~/ui/parts'
import { TownList } from './PlaceForm'
import type { DistrictOption } from './queries.server'
import { searchKinds } from './rules'
import type { SearchQuery } from './schema'
import type { FoundAssociation, TownAnswer } from './search.server'

export function AssociationSearchForm(props: {
  action: string
  query: SearchQuery
  districts: readonly DistrictOption[]
  towns: readonly string[]
}) {
  const { action, query, districts, towns } = props
  const t = useT()
  return (
    <form method="get" action={action} className="stack no-print">
      <div className="search-row">
        <div className="field">
          <label className="field-label" htmlFor="q">
            {t('associations.list.q')}
          </label>
          <p className="support" id="q-support">
            {t('associations.list.q_support')}
          </p>
          <input
            id="q"
            name="q"
            type="search"
            className="input"
            defaultValue={query.q}
            maxLength={100}
            list="q-towns"
            autoComplete="off"
            aria-describedby="q-support"
          />
          <TownList id="q-towns" towns={towns} />
        </div>
      </div>
      <div className="search-row">
        <FilterSelect
          name="district"
          label={t('associations.list.district')}
          any={t('associations.list.any_district')}
          options={districts.map(({ id, name }) => ({
            value: id,
            label: t('associations.district', { name }),
          }))}
          value={query.district}
        />
        <FilterSelect
          name="kind"
          label={t('associations.list.kind')}
          any={t('associations.list.any_kind')}
          options={searchKinds.map((value) => ({ value, label: t(`associations.kind.${value}`) }))}
          value={query.kind}
        />
        <Button>
          <Icon name="search" /> {t('associations.list.search')}
        </Button>
      </div>
    </form>
  )
}

/** The answer to "which association is mine?", town by town. */
export function TownAnswers({ towns }: { towns: readonly TownAnswer[] }) {
  const t = useT()
  return (
    <div className="grid-cards">
      {towns.map((town) => (
        <section className="card" key={town.id}>
          <h3 className="card-title">{town.name}</h3>
          {town.associations.length > 0 ? (
            <ul className="plain-list">
              {town.associations.map((association) => (
                <li key={association.slug}>
                  <a className="inline-block py-1.5 font-bold" href={`/associations/${association.slug}`}>
                    {association.name}
                  </a>
                </li>
              ))}
            </ul>
          ) : (
            <p>{t('associations.list.town_without')}</p>
          )}
          {town.council && (
            <p className="support">
              {t('associations.list.town_council')}:{' '}
              <a href={`/associations/${town.council.slug}`}>{town.council.name}</a>
            </p>
          )}
        </section>
      ))}
    </div>
  )
}

export function AssociationList({ items }: { items: readonly FoundAssociation[] }) {
  const t = useT()
  return (
    <ul className="notice-list">
      {items.map((item) => (
        <li key={item.id} className="notice-row">
          <h3>
            <a href={`/associations/${item.slug}`}>{item.name}</a>
          </h3>
          <p className="support">{item.reading}</p>
          <p className="notice-marks">
            <Badge tone={item.kind === 'council' ? 'info' : 'neutral'}>
              {t(`associations.kind.${item.kind}`)}
            </Badge>
            {item.legalPersonality && <Badge>{t('associations.legal')}</Badge>}
            {item.district && <span>{t('associations.district', { name: item.district })}</span>}
          </p>
          {item.towns.length > 0 && <p className="support">{item.towns.join('、')}</p>}
        </li>
      ))}
    </ul>
  )
}

/** The way to the next page of the list, and back to its beginning. */
export function NextPage({ base, query, next }: { base: string; query: SearchQuery; next?: number }) {
  const t = useT()
  if (!next && !query.after) return null
  return (
    <nav className="pager" aria-label={t('portal.pager.label')}>
      {query.after && (
        <LinkButton href={searchHref(base, query, { after: '' })}>
          {t('associations.list.first_page')}
        </LinkButton>
      )}
      {next && (
        <LinkButton href={searchHref(base, query, { after: String(next) })}>
          {t('associations.list.next_page')}
        </LinkButton>
      )}
    </nav>
  )
}

/** The address of a search, with something changed. */
export function searchHref(
  base: string,
  query: SearchQuery,
  change: Partial<Record<keyof SearchQuery, string>>,
): string {
  const merged: Record<string, unknown> = { ...query, ...change }
  const kept = Object.entries(merged).filter(([, v]) => v !== undefined && v !== '')
  const search = new URLSearchParams(kept.map(([k, v]) => [k, String(v)])).toString()
  return search ? `${base}?${search}` : base
}

/** 会館をさがす: the form and the list. Plain GET, so that a search has an address. */
import { FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Badge, Button, Icon } from '~/ui/parts'
import type { ListedHall } from './queries/list.server'
import type { ListQuery } from './schema'

export function HallSearchForm(props: {
  query: ListQuery
  districts: readonly { id: number; name: string }[]
}) {
  const { query, districts } = props
  const t = useT()
  return (
    <form method="get" action="/halls" className="stack no-print">
      <div className="field">
        <label className="field-label" htmlFor="q">
          {t('halls.list.q')}
        </label>
        <p className="support" id="q-support">
          {t('halls.list.q_support')}
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
      <div className="search-row">
        <FilterSelect
          name="district"
          label={t('halls.list.district')}
          any={t('halls.list.any_district')}
          options={districts.map(({ id, name }) => ({
            value: id,
            label: t('associations.district', { name }),
          }))}
          value={query.district}
        />
        <Button>
          <Icon name="search" /> {t('halls.list.search')}
        </Button>
      </div>
    </form>
  )
}

export function HallList({ halls }: { halls: readonly ListedHall[] }) {
  const t = useT()
  return (
    <ul className="notice-list">
      {halls.map((hall) => (
        <li key={hall.id} className="notice-row">
          <h3>
            <a href={`/halls/${hall.id}`}>{hall.name}</a>
          </h3>
          {hall.reading && <p className="support">{hall.reading}</p>}
          <p>{hall.address}</p>
          <p className="notice-marks">
            {hall.designation !== 'none' && (
              <Badge tone="info">{t(`halls.designation.${hall.designation}`)}</Badge>
            )}
            {hall.nightAccess !== '' && <Badge>{t('halls.list.night')}</Badge>}
            {hall.district && <span>{t('associations.district', { name: hall.district })}</span>}
          </p>
          {hall.associations.length > 0 && (
            <p className="support">{t('halls.list.used_by', { names: hall.associations.join('、') })}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The address of a search, with something changed. */
export function listHref(query: ListQuery, change: Partial<Record<keyof ListQuery, string>>): string {
  const merged: Record<string, unknown> = { ...query, ...change }
  const kept = Object.entries(merged).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString()
  return search ? `/halls?${search}` : '/halls'
}

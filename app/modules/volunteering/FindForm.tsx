/** さがす: the form of the list, and the addresses that keep its answers. */
import { FilterDate, FilterFlag, FilterSelect, FilterText } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { Button } from '~/ui/parts'
import { PARTY_MOST, programmeKinds, stages, themes } from './rules'
import type { FindQuery } from './schema'

/** The address of the list with what is asked for; an empty text takes something off. */
export function findHref(
  query: FindQuery,
  change: Partial<Record<keyof FindQuery, string>> = {},
  base = '/volunteering',
) {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...change })) {
    if (value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${base}?${text}` : base
}

const NARROWING = [
  'q',
  'kind',
  'theme',
  'stage',
  'district',
  'day',
  'people',
  'weekend',
  'room',
  'host',
  'programme',
] as const

export const isNarrowed = (query: FindQuery): boolean => NARROWING.some((name) => query[name] !== undefined)

export function FindForm({
  query,
  districts,
}: {
  query: FindQuery
  districts: readonly { id: number; name: string }[]
}) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.list.${key}`, params)
  const any = at('any')
  return (
    <details className="panel no-print" open={isNarrowed(query)}>
      <summary>{at('open_search')}</summary>
      <form method="get" action="/volunteering" className="stack">
        {query.programme && <input type="hidden" name="programme" value={query.programme} />}
        {query.host && <input type="hidden" name="host" value={query.host} />}
        {query.view && <input type="hidden" name="view" value={query.view} />}
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <FilterSelect
            name="stage"
            label={at('stage')}
            any={any}
            value={query.stage}
            options={stages.map((value) => ({ value, label: t(`volunteering.stage.${value}`) }))}
          />
          <FilterSelect
            name="theme"
            label={at('theme')}
            any={any}
            value={query.theme}
            options={themes.map((value) => ({ value, label: t(`volunteering.theme.${value}`) }))}
          />
          <FilterSelect
            name="people"
            label={at('people')}
            any={any}
            value={query.people}
            options={Array.from({ length: PARTY_MOST }, (_, i) => ({
              value: i + 1,
              label: i === 0 ? at('people_1') : at('people_n', { count: i + 1 }),
            }))}
          />
          <FilterDate name="day" label={at('day')} type="date" value={query.day} />
          <FilterSelect
            name="district"
            label={at('district')}
            any={any}
            value={query.district}
            options={districts.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FilterSelect
            name="kind"
            label={at('kind')}
            any={any}
            value={query.kind}
            options={programmeKinds.map((value) => ({ value, label: t(`volunteering.kind.${value}`) }))}
          />
          <FilterText name="q" label={at('q')} value={query.q} />
        </div>
        <FilterFlag name="room" label={at('room')} value={query.room !== undefined} />
        <FilterFlag name="weekend" label={at('weekend')} value={query.weekend !== undefined} />
        <p className="actions">
          <Button>{at('submit')}</Button>
          {isNarrowed(query) && <a href="/volunteering">{at('clear')}</a>}
        </p>
      </form>
    </details>
  )
}

/** One tap for each stage, as pupils look on a telephone. */
export function StageLinks({ query }: { query: FindQuery }) {
  const t = useT()
  return (
    <nav aria-label={t('volunteering.list.stage')} className="no-print">
      <ul className="flex list-none flex-wrap gap-2 p-0">
        {stages.map((stage) => (
          <li key={stage}>
            <a
              className={`button ${query.stage === stage ? 'button-primary' : 'button-secondary'}`}
              aria-current={query.stage === stage ? 'true' : undefined}
              href={findHref(query, { stage: query.stage === stage ? '' : stage, after: '' })}
            >
              {t(`volunteering.stage.${stage}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

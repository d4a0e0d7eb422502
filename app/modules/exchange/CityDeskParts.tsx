/** 庁内の受付: what waits, the fields that narrow it, and the list. Plain GET. */
import { daysBetween, formatDay } from '~/platform/clock'
import { FilterFlag, FilterSelect, FilterText } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, Table } from '~/ui/parts'
import type { DeskQueue } from './city-rules'
import { DueBadge, MatterBadge, ProgressBar } from './MatterParts'
import type { CityDesk, DeskMatter } from './queries/city-desk.server'
import { categories, daysLate, dueState, matterKinds, matterStates, promiseState } from './rules'
import type { DeskQuery } from './schema/city'

/** The desk's address with something changed. */
export function deskHref(query: DeskQuery, change: Partial<Record<keyof DeskQuery, string>>): string {
  const kept = Object.entries({ ...query, ...change }).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const search = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString()
  return search ? `/desk/exchange?${search}` : '/desk/exchange'
}

/** Queues in which something has waited too long. */
const LATE: readonly DeskQueue[] = ['overdue', 'promise_late']

/** What waits, each with its number and a way to those alone. */
export function Queues(props: { queues: readonly DeskQueue[]; desk: Pick<CityDesk, 'counts' | 'queue'> }) {
  const { queues, desk } = props
  const t = useT()
  return (
    <nav aria-label={t('exchange.city.desk.queues')}>
      <ul className="grid list-none gap-3 p-0 [grid-template-columns:repeat(auto-fit,minmax(min(8rem,100%),1fr))]">
        {queues.map((queue) => {
          const count = desk.counts[queue]
          const late = LATE.includes(queue) && count > 0
          return (
            <li key={queue}>
              <a
                href={`/desk/exchange?queue=${queue}`}
                aria-current={desk.queue === queue ? 'true' : undefined}
                className={`flex h-full min-h-11 items-baseline justify-between gap-2 rounded-lg px-3 py-2 ${
                  desk.queue === queue ? 'border-4 font-bold' : 'border'
                } ${late ? 'border-red-900 text-red-900' : ''}`}
              >
                <span>{t(`exchange.city.queue.${queue}`)}</span>
                <strong className="whitespace-nowrap text-xl">
                  {t('exchange.city.desk.count', { count })}
                </strong>
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

type Choice = { id: number; name: string }

export function DeskFilters(props: {
  query: DeskQuery
  sections: readonly Choice[]
  districts: readonly Choice[]
}) {
  const { query, sections, districts } = props
  const t = useT()
  const at = (key: string) => t(`exchange.list.${key}`)
  const narrowed =
    query.state || query.kind || query.category || query.district || query.section || query.mine
  return (
    <form method="get" action="/desk/exchange" className="stack">
      <FilterText name="q" label={at('q')} value={query.q} />
      <details className="confirm" open={Boolean(narrowed) || undefined}>
        <summary>{at('more')}</summary>
        <div className="stack">
          <div className="search-row">
            <FilterSelect
              name="state"
              label={at('state')}
              any={t('exchange.city.desk.open_ones')}
              options={matterStates.map((value) => ({ value, label: t(`exchange.state.${value}`) }))}
              value={query.state}
            />
            <FilterSelect
              name="section"
              label={at('section')}
              any={at('any_section')}
              options={sections.map(({ id, name }) => ({ value: id, label: name }))}
              value={query.section}
            />
          </div>
          <div className="search-row">
            <FilterSelect
              name="category"
              label={at('category')}
              any={at('any_category')}
              options={categories.map((value) => ({ value, label: t(`exchange.category.${value}`) }))}
              value={query.category}
            />
            <FilterSelect
              name="kind"
              label={at('kind')}
              any={at('any_kind')}
              options={matterKinds.map((value) => ({ value, label: t(`exchange.kind.${value}.title`) }))}
              value={query.kind}
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
          <FilterFlag name="mine" label={t('exchange.city.desk.mine')} value={query.mine === '1'} />
        </div>
      </details>
      <Button variant="secondary">{at('search')}</Button>
    </form>
  )
}

export function DeskTable({ desk }: { desk: Pick<CityDesk, 'items' | 'today' | 'routeBy' | 'queue'> }) {
  const { items, today, routeBy, queue } = desk
  const t = useT()
  const language = useLanguage()
  return (
    <Table
      caption={t(queue ? `exchange.city.queue.${queue}` : 'exchange.city.desk.found')}
      head={[t('exchange.city.desk.matter'), t('exchange.list.state'), t('exchange.city.desk.with')]}
      rows={items.map((matter) => [
        <span key="matter">
          <a href={`/desk/exchange/${matter.id}`} className="inline-block py-2">
            {matter.title}
          </a>
          <span className="support block">
            {[
              `No.${matter.id}`,
              t(`exchange.kind.${matter.kind}.title`),
              t(`exchange.category.${matter.category}`),
              matter.association ?? t('exchange.list.resident'),
              formatDay(matter.receivedOn ?? matter.createdOn, language),
              matter.supportCount > 0 && t('exchange.support.count', { count: matter.supportCount }),
            ]
              .filter(Boolean)
              .join(' / ')}
          </span>
        </span>,
        <Standing key="state" matter={matter} today={today} routeBy={routeBy} />,
        <span key="with">
          {matter.section ?? t('exchange.city.desk.nobody')}
          {matter.owner && <span className="support block">{matter.owner}</span>}
        </span>,
      ])}
    />
  )
}

function Standing(props: { matter: DeskMatter; today: string; routeBy: string }) {
  const { matter, today, routeBy } = props
  const t = useT()
  const language = useLanguage()
  const promise = promiseState({ state: matter.state, promisedOn: matter.promisedOn, closedOn: null }, today)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <MatterBadge state={matter.state} />
      <DueBadge
        how={dueState(matter, today)}
        left={matter.dueOn ? daysBetween(today, matter.dueOn) : 0}
        late={daysLate(matter, today)}
      />
      {matter.state === 'received' && matter.receivedOn !== null && matter.receivedOn <= routeBy && (
        <Badge tone="danger">
          {t('exchange.city.desk.not_routed', { count: daysBetween(matter.receivedOn, today) })}
        </Badge>
      )}
      {promise === 'late' && matter.promisedOn && (
        <Badge tone="danger">
          {t('exchange.city.desk.promise_late', { day: formatDay(matter.promisedOn, language) })}
        </Badge>
      )}
      {matter.hidden && <Badge tone="warning">{t('exchange.city.desk.hidden')}</Badge>}
      {matter.joinedToId !== null && (
        <Badge>{t('exchange.city.desk.joined', { to: matter.joinedToId })}</Badge>
      )}
      {matter.state === 'underway' && <ProgressBar progress={matter.progress} />}
    </span>
  )
}

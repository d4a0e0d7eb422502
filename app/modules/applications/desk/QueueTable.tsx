/** 審査の一覧: what waits for whom, how long, until when. */
import { yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { FilterFlag, FilterSelect, FilterText } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, Table, type Tone } from '~/ui/parts'
import type { QueueRow } from '../queries/queue.server'
import { type ApplicationState, applicationStates, type Waiter } from '../rules'
import {
  type QueueOrder,
  type QueueQuery,
  type QueueView,
  queueHref,
  queueOrders,
  queueViews,
  usualOrder,
} from '../schema'

export const waiterTone: Record<Waiter, Tone> = {
  reviewer: 'info',
  approver: 'warning',
  association: 'neutral',
  nobody: 'neutral',
}

/** Which part of the work is shown, each with how much there is of it. */
export function QueueViews(props: {
  query: QueueQuery
  view: QueueView
  counts: Record<QueueView, number>
  hasOwn: boolean
}) {
  const { query, view, counts, hasOwn } = props
  const t = useT()
  return (
    <nav aria-label={t('review.queue.views')} className="no-print">
      <ul className="actions">
        {queueViews
          .filter((one) => hasOwn || one !== 'mine')
          .map((one) => (
            <li key={one}>
              <a
                className={one === view ? 'button button-primary' : 'button button-secondary'}
                aria-current={one === view ? 'page' : undefined}
                href={queueHref(query, { view: one, state: undefined, order: undefined })}
              >
                {t('review.queue.counted', { what: t(`review.queue.view_${one}`), count: counts[one] })}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

export function QueueFilters(props: {
  query: QueueQuery
  view: QueueView
  order: QueueOrder
  states: Partial<Record<ApplicationState, number>>
  programmes: readonly { id: number; name: string }[]
  years: readonly number[]
}) {
  const { query, view, order, states, programmes, years } = props
  const t = useT()
  const language = useLanguage()
  const filtered = ['state', 'programme', 'year', 'assigned', 'flagged', 'q'] as const
  return (
    <form method="get" action="/desk/subsidies" className="search-row no-print">
      <input type="hidden" name="view" value={view} />
      <FilterText name="q" label={t('review.queue.search')} value={query.q} />
      <FilterSelect
        name="state"
        label={t('review.queue.state')}
        any={t('review.queue.any_state')}
        options={applicationStates
          .filter((state) => (states[state] ?? 0) > 0 || state === query.state)
          .map((state) => ({
            value: state,
            label: t('review.queue.counted', {
              what: t(`applications.state.${state}`),
              count: states[state] ?? 0,
            }),
          }))}
        value={query.state}
      />
      <FilterSelect
        name="programme"
        label={t('review.queue.programme')}
        any={t('review.queue.any_programme')}
        options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
        value={query.programme}
      />
      <FilterSelect
        name="year"
        label={t('review.queue.year')}
        any={t('review.queue.any_year')}
        options={years.map((year) => ({ value: year, label: formatFiscalYear(year, language) }))}
        value={query.year}
      />
      <FilterSelect
        name="assigned"
        label={t('review.queue.assigned')}
        any={t('review.queue.anybody')}
        options={(['me', 'nobody'] as const).map((value) => ({
          value,
          label: t(`review.queue.assigned_${value}`),
        }))}
        value={query.assigned}
      />
      <FilterSelect
        name="order"
        label={t('review.queue.order')}
        any={t('review.queue.order_usual', { order: t(`review.queue.order_${usualOrder(view)}`) })}
        options={queueOrders.map((value) => ({ value, label: t(`review.queue.order_${value}`) }))}
        value={query.order === undefined ? undefined : order}
      />
      <FilterFlag name="flagged" label={t('review.queue.flagged')} value={query.flagged === '1'} />
      <Button variant="secondary">{t('review.queue.show')}</Button>
      {filtered.some((name) => query[name] !== undefined) && (
        <a className="inline-block py-2" href={queueHref({ view: query.view })}>
          {t('review.queue.clear')}
        </a>
      )}
    </form>
  )
}

export function QueueTable({ rows, view }: { rows: readonly QueueRow[]; view: QueueView }) {
  const t = useT()
  const language = useLanguage()
  if (rows.length === 0) return <p>{t(view === 'mine' ? 'review.queue.none_mine' : 'review.queue.none')}</p>
  const head = ['application', 'state', 'waiting', 'due', 'assigned', 'amount']
  return (
    <Table
      caption={t('review.queue.caption', { view: t(`review.queue.view_${view}`) })}
      head={head.map((name) => t(`review.queue.head_${name}`))}
      rows={rows.map((row) => [
        <span key="application">
          <strong className="block">{row.association}</strong>
          <a className="inline-block py-2" href={`/desk/subsidies/${row.id}`}>
            {row.title}
          </a>
          <span className="support block">
            {[row.receiptNumber, row.programme, formatFiscalYear(row.year, language)]
              .filter(Boolean)
              .join(' / ')}
          </span>
        </span>,
        <span key="state">
          <Badge tone={waiterTone[row.waiter]}>{t(`applications.state.${row.state}`)}</Badge>
          <span className="block">
            {row.waiter === 'reviewer' || row.waiter === 'approver'
              ? t(`review.todo.${row.state}`)
              : t(`review.waits.${row.waiter}`)}
          </span>
          {row.ranking !== null && (
            <span className="support block">{t('review.queue.ranking', { order: row.ranking })}</span>
          )}
        </span>,
        <span key="waiting">
          {row.waiter === 'nobody' ? (
            ''
          ) : row.days === 0 ? (
            t('review.queue.today')
          ) : (
            <strong>{t('review.queue.days', { days: row.days })}</strong>
          )}
          {(row.waiter === 'nobody' || row.days > 0) && (
            <span className="support block">
              {t('review.queue.since', { day: formatDay(row.since, language) })}
            </span>
          )}
        </span>,
        row.dueOn ? (
          <span key="due">
            {formatDay(row.dueOn, language)}{' '}
            {row.overdue && <Badge tone="danger">{t('review.queue.overdue')}</Badge>}
          </span>
        ) : (
          '–'
        ),
        <span key="assigned">
          {row.assignedTo ?? t('review.queue.unassigned')}{' '}
          {row.flagged && <Badge tone="warning">{t('review.queue.flag')}</Badge>}
        </span>,
        row.amount === null ? (
          '–'
        ) : (
          <span key="amount" className="tabular-nums whitespace-nowrap">
            {yenText(row.amount, t)}
          </span>
        ),
      ])}
    />
  )
}

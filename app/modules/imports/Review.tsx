/** What an import would do, before it is written: counts, rows, and what a person decides. */

import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import { Badge, Banner, Button, ConfirmPost, LinkButton, PostButton, Table } from '~/ui/parts'
import type { Summary } from './compare'
import type { KeptSummary, RowKey, ShownRow } from './queries/imports.server'
import { type ImportState, type RowFilter, rowFilters } from './states'
import { Details, OutcomeBadge } from './values'

type Counts = { remove: number; restore: number }

/** How many rows each list shows. */
function countOf(summary: Summary, filter: RowFilter): number {
  if (filter === 'all') return summary.rows + summary.changes.vanished
  if (filter === 'returned' || filter === 'kept') return summary[filter]
  if (filter === 'refused' || filter === 'placeless' || filter === 'mended') return summary.outcomes[filter]
  return summary.changes[filter]
}

/** The list that a person should see first: what goes wrong quietly if nobody looks. */
export function firstFilter(summary: Summary): RowFilter {
  const order: readonly RowFilter[] = [
    'vanished',
    'returned',
    'refused',
    'changed',
    'kept',
    'placeless',
    'mended',
    'added',
  ]
  return order.find((filter) => countOf(summary, filter) > 0) ?? 'all'
}

/** Counts by what happens, each with a link to its rows. */
export function CountTable(props: { id: number; summary: Summary; show: RowFilter; hasRows: boolean }) {
  const { id, summary, show, hasRows } = props
  const t = useT()
  return (
    <Figures
      caption={t('imports.review.counts')}
      head={[t('imports.review.what'), t('imports.review.number')]}
      rows={rowFilters.map((filter) => {
        const count = countOf(summary, filter)
        const label = t(`imports.review.filter.${filter}`)
        const linked = hasRows && count > 0
        return [
          linked ? (
            <a
              key={filter}
              href={`/aeds/import/${id}?show=${filter}#rows`}
              aria-current={filter === show ? 'true' : undefined}
            >
              {label}
            </a>
          ) : (
            label
          ),
          count,
        ] as const
      })}
    />
  )
}

type RowsProps = {
  id: number
  version: number
  state: ImportState
  summary: Summary
  show: RowFilter
  rows: readonly ShownRow[]
  older: RowKey | undefined
  isFirst: boolean
}

const TOLD = ['vanished', 'returned', 'kept', 'refused', 'placeless'] as const

/** Rows of one list, one page of them; those that need a decision with a box to tick. */
export function RowList(props: RowsProps) {
  const { id, version, state, summary, show, rows, older, isFirst } = props
  const t = useT()
  const which = show === 'vanished' ? 'remove' : show === 'returned' ? 'restore' : null
  const decides = state === 'checked' && which !== null
  const href = (key?: RowKey) =>
    `/aeds/import/${id}?show=${show}${key ? `&line=${key.line}&row=${key.id}` : ''}#rows`
  const told = TOLD.find((filter) => filter === show)
  const table = (
    <Table
      caption={t('imports.review.shown', {
        filter: t(`imports.review.filter.${show}`),
        count: countOf(summary, show),
      })}
      head={['line', 'outcome', 'name', 'details', ...(which ? ['decision'] : [])].map((key) =>
        t(`imports.review.${key}`),
      )}
      rows={rows.map((row) => [
        row.line > 0 ? row.line : t('imports.review.no_line'),
        <Marks key="marks" row={row} />,
        <RowName key="name" row={row} />,
        <Details key="details" said={row.where} changes={row.changes} notes={row.notes} />,
        ...(which ? [<Decision key="decision" row={row} which={which} open={decides} />] : []),
      ])}
    />
  )
  return (
    <>
      <h2 id="rows">{t('imports.review.rows')}</h2>
      {told && <p>{t(`imports.review.${told}_text`)}</p>}
      {rows.length === 0 ? (
        <p>{t('imports.review.no_rows')}</p>
      ) : decides ? (
        <>
          <form method="post" action={href()} className="form">
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="which" value={which} />
            {table}
            <Button name="intent" value="decide">
              {t('imports.review.save')}
            </Button>
          </form>
          <p className="actions">
            {(['all', 'none'] as const).map((each) => (
              <PostButton
                key={each}
                action={href()}
                label={t(`imports.review.${each}_${which}`)}
                fields={{ intent: `${each}_${which}`, version }}
              />
            ))}
          </p>
        </>
      ) : (
        table
      )}
      <nav className="pager" aria-label={t('imports.review.rows')}>
        {!isFirst && <LinkButton href={href()}>{t('imports.review.first')}</LinkButton>}
        {older && <LinkButton href={href(older)}>{t('imports.review.next')}</LinkButton>}
      </nav>
    </>
  )
}

function Marks({ row }: { row: ShownRow }) {
  const t = useT()
  return (
    <span className="stack">
      {row.outcome && <OutcomeBadge outcome={row.outcome} />}{' '}
      {row.change && <Badge>{t(`imports.change.${row.change}`)}</Badge>}
    </span>
  )
}

function RowName({ row }: { row: ShownRow }) {
  const t = useT()
  const name = row.name || t('imports.review.unnamed')
  if (row.aedId === null) return name
  return <a href={`/aeds/${row.aedId}`}>{name}</a>
}

function Decision({ row, which, open }: { row: ShownRow; which: 'remove' | 'restore'; open: boolean }) {
  const t = useT()
  if (!open) return <>{row[which] ? t(`imports.review.${which}`) : t(`imports.report.${OTHERWISE[which]}`)}</>
  return (
    <>
      <input type="hidden" name="shown" value={row.id} />
      <label className="choice">
        <input type="checkbox" name="ticked" value={row.id} defaultChecked={row[which]} />
        <span>
          {t(`imports.review.${which}`)}
          <span className="visually-hidden">: {row.name}</span>
        </span>
      </label>
    </>
  )
}

const OTHERWISE = { remove: 'stays', restore: 'not_restored' } as const

/** 書き込む, with what it will do in numbers; and the ways back. */
export function WriteBox(props: { id: number; version: number; summary: KeptSummary; decided: Counts }) {
  const { id, version, summary, decided } = props
  const t = useT()
  const { added, changed } = summary.changes
  const action = `/aeds/import/${id}`
  const nothing = added + changed + decided.remove + decided.restore === 0
  const numbers = { added, changed, removed: decided.remove, restored: decided.restore }
  return (
    <>
      <h2>{t('imports.review.write')}</h2>
      {nothing && <Banner tone="info" title={t('imports.review.nothing')} />}
      <p>{nothing ? t('imports.review.write_nothing') : t('imports.review.write_text', numbers)}</p>
      <p className="actions">
        <PostButton
          action={action}
          variant="primary"
          label={t('imports.review.write_submit')}
          fields={{ intent: 'write', version }}
        />
        <PostButton action={action} label={t('imports.review.remap')} fields={{ intent: 'remap', version }} />
      </p>
      <CancelBox id={id} version={version} />
    </>
  )
}

export function CancelBox({ id, version }: { id: number; version: number }) {
  const t = useT()
  return (
    <ConfirmPost
      summary={t('imports.one.cancel')}
      label={t('imports.one.cancel_submit')}
      fields={{ intent: 'cancel', version }}
      action={`/aeds/import/${id}`}
    >
      <p>{t('imports.one.cancel_text')}</p>
    </ConfirmPost>
  )
}

/** How an import ended, why, and what to do now. */
export function EndBanner(props: {
  state: 'applied' | 'cancelled' | 'failed'
  failure: string
  summary: KeptSummary | null
}) {
  const { state, failure, summary } = props
  const t = useT()
  const title = t(`imports.end.${state}`)
  if (state === 'applied') {
    const written = summary?.written ?? { added: 0, changed: 0, removed: 0, restored: 0 }
    return (
      <Banner tone="success" title={title}>
        <p>{t('imports.end.applied_text', written)}</p>
      </Banner>
    )
  }
  return (
    <Banner tone={state === 'failed' ? 'danger' : 'info'} title={title}>
      {state === 'failed' ? (
        <>
          <p>{t(`imports.failure.${failure}`)}</p>
          <p>{t('imports.end.nothing_written')}</p>
        </>
      ) : (
        <p>{t('imports.end.cancelled_text')}</p>
      )}
    </Banner>
  )
}

/** 予算差引簿 on the page of a budget: entry by entry, or application by application. */
import type { ReactNode } from 'react'
import { formatDay } from '~/platform/clock'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Amount, MoneyTable } from '~/ui/money-table'
import { Pager } from '~/ui/parts'
import type { About, LedgerLine, Standing } from './queries/ledger.server'
import { addSums, NO_SUMS, type SumName, type Sums, sumNames } from './rules'

/** Nothing moved says nothing. */
const orEmpty = (amount: number) => (amount === 0 ? null : amount)

/** A link to an application, with its receipt number; `children` stand below. */
function ApplicationLink({ about, children }: { about: About; children?: ReactNode }) {
  return (
    <>
      <a href={`/desk/subsidies/${about.id}`}>
        {about.receipt} {about.title}
      </a>
      <br />
      {about.association}
      {children}
    </>
  )
}

export function EntryTable(props: {
  base: string
  page: { lines: LedgerLine[]; opening: number; older: number | null; only: SumName | null }
  /** Whether these are the newest */
  newest: boolean
}) {
  const { base, page, newest } = props
  const { lines, opening, older, only } = page
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.page.${key}`, params)
  const columns: readonly SumName[] = only ? [only] : sumNames
  const total = lines.reduce<Sums>(addSums, NO_SUMS)
  const query = only ? `&only=${only}` : ''
  if (lines.length === 0) return <p>{at('none')}</p>
  return (
    <>
      {only && (
        <p className="no-print">
          <a href={`${base}#ledger`}>{at('only_clear')}</a>
        </p>
      )}
      <MoneyTable
        caption={only ? at('only_caption', { name: t(`budgets.sum.${only}`) }) : at('ledger_caption')}
        head={[
          { label: at('number') },
          { label: at('on') },
          { label: at('what') },
          ...columns.map((name) => ({ label: t(`budgets.sum.${name}`), money: true })),
          {
            label: only ? at('sum_after', { name: t(`budgets.sum.${only}`) }) : at('left_after'),
            money: true,
          },
        ]}
        rows={[
          ...(older === null ? [] : [['', '', at('brought'), ...columns.map(() => null), opening]]),
          ...lines.map((line) => [
            line.id,
            formatDay(line.on, language),
            <What key="what" line={line} />,
            ...columns.map((name) => orEmpty(line[name])),
            line.after,
          ]),
        ]}
        foot={[
          [
            '',
            '',
            at(newest && older === null ? 'total' : 'page_total'),
            ...columns.map((name) => total[name]),
            lines.at(-1)?.after ?? 0,
          ],
        ]}
      />
      <Pager
        olderHref={older === null ? undefined : `?before=${older}${query}#ledger`}
        firstHref={newest ? undefined : `${base}?${query.slice(1)}#ledger`}
      />
    </>
  )
}

function What({ line }: { line: LedgerLine }) {
  const t = useT()
  return (
    <>
      {t(`budgets.kind.${line.kind}`)}
      {line.cause !== '' && <> {t(`budgets.cause.${line.cause}`)}</>}
      {line.about && (
        <>
          <br />
          <ApplicationLink about={line.about} />
        </>
      )}
      {line.note !== '' && (
        <>
          <br />
          <span className="support">{line.note}</span>
        </>
      )}
    </>
  )
}

const STANDING = ['reserved', 'decided', 'finalised', 'paid'] as const

export function StandingTable(props: {
  base: string
  page: { listed: Standing[]; forgotten: Sums; next: number | null }
  sums: Sums
  first: boolean
}) {
  const { base, page, sums, first } = props
  const { listed, forgotten, next } = page
  const t = useT()
  const at = (key: string) => t(`budgets.page.${key}`)
  const whole = first && next === null
  const gone = STANDING.some((name) => forgotten[name] !== 0)
  const cells = (of: Sums) => STANDING.map((name) => of[name])
  if (listed.length === 0 && !gone) return <p>{at('applications_none')}</p>
  return (
    <>
      <MoneyTable
        caption={at('applications_caption')}
        head={[
          { label: at('application') },
          { label: at('state') },
          ...STANDING.map((name) => ({ label: t(`budgets.sum.${name}`), money: true })),
        ]}
        rows={[
          ...listed.map((one) => [
            <ApplicationLink key="application" about={one} />,
            t(`applications.state.${one.state}`),
            ...cells(one),
          ]),
          ...(gone && next === null ? [[at('forgotten'), '', ...cells(forgotten)]] : []),
        ]}
        foot={[
          whole
            ? [at('total'), '', ...cells(sums)]
            : [at('page_total'), '', ...cells(listed.reduce<Sums>(addSums, NO_SUMS))],
        ]}
      />
      <nav className="no-print">
        {next !== null && (
          <a className="filters-link" href={`?view=applications&after=${next}#ledger`}>
            {at('applications_next')}
          </a>
        )}{' '}
        {!first && (
          <a className="filters-link" href={`${base}?view=applications#ledger`}>
            {at('applications_first')}
          </a>
        )}
      </nav>
    </>
  )
}

/** 予算現額 and 残額 worked out line by line; each amount leads to the entries behind it. */
export function Statement({
  base,
  budget,
}: {
  base: string
  budget: Sums & { left: number; sources: Record<string, number> }
}) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.page.${key}`, params)
  const traced = (name: SumName, amount: number) => (
    <a href={`${base}?only=${name}#ledger`}>
      <Amount of={amount} />
    </a>
  )
  const sources = Object.entries(budget.sources).filter(
    ([name, amount]) => name === 'initial' || amount !== 0,
  )
  return (
    <Figures
      caption={at('statement_caption')}
      head={[at('item'), at('amount')]}
      rows={[
        ...sources.map(([name, amount]) => [at(name), <Amount key={name} of={amount} />] as const),
        [<strong key="name">{at('appropriated')}</strong>, traced('appropriated', budget.appropriated)],
        ...(['decided', 'finalised', 'paid'] as const).map(
          (name) => [at('minus', { name: t(`budgets.sum.${name}`) }), traced(name, budget[name])] as const,
        ),
        [
          <strong key="name">{at('left')}</strong>,
          <strong key="amount">
            <Amount of={budget.left} />
          </strong>,
        ],
        [at('reserved'), traced('reserved', budget.reserved)],
      ]}
    />
  )
}

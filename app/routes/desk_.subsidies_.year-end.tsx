/** 年度末の一覧: what must be finished by 31 March and paid by 31 May, and whom to call; made to be printed. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { yearEndView } from '~/modules/applications/queries/year-end.server'
import { yearEndQuery } from '~/modules/applications/schema/money'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { MoneyTable } from '~/ui/money-table'
import { Page } from '~/ui/page'
import { Badge, Button } from '~/ui/parts'

export const meta = titleMeta('budgets.closing.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const query = yearEndQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const view = await yearEndView(await currentActor(args), query)
  return { ...view, first: query.after === undefined }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Closing = Data['closings'][number]

export default function YearEnd() {
  const { year, group, closings, years, first } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.closing.${key}`, params)
  const left = closings.filter(({ count }) => count > 0)
  return (
    <Page
      title={at('title')}
      lead={at('lead', { year: formatFiscalYear(year, language) })}
      crumbs={[
        { href: '/desk/subsidies', label: t('budgets.desk') },
        { href: '/desk/subsidies/budgets', label: t('budgets.overview.title') },
      ]}
      width="wide"
    >
      <form method="get" action="/desk/subsidies/year-end" className="search-row no-print">
        <FilterSelect
          name="year"
          label={at('year')}
          any={at('current')}
          options={years.map((value) => ({ value, label: formatFiscalYear(value, language) }))}
          value={year}
        />
        <Button variant="secondary">{at('show')}</Button>
      </form>
      <div className="accounts-sheet stack">
        {group ? (
          <p className="no-print">
            <a href={`/desk/subsidies/year-end?year=${year}`}>{at('all_groups')}</a>
          </p>
        ) : (
          <Summary closings={closings} />
        )}
        {left.length === 0 && <p>{at('none')}</p>}
        {left.map((closing) => (
          <Group key={closing.group} closing={closing} year={year} alone={group !== null} first={first} />
        ))}
      </div>
    </Page>
  )
}

function Summary({ closings }: { closings: Closing[] }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`budgets.closing.${key}`)
  const sum = (of: 'count' | 'amount') => closings.reduce((all, one) => all + one[of], 0)
  return (
    <MoneyTable
      caption={at('summary')}
      head={[
        { label: at('group') },
        { label: at('until') },
        { label: at('days') },
        { label: at('count'), money: true },
        { label: at('amount'), money: true },
      ]}
      rows={closings.map(({ group, until, days, count, amount }) => [
        count > 0 ? (
          <a key="group" href={`#${group}`}>
            {at(group)}
          </a>
        ) : (
          at(group)
        ),
        formatDay(until, language),
        <Days key="days" days={days} pressing={count > 0} />,
        count,
        amount,
      ])}
      foot={[[at('total'), '', '', sum('count'), sum('amount')]]}
    />
  )
}

/** Days before which it presses */
const SOON = 45

function Days({ days, pressing }: { days: number; pressing: boolean }) {
  const t = useT()
  const words =
    days === 0
      ? t('budgets.closing.days_today')
      : t(`budgets.closing.${days > 0 ? 'days_left' : 'days_over'}`, { count: Math.abs(days) })
  if (!pressing || days > SOON) return <>{words}</>
  return <Badge tone={days < 0 ? 'danger' : 'warning'}>{words}</Badge>
}

function Group(props: { closing: Closing; year: number; alone: boolean; first: boolean }) {
  const { closing, year, alone, first } = props
  const { group, count, lines, next } = closing
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`budgets.closing.${key}`, params)
  const here = `/desk/subsidies/year-end?year=${year}&group=${group}`
  return (
    <section className="stack" id={group}>
      <h2>{at(group)}</h2>
      <p>{at(`${group}_next`)}</p>
      <MoneyTable
        caption={at('caption', { name: at(group), count })}
        head={[
          { label: at('application') },
          { label: at('association') },
          { label: at('state') },
          { label: at('ends') },
          { label: at('amount'), money: true },
          { label: at('assigned') },
        ]}
        rows={lines.map((line) => [
          <span key="application">
            <a href={`/desk/subsidies/${line.id}`}>
              {line.receipt} {line.title}
            </a>
            <br />
            {line.programme}
          </span>,
          <Contact key="contact" line={line} />,
          <span key="state">
            {t(`applications.state.${line.state}`)}
            <br />
            <span className="support">{at('turn', { who: at(`turn_${line.turn}`) })}</span>
          </span>,
          <span key="ends">
            {line.ends ? formatDay(line.ends, language) : at('no_end')}
            {line.afterYear && (
              <>
                {' '}
                <Badge tone="danger">{at('after_year')}</Badge>
              </>
            )}
          </span>,
          line.amount,
          line.assigned ?? at('nobody'),
        ])}
      />
      <p className="no-print">
        {!alone && next !== null && (
          <a className="filters-link" href={here}>
            {at('all_of', { name: at(group), count })}
          </a>
        )}
        {alone && next !== null && (
          <a className="filters-link" href={`${here}&after=${next}`}>
            {at('next')}
          </a>
        )}{' '}
        {alone && !first && (
          <a className="filters-link" href={here}>
            {at('first')}
          </a>
        )}
      </p>
    </section>
  )
}

function Contact({ line }: { line: Closing['lines'][number] }) {
  const t = useT()
  return (
    <>
      {line.association}
      <br />
      {line.contactName || line.contactPhone ? (
        <>
          {line.contactName}{' '}
          {line.contactPhone && <a href={`tel:${line.contactPhone}`}>{line.contactPhone}</a>}
        </>
      ) : (
        <span className="support">{t('budgets.closing.no_contact')}</span>
      )}
    </>
  )
}

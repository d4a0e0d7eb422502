/** 指標の管理: what is to be entered, by whom; years opened and closed. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { closeYear, openNextYear, removeYear, reopenYear } from '~/modules/indicators/commands/years.server'
import { YearLinks } from '~/modules/indicators/Figures'
import { desk } from '~/modules/indicators/queries/desk.server'
import { wholeYearSchema, yearQuery } from '~/modules/indicators/schema'
import { wordFigureOr } from '~/modules/indicators/words'
import { formatFiscalYear } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { ErrorSummary } from '~/ui/error-summary'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, Icon, LinkButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('indicators.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return desk(await currentActor(args), year)
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const { year } = check(wholeYearSchema, fields)
  switch (intentOf(fields)) {
    case 'close':
      await closeYear(actor, year)
      return redirect(`/desk/indicators?year=${year}&done=indicator_year_closed`)
    case 'reopen':
      await reopenYear(actor, year)
      return redirect(`/desk/indicators?year=${year}&done=indicator_year_reopened`)
    case 'remove':
      await removeYear(actor, year)
      return redirect(`/desk/indicators?done=indicator_year_removed`)
    default:
      await openNextYear(actor, year)
      return redirect(`/desk/indicators?year=${year + 1}&done=indicator_year_opened`)
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Desk() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { year, years, plans, rows } = data
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('indicators.desk.title')}
      lead={t(plans ? 'indicators.desk.lead_plan' : 'indicators.desk.lead')}
      crumbs={[{ href: `/indicators?year=${year}`, label: t('indicators.title') }]}
      width="wide"
      actions={
        plans && (
          <LinkButton href="/desk/indicators/new">
            <Icon name="pencil" /> {t('indicators.set.new')}
          </LinkButton>
        )
      }
    >
      <ErrorSummary errors={answer && 'errors' in answer ? answer.errors : undefined} />
      <YearLinks at="/desk/indicators" year={year} years={years} />
      {rows.length === 0 ? (
        <p>{t('indicators.none_of_year', { year: formatFiscalYear(year, language) })}</p>
      ) : (
        <Table
          caption={t('indicators.desk.of', { year: formatFiscalYear(year, language) })}
          head={['indicator', 'target', 'actual', 'missing', 'keepers', 'change'].map((key) =>
            t(`indicators.head.${key}`),
          )}
          rows={rows.map((row) => [
            <a key="name" href={`/indicators/${row.key}?year=${year}`}>
              {row.name}
            </a>,
            wordFigureOr(t, row.target),
            wordFigureOr(t, row.actual),
            <Missing key="missing" row={row} />,
            row.keepers.join('、') ||
              t(row.byPortal ? 'indicators.desk.by_portal' : 'indicators.desk.nobody'),
            <span key="change" className="actions">
              {!row.closed && (
                <LinkButton href={`/indicators/${row.key}/enter?year=${year}`}>
                  {t('indicators.enter.title')}
                </LinkButton>
              )}
              {plans && (
                <LinkButton href={`/desk/indicators/${row.key}?year=${year}`}>
                  {t('indicators.desk.set')}
                </LinkButton>
              )}
            </span>,
          ])}
        />
      )}
      {plans && rows.length > 0 && <Years data={data} />}
    </Page>
  )
}

function Missing({ row }: { row: Data['rows'][number] }) {
  const t = useT()
  if (row.closed) return <Badge>{t('indicators.desk.closed')}</Badge>
  if (row.byPortal) return <>{t('indicators.desk.by_portal')}</>
  if (row.missing.length === 0) return <>{t('indicators.desk.complete')}</>
  return (
    <Badge tone="warning">
      {t('indicators.desk.missing', {
        months: row.missing.map((month) => t(`indicators.month_name.${month}`)).join('・'),
      })}
    </Badge>
  )
}

/** The year as a whole: close it, open it again, open the next one by copying. */
function Years({ data }: { data: Data }) {
  const { year, open, closed, nextStands, over, mayCopy, removable } = data
  const t = useT()
  const language = useLanguage()
  const named = { year: formatFiscalYear(year, language), next: formatFiscalYear(year + 1, language) }
  return (
    <section className="no-print stack">
      <h2>{t('indicators.desk.years')}</h2>
      {open > 0 && over && (
        <ConfirmPost
          summary={t('indicators.desk.close', named)}
          label={t('indicators.desk.close_now', named)}
          fields={{ intent: 'close', year }}
        >
          <p>{t('indicators.desk.close_why')}</p>
        </ConfirmPost>
      )}
      {closed > 0 && (
        <ConfirmPost
          summary={t('indicators.desk.reopen', named)}
          label={t('indicators.desk.reopen_now', named)}
          fields={{ intent: 'reopen', year }}
        >
          <p>{t('indicators.desk.reopen_why')}</p>
        </ConfirmPost>
      )}
      {removable && (
        <ConfirmPost
          summary={t('indicators.desk.remove', named)}
          label={t('indicators.desk.remove_now', named)}
          fields={{ intent: 'remove', year }}
        >
          <p>{t('indicators.desk.remove_why')}</p>
        </ConfirmPost>
      )}
      {mayCopy && (
        <ConfirmPost
          summary={t(nextStands ? 'indicators.desk.copy_more' : 'indicators.desk.copy', named)}
          label={t('indicators.desk.copy_now', named)}
          fields={{ intent: 'open_next', year }}
          variant="primary"
        >
          <p>{t('indicators.desk.copy_why')}</p>
        </ConfirmPost>
      )}
    </section>
  )
}

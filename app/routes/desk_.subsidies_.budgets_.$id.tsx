/** 予算のページ: how the budget comes about and what is left of it, its ledger, and the entry of changes. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { BarLegend, BarPatterns, BudgetBar } from '~/modules/budgets/BudgetBar'
import { appropriate } from '~/modules/budgets/commands/appropriate.server'
import { EntryTable, StandingTable, Statement } from '~/modules/budgets/LedgerPart'
import { budgetView, ledgerPage, standings } from '~/modules/budgets/queries/ledger.server'
import { appropriationSchema, directions, ledgerQuery } from '~/modules/budgets/schema'
import { formatFiscalYear } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Icon, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { budget: { programme: string } }) => data.budget.programme)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const query = ledgerQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const byApplication = query.view === 'applications'
  const [budget, entries, applications] = await Promise.all([
    budgetView(actor, id),
    byApplication ? null : ledgerPage(actor, id, query),
    byApplication ? standings(actor, id, query.after) : null,
  ])
  return { budget, entries, applications, query, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  await appropriate(actor, id, await readAndCheck(args, appropriationSchema))
  return redirect(`/desk/subsidies/budgets/${id}?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Budget() {
  const { budget, entries, applications, query, kept } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`budgets.page.${key}`, params)
  const base = `/desk/subsidies/budgets/${budget.id}`
  const year = formatFiscalYear(budget.year, language)
  return (
    <Page
      title={at('title_year', { programme: budget.programme, year })}
      crumbs={[
        { href: '/desk/subsidies', label: t('budgets.desk') },
        { href: '/desk/subsidies/budgets', label: t('budgets.overview.title') },
      ]}
      width="wide"
      actions={
        <>
          <LinkButton href={`${base}/round`}>{at('round')}</LinkButton>
          {budget.mayCarry && <LinkButton href={`${base}/carry`}>{at('carry')}</LinkButton>}
          <LinkButton href={`/desk/subsidies.csv?budget=${budget.id}`} download>
            <Icon name="file" /> {at('csv')}
          </LinkButton>
          <LinkButton href={`/desk/subsidies.csv?budget=${budget.id}&encoding=cp932`} download>
            {at('csv_sjis')}
          </LinkButton>
        </>
      }
    >
      <div className="accounts-sheet stack">
        <h2>{at('statement')}</h2>
        <div className="grid-cards">
          <Statement base={base} budget={budget} />
          <div className="stack">
            <BarPatterns />
            <BudgetBar name={budget.programme} sums={budget} />
            <BarLegend />
            <p className="no-print">{at('trace')}</p>
            {budget.agrees ? (
              <p>{at('agrees', { count: budget.entries })}</p>
            ) : (
              <Banner tone="danger" title={at('disagrees')} />
            )}
          </div>
        </div>
        <h2 id="ledger">{at('ledger')}</h2>
        <nav className="no-print" aria-label={at('views')}>
          {(['entries', 'applications'] as const).map((view) =>
            query.view === view && !query.only ? (
              <strong key={view} className="mr-6">
                {at(`view_${view}`)}
              </strong>
            ) : (
              <a
                key={view}
                className="filters-link mr-6"
                href={`${base}${view === 'entries' ? '' : '?view=applications'}#ledger`}
              >
                {at(`view_${view}`)}
              </a>
            ),
          )}
        </nav>
        {entries && <EntryTable base={base} page={entries} newest={query.before === undefined} />}
        {applications && (
          <StandingTable base={base} page={applications} sums={budget} first={query.after === undefined} />
        )}
      </div>
      <Enter budget={budget} kept={kept} />
    </Page>
  )
}

function Enter({ budget, kept }: { budget: Data['budget']; kept: Data['kept'] }) {
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`budgets.enter.${key}`)
  const causes = budget.mayAppropriate
  if (!causes) return null
  if (causes.length === 0) return <p className="no-print">{at('over')}</p>
  return (
    <section className="no-print stack">
      <h2>{at('title')}</h2>
      <p>{at('lead')}</p>
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <CheckedForm schema={appropriationSchema} answer={answer} defaults={kept}>
        <HiddenField name="seen" value={budget.seen} />
        <RadioField
          name="cause"
          label={at('cause')}
          options={causes.map((value) => ({ value, label: t(`budgets.cause.${value}`) }))}
          required
        />
        <RadioField
          name="direction"
          label={at('direction')}
          options={directions.map((value) => ({ value, label: at(value) }))}
          required
        />
        <TextField name="amount" label={at('amount')} inputMode="numeric" short required />
        <TextArea name="note" label={at('note')} support={at('note_support')} rows={2} required />
        <div className="actions">
          <SubmitButton>{at('submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </section>
  )
}

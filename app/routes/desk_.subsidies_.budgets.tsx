/** 補助金の予算: the budgets of all schemes, year by year, as table and bars. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { BarLegend, BarPatterns, BudgetBar } from '~/modules/budgets/BudgetBar'
import { createBudget } from '~/modules/budgets/commands/appropriate.server'
import { budgetChoices, budgetOverview } from '~/modules/budgets/queries/overview.server'
import { type Sums, tenthsSpent } from '~/modules/budgets/rules'
import { newBudgetSchema, overviewQuery } from '~/modules/budgets/schema'
import { formatFiscalYear } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { MoneyTable } from '~/ui/money-table'
import { Page } from '~/ui/page'
import { Banner, Icon, LinkButton, Pager } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('budgets.overview.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { before } = overviewQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const [overview, choices] = await Promise.all([budgetOverview(actor, before), budgetChoices(actor)])
  return { ...overview, choices, first: before === undefined, kept: await keptFields(args.request) }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = await createBudget(actor, await readAndCheck(args, newBudgetSchema))
  return redirect(`/desk/subsidies/budgets/${id}?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Budgets() {
  const { years, older, first, choices, kept } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.overview.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/desk/subsidies', label: t('budgets.desk') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/subsidies/year-end">
            <Icon name="calendar" /> {at('year_end')}
          </LinkButton>
          <LinkButton href="/desk/subsidies.csv" download>
            <Icon name="file" /> {at('csv')}
          </LinkButton>
          <LinkButton href="/desk/subsidies.csv?encoding=cp932" download>
            <Icon name="file" /> {at('csv_sjis')}
          </LinkButton>
        </>
      }
    >
      <div className="accounts-sheet stack">
        <BarPatterns />
        {years.length === 0 && <p>{at('none')}</p>}
        {years.map((one) => (
          <Year key={one.year} of={one} />
        ))}
        {years.length > 0 && (
          <section>
            <h2>{at('legend')}</h2>
            <BarLegend />
            <p className="support">{at('reserved_note')}</p>
          </section>
        )}
      </div>
      <Pager
        olderHref={older === null ? undefined : `?before=${older}`}
        firstHref={first ? undefined : '/desk/subsidies/budgets'}
      />
      {choices && <NewBudget choices={choices} kept={kept} />}
    </Page>
  )
}

function Year({ of: { year, budgets, total } }: { of: Data['years'][number] }) {
  const t = useT()
  const language = useLanguage()
  const name = formatFiscalYear(year, language)
  const spent = (sums: Sums) => {
    const tenths = tenthsSpent(sums)
    return tenths === null ? '' : t('budgets.overview.percent', { value: (tenths / 10).toFixed(1) })
  }
  const cells = (sums: Sums & { left: number }) => [
    sums.appropriated,
    sums.decided,
    sums.finalised,
    sums.paid,
    sums.left,
    spent(sums),
    sums.reserved,
  ]
  const heads = ['appropriated', 'decided', 'finalised', 'paid', 'left', 'spent', 'reserved']
  return (
    <section className="stack">
      <h2>{name}</h2>
      <ul className="stack">
        {budgets.map((budget) => (
          <li key={budget.id}>
            {budget.programme}
            <BudgetBar name={budget.programme} sums={budget} />
          </li>
        ))}
      </ul>
      <MoneyTable
        caption={t('budgets.overview.table', { year: name })}
        head={[
          { label: t('budgets.overview.programme') },
          ...heads.map((sum) => ({ label: t(`budgets.sum.${sum}`), money: true })),
        ]}
        rows={budgets.map((budget) => [
          <a key="name" href={`/desk/subsidies/budgets/${budget.id}`}>
            {budget.programme}
          </a>,
          ...cells(budget),
        ])}
        foot={budgets.length > 1 ? [[t('budgets.overview.total'), ...cells(total)]] : []}
      />
    </section>
  )
}

function NewBudget({ choices, kept }: { choices: NonNullable<Data['choices']>; kept: Data['kept'] }) {
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`budgets.new.${key}`)
  return (
    <section className="no-print stack">
      <h2>{at('title')}</h2>
      <p>{at('lead')}</p>
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <CheckedForm schema={newBudgetSchema} answer={answer} defaults={kept}>
        <SelectField
          name="programme"
          label={at('programme')}
          emptyLabel={at('choose')}
          options={choices.programmes.map(({ id, name }) => ({ value: String(id), label: name }))}
          required
        />
        <SelectField
          name="year"
          label={at('year')}
          emptyLabel={at('choose')}
          options={choices.years.map((year) => ({
            value: String(year),
            label: formatFiscalYear(year, language),
          }))}
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

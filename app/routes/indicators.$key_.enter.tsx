/** 実績の入力: the months of an indicator, by its keeper. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { enterMonth, removeMonth } from '~/modules/indicators/commands/enter.server'
import { Entered, EntryForm, MonthChoice } from '~/modules/indicators/EntryForm'
import { YearLinks } from '~/modules/indicators/Figures'
import { monthsToEnter } from '~/modules/indicators/queries/desk.server'
import { begun } from '~/modules/indicators/rules'
import { entrySchema, keyParam, monthQuery, removeSchema, yearQuery } from '~/modules/indicators/schema'
import { formatFiscalYear } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }

export const meta = titleMetaFrom<{ name: string }>((data) => data.name)

const asked = (request: Request) => Object.fromEntries(new URL(request.url).searchParams)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await monthsToEnter(
    actor,
    keyParam(args.params.key),
    yearQuery.parse(asked(args.request)).year,
  )
  const months = begun(found.year, actor.today)
  const wanted = monthQuery.parse(asked(args.request)).month
  // What is due: the first month that is missing, else the one that runs.
  const due = found.missing[0] ?? months.at(-1) ?? null
  const kept = await keptFields(args.request)
  return { ...found, months, month: wanted && months.includes(wanted) ? wanted : due, kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const key = keyParam(args.params.key)
  const { fields } = await readForm(args)
  const { unit, year } = await monthsToEnter(actor, key, yearQuery.parse(asked(args.request)).year)
  if (intentOf(fields) === 'remove') {
    await removeMonth(actor, key, year, check(removeSchema, fields))
    return redirect(`/indicators/${key}/enter?year=${year}&done=indicator_removed`)
  }
  await enterMonth(actor, key, year, check(entrySchema(unit), fields))
  return redirect(`/indicators/${key}/enter?year=${year}&done=indicator_entered`)
})

export default function EnterPage() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { key, name, unit, year, years, months, month, entries, closed } = data
  const t = useT()
  const language = useLanguage()
  const entry = entries.find((one) => one.month === month)
  return (
    <Page
      title={t('indicators.enter.of', { name })}
      lead={formatFiscalYear(year, language)}
      crumbs={[
        { href: `/desk/indicators?year=${year}`, label: t('indicators.desk.title') },
        { href: `/indicators/${key}?year=${year}`, label: name },
      ]}
    >
      <YearLinks at={`/indicators/${key}/enter`} year={year} years={years} />
      <p className="whitespace-pre-line">{data.definition}</p>
      {data.computed && (
        <Banner tone="info" title={t('indicators.enter.computed')}>
          <p>{t('indicators.enter.computed_why')}</p>
        </Banner>
      )}
      {closed ? (
        <Banner tone="info" title={t('indicators.enter.closed')}>
          <p>{t('indicators.enter.closed_why')}</p>
        </Banner>
      ) : month === null ? (
        <p>{t('indicators.enter.not_begun')}</p>
      ) : (
        <>
          <MonthChoice key={`choice-${month}`} year={year} months={months} month={month} entries={entries} />
          <h2>{t('indicators.enter.of_month', { month: t(`indicators.month_name.${month}`) })}</h2>
          <EntryForm
            key={month}
            unit={unit}
            month={month}
            entry={entry}
            lastSource={entries.at(-1)?.source ?? ''}
            kept={data.kept}
            answer={answer}
          />
        </>
      )}
      <h2>{t('indicators.enter.entered')}</h2>
      <Entered name={name} year={year} unit={unit} entries={entries} closed={closed} />
    </Page>
  )
}

/** 指標の設定: one indicator, its plan of a year, and who enters it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import {
  addKeeper,
  describeIndicator,
  endIndicator,
  planYear,
  removeKeeper,
} from '~/modules/indicators/commands/plan.server'
import { YearLinks } from '~/modules/indicators/Figures'
import { setting } from '~/modules/indicators/queries/desk.server'
import { DescribeForm, Keepers, YearForm } from '~/modules/indicators/SettingForms'
import {
  describeSchema,
  endSchema,
  keeperSchema,
  keyParam,
  yearQuery,
  yearSchema,
} from '~/modules/indicators/schema'
import { formatFiscalYear } from '~/platform/clock'
import { type FormFields, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }

export const meta = titleMetaFrom<{ name: string }>((data) => data.name)

const yearAsked = (request: Request) =>
  yearQuery.parse(Object.fromEntries(new URL(request.url).searchParams)).year

export const loader = page(async (args: LoaderFunctionArgs) => {
  const found = await setting(await currentActor(args), keyParam(args.params.key), yearAsked(args.request))
  return { ...found, kept: await keptFields(args.request) }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const key = keyParam(args.params.key)
  const { fields } = await readForm(args)
  const { unit, year } = await setting(actor, key, yearAsked(args.request))
  const done = (word: string) => redirect(`/desk/indicators/${key}?year=${year}&done=${word}`)
  switch (intentOf(fields)) {
    case 'year':
      await planYear(actor, key, year, check(yearSchema(unit), fields))
      return done('saved')
    case 'keeper_add':
      await addKeeper(actor, key, check(keeperSchema, fields).user)
      return done('saved')
    case 'keeper_remove':
      await removeKeeper(actor, key, check(keeperSchema, fields).user)
      return done('saved')
    case 'end':
      await endIndicator(actor, key, check(endSchema, fields).version)
      return done('saved')
    default:
      await describeIndicator(actor, key, check(describeSchema, fields))
      return done('saved')
  }
})

export default function SettingPage() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { key, name, year, years, unit, kept, closed, ended } = data
  const t = useT()
  const language = useLanguage()
  // The answer belongs to the form that was sent.
  const values: FormFields = answer && 'values' in answer ? answer.values : {}
  const sent = answer && intentOf(values)
  const mine = (intent: string) => (sent === intent ? answer : undefined)
  const keptOf = (intent: string) => (kept && intentOf(kept) === intent ? kept : undefined)
  return (
    <Page
      title={t('indicators.set.of', { name })}
      lead={formatFiscalYear(year, language)}
      crumbs={[{ href: `/desk/indicators?year=${year}`, label: t('indicators.desk.title') }]}
      actions={
        <>
          <LinkButton href={`/indicators/${key}?year=${year}`}>{t('indicators.set.page')}</LinkButton>
          <LinkButton href={`/indicators/${key}/enter?year=${year}`}>
            {t('indicators.enter.title')}
          </LinkButton>
        </>
      }
    >
      <YearLinks at={`/desk/indicators/${key}`} year={year} years={years} />
      <h2>{t('indicators.set.year_of', { year: formatFiscalYear(year, language) })}</h2>
      {closed && (
        <Banner tone="info" title={t('indicators.enter.closed')}>
          <p>{t('indicators.set.closed_why')}</p>
        </Banner>
      )}
      <YearForm
        unit={unit}
        of={{ ...data, version: data.yearVersion }}
        kept={keptOf('year')}
        answer={mine('year')}
      />
      <h2>{t('indicators.set.keepers')}</h2>
      <Keepers keepers={data.keepers} staff={data.staff} answer={mine('keeper_add')} />
      <h2>{t('indicators.set.describe')}</h2>
      <DescribeForm
        of={{
          name,
          theme: data.theme,
          sheet: data.sheet,
          section: data.section,
          definition: data.definition,
          position: data.position,
          unit,
          method: data.method,
          computed: data.computed,
        }}
        version={data.version}
        kept={keptOf('describe')}
        answer={sent === 'year' || sent === 'keeper_add' ? undefined : answer}
      />
      <h2>{t(ended ? 'indicators.set.take_up' : 'indicators.set.end')}</h2>
      <p>{t(ended ? 'indicators.set.take_up_why' : 'indicators.set.end_why')}</p>
      <ConfirmPost
        summary={t(ended ? 'indicators.set.take_up' : 'indicators.set.end')}
        label={t(ended ? 'indicators.set.take_up_of' : 'indicators.set.end_of', { name })}
        fields={{ intent: 'end', version: data.version }}
        variant={ended ? 'primary' : 'danger'}
      />
    </Page>
  )
}

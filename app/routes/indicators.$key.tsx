/** One indicator in one fiscal year: its months as lines and in a table, its pace, what it counts and of what. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Breakdowns } from '~/modules/indicators/Breakdowns'
import { Credit, YearLinks } from '~/modules/indicators/Figures'
import { Definition, Pace, Sources, Standings } from '~/modules/indicators/IndicatorFacts'
import { indicatorOf } from '~/modules/indicators/queries/indicator.server'
import { keyParam, yearQuery } from '~/modules/indicators/schema'
import { YearPicture, YearTable } from '~/modules/indicators/YearPicture'
import { formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMetaFrom<{ name: string }>((data) => data.name)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const found = await indicatorOf(await currentActor(args), keyParam(args.params.key), year)
  return { ...found, demonstration: settings().DEMO }
})

export default function IndicatorPage() {
  const data = useLoaderData<typeof loader>()
  const { key, name, year, years, unit, method, summary, before, breakdowns } = data
  const t = useT()
  const language = useLanguage()
  const hasMonths = summary.lines.some((line) => line.standing !== null)
  const months = {
    name,
    year,
    unit,
    method,
    lines: summary.lines,
    before: before?.lines.some((line) => line.standing !== null) ? before.lines : null,
    target: summary.target,
    counted: summary.from === 'published' ? summary.countedLines : null,
    entries: data.entries,
  }
  return (
    <Page
      title={name}
      lead={`${formatFiscalYear(year, language)} ${data.theme}`}
      crumbs={[{ href: `/indicators?year=${year}`, label: t('indicators.title') }]}
      width="wide"
      actions={
        data.enters && (
          <LinkButton href={`/indicators/${key}/enter?year=${year}`} variant="primary">
            <Icon name="pencil" /> {t('indicators.enter.title')}
          </LinkButton>
        )
      }
    >
      <YearLinks at={`/indicators/${key}`} year={year} years={years} />
      <Standings of={data} />
      {hasMonths ? (
        <>
          <Pace of={data} />
          <YearPicture {...months} />
          <YearTable {...months} />
        </>
      ) : (
        <p>
          {t(summary.from === 'counted' || summary.tooFew ? 'indicators.whole_year' : 'indicators.no_months')}
        </p>
      )}
      <Definition of={data} />
      <Breakdowns unit={unit} breakdowns={breakdowns} />
      <Sources entries={data.entries} />
      <Credit demonstration={data.demonstration} />
    </Page>
  )
}

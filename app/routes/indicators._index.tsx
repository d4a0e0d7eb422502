/** 指標: every indicator of a fiscal year with its target, the year before and where it stands. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Credit, YearLinks } from '~/modules/indicators/Figures'
import { IndicatorList } from '~/modules/indicators/IndicatorList'
import { overview } from '~/modules/indicators/queries/overview.server'
import { yearQuery } from '~/modules/indicators/schema'
import { formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('indicators.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return { ...(await overview(await currentActor(args), year)), demonstration: settings().DEMO }
})

export default function Indicators() {
  const { year, years, themes, plans, enters, demonstration } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('indicators.title')}
      lead={t('indicators.lead')}
      crumbs={[]}
      width="wide"
      actions={
        <>
          {(plans || enters) && (
            <LinkButton href={`/desk/indicators?year=${year}`} variant="primary">
              <Icon name="pencil" /> {t('indicators.desk.title')}
            </LinkButton>
          )}
          <LinkButton href={`/indicators/sheet?year=${year}`}>
            <Icon name="print" /> {t('indicators.sheet.link')}
          </LinkButton>
          <LinkButton href={`/indicators.csv?year=${year}`} download>
            <Icon name="file" /> {t('indicators.csv')}
          </LinkButton>
        </>
      }
    >
      <YearLinks at="/indicators" year={year} years={years} />
      <h2 className="visually-hidden">{formatFiscalYear(year, language)}</h2>
      <p className="print-only">{formatFiscalYear(year, language)}</p>
      {themes.length === 0 ? (
        <p>{t('indicators.none_of_year', { year: formatFiscalYear(year, language) })}</p>
      ) : (
        <>
          <p className="support">{t('indicators.bar_key')}</p>
          <IndicatorList themes={themes} />
          <Credit demonstration={demonstration} />
        </>
      )}
    </Page>
  )
}

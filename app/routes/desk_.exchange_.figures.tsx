/** 回答の状況: in time or late, by section and by month, for the city's staff. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { MonthsPicture, Totals } from '~/modules/exchange/CityFigureParts'
import { cityFigures } from '~/modules/exchange/queries/city-figures.server'
import { SectionClocks } from '~/modules/exchange/SectionClocks'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('exchange.city.figures.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => cityFigures(await currentActor(args)))

export default function Figures() {
  const { sections, months, totals } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string) => t(`exchange.city.figures.${key}`)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[{ href: '/desk/exchange', label: t('exchange.city.desk.title') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/exchange/figures.csv" download>
            {at('csv')}
          </LinkButton>
          <LinkButton href="/exchange/overdue">{at('public')}</LinkButton>
        </>
      }
    >
      <Totals totals={totals} />
      <h2>{at('months')}</h2>
      <MonthsPicture months={months} />
      <h2>{at('sections')}</h2>
      {sections.length === 0 ? (
        <p>{t('exchange.overdue.no_section')}</p>
      ) : (
        <SectionClocks clocks={sections} />
      )}
      <p className="support">{at('note')}</p>
    </Page>
  )
}

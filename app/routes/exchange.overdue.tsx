/** 回答の期限: which answers are overdue, and how each section has kept its days. Everybody can look. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { overdueMatters, sectionClocks } from '~/modules/exchange/queries/overdue.server'
import { exchangeSettings } from '~/modules/exchange/queries/settings.server'
import { OverdueTable, SectionClocks } from '~/modules/exchange/SectionClocks'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('exchange.overdue.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { today } = await currentActor(args)
  const [overdue, clocks, set] = await Promise.all([
    overdueMatters(today),
    sectionClocks(today),
    exchangeSettings(),
  ])
  return { overdue, clocks, answerDays: set.answerDays }
})

export default function Overdue() {
  const { overdue, clocks, answerDays } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('exchange.overdue.title')}
      lead={t('exchange.overdue.lead', { days: answerDays })}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
      width="wide"
    >
      {overdue.length === 0 ? (
        <Banner tone="success" title={t('exchange.list.none_overdue')} />
      ) : (
        <>
          <h2>{t('exchange.overdue.list', { count: overdue.length })}</h2>
          <OverdueTable matters={overdue} />
        </>
      )}
      <h2>{t('exchange.overdue.by_section')}</h2>
      {clocks.length === 0 ? <p>{t('exchange.overdue.no_section')}</p> : <SectionClocks clocks={clocks} />}
    </Page>
  )
}

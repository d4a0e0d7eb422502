/** 公開データを使う: what programs can read here, under which conditions. Complete without JavaScript. */
import { useLoaderData } from '@remix-run/react'
import { OperationTable } from '~/modules/opendata/OperationTable'
import { page } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { portalUrl, settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('opendata.title')

export const loader = page(async () => {
  const { API_PER_MINUTE, OPEN_DATA_LICENCE, PUBLIC_URL } = settings()
  return {
    perMinute: API_PER_MINUTE,
    licence: OPEN_DATA_LICENCE,
    attribution: `${translator('ja')('portal.name')} (${PUBLIC_URL})`,
    example: portalUrl('/api/v1/notices?category=event&limit=5'),
  }
})

/** What is given out in other forms, with the word for each. */
const OTHERS = [
  ['/notices.rss', 'notices'],
  ['/openings.rss', 'openings'],
  ['/notices.ics', 'events'],
  ['/exchange/talks.ics', 'talks'],
  ['/volunteering.ics', 'places'],
  ['/aeds.csv', 'aeds_csv'],
  ['/aeds.geojson', 'aeds_geojson'],
  ['/indicators.csv', 'indicators'],
  ['/subsidies/granted.csv', 'granted'],
  ['/sitemap.xml', 'sitemap'],
] as const

export default function Developers() {
  const { perMinute, licence, attribution, example } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page title={t('opendata.title')} lead={t('opendata.lead')}>
      <p>
        <a href="/api/v1/openapi.json" className="inline-block py-2">
          {t('opendata.version.description')}
        </a>
      </p>
      <h2>{t('opendata.use.title')}</h2>
      <p>{t('opendata.use.example')}</p>
      <pre className="whitespace-pre-wrap break-all rounded border p-3">
        <code>{`curl '${example}'`}</code>
      </pre>
      <ul>
        {['page', 'since', 'etag', 'errors', 'formats', 'site'].map((key) => (
          <li key={key}>{t(`opendata.use.${key}`)}</li>
        ))}
      </ul>
      <h2>{t('opendata.data.title')}</h2>
      <p>{t('opendata.data.text')}</p>
      <OperationTable />
      <h2>{t('opendata.licence.title')}</h2>
      <p>{t('opendata.licence.text', { licence, attribution })}</p>
      <p>{t('opendata.licence.aeds')}</p>
      {perMinute > 0 && (
        <>
          <h2>{t('opendata.limit.title')}</h2>
          <p>{t('opendata.limit.text', { count: perMinute })}</p>
        </>
      )}
      <h2>{t('opendata.version.title')}</h2>
      <p>{t('opendata.version.text')}</p>
      <h2>{t('opendata.feeds.title')}</h2>
      <ul>
        {OTHERS.map(([path, key]) => (
          <li key={path}>
            <a href={path} className="inline-block py-2">
              {t(`opendata.feeds.${key}`)}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  )
}

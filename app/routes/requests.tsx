/** 依頼の見える化 over all associations: how much is asked, by whom, of whom, and what could be asked together. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { BundleList } from '~/modules/requests/BundleList'
import { cityRequests, requestBundles } from '~/modules/requests/queries.server'
import { Months, useCounts, YearSwitch } from '~/modules/requests/RequestFigures'
import { isCityStaff, type Sum, yearAsked } from '~/modules/requests/rules'
import { fiscalYear, formatFiscalYear } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('requests.city.title')

/** The table of all associations is a file; the page shows those that bear most. */
const TOP = 50
const BUNDLES = 20

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const year = yearAsked(queryParam(args.request, 'year'), actor.today)
  const [figures, bundles] = await Promise.all([
    cityRequests(year, TOP),
    requestBundles(actor, year, BUNDLES),
  ])
  return { ...figures, bundles, year, thisYear: fiscalYear(actor.today), seesAll: isCityStaff(actor) }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function CityRequests() {
  const data = useLoaderData<typeof loader>()
  const { total, months, associations, year, thisYear } = data
  const t = useT()
  const language = useLanguage()
  const counts = useCounts()
  return (
    <Page title={t('requests.city.title')} lead={t('requests.city.lead')} crumbs={[]} width="wide">
      <h2>{formatFiscalYear(year, language)}</h2>
      <p>
        <strong>
          {t('requests.city.total', {
            requests: counts.requests(total.requests),
            hours: counts.hours(total.minutes),
          })}
        </strong>{' '}
        {t('requests.city.average', {
          associations: counts.associations(associations),
          hours: counts.hours(associations > 0 ? total.minutes / associations : 0),
        })}
      </p>
      <Months
        caption={t('requests.city.months')}
        months={months}
        hoursHead={t('requests.head.hours_all')}
        extra={[
          {
            head: t('requests.head.hours_each'),
            of: ({ minutes }) => counts.hours(associations > 0 ? minutes / associations : 0),
          },
        ]}
      />
      <YearSwitch at="/requests" year={year} thisYear={thisYear} />

      <h2>{t('requests.bundles.title')}</h2>
      <BundleList bundles={data.bundles} />
      {!data.seesAll && <p className="support">{t('requests.bundles.public_only')}</p>}

      <Shares data={data} />
      <Associations data={data} />
      <p>
        <a href="/workload">{t('workload.link')}</a>
      </p>
      <p className="support">{t('requests.counted')}</p>
      <p className="support">{t('requests.city.why_public')}</p>
    </Page>
  )
}

/** Who asks, and about what. */
function Shares({ data }: { data: Data }) {
  const t = useT()
  const counts = useCounts()
  const head = (first: string) => [first, t('requests.head.requests'), t('requests.head.hours_all')]
  const row = (name: string, sum: Sum) =>
    [name, counts.requests(sum.requests), counts.hours(sum.minutes)] as const
  if (data.total.requests === 0) return <p>{t('requests.none')}</p>
  return (
    <>
      <h2>{t('requests.city.senders')}</h2>
      <Figures
        captionHidden
        caption={t('requests.city.senders')}
        head={head(t('requests.head.sender'))}
        rows={data.senders.map((sender) => row(sender.name, sender))}
      />
      <h2>{t('requests.city.categories')}</h2>
      <Figures
        captionHidden
        caption={t('requests.city.categories')}
        head={head(t('requests.head.category'))}
        rows={data.categories.map((sum) => row(t(`notices.category.${sum.category}`), sum))}
      />
    </>
  )
}

function Associations({ data }: { data: Data }) {
  const t = useT()
  const counts = useCounts()
  const { heaviest, year, associations } = data
  return (
    <>
      <h2>{t('requests.city.associations')}</h2>
      {associations > heaviest.length && (
        <p>
          {t('requests.city.top', { top: heaviest.length, associations: counts.associations(associations) })}
        </p>
      )}
      <p className="actions">
        <LinkButton href={`/requests.csv?year=${year}`} download>
          {t('requests.city.csv')}
        </LinkButton>
      </p>
      <Figures
        captionHidden
        caption={t('requests.city.associations')}
        head={['association', 'requests', 'hours'].map((key) => t(`requests.head.${key}`))}
        rows={heaviest.map((load) => [
          <>
            <a href={`/associations/${load.slug}/requests?year=${year}`}>{load.name}</a>
            {load.district && (
              <span className="support"> {t('associations.district', { name: load.district })}</span>
            )}
          </>,
          counts.requests(load.requests),
          counts.hours(load.minutes),
        ])}
      />
    </>
  )
}

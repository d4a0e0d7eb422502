/** 依頼の見える化 of one association: what the city and the council ask of it, by month. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { associationRequests, type RequestRow } from '~/modules/requests/queries.server'
import { Months, useCounts, YearSwitch } from '~/modules/requests/RequestFigures'
import { yearAsked } from '~/modules/requests/rules'
import { fiscalYear, formatDay, formatFiscalYear } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('requests.association.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const year = yearAsked(queryParam(args.request, 'year'), actor.today)
  const found = await associationRequests(actor, args.params.slug ?? '', year)
  return { ...found, year, thisYear: fiscalYear(actor.today) }
})

export default function AssociationRequests() {
  const { association, months, requests, hidden, year, thisYear } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const counts = useCounts()
  const at = `/associations/${association.slug}`
  const total = (part: 'requests' | 'minutes') => months.reduce((sum, month) => sum + month[part], 0)
  return (
    <Page
      title={t('requests.association.title_of', { name: association.name })}
      lead={t('requests.association.lead')}
      crumbs={[
        { href: '/associations', label: t('associations.list.title') },
        { href: at, label: association.name },
      ]}
      actions={<LinkButton href="/requests">{t('requests.association.to_all')}</LinkButton>}
    >
      <h2>{formatFiscalYear(year, language)}</h2>
      <p>
        <strong>
          {t('requests.association.total', {
            requests: counts.requests(total('requests')),
            hours: counts.hours(total('minutes')),
          })}
        </strong>
      </p>
      <Months
        caption={t('requests.association.months')}
        months={months}
        hoursHead={t('requests.head.hours')}
      />
      <YearSwitch at={`${at}/requests`} year={year} thisYear={thisYear} />
      <h2>{t('requests.association.list')}</h2>
      {requests.length > 0 && <Requests requests={requests} />}
      {requests.length === 0 && hidden === 0 && <p>{t('requests.none')}</p>}
      {hidden > 0 && <p>{t('requests.association.hidden', { requests: counts.requests(hidden) })}</p>}
      <p className="support">{t('requests.counted')}</p>
    </Page>
  )
}

function Requests({ requests }: { requests: readonly RequestRow[] }) {
  const t = useT()
  const language = useLanguage()
  const counts = useCounts()
  return (
    <Table
      caption={t('requests.association.list')}
      head={['due', 'request', 'purpose', 'hours', 'sender'].map((key) => t(`requests.head.${key}`))}
      rows={requests.map((request) => [
        formatDay(request.dueOn, language),
        request.open ? (
          <a key="title" href={`/notices/${request.id}`}>
            {request.title}
          </a>
        ) : (
          request.title
        ),
        request.purpose,
        counts.hours(request.minutes),
        <a key="sender" href={`/associations/${request.senderSlug}`}>
          {request.sender}
        </a>,
      ])}
    />
  )
}

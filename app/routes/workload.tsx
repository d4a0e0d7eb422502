/** 役員の仕事の量と空席 over all associations: numbers only, for the city and for everybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { posts } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { BigFigures } from '~/modules/officers/TaskParts'
import { workloadShown } from '~/modules/workload/kept.server'
import { askedOf, filterAsked } from '~/modules/workload/queries.server'
import { LEAST_RECORDED, rate, recordedYear, trendMonths } from '~/modules/workload/rules'
import {
  DistrictTable,
  useWorkWords,
  VacancyTrend,
  WorkByMonth,
  WorkByPost,
} from '~/modules/workload/WorkFigures'
import { fiscalYear, formatFiscalYear } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { FilterSelect } from '~/ui/filters'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Button, LinkButton } from '~/ui/parts'

export const meta = titleMeta('workload.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const asked = (name: string) => queryParam(args.request, name, 20)
  const filter = await filterAsked(asked('district'), asked('post'))
  const year = fiscalYear(actor.today)
  const [shown, requests, options] = await Promise.all([
    workloadShown(filter, actor.today),
    askedOf(filter.district, year),
    districts(),
  ])
  return {
    ...shown,
    // One district has one line: the line of all districts stays away.
    districts: filter.district === null ? shown.districts : [],
    requests,
    filter,
    year,
    recorded: recordedYear(actor.today),
    months: trendMonths(actor.today),
    options: options.map(({ id, name }) => ({ id, name })),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Workload() {
  const data = useLoaderData<typeof loader>()
  const { work, today, trend, districts, filter, months } = data
  const t = useT()
  const language = useLanguage()
  const one = work.find(({ post }) => post === (filter.post ?? 'chair'))
  return (
    <Page title={t('workload.title')} lead={t('workload.lead')} crumbs={[]} width="wide">
      <Filters data={data} />
      <Headline data={data} />
      <h2>{t('workload.work.title')}</h2>
      {work.length > 0 ? <WorkByPost work={work} /> : <p>{t('workload.none')}</p>}
      <p className="support">
        {t('workload.work.note', { year: formatFiscalYear(data.recorded, language), least: LEAST_RECORDED })}
      </p>
      {one && one.minutes !== null && (
        <>
          <h2>{t('workload.months.title', { post: t(`accounts.post.${one.post}`) })}</h2>
          <WorkByMonth one={one} />
        </>
      )}
      <Asked data={data} />
      <h2>{t('workload.seats.title')}</h2>
      {today.seats > 0 ? <VacancyTrend months={months} trend={trend} /> : <p>{t('workload.none')}</p>}
      <p className="support">{t('workload.seats.note')}</p>
      {districts.length > 0 && (
        <>
          <h2>{t('workload.districts.title')}</h2>
          <DistrictTable districts={districts} />
        </>
      )}
      <h2>{t('workload.files')}</h2>
      <p className="actions">
        <LinkButton href="/workload.csv" download>
          {t('workload.csv')}
        </LinkButton>
        <LinkButton href="/workload.csv?of=seats" download>
          {t('workload.csv_seats')}
        </LinkButton>
      </p>
      <p className="support">{t('workload.no_persons')}</p>
    </Page>
  )
}

function Filters({ data }: { data: Data }) {
  const t = useT()
  return (
    <form method="get" className="search-row" aria-label={t('workload.filter.label')}>
      <FilterSelect
        name="district"
        label={t('workload.filter.district')}
        any={t('workload.filter.any_district')}
        options={data.options.map(({ id, name }) => ({
          value: id,
          label: t('associations.district', { name }),
        }))}
        value={data.filter.district ?? undefined}
      />
      <FilterSelect
        name="post"
        label={t('workload.filter.post')}
        any={t('workload.filter.any_post')}
        options={posts.map((post) => ({ value: post, label: t(`accounts.post.${post}`) }))}
        value={data.filter.post ?? undefined}
      />
      <Button variant="secondary">{t('workload.filter.submit')}</Button>
    </form>
  )
}

function Headline({ data }: { data: Data }) {
  const { work, today, filter, requests } = data
  const t = useT()
  const words = useWorkWords()
  const one = work.find(({ post }) => post === (filter.post ?? 'chair'))
  return (
    <BigFigures
      figures={[
        ...(one && one.minutes !== null
          ? [
              {
                label: t('workload.head.year', { post: t(`accounts.post.${one.post}`) }),
                value: words.time(Math.round(one.minutes)),
              },
            ]
          : []),
        {
          label: t('workload.head.vacant'),
          value: words.share(rate(today)),
          support: t('workload.districts.of', {
            vacant: words.number(today.vacant),
            seats: words.number(today.seats),
          }),
        },
        {
          label: t('workload.head.asked'),
          value: words.time(Math.round(requests.there ?? requests.each)),
          support: t('workload.head.asked_each'),
        },
      ]}
    />
  )
}

/** What the city and the councils ask of an average association, beside the work of its officers. */
function Asked({ data }: { data: Data }) {
  const { requests, year } = data
  const t = useT()
  const words = useWorkWords()
  const language = useLanguage()
  return (
    <>
      <h2>{t('workload.asked.title')}</h2>
      <p>
        {t('workload.asked.text', {
          year: formatFiscalYear(year, language),
          requests: words.number(requests.requests),
          each: words.time(Math.round(requests.each)),
          city: words.time(Math.round(requests.byCity)),
        })}
      </p>
      {requests.there !== null && (
        <p>{t('workload.asked.there', { time: words.time(Math.round(requests.there)) })}</p>
      )}
      <p className="actions">
        <LinkButton href="/requests">{t('workload.asked.link')}</LinkButton>
      </p>
    </>
  )
}

/** 出席の年間のまとめ: how many came to each talk, and which associations came, over a fiscal year. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { yearAttendance } from '~/modules/talks/queries/year.server'
import { invitedQuery, yearQuery } from '~/modules/talks/schema'
import { useTalkCrumbs } from '~/modules/talks/TalkParts'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { Bars } from '~/ui/bars'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager, Table } from '~/ui/parts'

export const meta = titleMeta('talks.year.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const params = Object.fromEntries(new URL(args.request.url).searchParams)
  const { year } = yearQuery.parse(params)
  const { after } = invitedQuery.parse(params)
  return { ...(await yearAttendance(await currentActor(args), { year, after })), after }
})

/** Most bars that can be told apart. */
const MOST_BARS = 12

export default function YearOfTalks() {
  const { year, thisYear, talks, items, next, after } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`talks.year.${key}`)
  const here = `/exchange/talks/attendance?year=${year}`
  const shown = talks.slice(-MOST_BARS)
  return (
    <Page
      title={at('title')}
      lead={formatFiscalYear(year, language)}
      crumbs={useTalkCrumbs()}
      width="wide"
      actions={
        <>
          <LinkButton href={`/exchange/talks/attendance?year=${year - 1}`}>
            {t('talks.year.go', { year: formatFiscalYear(year - 1, language) })}
          </LinkButton>
          {year < thisYear && (
            <LinkButton href={`/exchange/talks/attendance?year=${year + 1}`}>
              {t('talks.year.go', { year: formatFiscalYear(year + 1, language) })}
            </LinkButton>
          )}
          {talks.length > 0 && (
            <LinkButton href={`/exchange/talks.csv?year=${year}`} download>
              {at('csv')}
            </LinkButton>
          )}
        </>
      }
    >
      {talks.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <>
          <h2>{at('talks')}</h2>
          {/* One bar alone compares nothing. */}
          {shown.length > 1 && (
            <Bars
              label={at('picture')}
              bars={shown.map(({ id, day, people }) => ({
                label: `${Number(day.slice(5, 7))}/${Number(day.slice(8))}${shown.filter((one) => one.day === day).length > 1 ? ` (${id})` : ''}`,
                value: people,
                text: String(people),
              }))}
            />
          )}
          <Table
            caption={at('talks')}
            head={['talk', 'day', 'associations', 'people'].map((key) => at(`head_${key}`))}
            rows={talks.map((talk) => [
              <a key="talk" href={`/exchange/talks/${talk.id}`} className="inline-block py-2">
                {talk.title}
              </a>,
              formatDay(talk.day, language),
              talk.associations,
              t('talks.persons', { count: talk.people }),
            ])}
          />
          <h2>{at('associations')}</h2>
          <Table
            caption={at('associations')}
            head={['association', 'invited', 'said', 'came', 'people'].map((key) => at(`head_${key}`))}
            rows={items.map((row) => [
              <span key="name">
                {row.name}
                {row.district && (
                  <span className="support block">{t('associations.district', { name: row.district })}</span>
                )}
              </span>,
              t('talks.times', { count: row.invited }),
              t('talks.times', { count: row.said }),
              <strong key="came">{t('talks.times', { count: row.came })}</strong>,
              t('talks.persons', { count: row.people }),
            ])}
          />
          <Pager
            olderHref={next ? `${here}&after=${next}` : undefined}
            firstHref={after ? here : undefined}
          />
        </>
      )}
    </Page>
  )
}

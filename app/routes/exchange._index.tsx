/** 市との意見交換: what is asked of the city, how it stands, and which answers are overdue. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { listHref, MatterList, MatterSearch, narrows, StateFigures } from '~/modules/exchange/MatterList'
import { countByState, listMatters, overdueCount } from '~/modules/exchange/queries/list.server'
import { exchangeSettings } from '~/modules/exchange/queries/settings.server'
import { listQuery } from '~/modules/exchange/schema'
import { sectionNames } from '~/modules/sections/queries.server'
import { page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Icon, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('exchange.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = {
    ...listQuery.parse(Object.fromEntries(searchParams)),
    q: queryParam(args.request, 'q'),
  }
  const actor = await currentActor(args)
  const [found, counts, overdue, known, sections, set] = await Promise.all([
    listMatters(query, actor.today),
    countByState(query, actor.today),
    overdueCount(actor.today),
    districts(),
    sectionNames(),
    exchangeSettings(),
  ])
  return {
    query,
    ...found,
    counts,
    overdue,
    districts: known.map(({ id, name }) => ({ id, name })),
    sections,
    answerDays: set.answerDays,
    today: actor.today,
    mine: actor.user !== null,
    demonstration: settings().DEMO,
  }
})

export default function Exchange() {
  const { query, items, next, counts, overdue, districts, sections, answerDays, today, mine, demonstration } =
    useLoaderData<typeof loader>()
  const t = useT()
  const narrowed = narrows(query) || Boolean(query.state)
  return (
    <Page
      title={t('exchange.title')}
      lead={t('exchange.list.lead', { days: answerDays })}
      crumbs={[]}
      width="wide"
      actions={
        <>
          <LinkButton href="/exchange/new" variant="primary">
            <Icon name="pencil" /> {t('exchange.ask.title')}
          </LinkButton>
          <LinkButton href="/exchange/talks">
            <Icon name="people" /> {t('exchange.list.to_talks')}
          </LinkButton>
          <LinkButton href="/surveys">
            <Icon name="check" /> {t('surveys.list.title')}
          </LinkButton>
          {mine && (
            <LinkButton href="/exchange/mine">
              <Icon name="person" /> {t('exchange.mine.title')}
            </LinkButton>
          )}
        </>
      }
    >
      <Banner
        tone={overdue > 0 ? 'warning' : 'success'}
        title={
          overdue > 0 ? t('exchange.list.overdue_now', { count: overdue }) : t('exchange.list.none_overdue')
        }
      >
        <p>
          <a href="/exchange/overdue" className="inline-block py-2">
            {t('exchange.overdue.title')}
          </a>
        </p>
      </Banner>
      <div className="front-columns">
        <div className="stack">
          <MatterSearch query={query} districts={districts} sections={sections} />
          <h2>{t(narrowed ? 'exchange.list.found' : 'exchange.list.all')}</h2>
          {narrowed && (
            <p className="no-print">
              <a href="/exchange" className="inline-block py-2">
                {t('exchange.list.clear')}
              </a>
            </p>
          )}
          {items.length > 0 ? <MatterList matters={items} today={today} /> : <p>{t('exchange.list.none')}</p>}
          <Pager
            firstHref={query.after ? listHref(query, { after: '' }) : undefined}
            olderHref={next ? listHref(query, { after: String(next) }) : undefined}
          />
        </div>
        <section>
          <h2>{t('exchange.list.how_many')}</h2>
          <StateFigures query={query} counts={counts} />
        </section>
      </div>
      {demonstration && <p className="support">{t('exchange.list.invented')}</p>}
    </Page>
  )
}

/** 補助金の審査: what waits for the reader, how long, until when. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { QueueFilters, QueueTable, QueueViews } from '~/modules/applications/desk/QueueTable'
import { queue } from '~/modules/applications/queries/queue.server'
import { queueHref, readQueueQuery } from '~/modules/applications/schema'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton, Pager } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('review.queue.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const query = readQueueQuery(new URL(args.request.url))
  const actor = await currentActor(args)
  return {
    query,
    ...(await queue(actor, query)),
    may: {
      keepMoney: mayInPortal(actor, 'subsidy.budget'),
      keepSchemes: mayInPortal(actor, 'subsidy.programme'),
      seeHalls: mayInPortal(actor, 'hall.oversee'),
    },
  }
})

export default function SubsidyDesk() {
  const { query, view, order, rows, next, counts, states, programmes, years, hasOwn, may } =
    useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('review.queue.title')}
      lead={t('review.queue.lead')}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/subsidies/budgets">{t('review.queue.budgets')}</LinkButton>
          <LinkButton href="/desk/subsidies/year-end">{t('review.queue.year_end')}</LinkButton>
          {may.keepMoney && (
            <LinkButton href="/desk/subsidies/letters">{t('review.queue.letters')}</LinkButton>
          )}
          {may.keepMoney && (
            <LinkButton href="/desk/subsidies.csv" download>
              <Icon name="file" /> {t('review.queue.csv')}
            </LinkButton>
          )}
          <LinkButton href="/subsidies/programmes">{t('programmes.list.title')}</LinkButton>
          {may.keepSchemes && <LinkButton href="/subsidies/revision">{t('revision.link')}</LinkButton>}
          {may.seeHalls && <LinkButton href="/desk/halls">{t('halls.desk.title')}</LinkButton>}
        </>
      }
    >
      <QueueViews query={query} view={view} counts={counts} hasOwn={hasOwn} />
      <QueueFilters
        query={query}
        view={view}
        order={order}
        states={states}
        programmes={programmes}
        years={years}
      />
      <div className="accounts-sheet">
        <QueueTable rows={rows} view={view} />
      </div>
      <Pager
        olderHref={next ? queueHref(query, { view, after: next }) : undefined}
        firstHref={query.after ? queueHref(query) : undefined}
      />
    </Page>
  )
}

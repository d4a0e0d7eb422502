/** 意見交換会: what is to come and what was; for those who host, what they prepare. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { listTalks, ownDrafts } from '~/modules/talks/queries/list.server'
import { listQuery } from '~/modules/talks/schema'
import { TalkList } from '~/modules/talks/TalkParts'
import { now } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { FilterSelect } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Button, Icon, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('talks.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = listQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const at = now()
  const [found, drafts, all] = await Promise.all([listTalks(query, at), ownDrafts(actor, at), districts()])
  return { ...found, drafts, query, districts: all.map(({ id, name }) => ({ id, name })) }
})

/** The address of the list, with something changed. */
function hrefOf(query: { district?: number; past?: boolean }, change: { past?: boolean; after?: number }) {
  const { past = query.past, after } = change
  const search = new URLSearchParams({
    ...(query.district ? { district: String(query.district) } : {}),
    ...(past ? { past: '1' } : {}),
    ...(after ? { after: String(after) } : {}),
  }).toString()
  return search ? `/exchange/talks?${search}` : '/exchange/talks'
}

export default function Talks() {
  const { items, next, drafts, query, districts: all } = useLoaderData<typeof loader>()
  const t = useT()
  const past = query.past === true
  const calendar = query.district ? `/exchange/talks.ics?district=${query.district}` : '/exchange/talks.ics'
  return (
    <Page
      title={t('talks.title')}
      lead={t('talks.lead')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
      actions={
        drafts && (
          <>
            <LinkButton href="/exchange/talks/new" variant="primary">
              <Icon name="pencil" /> {t('talks.list.new')}
            </LinkButton>
            <LinkButton href="/exchange/talks/attendance">
              <Icon name="people" /> {t('talks.year.title')}
            </LinkButton>
          </>
        )
      }
    >
      {drafts && drafts.length > 0 && (
        <>
          <h2>{t('talks.list.drafts')}</h2>
          <TalkList talks={drafts} />
        </>
      )}
      <form method="get" action="/exchange/talks" className="stack no-print">
        <FilterSelect
          name="district"
          label={t('talks.list.district')}
          any={t('talks.list.any_district')}
          options={all.map(({ id, name }) => ({ value: id, label: t('associations.district', { name }) }))}
          value={query.district}
        />
        {past && <input type="hidden" name="past" value="1" />}
        <Button variant="secondary">
          <Icon name="search" /> {t('talks.list.show')}
        </Button>
      </form>
      <h2>{t(past ? 'talks.list.past' : 'talks.list.coming_title')}</h2>
      {items.length === 0 ? (
        <p>{t(past ? 'talks.list.none_past' : 'talks.list.none_coming')}</p>
      ) : (
        <TalkList talks={items} />
      )}
      <Pager
        olderHref={next === undefined ? undefined : hrefOf(query, { after: next })}
        firstHref={query.after ? hrefOf(query, {}) : undefined}
      />
      <p className="actions no-print">
        <LinkButton href={hrefOf(query, { past: !past })}>
          {t(past ? 'talks.list.to_coming' : 'talks.list.to_past')}
        </LinkButton>
        <LinkButton href={calendar}>
          <Icon name="calendar" /> {t('talks.list.calendar')}
        </LinkButton>
      </p>
    </Page>
  )
}

/** お知らせの一覧: newest first, what is important on top; filters and search by GET, pages by key. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { associationBySlug, districts } from '~/modules/associations/queries.server'
import { filtersOpen, NoticeFilters } from '~/modules/notices/NoticeFilters'
import { NoticeList } from '~/modules/notices/NoticeList'
import { listNotices } from '~/modules/notices/queries/list.server'
import { listedFor } from '~/modules/notices/queries/versions.server'
import { listQuery } from '~/modules/notices/schema'
import { searchWords } from '~/modules/notices/search'
import { page } from '~/platform/http.server'
import { readingOf } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('notices.list.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = listQuery.parse(Object.fromEntries(searchParams))
  const [actor, association, knownDistricts] = await Promise.all([
    currentActor(args),
    query.association ? associationBySlug(query.association) : null,
    filtersOpen(query) ? districts() : [],
  ])
  const { association: _slug, filters: _open, ...filter } = query
  const list = await listNotices(actor, { ...filter, associationId: association?.id })
  const reading = await readingOf(args.request)
  const [top, items] = await Promise.all([listedFor(reading, list.top), listedFor(reading, list.items)])
  if (list.older) searchParams.set('before', list.older)
  return {
    top,
    items,
    older: list.older && `/notices?${searchParams}`,
    query,
    oneLetter: query.q !== '' && searchWords(query.q).length === 0,
    association: association && { slug: association.slug, name: association.name },
    districts: knownDistricts.map(({ id, name }) => ({ id, name })),
    today: actor.today,
    mayWrite: mayAnywhere(actor, 'notice.draft'),
  }
})

export default function Notices() {
  const data = useLoaderData<typeof loader>()
  const { query, association, today } = data
  const t = useT()
  const heading =
    query.q && !data.oneLetter ? t('notices.list.results', { q: query.q }) : t('notices.list.newest')
  const feed = association ? `/associations/${association.slug}/notices.rss` : '/notices.rss'
  return (
    <Page
      title={association ? t('notices.list.title_of', { name: association.name }) : t('notices.list.title')}
      crumbs={[]}
      actions={
        data.mayWrite && (
          <LinkButton href="/notices/new" variant="primary">
            <Icon name="pencil" /> {t('notices.list.write')}
          </LinkButton>
        )
      }
    >
      <NoticeFilters
        query={query}
        association={association}
        districts={data.districts}
        oneLetter={data.oneLetter}
      />
      {data.top.length > 0 && (
        <>
          <h2>{t('notices.list.top')}</h2>
          <NoticeList notices={data.top} today={today} />
        </>
      )}
      <h2>{heading}</h2>
      {data.items.length === 0 && data.top.length === 0 ? (
        <p>{query.q ? t('notices.list.none_search', { q: query.q }) : t('notices.list.none')}</p>
      ) : (
        <NoticeList notices={data.items} today={today} />
      )}
      <Pager olderHref={data.older} firstHref={query.before ? firstPage(query) : undefined} />
      <p className="actions">
        <a href={`/subscriptions${association ? `?association=${association.slug}` : ''}`}>
          {t('subscriptions.title')}
        </a>
        <a href={feed}>{t('notices.list.feed')}</a>
        <a href="/calendar">{t('events.calendar.link')}</a>
        <a href="/notices.ics">{t('notices.list.calendar')}</a>
      </p>
    </Page>
  )
}

function firstPage(query: Record<string, string | number | undefined>): string {
  const kept = Object.entries(query).filter(([key, value]) => key !== 'before' && value)
  const search = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString()
  return search ? `/notices?${search}` : '/notices'
}

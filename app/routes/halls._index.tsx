/** 会館をさがす: the halls in use, by name, address or district. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere, mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { HallList, HallSearchForm, listHref } from '~/modules/halls/HallList'
import { searchHalls } from '~/modules/halls/queries/list.server'
import { listQuery } from '~/modules/halls/schema'
import { page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('halls.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = {
    ...listQuery.parse(Object.fromEntries(searchParams)),
    q: queryParam(args.request, 'q'),
  }
  const actor = await currentActor(args)
  const [found, known] = await Promise.all([searchHalls(query), districts()])
  return {
    query,
    ...found,
    districts: known.map(({ id, name }) => ({ id, name })),
    mayAdd: mayAnywhere(actor, 'hall.keep'),
    mayOversee: mayInPortal(actor, 'hall.oversee'),
    demonstration: settings().DEMO,
  }
})

export default function Halls() {
  const { query, items, total, next, districts, mayAdd, mayOversee, demonstration } =
    useLoaderData<typeof loader>()
  const t = useT()
  const narrowed = Boolean(query.q || query.district)
  return (
    <Page
      title={t('halls.title')}
      lead={t('halls.list.lead')}
      crumbs={[]}
      actions={
        (mayAdd || mayOversee) && (
          <>
            {mayAdd && (
              <LinkButton href="/halls/new">
                <Icon name="pencil" /> {t('halls.list.new')}
              </LinkButton>
            )}
            {mayOversee && <LinkButton href="/desk/halls">{t('halls.list.oversee')}</LinkButton>}
          </>
        )
      }
    >
      <HallSearchForm query={query} districts={districts} />
      <h2>{t(narrowed ? 'halls.list.found' : 'halls.list.all', { count: total })}</h2>
      <p className="actions">
        <LinkButton href="/aeds">
          <Icon name="place" /> {t('halls.list.to_map')}
        </LinkButton>
        <LinkButton href="/subsidies">
          <Icon name="file" /> {t('halls.list.to_subsidies')}
        </LinkButton>
        {narrowed && <a href="/halls">{t('halls.list.clear')}</a>}
      </p>
      {items.length > 0 ? <HallList halls={items} /> : <p>{t('halls.list.none')}</p>}
      {(next || query.after) && (
        <nav className="pager" aria-label={t('portal.pager.label')}>
          {query.after && (
            <LinkButton href={listHref(query, { after: '' })}>{t('halls.list.first_page')}</LinkButton>
          )}
          {next && (
            <LinkButton href={listHref(query, { after: String(next) })}>
              {t('halls.list.next_page')}
            </LinkButton>
          )}
        </nav>
      )}
      {demonstration && <p className="support">{t('halls.invented_list')}</p>}
    </Page>
  )
}

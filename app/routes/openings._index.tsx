/** 担い手の募集: what the city's associations look for, by what one can do and how much time one has. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { associationBySlug, districts } from '~/modules/associations/queries.server'
import { listHref, narrows, OpeningList, OpeningSearchForm } from '~/modules/openings/OpeningList'
import { listOpenings } from '~/modules/openings/queries/list.server'
import { listQuery } from '~/modules/openings/schema'
import { page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('openings.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const query = {
    ...listQuery.parse(Object.fromEntries(searchParams)),
    q: queryParam(args.request, 'q'),
  }
  const actor = await currentActor(args)
  const [found, known, association] = await Promise.all([
    listOpenings(query, actor.today),
    districts(),
    query.association ? associationBySlug(query.association) : null,
  ])
  return {
    query,
    ...found,
    association: association && { slug: association.slug, name: association.name },
    districts: known.map(({ id, name }) => ({ id, name })),
    demonstration: settings().DEMO,
  }
})

export default function Openings() {
  const { query, items, total, next, districts, association, demonstration } = useLoaderData<typeof loader>()
  const t = useT()
  const narrowed = narrows(query) || Boolean(query.q)
  return (
    <Page
      title={association ? t('openings.list.title_of', { name: association.name }) : t('openings.list.title')}
      lead={t('openings.list.lead')}
      crumbs={association ? [{ href: `/associations/${association.slug}`, label: association.name }] : []}
    >
      <OpeningSearchForm query={query} districts={districts} />
      <h2>{t(narrowed ? 'openings.list.found' : 'openings.list.all', { count: total })}</h2>
      {narrowed && (
        <p className="no-print">
          <a href="/openings" className="inline-block py-2">
            {t('openings.list.clear')}
          </a>
        </p>
      )}
      {items.length > 0 ? (
        <OpeningList openings={items} />
      ) : (
        <>
          <p>{t('openings.list.none')}</p>
          <p>
            <a href="/associations" className="inline-block py-2">
              {t('openings.list.to_associations')}
            </a>
          </p>
        </>
      )}
      {(next || query.after) && (
        <nav className="pager" aria-label={t('portal.pager.label')}>
          {query.after && (
            <LinkButton href={listHref(query, { after: '' })}>{t('portal.pager.first')}</LinkButton>
          )}
          {next && (
            <LinkButton href={listHref(query, { after: String(next) })}>{t('portal.pager.older')}</LinkButton>
          )}
        </nav>
      )}
      {demonstration && <p className="support">{t('openings.list.invented')}</p>}
    </Page>
  )
}

/** 自治会をさがす: which association is mine? Search and list; the map is a page of its own. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  AssociationList,
  AssociationSearchForm,
  NextPage,
  searchHref,
  TownAnswers,
} from '~/modules/associations/AssociationSearch'
import { Invented, SourceCredit } from '~/modules/associations/Credits'
import { findAssociations, readSearch } from '~/modules/associations/find.server'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('associations.list.title')

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const found = await findAssociations(readSearch(new URL(request.url), 'all'))
  return { ...found, demonstration: settings().DEMO }
})

export default function Associations() {
  const { query, items, total, next, towns, districts, townNames, summary, demonstration } =
    useLoaderData<typeof loader>()
  const t = useT()
  const narrowed = Boolean(query.q || query.district || query.kind)
  return (
    <Page title={t('associations.list.title')} lead={t('associations.list.lead')} crumbs={[]}>
      <AssociationSearchForm action="/associations" query={query} districts={districts} towns={townNames} />
      {towns.length > 0 && (
        <>
          <h2>{t('associations.list.towns_heading', { q: query.q ?? '' })}</h2>
          <TownAnswers towns={towns} />
        </>
      )}
      <h2>
        {narrowed
          ? t('associations.list.found', { count: total })
          : t('associations.list.all', { count: total, councils: summary.councils })}
      </h2>
      <p className="actions">
        <LinkButton href={searchHref('/associations/map', query, { after: '' })}>
          <Icon name="place" /> {t('associations.list.to_map')}
        </LinkButton>
        {narrowed && <a href="/associations">{t('associations.list.clear')}</a>}
        {summary.city && (
          <a href={`/associations/${summary.city.slug}`}>
            {t('associations.list.city', { name: summary.city.name })}
          </a>
        )}
      </p>
      {items.length > 0 ? <AssociationList items={items} /> : <p>{t('associations.list.none')}</p>}
      <NextPage base="/associations" query={query} next={next} />
      {demonstration && <Invented />}
      <SourceCredit towns />
    </Page>
  )
}

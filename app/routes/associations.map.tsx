/** 地図でさがす: the same search as the list, with a map above it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  AssociationList,
  AssociationSearchForm,
  NextPage,
  searchHref,
} from '~/modules/associations/AssociationSearch'
import { Invented, SourceCredit } from '~/modules/associations/Credits'
import { findAssociations, readSearch } from '~/modules/associations/find.server'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { LiveMap, mapLinks } from '~/ui/map/LiveMap'
import { looks, TILES_HREF } from '~/ui/map/looks'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('associations.map.title')

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const found = await findAssociations(readSearch(new URL(request.url), 'councils'))
  return { ...found, demonstration: settings().DEMO, tileUrl: settings().TILE_URL }
})

export const links = () => mapLinks

export default function AssociationMap() {
  const { query, items, total, next, districts, townNames, demonstration, tileUrl } =
    useLoaderData<typeof loader>()
  const t = useT()
  const onlyCouncils = query.kind === 'council' && !query.q && !query.district
  const word = (name: string) => t(`associations.map.${name}`)
  return (
    <Page
      title={t('associations.map.title')}
      lead={t('associations.map.lead')}
      width="wide"
      crumbs={[{ href: '/associations', label: t('associations.list.title') }]}
    >
      <AssociationSearchForm
        action="/associations/map"
        // That councils alone are shown was not asked for: the next search is for all.
        query={onlyCouncils ? { ...query, kind: undefined } : query}
        districts={districts}
        towns={townNames}
      />
      <p>
        {onlyCouncils
          ? t('associations.map.shows_councils')
          : t('associations.map.shows_found', { count: total })}
      </p>
      <p className="no-print">
        <a className="inline-block py-2" href="#list">
          {t('associations.map.to_list')}
        </a>
      </p>
      <LiveMap
        noScript={word('no_script')}
        setup={{
          fixed: searchHref('/associations/map.json', query, { after: '' }),
          tiles: {
            url: tileUrl,
            maxZoom: 18,
            credit: t('associations.source.tiles'),
            creditHref: TILES_HREF,
          },
          looks: { association: looks.disc, council: looks.square },
          words: {
            label: word('label'),
            loading: word('loading'),
            failed: word('failed'),
            tilesMissing: word('tiles_missing'),
            zoomIn: word('zoom_in'),
            zoomOut: word('zoom_out'),
            cluster: word('cluster'),
            close: word('close'),
          },
        }}
      />
      <p className="support">
        {t('associations.map.background')}: <a href={TILES_HREF}>{t('associations.source.tiles')}</a>
      </p>
      <h2 id="list">{t('associations.map.list_heading', { count: total })}</h2>
      <p className="actions">
        <LinkButton href={searchHref('/associations', query, { after: '' })}>
          {t('associations.map.list_only')}
        </LinkButton>
      </p>
      {items.length > 0 ? <AssociationList items={items} /> : <p>{t('associations.list.none')}</p>}
      <NextPage base="/associations/map" query={query} next={next} />
      {demonstration && <Invented />}
      <SourceCredit towns boundary />
    </Page>
  )
}

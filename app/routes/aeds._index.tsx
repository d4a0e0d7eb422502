/** AEDマップ: the map and the same as a list, complete without a script. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { AedList } from '~/modules/aeds/AedList'
import { AedMap } from '~/modules/aeds/AedMap'
import { AedMapLegend } from '~/modules/aeds/AedMapLegend'
import { AedNarrowed, AedSearchForm } from '~/modules/aeds/AedSearchForm'
import { NearMe } from '~/modules/aeds/NearMe'
import { aedsPage } from '~/modules/aeds/page.server'
import { StateCounts } from '~/modules/aeds/StateCounts'
import { aedsHref, readAedSearch } from '~/modules/aeds/search'
import { SourceCredit } from '~/modules/associations/Credits'
import { formatInstant, thisMinute } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { mapLinks } from '~/ui/map/LiveMap'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('aeds.list.title')
export const links = () => mapLinks

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [found, actor] = await Promise.all([
    aedsPage(readAedSearch(new URL(args.request.url)), thisMinute()),
    currentActor(args),
  ])
  const plans = mayInPortal(actor, 'aed.plan')
  return { ...found, plans, demonstration: settings().DEMO, tileUrl: settings().TILE_URL }
})

export default function Aeds() {
  const data = useLoaderData<typeof loader>()
  const { search, searched, list, counts, at, towns, demonstration, tileUrl } = data
  const t = useT()
  const language = useLanguage()
  const { placed, placeless } = counts
  return (
    <Page
      title={t('aeds.list.title')}
      lead={t('aeds.list.lead')}
      width="wide"
      crumbs={[]}
      actions={
        <>
          <LinkButton href="/aeds/nearest" variant="danger">
            {t('aeds.list.emergency')}
          </LinkButton>
          {data.plans && <LinkButton href="/aeds/placement">{t('placement.link')}</LinkButton>}
        </>
      }
    >
      {demonstration && <p className="aed-invented">{t('aeds.list.invented_all')}</p>}
      <AedSearchForm search={search} towns={towns} />
      {searched?.kind === 'towns' && searched.towns.length > 1 && (
        <div className="no-print">
          <p>{t('aeds.list.towns', { q: searched.label, count: searched.towns.length })}</p>
          <ul className="aed-towns">
            {searched.towns.map((town) => (
              <li key={town}>
                <a href={aedsHref(search, { q: town, after: '' })}>{town}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="no-print">
        <a className="inline-block py-2" href="#list">
          {t('aeds.map.to_list')}
        </a>
      </p>
      <AedMap search={search} tileUrl={tileUrl} start={data.start} here={data.here} />
      <AedMapLegend />
      <h2 id="list">
        {searched?.kind === 'towns' && search.sort !== 'name'
          ? t('aeds.list.heading_near', { place: searched.label })
          : searched
            ? t('aeds.list.heading_text', { q: searched.label })
            : t('aeds.list.heading')}
      </h2>
      <AedNarrowed search={search} />
      <p>{t('aeds.list.total', { placed, placeless, at: formatInstant(at, language) })}</p>
      {counts.states && <StateCounts states={counts.states} />}
      {placeless > 0 && !search.placeless && (
        <p data-near-hides>
          <a href={aedsHref(search, { placeless: true, after: '' })}>
            {t('aeds.list.show_placeless', { count: placeless })}
          </a>
        </p>
      )}
      {data.all && <NearMe all={data.all} />}
      {data.distanceFrom && (
        <p className="support" data-near-hides>
          {t('aeds.list.distance_how')}
        </p>
      )}
      {list.items.length > 0 ? (
        <AedList items={list.items} at={at} />
      ) : (
        <p>{t(list.next ? 'aeds.list.none_yet' : 'aeds.list.none')}</p>
      )}
      <div data-near-hides>
        <p className="actions">
          {list.next && (
            <LinkButton href={aedsHref(search, { after: list.next, all: '' })}>
              {t('aeds.list.next_page')}
            </LinkButton>
          )}
          {search.after && <a href={aedsHref(search, { after: '' })}>{t('aeds.list.first_page')}</a>}
        </p>
        {!search.all && !list.complete && (
          <p className="no-print">
            <a href={aedsHref(search, { all: true, after: '' })}>
              <Icon name="print" /> {t('aeds.list.all_on_one')}
            </a>
          </p>
        )}
      </div>
      <p className="no-print">
        {t('aeds.list.export')}: <a href="/aeds.csv">{t('aeds.list.export_csv')}</a> /{' '}
        <a href="/aeds.geojson">GeoJSON</a>
      </p>
      <SourceCredit towns boundary />
      <p className="support">{t('halls.source')}</p>
    </Page>
  )
}
